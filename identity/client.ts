import type { OrganisationId } from '../kernel/id.ts';

/**
 * What kind of caller an OAuth client is. Domain reference §1.3 and §6:
 * a customer organisation acting as itself; a partner; a partner tied to one team; an app of one person; one of our own
 * processes.
 */
export type ClientKind = 'CUSTOMER_SYSTEM' | 'SYSTEM' | 'TETHERED' | 'USER' | 'INTERNAL';

export type Client = {
  readonly id: string;
  readonly kind: ClientKind;
  readonly name: string;
  /** The customer organisation; always with CUSTOMER_SYSTEM, never otherwise. */
  readonly organisation?: OrganisationId;
  /** The partner; always with SYSTEM and TETHERED, never otherwise. */
  readonly partner?: string;
  /** As `hashSecret` makes it. Without one nobody can authenticate as the client, public and internal ones excepted. */
  readonly secretHash?: string;
  /** Public keys, RFC 7517 §5: the client proves itself with its own key, and has no secret. RFC 7523 §3 */
  readonly jwks?: Readonly<Record<string, unknown>>;
  readonly redirectUris: readonly string[];
  readonly scopes: readonly string[];
};

/** The grants that each kind may use. A kind without any cannot have a token. */
const grants = {
  CUSTOMER_SYSTEM: ['client_credentials'],
  SYSTEM: ['client_credentials'],
  TETHERED: ['refresh_token'],
  USER: ['authorization_code', 'refresh_token'],
  INTERNAL: [],
} as const satisfies Record<ClientKind, readonly string[]>;

/** All scopes that a client can be registered with. Domain reference §6 */
export const scopes = ['PATIENT', 'CLINICIAN', 'TEAMCOORD', 'SITE', 'none', 'customer'] as const;

/** RFC 6749 §2.3.1 and appendix A.1, less the colon, which would end the id early in HTTP Basic. RFC 7617 §2 */
export const isClientId = (raw: string): boolean => /^[A-Za-z0-9._-]{1,128}$/.test(raw);

/** The client in the terms of RFC 7591 §2, with the members of our own that `extraMetadata` names. */
export const metadataOf = (client: Client): Readonly<Record<string, unknown>> => ({
  client_id: client.id,
  client_name: client.name,
  application_type: client.redirectUris.every((uri) => /^https?:/.test(uri)) ? 'web' : 'native',
  grant_types: [...grants[client.kind]],
  response_types: client.kind === 'USER' ? ['code'] : [],
  redirect_uris: [...client.redirectUris],
  // An app may also ask who the person is, and no more than that.
  scope: [...client.scopes, ...(client.kind === 'USER' ? ['openid'] : [])].join(' ') || undefined,
  kind: client.kind,
  ...authentication(client),
});

export const extraMetadata = ['kind'] as const;

const authentication = ({ kind, secretHash, jwks }: Client): Readonly<Record<string, unknown>> => {
  if (jwks !== undefined) return { token_endpoint_auth_method: 'private_key_jwt', jwks };
  // An app on the person's own device can keep no secret. RFC 8252 §8.5
  if (kind === 'USER' && secretHash === undefined) return { token_endpoint_auth_method: 'none' };
  return { token_endpoint_auth_method: 'client_secret_basic', client_secret: secretHash ?? noSecret };
};

// The provider wants a value for every confidential client; this one is no hash, so that no secret can match it.
const noSecret = 'none';
