import type { Failure } from '../../kernel/failure.ts';
import type { OrganisationId, PatientId, TeamId } from '../../kernel/id.ts';
import type { Principal } from '../../kernel/principal.ts';
import type { Log } from '../errors.ts';

/** `unauthenticated`: credentials are missing, wrong or expired. A failure: they are good, and not for this. */
export type Refused = 'unauthenticated' | Failure;

/** What an access token stands for, as the authorisation server says it. */
export type TokenHolder = {
  readonly client: string;
  readonly kind: 'CUSTOMER_SYSTEM' | 'SYSTEM' | 'TETHERED' | 'USER' | 'INTERNAL';
  readonly organisation?: OrganisationId;
  readonly partner?: string;
  /** With USER: who granted the app, and what of it. */
  readonly person?: string;
  readonly scopes: readonly string[];
  /** With TETHERED: the team whose coordinator made the token. */
  readonly tether?: { readonly organisation: OrganisationId; readonly team: string };
};

/** Whose feed credential a user name and password are, as the exchange slice says it. */
export type CredentialHolder = {
  readonly id: string;
  readonly organisationId?: string | null;
  readonly partner?: string | null;
};

export type Role = 'PROFESSIONAL' | 'COORDINATOR' | 'ADMINISTRATOR' | 'PRIVACY_OFFICER';

/** What a person is at the moment, as the patients slice says it. */
export type PersonStanding = {
  readonly patientId?: PatientId | null;
  readonly memberships: readonly {
    readonly role: Role;
    readonly organisationId: OrganisationId;
    readonly teamId?: TeamId | null;
  }[];
};

/** Whether an organisation has granted a partner anything: all of it, or what these of its teams may. */
export type PartnerStanding = {
  readonly organisationId: OrganisationId;
  readonly granted: boolean;
  readonly teamIds?: readonly TeamId[] | null;
};

/** Whom the gateway asks about callers: identity of tokens and sessions, exchange of passwords, patients of people and grants. */
export type Authenticators = {
  readonly introspect: (token: string) => Promise<TokenHolder | undefined>;
  /** Who is signed in, by the cookies of a browser. */
  readonly session: (cookie: string) => Promise<{ readonly person: string } | undefined>;
  readonly credential: (attempt: {
    readonly user: string;
    readonly password: string;
    readonly address: string;
  }) => Promise<CredentialHolder | undefined>;
  /** As whom one of our own processes acts, by a leave that we made. */
  readonly leave: (sealed: string) => Principal | undefined;
  /** Whether a client is tied to a team, still. */
  readonly tethered: (asked: TetherAsked) => Promise<true | undefined>;
  /** Undefined for who may not come in, or no longer. */
  readonly personStanding: (person: string) => Promise<PersonStanding | undefined>;
  /** Undefined where there is no such organisation. */
  readonly partnerStanding: (asked: PartnerAsked) => Promise<PartnerStanding | undefined>;
  /** Whether a partner is one, and has not ended. */
  readonly registeredPartner: (partner: string) => Promise<string | undefined>;
  readonly log: Log;
};

export type TetherAsked = { readonly client: string; readonly team: TeamId };

/** The organisation by its public id: its id or its alias. */
export type PartnerAsked = { readonly partner: string; readonly organisation: string };
