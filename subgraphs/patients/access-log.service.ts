import { isFailure, type Failure } from '../../kernel/failure.ts';
import type { NewId } from '../../kernel/id.ts';
import type { Principal } from '../../kernel/principal.ts';
import type { Context } from '../kit/context.ts';
import type { Page } from '../kit/paging.ts';
import type { Basis } from '../kit/purview.ts';
import { nameOf } from '../kit/principal-name.ts';
import type { AccessLogStore, Look, Looking } from './access-log.store.ts';
import type { AccessLogPage } from './access-log.types.ts';
import { pageOf } from './keyed-page.ts';

/** A look at one record: what it was allowed on, or that it was refused. */
export type Looked = {
  readonly patient: string;
  readonly basis: Basis | 'REVIEW' | undefined;
  /** The team by which the record is seen, if it is by one. */
  readonly team: string | null;
  /** The organisation as which the record is seen, if it is as one. */
  readonly organisation?: string | null;
};

export type AccessLogService = ReturnType<typeof accessLogService>;

/** Who looked at whose record. Domain reference §3.1, Access log */
export const accessLogService = ({ store, newId }: { readonly store: AccessLogStore; readonly newId: NewId }) => ({
  /** Written when it resolves: nothing of a record leaves before. Without looks it takes as long, and writes nothing. */
  write: (context: Context, looked: readonly Looked[]): Promise<void> => {
    const { team, organisation, ...who } = actorOf(context);
    return store.log({
      ...who,
      at: context.clock.now(),
      via: context.via,
      reading: context.reading.length > 0 ? context.reading : ['DEMOGRAPHICS'],
      looks: looked.map((look) => ({
        patient: look.patient,
        id: newId(),
        team: team ?? look.team,
        organisation: organisation ?? look.organisation ?? null,
        basis: look.basis ?? 'NONE',
      })),
    });
  },

  page: async (
    patients: readonly string[],
    { includeOwn, ...query }: Page & { readonly includeOwn: boolean },
  ): Promise<AccessLogPage | Failure> => {
    const page = pageOf(query);
    if (isFailure(page)) return page;
    const entries = await store.page(patients, { ...page, includeOwn });
    const last = entries.length > page.first ? entries[page.first - 1] : undefined;
    const items = entries.slice(0, page.first);
    return last === undefined ? { items } : { items, next: last.id };
  },
});

/** Who is acting, and for whom. */
const actorOf = ({
  principal,
}: Context): Pick<Looking, 'actor' | 'person' | 'client' | 'partner'> & Pick<Look, 'organisation' | 'team'> => ({
  actor: nameOf(principal),
  client: principal.client,
  person: principal.kind === 'person' ? principal.user : null,
  partner: 'partner' in principal ? principal.partner : null,
  organisation: 'organisation' in principal ? (principal.organisation ?? null) : null,
  team: onlyTeamOf(principal),
});

/** A partner of several teams looks for the one by which it sees the record: that is known of each look. */
const onlyTeamOf = (principal: Principal): string | null => {
  if (principal.kind === 'team') return principal.team;
  return principal.kind === 'partner' && principal.teams?.length === 1 ? (principal.teams[0] ?? null) : null;
};
