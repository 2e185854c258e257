import { randomBytes } from 'node:crypto';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../kernel/clock.ts';
import type { NhsLoginDoor } from '../nhs/index.ts';
import { assertedParameter, byAssertion } from '../nhs/asserted-login.ts';
import type { TeamsOf } from '../teams/coordinated.ts';
import { familiarFor, type Accounts } from './accounts.ts';
import type { Cookies } from './cookies.ts';
import { formsOnly, notOurForm, ownPath, valueOf, type Forms } from './forms.ts';
import { accountPage, passwordPage, signInPage } from './pages.ts';
import { refusal } from './refusal.ts';
import type { Sessions } from './session.ts';

export type SignInNeeds = {
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly forms: Forms;
  readonly cookies: Cookies;
  readonly clock: Clock;
  /** Where there is one. */
  readonly nhsLogin: Pick<NhsLoginDoor, 'endSession'> | undefined;
  /** Where that can be found out. */
  readonly teamsOf: TeamsOf | undefined;
};

/** Where one goes who came for nothing else. */
const home = '/account';

/** The pages of signing in and out, and of one's own account. */
export const signInRoutes =
  ({ accounts, sessions, forms, cookies, clock, nhsLogin, teamsOf }: SignInNeeds): FastifyPluginAsync =>
  async (app) => {
    formsOnly(app, forms);
    const offersNhs = nhsLogin !== undefined;

    /** The device's own cookie: one that signs nobody in, but by which it is known again. OWASP: Device Cookies */
    const deviceOf = (request: FastifyRequest): string => {
      const known = cookies.read(request.headers.cookie, 'device');
      return known !== undefined && /^[\w-]{43}$/.test(known) ? known : randomBytes(32).toString('base64url');
    };
    const comingFrom = (request: FastifyRequest): { readonly address: string; readonly device: string } => ({
      address: request.ip,
      device: deviceOf(request),
    });
    const keepDevice = (reply: FastifyReply, device: string): void =>
      void reply.header('set-cookie', cookies.write('device', device, familiarFor / 1_000));

    /** Whoever is sent to a page of ours by another service of NHS login is signed in by it first. Domain reference §6 */
    app.addHook('onRequest', async (request, reply) => {
      if (nhsLogin === undefined || request.method !== 'GET' || !request.url.includes(`${assertedParameter}=`)) return;
      await reply.redirect(byAssertion(request.url), 303);
    });

    app.get('/login', async (request, reply) => {
      const back = ownPath(valueOf(request, 'return'));
      return forms.show(reply, 200, signInPage({ token: forms.token(request, reply), back, nhsLogin: offersNhs }));
    });

    app.post('/login', async (request, reply) => {
      const fields = forms.read(request);
      if (fields === undefined) return forms.show(reply, 403, notOurForm);
      const email = (fields.get('email') ?? '').trim();
      const back = ownPath(fields.get('return'));
      const from = comingFrom(request);
      const verdict = await accounts.signIn({ email, password: fields.get('password') ?? '', ...from });
      if (verdict === undefined || !('person' in verdict)) {
        const { status, error } = verdict === undefined ? wrong : refusal(reply, verdict, clock.now());
        const token = forms.token(request, reply);
        return forms.show(reply, status, signInPage({ token, back, nhsLogin: offersNhs, email, error }));
      }
      keepDevice(reply, from.device);
      const cookie = await sessions.start(verdict.person, { kind: 'PASSWORD' }, request.headers.cookie);
      return reply.header('set-cookie', cookie).redirect(back ?? home, 303);
    });

    app.post('/logout', async (request, reply) => {
      if (forms.read(request) === undefined) return forms.show(reply, 403, notOurForm);
      const session = await sessions.of(request.headers.cookie);
      const cookie = await sessions.end(request.headers.cookie);
      // Who came with NHS login leaves it too, where it lets one; else the next to use this computer comes back in unasked.
      const away = session?.via.kind === 'NHS_LOGIN' ? await nhsLogin?.endSession() : undefined;
      // What the pages have left in the browser goes, too. Clear Site Data §3.1
      return reply
        .header('set-cookie', cookie)
        .header('clear-site-data', '"cache"')
        .redirect(away?.href ?? '/login', 303);
    });

    app.get('/account', async (request, reply) => {
      const session = await sessions.of(request.headers.cookie);
      if (session === undefined) return reply.redirect('/login', 303);
      const email = await accounts.emailOf(session.person);
      const coordinates = ((await teamsOf?.(session.person)) ?? []).length > 0;
      return forms.show(reply, 200, accountPage({ token: forms.token(request, reply), session, email, coordinates }));
    });

    app.get('/account/password', async (request, reply) => {
      const session = await sessions.of(request.headers.cookie);
      if (session === undefined) return reply.redirect('/login?return=/account/password', 303);
      return forms.show(reply, 200, passwordPage({ token: forms.token(request, reply) }));
    });

    app.post('/account/password', async (request, reply) => {
      const fields = forms.read(request);
      if (fields === undefined) return forms.show(reply, 403, notOurForm);
      const session = await sessions.of(request.headers.cookie);
      if (session === undefined) return reply.redirect('/login?return=/account/password', 303);
      const [old, chosen] = [fields.get('old') ?? '', fields.get('chosen') ?? ''];
      const from = comingFrom(request);
      const verdict = await accounts.changePassword(session.person, { old, chosen, ...from });
      if (verdict !== undefined) {
        const { status, error } = refusal(reply, verdict, clock.now());
        return forms.show(reply, status, passwordPage({ token: forms.token(request, reply), error }));
      }
      keepDevice(reply, from.device);
      await sessions.endOthers(session.person, request.headers.cookie);
      const cookie = await sessions.start(session.person, session.via, request.headers.cookie);
      return reply.header('set-cookie', cookie).redirect(home, 303);
    });
  };

/** The same for an e-mail address that nobody has and for a password that is wrong. */
const wrong = { status: 401, error: 'The e-mail address or the password is not right.' };
