import type { NewId, OrganisationId } from '../../../kernel/id.ts';
import { actsIn } from '../act.store.ts';
import type { Context } from '../../kit/context.ts';
import type { Sql } from '../../kit/sql.ts';
import type { Partner } from './partner.types.ts';

export type PartnerStore = {
  /** Those that have not ended, in the order of their ids, after one of them. */
  page(page: { readonly after: string | null; readonly limit: number }): Promise<Partner[]>;
  /** Undefined where the id is taken. */
  register(context: Context, partner: Pick<Partner, 'id' | 'name'>): Promise<Partner | undefined>;
  /** Undefined where there is none; each organisation that had granted it is told by an act. */
  end(context: Context, id: string): Promise<Partner | undefined>;
  organisationName(id: OrganisationId): Promise<string | undefined>;
};

export const partnerStore = (sql: Sql, newId: NewId): PartnerStore => ({
  page: ({ after, limit }) => sql.query('patients.partners', page, [after, limit]),

  register: (context, { id, name }) =>
    sql.transaction(async (transaction) => {
      const [partner] = await transaction.query<Partner>('patients.register-partner', register, [
        id,
        name,
        context.clock.now(),
      ]);
      if (partner !== undefined)
        await actsIn(transaction, newId).record(context, {
          kind: 'PARTNER_REGISTERED',
          details: { partner: id, name },
        });
      return partner;
    }),

  end: (context, id) =>
    sql.transaction(async (transaction) => {
      const now = context.clock.now();
      const [held] = await transaction.query<Partner>('patients.hold-partner', hold, [id]);
      if (held?.endedAt !== null) return held;
      const [ended] = await transaction.query<Partner>('patients.end-partner', end, [id, now]);
      const revoked = await transaction.query<Revoked>('patients.end-grants', revokeAll, [id, now]);
      const acts = actsIn(transaction, newId);
      await acts.record(context, { kind: 'PARTNER_ENDED', details: { partner: id } });
      for (const { id: grant, organisation, team } of revoked)
        await acts.record(context, { kind: 'GRANT_REVOKED', organisation, team, details: { grant, partner: id } });
      return ended;
    }),

  organisationName: async (id) =>
    (await sql.query<{ readonly name: string }>('patients.organisation-name', organisationName, [id]))[0]?.name,
});

type Revoked = { readonly id: string; readonly organisation: string; readonly team: string | null };

const columns = `id, name, registered_at as "registeredAt", ended_at as "endedAt"`;

const page = `select ${columns} from patients.partner
  where ended_at is null and ($1::text is null or id > $1) order by id limit $2`;

const register = `insert into patients.partner (id, name, registered_at) values ($1, $2, $3)
  on conflict (id) do nothing returning ${columns}`;

/** Whoever grants holds it too: a grant is made before the partner ends, or not at all. */
const hold = `select ${columns} from patients.partner where id = $1 for update`;

const end = `update patients.partner set ended_at = $2 where id = $1 returning ${columns}`;

const revokeAll = `update patients.partner_grant set revoked_at = $2 where partner = $1 and revoked_at is null
  returning id, organisation_id as organisation, case when by_team then team_id end as team`;

const organisationName = `select name from patients.organisation where id = $1`;
