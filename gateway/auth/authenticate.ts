import { forbidden, isFailure, type Failure } from '../../kernel/failure.ts';
import { parseOrganisationId, type OrganisationId } from '../../kernel/id.ts';
import type { Caller } from '../../kernel/graph.ts';
import type { Principal } from '../../kernel/principal.ts';

/** What an access token stands for, as the authorisation server says it. */
export type TokenHolder = {
  readonly client: string;
  readonly kind: 'CUSTOMER_SYSTEM' | 'SYSTEM' | 'TETHERED' | 'USER' | 'INTERNAL';
  readonly organisation?: string;
  readonly partner?: string;
  /** With USER: the person who let the app act for them. */
  readonly person?: string;
  /** With TETHERED: the team that the token is tied to. */
  readonly tether?: { readonly organisation: string; readonly team: string };
  readonly scopes?: readonly string[];
};

/** Whose feed credential a user name and password are, as the exchange slice says it. */
export type CredentialHolder = {
  readonly id: string;
  readonly organisationId?: string | null;
  readonly partner?: string | null;
};

export type Authenticators = {
  readonly introspect: (token: string) => Promise<TokenHolder | undefined>;
  readonly credential: (attempt: {
    readonly user: string;
    readonly password: string;
    readonly address: string;
  }) => Promise<CredentialHolder | undefined>;
};

/** The caller's principal; `unauthenticated` where the credentials are missing, wrong, expired or of no use here. */
export type Authenticate = (caller: Caller) => Promise<Principal | 'unauthenticated' | Failure>;

export const authenticator =
  ({ introspect, credential }: Authenticators): Authenticate =>
  async (caller) => {
    const [scheme = '', value = ''] = (caller.authorization ?? '').split(/ +/, 2);
    switch (scheme.toLowerCase()) {
      case 'bearer': {
        const holder = value === '' ? undefined : await introspect(value);
        return holder === undefined ? 'unauthenticated' : principalOfToken(holder, caller.organisation);
      }
      case 'basic': {
        const attempt = basicCredentials(value);
        const holder = attempt === undefined ? undefined : await credential({ ...attempt, address: caller.address });
        return holder === undefined ? 'unauthenticated' : principalOfCredential(holder);
      }
      default:
        return 'unauthenticated';
    }
  };

const principalOfToken = (
  holder: TokenHolder,
  organisation: string | undefined,
): Principal | 'unauthenticated' | Failure => {
  if (holder.kind === 'CUSTOMER_SYSTEM' && holder.organisation !== undefined)
    return {
      kind: 'organisation',
      integration: 'customer.fhir',
      client: holder.client,
      organisation: holder.organisation as OrganisationId,
    };
  if (holder.kind === 'SYSTEM' && holder.partner !== undefined) {
    const partner = {
      kind: 'partner',
      integration: 'partner.fhir',
      client: holder.client,
      partner: holder.partner,
    } as const;
    if (organisation === undefined) return partner;
    const actingFor = parseOrganisationId(organisation);
    return isFailure(actingFor)
      ? forbidden('X-Org-Public-Id is the public id of an organisation.')
      : { ...partner, organisation: actingFor };
  }
  return 'unauthenticated';
};

const principalOfCredential = ({ id, organisationId, partner }: CredentialHolder): Principal | 'unauthenticated' => {
  if (organisationId)
    return {
      kind: 'organisation',
      integration: 'customer.hl7',
      client: id,
      organisation: organisationId as OrganisationId,
    };
  if (partner) return { kind: 'partner', integration: 'partner.hl7', client: id, partner };
  return 'unauthenticated';
};

/** RFC 7617: base64 of `user:password`; the password may hold colons. */
const basicCredentials = (encoded: string): { readonly user: string; readonly password: string } | undefined => {
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 1 ? undefined : { user: text.slice(0, colon), password: text.slice(colon + 1) };
};
