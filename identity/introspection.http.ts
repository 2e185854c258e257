import { z } from 'zod';
import { systemClock, type Clock } from '../kernel/clock.ts';
import { isFailure } from '../kernel/failure.ts';
import { parseOrganisationId, type OrganisationId } from '../kernel/id.ts';
import { rememberingIntrospection, type Introspect, type TokenHolder } from './introspection.ts';

type RemoteIdentity = {
  /** `BASE_URL/oauth`, as this process reaches it. */
  readonly issuer: string;
  /** An INTERNAL client and its secret, see `internalSecret`: others are told of their own tokens only. */
  readonly client: string;
  readonly secret: string;
  readonly clock?: Clock;
  /** For how many seconds an answer is believed. */
  readonly remember?: number;
};

/** Introspection for a process that identity does not run in: the same answers, remembered just as long. RFC 7662 §2.1 */
export const introspectOverHttp = ({
  issuer,
  client,
  secret,
  clock = systemClock,
  remember,
}: RemoteIdentity): Introspect => {
  // RFC 6749 §2.3.1: both halves are form-encoded before they become HTTP Basic.
  const credentials = [client, secret].map(encodeURIComponent).join(':');
  const authorization = `Basic ${Buffer.from(credentials).toString('base64')}`;

  const ask: Introspect = async (token) => {
    const response = await fetch(`${issuer}/introspect`, {
      method: 'POST',
      headers: { authorization, accept: 'application/json' },
      body: new URLSearchParams({ token, token_type_hint: 'access_token' }),
      redirect: 'error',
      signal: AbortSignal.timeout(5_000),
    });
    if (response.status !== 200) throw new Error(`Identity answered an introspection with ${response.status}.`);
    return holderFrom(await response.json());
  };
  return rememberingIntrospection(ask, clock, remember).introspect;
};

const holderFrom = (body: unknown): TokenHolder | undefined => {
  const answer = introspection.parse(body);
  if (!answer.active) return undefined;
  return {
    client: answer.client_id,
    kind: answer.kind,
    ...(answer.organisation === undefined ? {} : { organisation: answer.organisation }),
    ...(answer.partner === undefined ? {} : { partner: answer.partner }),
    ...(answer.person === undefined ? {} : { person: answer.person }),
    ...(answer.tether === undefined ? {} : { tether: answer.tether }),
    scopes: answer.scope?.split(' ') ?? [],
    expires: new Date(answer.exp * 1_000),
  };
};

const organisationId = z
  .string()
  .transform(parseOrganisationId)
  .refine((id): id is OrganisationId => !isFailure(id));

const introspection = z.discriminatedUnion('active', [
  z.object({ active: z.literal(false) }),
  z.object({
    active: z.literal(true),
    client_id: z.string(),
    kind: z.enum(['CUSTOMER_SYSTEM', 'SYSTEM', 'TETHERED', 'USER', 'INTERNAL']),
    organisation: organisationId.optional(),
    partner: z.string().optional(),
    person: z.string().optional(),
    tether: z.object({ organisation: organisationId, team: z.string() }).optional(),
    scope: z.string().optional(),
    exp: z.number(),
  }),
]);
