import type { OrganisationId, PatientId, TeamId, UserId } from './id.ts';

/**
 * Who is asking, established once at the edge (`gateway/auth`) and handed inwards: as a value in one process, as a
 * signed assertion between processes. A slice answers nothing without one.
 */
export type Principal = OrganisationClient | PartnerClient | TeamClient | Person | Internal;

/**
 * How the caller reaches us; with the principal's kind it is the row of the permission table.
 * Domain reference §1.3: which actor can use which API.
 */
export type Integration =
  | 'customer.hl7' // an organisation's HL7 feed (Basic)
  | 'partner.hl7' // a partner's HL7 feed (Basic), for the organisation named by an alias in MSH-4
  | 'customer.fhir' // Customer System Client: Customer and Aggregated FHIR
  | 'partner.fhir' // System Client: Facade and Messaging FHIR, for the organisation named in X-Org-Public-Id
  | 'tethered.rest' // Tethered-Token System Client: custom REST, acting for one team
  | 'app' // User Client acting for one person
  | 'person' // a person in the web UI
  | 'internal'; // one of our own processes; never from outside

/** A customer organisation acting as itself. */
export type OrganisationClient = {
  readonly kind: 'organisation';
  readonly integration: 'customer.hl7' | 'customer.fhir';
  /** The credential: OAuth client id or HL7 user name. */
  readonly client: string;
  readonly organisation: OrganisationId;
};

/** A partner acting for those who granted it; never sees more than the granting party can see. */
export type PartnerClient = {
  readonly kind: 'partner';
  readonly integration: 'partner.hl7' | 'partner.fhir';
  readonly client: string;
  readonly partner: string;
  /** From X-Org-Public-Id, with a grant that holds; an HL7 partner names its organisation in each message instead. */
  readonly organisation?: OrganisationId;
  /** The teams that granted, each for itself alone; absent where the organisation granted for all of its teams. */
  readonly teams?: readonly TeamId[];
};

/** A partner tied to one team by a coordinator: acts as that team's professional and coordinator, and sees as the team. */
export type TeamClient = {
  readonly kind: 'team';
  readonly integration: 'tethered.rest';
  readonly client: string;
  readonly partner: string;
  readonly organisation: OrganisationId;
  readonly team: TeamId;
};

/**
 * A human being: patient, carer, professional, or several of these at once. What is listed is what the person may act
 * as in this call: an app's scopes leave out the rest.
 */
export type Person = {
  readonly kind: 'person';
  readonly integration: 'person' | 'app';
  readonly client: string;
  readonly user: UserId;
  /** The person's own record, where there is one; with it the person acts as a carer too. */
  readonly patient?: PatientId;
  /** Acts as the patient, and as a carer. An app's scope PATIENT. */
  readonly ownBehalf: boolean;
  /** Teams of which the person is a professional. An app's scope CLINICIAN. */
  readonly teams: readonly TeamId[];
  /** Acts as a professional whom patients invited in person. An app's scope CLINICIAN. */
  readonly inPerson: boolean;
  /** Teams that the person coordinates. An app's scope TEAMCOORD. */
  readonly coordinates: readonly TeamId[];
  /** The organisations of the teams that the person coordinates; in the web UI alone. */
  readonly organisationOf?: Readonly<Record<TeamId, OrganisationId>>;
  /** Organisations of which the person is an administrator; never through an app. */
  readonly administers: readonly OrganisationId[];
  /** Organisations of which the person is the privacy officer; never through an app. */
  readonly guards: readonly OrganisationId[];
};

/** A part of this system that acts for nobody: for example the gateway asking whether a password is right. */
export type Internal = { readonly kind: 'internal'; readonly integration: 'internal'; readonly client: string };
