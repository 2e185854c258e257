import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../kernel/clock.ts';
import { isFailure } from '../../kernel/failure.ts';
import { uuid7 } from '../../kernel/id.ts';
import { fingerprint } from '../introspection.ts';
import type { Accounts } from './accounts.ts';
import { formsOnly, notOurForm, valueOf, type Forms } from './forms.ts';
import { waitPage } from './invitation-pages.ts';
import { joinedPage, joinPage, letterPage } from './join-pages.ts';
import type { Joining, OnLetter, SeenLetter } from './joining.ts';
import { refusal } from './refusal.ts';
import { isUnproven } from './session.store.ts';
import type { Sessions } from './session.ts';
import { lanesOfInvitation } from './throttle.rules.ts';
import type { ThrottleStore } from './throttle.store.ts';

export type JoinNeeds = {
  readonly joining: Joining;
  readonly accounts: Accounts;
  readonly throttle: ThrottleStore;
  readonly sessions: Sessions;
  readonly forms: Forms;
  readonly clock: Clock;
  readonly nhsLogin: boolean;
};

/** A letter that can be used, and whoever has come with it. */
type Visit = {
  readonly letter: OnLetter;
  readonly seen: SeenLetter;
  readonly person: string | undefined;
  /** Signed in, but as somebody to whom no record is ever shown. */
  readonly isGuest: boolean;
};
type Typed = { readonly born: string; readonly email: string; readonly chosen: string };
type Outcome =
  { readonly person: string; readonly isNew: boolean } | { readonly status: number; readonly error: string };

/** The page on which a patient makes their record their own, with what was printed on a letter. ADR 31 */
export const joinRoutes =
  ({ joining, accounts, throttle, sessions, forms, clock, nhsLogin }: JoinNeeds): FastifyPluginAsync =>
  async (app) => {
    formsOnly(app, forms);

    /** The letter as it may be used, or the page that says why not. */
    const visit = async (
      request: FastifyRequest,
      reply: FastifyReply,
      letter: OnLetter,
    ): Promise<Visit | undefined> => {
      if (letter.token === '') {
        await forms.show(reply, 200, letterPage({ ...letter, isWrong: false }));
        return undefined;
      }
      const entered = await throttle.enter(lanesOfInvitation(request.ip), clock.now());
      if ('closedUntil' in entered) {
        const { status, error } = refusal(reply, entered, clock.now());
        await forms.show(reply, status, waitPage(error));
        return undefined;
      }
      const session = await sessions.of(request.headers.cookie);
      // To a guest of NHS login no record is shown: it would be registered for somebody who never gets to see it.
      const isGuest = session !== undefined && isUnproven(session.via);
      const person = isGuest ? undefined : session?.person;
      const seen = await joining.seen(letter, person);
      if (seen === undefined) {
        await forms.show(reply, 404, letterPage({ ...letter, isWrong: true }));
        return undefined;
      }
      await throttle.back(entered);
      if (!seen.isOwn) return { letter, seen, person, isGuest };
      // Whom NHS login has proven meanwhile has no more need of the codes.
      await reply.redirect('/join', 303);
      return undefined;
    };

    const show = async (
      request: FastifyRequest,
      reply: FastifyReply,
      { status = 200, person, ...shown }: Visit & { status?: number; email: string; error?: string },
    ): Promise<FastifyReply> => {
      const form = forms.token(request, reply);
      const signedIn = person === undefined ? undefined : { email: await accounts.emailOf(person) };
      return forms.show(reply, status, joinPage({ ...shown, form, signedIn, nhsLogin }));
    };

    app.get('/join/:team', async (request, reply) => {
      const letter = letterIn(request, (name) => valueOf(request, name));
      const visited = await visit(request, reply, letter);
      return visited === undefined ? reply : show(request, reply, { ...visited, email: valueOf(request, 'e') ?? '' });
    });

    app.post('/join/:team', async (request, reply) => {
      const fields = forms.read(request);
      if (fields === undefined) return forms.show(reply, 403, notOurForm);
      const field = (name: string): string => fields.get(name) ?? '';
      const visited = await visit(request, reply, letterIn(request, field));
      if (visited === undefined) return reply;
      const typed = { born: field('born'), email: field('email').trim(), chosen: field('chosen') };
      const done = await join(request, reply, { ...visited, ...typed });
      if ('error' in done) return show(request, reply, { ...visited, ...done, email: typed.email });
      if (done.isNew)
        void reply.header(
          'set-cookie',
          await sessions.start(done.person, { kind: 'PASSWORD' }, request.headers.cookie),
        );
      return reply.redirect('/join', 303);
    });

    app.get('/join', async (request, reply) => {
      const session = await sessions.of(request.headers.cookie);
      return session === undefined ? reply.redirect('/login', 303) : forms.show(reply, 200, joinedPage);
    });

    /** First the account, then the record: whatever breaks between the two, the letter can still be used. */
    const join = async (
      request: FastifyRequest,
      reply: FastifyReply,
      { letter, person: known, born, email, chosen }: Visit & Typed,
    ): Promise<Outcome> => {
      if (known !== undefined) {
        const joined = await joining.join(letter, { dateOfBirth: born, person: known, email: null });
        return 'joined' in joined ? { person: known, isNew: false } : { status: 400, error: joined.message };
      }
      // Hashing is dear, for whoever has a letter, too.
      const entered = await throttle.enter(lanesOfInvitation(request.ip, fingerprint(letter.code)), clock.now());
      if ('closedUntil' in entered) return refusal(reply, entered, clock.now());
      const person = uuid7(clock.now().getTime());
      const fault = await accounts.create(person, email, chosen);
      if (isFailure(fault)) return refusal(reply, fault, clock.now());
      const joined = await joining.join(letter, { dateOfBirth: born, person, email });
      if ('joined' in joined) {
        await throttle.back(entered);
        return { person, isNew: true };
      }
      await accounts.undo(person);
      return { status: 400, error: joined.message };
    };
  };

const letterIn = ({ params }: FastifyRequest, field: (name: string) => string | undefined): OnLetter => ({
  team: (params as { readonly team: string }).team,
  code: field('t1') ?? '',
  token: field('t2') ?? '',
});
