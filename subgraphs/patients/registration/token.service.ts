import { invalid, isFailure, notFound, type Failure } from '../../../kernel/failure.ts';
import { parseTeamId, type NewId } from '../../../kernel/id.ts';
import type { Principal } from '../../../kernel/principal.ts';
import type { Context } from '../../kit/context.ts';
import { nameOf } from '../../kit/principal-name.ts';
import type { Sql } from '../../kit/sql.ts';
import { actsIn } from '../act.store.ts';
import type { SeenHolder, StatusService } from './status.service.ts';
import { hashOf } from './token-hash.ts';
import { mayBeInvited, newPair, type Random } from './token.rules.ts';
import type { Making, TokenStore } from './token.store.ts';
import type { InvitationToken, InvitationTokens, InvitationTokensInput } from './token.types.ts';

/** Domain reference §7.3, `$generate-invitation-tokens` */
const most = 500;
const days = 86_400_000;

export type TokenService = ReturnType<typeof tokenService>;

type Needs = {
  readonly store: TokenStore;
  readonly status: Pick<StatusService, 'look'>;
  readonly newId: NewId;
  readonly random: Random;
};

/** Who can be invited, and under which number they were asked for. */
type Invited = { readonly patient: string; readonly asked: SeenHolder['asked'] };
type Drawn = Invited & { readonly id: string; readonly code: string; readonly token: string };

/** Invitations to patients that are printed on letters. ADR 31 */
export const tokenService = ({ store, status, newId, random }: Needs) => {
  /** A code that is taken already is drawn again. */
  const draw = async (invited: readonly Invited[], making: Making, transaction: Sql): Promise<readonly Drawn[]> => {
    if (invited.length === 0) return [];
    const drawn = invited.map((one) => ({ ...one, id: newId(), ...newPair(random) }));
    const rows = drawn.map(({ id, patient, code, token }) => ({ id, patient, code, tokenHash: hashOf(token) }));
    const kept = new Set(await store.keep(rows, making, transaction));
    const again = drawn.filter(({ id }) => !kept.has(id));
    return [...drawn.filter(({ id }) => kept.has(id)), ...(await draw(again, making, transaction))];
  };

  return {
    /** Makes a token for each of these patients who can be invited; earlier ones hold on until somebody registers. */
    generate: async (context: Context, input: InvitationTokensInput): Promise<InvitationTokens | Failure> => {
      const lifetime = input.days ?? 90;
      if (lifetime < 1 || lifetime > 180) return invalid('A token holds for 1 to 180 days.', 'days');
      const seen = await status.look(context, input.patients, { field: 'patients', most });
      if (isFailure(seen)) return seen;
      const asking = askingOf(context.principal, input.teamId ?? null);
      const team = asking && (await store.team(asking.organisation, asking.team));
      if (team === undefined) return notFound('You have no such team.', 'teamId');
      const at = context.clock.now();
      const expires = new Date(at.getTime() + lifetime * days);
      const invited = invitedOf(seen, at);
      if (invited.length === 0) return { tokens: [] };

      const { organisation } = team;
      const tokens = await store.sql.transaction(async (transaction) => {
        const making = { organisation, team: team.id, by: nameOf(context.principal), at, expires };
        const drawn = await draw(invited, making, transaction);
        await actsIn(transaction, newId).record(context, {
          kind: 'PATIENTS_INVITED',
          ...{ organisation, team: team.id },
          details: { patients: invited.map(({ patient }) => patient), expires },
        });
        return drawn;
      });
      return { tokens: tokens.map((drawn) => tokenOf(drawn, team.alias, expires)) };
    },
  };
};

/** For which team a client asks; undefined where it may not ask for this one. A null team is the organisation’s default. */
const askingOf = (
  principal: Principal,
  team: string | null,
): { readonly organisation: string; readonly team: string | null } | undefined => {
  const organisation = 'organisation' in principal ? principal.organisation : undefined;
  const asked = team === null ? null : parseTeamId(team);
  if (organisation === undefined || isFailure(asked)) return undefined;
  const own = ownTeamsOf(principal);
  if (own === undefined) return { organisation, team: asked };
  const chosen = asked ?? own[0];
  return chosen !== undefined && own.includes(chosen) ? { organisation, team: chosen } : undefined;
};

/** The teams that the client stands for alone; undefined: the whole organisation. */
const ownTeamsOf = (principal: Principal): readonly string[] | undefined => {
  if (principal.kind === 'team') return [principal.team];
  return principal.kind === 'partner' ? principal.teams : undefined;
};

/** Each patient once, whatever numbers they were asked for by. */
const invitedOf = (seen: readonly SeenHolder[], today: Date): readonly Invited[] => {
  const invited = new Map<string, Invited>();
  for (const { asked, found, isSeen } of seen)
    if (found !== undefined && isSeen && !invited.has(found.id) && mayBeInvited(found, today))
      invited.set(found.id, { patient: found.id, asked });
  return [...invited.values()];
};

const tokenOf = ({ asked, code, token }: Drawn, team: string, expiry: Date): InvitationToken => ({
  patientIdentifier: { system: asked.system, value: asked.value },
  ...{ token, code, expiry },
  joinPath: `/join/${team}?t1=${code}&t2=${token}`,
});
