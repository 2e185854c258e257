import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../kernel/clock.ts';
import { isFailure } from '../../kernel/failure.ts';
import { uuid7 } from '../../kernel/id.ts';
import { fingerprint } from '../introspection.ts';
import type { Accounts } from './accounts.ts';
import { formsOnly, notOurForm, valueOf, type Forms } from './forms.ts';
import {
  acceptedPage,
  anothersPage,
  invitedPage,
  signInFirstPage,
  unusablePage,
  waitPage,
  type Wanted,
} from './invitation-pages.ts';
import type { Invitations, SeenInvitation } from './invitations.ts';
import { refusal } from './refusal.ts';
import type { Sessions } from './session.ts';
import { lanesOfInvitation } from './throttle.rules.ts';
import type { ThrottleStore } from './throttle.store.ts';

export type InvitationNeeds = {
  readonly invitations: Invitations;
  readonly accounts: Accounts;
  readonly throttle: ThrottleStore;
  readonly sessions: Sessions;
  readonly forms: Forms;
  readonly clock: Clock;
};

/** An invitation and whoever has come with its token. */
type Visit = {
  readonly token: string;
  readonly invitation: SeenInvitation;
  /** Who is signed in. */
  readonly person: string | undefined;
  /** What has to be asked; or why it cannot be accepted like this. */
  readonly wanted: Wanted | 'SIGN_IN' | 'ANOTHERS';
};

/** What came of what was typed before. */
type Before = {
  readonly status?: number;
  readonly name?: string;
  readonly born?: string;
  readonly error?: string;
};

/** The page on which an invitation is accepted; somebody without an account makes one there. ADR 16 */
export const invitationRoutes =
  ({ invitations, accounts, throttle, sessions, forms, clock }: InvitationNeeds): FastifyPluginAsync =>
  async (app) => {
    formsOnly(app, forms);

    /** The page is shown as it is, or why it is not. */
    const visit = async (request: FastifyRequest, reply: FastifyReply, token: string): Promise<Visit | undefined> => {
      const entered = await throttle.enter(lanesOfInvitation(request.ip), clock.now());
      if ('closedUntil' in entered) {
        const { status, error } = refusal(reply, entered, clock.now());
        await forms.show(reply, status, waitPage(error));
        return undefined;
      }
      const person = (await sessions.of(request.headers.cookie))?.person;
      const invitation = await invitations.seen(token, person);
      if (invitation === undefined) {
        await forms.show(reply, 404, unusablePage);
        return undefined;
      }
      await throttle.back(entered);
      return { token, invitation, person, wanted: await wantedOf(invitation, person) };
    };

    const wantedOf = async (invitation: SeenInvitation, person: string | undefined): Promise<Visit['wanted']> => {
      const { email, isForPerson } = invitation;
      if (person === undefined) return (await accounts.has(email)) ? 'SIGN_IN' : { person: true, password: true };
      if (isForPerson === true) return { person: false, password: false };
      // An account of which nobody knows the person: it was made here, and then something broke.
      const isBegun = isForPerson === null && (await accounts.emailOf(person)) === email;
      return isBegun ? { person: true, password: false } : 'ANOTHERS';
    };

    const show = (request: FastifyRequest, reply: FastifyReply, shown: Visit & Before): FastifyReply => {
      const { invitation, token, wanted, status = 200, name, born, error } = shown;
      if (wanted === 'SIGN_IN') return forms.show(reply, status, signInFirstPage(invitation, token));
      const form = forms.token(request, reply);
      if (wanted === 'ANOTHERS') return forms.show(reply, 403, anothersPage(invitation, form));
      return forms.show(reply, status, invitedPage({ invitation, form, token, wanted, name, born, error }));
    };

    app.get('/invitation', async (request, reply) => {
      const visited = await visit(request, reply, valueOf(request, 'token') ?? '');
      return visited === undefined ? reply : show(request, reply, visited);
    });

    app.post('/invitation', async (request, reply) => {
      const fields = forms.read(request);
      if (fields === undefined) return forms.show(reply, 403, notOurForm);
      const visited = await visit(request, reply, fields.get('token') ?? '');
      if (visited === undefined) return reply;
      if (typeof visited.wanted === 'string') return show(request, reply, { ...visited, status: 409 });
      const [name, born] = [fields.get('name') ?? '', fields.get('born') ?? ''];
      const chosen = visited.wanted.password ? (fields.get('chosen') ?? '') : undefined;
      const done = await accept(request, reply, { ...visited, name, born, chosen });
      if ('error' in done) return show(request, reply, { ...visited, ...done, name, born });
      if (done.isNew) void reply.header('set-cookie', await signIn(done.person, request));
      return reply.redirect('/invitation/accepted', 303);
    });

    app.get('/invitation/accepted', async (request, reply) => {
      const session = await sessions.of(request.headers.cookie);
      return session === undefined ? reply.redirect('/login', 303) : forms.show(reply, 200, acceptedPage);
    });

    const signIn = (person: string, { headers }: FastifyRequest): Promise<string> =>
      sessions.start(person, { kind: 'PASSWORD' }, headers.cookie);

    /** First the account, then the person: whatever breaks between the two, the invitation can still be accepted. */
    const accept = async (
      request: FastifyRequest,
      reply: FastifyReply,
      { token, invitation, person: known, wanted, ...typed }: Visit & Typed,
    ): Promise<
      { readonly person: string; readonly isNew: boolean } | { readonly status: number; readonly error: string }
    > => {
      const person = known ?? uuid7(clock.now().getTime());
      const isPersonWanted = typeof wanted !== 'string' && wanted.person;
      const newcomer = isPersonWanted ? { name: typed.name, dateOfBirth: typed.born } : undefined;
      if (typed.chosen === undefined) {
        const taken = await invitations.take(token, person, newcomer);
        return 'role' in taken ? { person, isNew: false } : { status: 400, error: taken.message };
      }
      // Hashing is dear, for whoever has a token, too.
      const entered = await throttle.enter(lanesOfInvitation(request.ip, fingerprint(token)), clock.now());
      if ('closedUntil' in entered) return refusal(reply, entered, clock.now());
      const fault = await accounts.create(person, invitation.email, typed.chosen);
      if (isFailure(fault)) return refusal(reply, fault, clock.now());
      const taken = await invitations.take(token, person, newcomer);
      if ('role' in taken) {
        await throttle.back(entered);
        return { person, isNew: true };
      }
      await accounts.undo(person);
      return { status: 400, error: taken.message };
    };
  };

type Typed = { readonly name: string; readonly born: string; readonly chosen: string | undefined };
