import type { FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import type { Clock } from '../../kernel/clock.ts';
import type { KeyRing } from '../../kernel/seal.ts';
import { shortMemory } from '../../kernel/short-memory.ts';
import { internalSecret, isInternalSecret } from '../keys.ts';
import type { Cookies } from './cookies.ts';
import type { SignedIn } from './session.store.ts';
import { rememberedSession, type Sessions } from './session.ts';

/** Who is signed in, by the cookies of a request; undefined: nobody. Throws where that cannot be found out. */
export type ResolveSession = (cookieHeader: string | undefined) => Promise<SignedIn | undefined>;

const path = '/internal/session';
const client = 'gateway';

/** Tells our own processes, and nobody else, whose session a cookie is: to everyone else the path is not there. */
export const sessionIntrospection =
  (sessions: Sessions, keys: KeyRing): FastifyPluginAsync =>
  async (app) => {
    app.post(path, { bodyLimit: 1_024 }, async (request, reply) => {
      const [, given = ''] = /^Bearer ([\w-]+)$/.exec(request.headers.authorization ?? '') ?? [];
      const asked = question.safeParse(request.body);
      if (!isInternalSecret(keys, client, given) || !asked.success) {
        reply.callNotFound();
        return reply;
      }
      const session = await sessions.byValue(asked.data.session);
      return reply.header('cache-control', 'no-store').send({ session: session ?? null });
    });
  };

type RemotePeople = {
  /** Where the identity process is. */
  readonly identityUrl: string;
  readonly cookies: Cookies;
  readonly keys: KeyRing;
  readonly clock: Clock;
  readonly remember?: number;
};

/** Sessions for a process that identity does not run in: the same answers, remembered for ten seconds or less. */
export const sessionOverHttp = ({
  identityUrl,
  cookies,
  keys,
  clock,
  remember = rememberedSession,
}: RemotePeople): ResolveSession => {
  const known = shortMemory<SignedIn>(clock, 10_000);
  const authorization = `Bearer ${internalSecret(keys, client)}`;

  return async (cookieHeader) => {
    const session = cookies.read(cookieHeader, '');
    if (session === undefined || !/^[\w-]{43}$/.test(session)) return undefined;
    const remembered = known.recall(session);
    if (remembered !== undefined) return remembered;
    const response = await fetch(`${identityUrl}${path}`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ session }),
      redirect: 'error',
      signal: AbortSignal.timeout(5_000),
    });
    if (response.status !== 200) throw new Error(`Identity answered about a session with ${response.status}.`);
    const found = answer.parse(await response.json()).session ?? undefined;
    if (found !== undefined)
      known.keep(session, found, clock.now().getTime() + Math.min(remember, rememberedSession) * 1_000);
    return found;
  };
};

const question = z.object({ session: z.string().max(100) });

const answer = z.object({
  session: z
    .object({
      id: z.uuid(),
      person: z.uuid(),
      startedAt: z.iso.datetime().transform((text) => new Date(text)),
      via: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('PASSWORD') }),
        z
          .object({ kind: z.literal('NHS_LOGIN'), level: z.enum(['P0', 'P5', 'P9']), idToken: z.string().optional() })
          .transform(({ idToken, ...via }) => (idToken === undefined ? via : { ...via, idToken })),
      ]),
    })
    .nullable(),
});
