import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import type { Clock } from '../../kernel/clock.ts';
import type { KeyRing } from '../../kernel/seal.ts';
import type { Cookies } from '../people/cookies.ts';
import { formsOnly, ownPath, valueOf, type Forms } from '../people/forms.ts';
import type { Sessions } from '../people/session.ts';
import { assertedParameter, isAssertion } from './asserted-login.ts';
import { attemptSeconds, begin, resume, type Attempt } from './attempt.ts';
import type { NhsLoginStore } from './nhs-login.store.ts';
import { declinedPage, noRecordPage, startAgainPage, unavailablePage, unprovenPage } from './pages.ts';
import type { PersonOf } from './person.ts';
import type { Fault, RelyingParty, Subject } from './relying-party.ts';

export type NhsLoginNeeds = {
  readonly relyingParty: RelyingParty;
  readonly personOf: PersonOf;
  readonly store: NhsLoginStore;
  readonly sessions: Sessions;
  readonly forms: Forms;
  readonly cookies: Cookies;
  readonly keys: KeyRing;
  readonly clock: Clock;
};

const home = '/account';

/** Signing in with NHS login: away to it, and back. */
export const nhsLoginRoutes =
  ({ relyingParty, personOf, store, sessions, forms, cookies, keys, clock }: NhsLoginNeeds): FastifyPluginAsync =>
  async (app) => {
    formsOnly(app, forms);

    app.get('/login/nhs', async (request, reply) => {
      const asserted = valueOf(request, assertedParameter);
      const prompt = valueOf(request, 'prompt') ?? 'none';
      // Who is sent here by another service of NHS login need not sign in twice. Domain reference §6
      const silent = isAssertion(asserted) && prompt === 'none';
      const { attempt, cookie } = begin(keys, clock.now(), { back: ownPath(valueOf(request, 'return')), silent });
      const address = await relyingParty.address(attempt, isAssertion(asserted) ? asserted : undefined);
      if (!(address instanceof URL)) return refuse(reply, address, attempt);
      return reply.header('set-cookie', cookies.write('nhs', cookie, attemptSeconds)).redirect(address.href, 303);
    });

    app.get('/login/nhs/callback', async (request, reply) => {
      const attempt = resume(keys, clock.now(), cookies.read(request.headers.cookie, 'nhs'));
      if (attempt === undefined) return forms.show(reply, 400, startAgainPage(undefined));
      const { search } = new URL(request.url, 'http://own.invalid');
      const subject = await relyingParty.complete(attempt, search);
      // Whatever comes of it, this attempt is over.
      void reply.header('set-cookie', cookies.clear('nhs'));
      if ('kind' in subject) return refuse(reply, subject, attempt);
      return receive(reply, subject, { attempt, cookie: request.headers.cookie });
    });

    /** Whom NHS login has signed in, and who that is with us. Only P9 meets a record. */
    const receive = async (
      reply: FastifyReply,
      subject: Subject,
      { attempt, cookie }: { readonly attempt: Attempt; readonly cookie: string | undefined },
    ): Promise<FastifyReply> => {
      const { level, idToken, identity } = subject;
      const via = { kind: 'NHS_LOGIN', level, ...(idToken === undefined ? {} : { idToken }) } as const;
      const back = attempt.back ?? home;
      if (level !== 'P9') {
        const guest = await store.guest(subject, clock.now());
        void reply.header('set-cookie', await sessions.start(guest, via, cookie));
        return forms.show(reply, 200, unprovenPage(back));
      }
      const person = identity === undefined ? undefined : await personOf(identity);
      // One NHS login is one person for good: were it another's today, something would be badly wrong.
      if (person === undefined || !(await store.link(subject, person, clock.now()))) {
        app.log.warn(
          { level, known: identity !== undefined, found: person !== undefined },
          'identity: no record is linked',
        );
        return forms.show(reply, 403, noRecordPage(attempt.back));
      }
      return reply.header('set-cookie', await sessions.start(person, via, cookie)).redirect(back, 303);
    };

    const refuse = (reply: FastifyReply, fault: Fault, { back, silent }: Attempt): FastifyReply => {
      const again = `/login/nhs${back === undefined ? '' : `?return=${encodeURIComponent(back)}`}`;
      // What it could not do unseen, it may do with a page. OpenID Connect Core §3.1.2.6
      if (fault.kind === 'refused' && silent) return reply.redirect(again, 303);
      app.log.warn({ fault }, 'identity: NHS login has not signed anybody in');
      if (fault.kind === 'unavailable') return forms.show(reply.header('retry-after', '60'), 503, unavailablePage);
      if (fault.kind === 'refused') return forms.show(reply, 403, declinedPage);
      return forms.show(reply, 400, startAgainPage(back));
    };
  };
