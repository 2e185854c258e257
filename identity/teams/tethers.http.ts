import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../kernel/clock.ts';
import { isFailure } from '../../kernel/failure.ts';
import type { OrganisationId, TeamId, UserId } from '../../kernel/id.ts';
import type { Person } from '../../kernel/principal.ts';
import type { KeyRing } from '../../kernel/seal.ts';
import { contextOf, type Context } from '../../subgraphs/kit/context.ts';
import type { IdentityService } from '../graph/identity.service.ts';
import { formsOnly, notOurForm, valueOf, type Forms } from '../people/forms.ts';
import type { ResolveSession } from '../people/index.ts';
import type { TetherStore } from '../tether.store.ts';
import type { CoordinatedTeam, TeamsOf } from './coordinated.ts';
import { path, tethersPage, tokenPage, type Mistake } from './tethers-page.ts';

export type TetherPageNeeds = {
  readonly sessionOf: ResolveSession;
  readonly teamsOf: TeamsOf;
  readonly tethers: Pick<TetherStore, 'of'>;
  /** What the graph does, too: the page allows nobody more. */
  readonly identity: Pick<IdentityService, 'createTether' | 'revokeTether'>;
  readonly forms: Forms;
  readonly clock: Clock;
  readonly keys: KeyRing;
};

type Coordinator = { readonly teams: readonly CoordinatedTeam[]; readonly context: Context };

/** The page where a coordinator ties partners to their teams and unties them. */
export const tetherRoutes =
  ({ sessionOf, teamsOf, tethers, identity, forms, clock, keys }: TetherPageNeeds): FastifyPluginAsync =>
  async (app) => {
    formsOnly(app, forms);

    const coordinatorIn = async (request: FastifyRequest): Promise<Coordinator | undefined> => {
      const session = await sessionOf(request.headers.cookie);
      if (session === undefined) return undefined;
      const teams = await teamsOf(session.person);
      const principal = coordinatorOf(session.person, teams);
      return { teams, context: contextOf({ principal, via: 'WEB', reading: [] }, { clock, keys }) };
    };

    const signInFirst = (reply: FastifyReply): FastifyReply => reply.redirect(`/login?return=${path}`, 303);

    const listed = ({ teams }: Coordinator) =>
      Promise.all(teams.map(async (team) => ({ team, tethers: await tethers.of(team.id) })));

    app.get(path, async (request, reply) => {
      const coordinator = await coordinatorIn(request);
      if (coordinator === undefined) return signInFirst(reply);
      const teams = await listed(coordinator);
      const done = valueOf(request, 'done') !== undefined;
      return forms.show(reply, 200, tethersPage({ teams, done, token: forms.token(request, reply) }));
    });

    app.post(path, async (request, reply) => {
      const fields = forms.read(request);
      if (fields === undefined) return forms.show(reply, 403, notOurForm);
      const coordinator = await coordinatorIn(request);
      if (coordinator === undefined) return signInFirst(reply);
      const [team, client, label] = [textIn(fields, 'team'), textIn(fields, 'client'), textIn(fields, 'label')];
      const made = await identity.createTether(coordinator.context, { team, client, label });
      if (!isFailure(made)) {
        const { label: kept, name } = made.tether;
        return forms.show(reply, 200, tokenPage(kept, name, made.refreshToken));
      }
      const mistake: Mistake = { team, client, label, error: made.message };
      const teams = await listed(coordinator);
      return forms.show(reply, 400, tethersPage({ teams, mistake, token: forms.token(request, reply) }));
    });

    app.post(`${path}/untie`, async (request, reply) => {
      const fields = forms.read(request);
      if (fields === undefined) return forms.show(reply, 403, notOurForm);
      const coordinator = await coordinatorIn(request);
      if (coordinator === undefined) return signInFirst(reply);
      // Twice is once: what is untied already, or was never theirs, is not there either.
      const ended = await identity.revokeTether(coordinator.context, textIn(fields, 'tether'));
      return reply.redirect(isFailure(ended) ? path : `${path}?done`, 303);
    });
  };

const textIn = (fields: URLSearchParams, name: string): string => (fields.get(name) ?? '').trim();

/** The person as far as this page goes: what else they may act as is of no use here. */
const coordinatorOf = (person: string, teams: readonly CoordinatedTeam[]): Person => ({
  kind: 'person',
  integration: 'person',
  client: 'web',
  user: person as UserId,
  ownBehalf: false,
  inPerson: false,
  teams: [],
  coordinates: teams.map(({ id }) => id as TeamId),
  organisationOf: Object.fromEntries(teams.map(({ id, organisationId }) => [id, organisationId as OrganisationId])),
  administers: [],
  guards: [],
});
