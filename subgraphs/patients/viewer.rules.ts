import type { OrganisationId, PatientId, TeamId, UserId } from '../../kernel/id.ts';
import type { Principal } from '../../kernel/principal.ts';
import type { Label } from '../kit/label.ts';
import { carerHolds } from './carer.rules.ts';
import type { Capacity } from './purview.rules.ts';
import type { Through } from './sight.rules.ts';

/** Whom the facts are gathered for: the principal in the terms of the rules. */
export type Viewer = {
  /** The whole organisation: as all of its teams. */
  readonly organisation: OrganisationId | null;
  readonly user: UserId | null;
  /** A client that acts as a team's clinician, where it is that: whom glass it broke is open to. */
  readonly client: string | null;
  /** The teams for which a client, or as whose professional a person, looks. */
  readonly teams: readonly TeamId[];
  /** The viewer's own record, where it may be acted on: as the patient, and as a carer. */
  readonly self: PatientId | null;
  readonly asCarer: boolean;
  readonly inPerson: boolean;
  readonly through: Through;
  readonly now: Date;
};

/** The facts about one record that bear on one viewer, as the store gathers them. */
export type Relation = {
  readonly id: string;
  readonly date_of_birth: string | null;
  readonly sharing_disabled: boolean;
  readonly access_frozen: boolean;
  /** The labels shared with the viewer's teams, or with all of the viewer's organisation. */
  readonly consented: readonly Label[];
  readonly has_consent: boolean;
  readonly linked: boolean;
  /** What is shared with the viewer as a person. */
  readonly personal: {
    readonly kind: string;
    readonly labels: readonly Label[];
    readonly since: string;
    readonly until: string | null;
    readonly keptPastAge: number | null;
  } | null;
  /** The glass that the viewer has broken and that is still open. */
  readonly glass: { readonly until: string; readonly team: string } | null;
  readonly viewer_frozen: boolean;
  /** The viewer's team by which the record is seen, if it is by one. */
  readonly team: string | null;
};

/**
 * A partner sees what the party sees that granted it, a tethered client what its team sees, an app what its user sees as
 * far as its scopes go. Coordinators, administrators and privacy officers see nothing by these roles. Feeds and internal
 * processes see nobody: writing needs no sight (`feedViewer` is for the one question that feeds may ask).
 */
export const viewerOf = (principal: Principal, now: Date): Viewer | undefined => {
  const nobody = nobodyAt(now);
  switch (principal.kind) {
    case 'organisation':
      return principal.integration === 'customer.fhir'
        ? { ...nobody, organisation: principal.organisation, through: undefined }
        : undefined;
    case 'partner':
      if (principal.integration !== 'partner.fhir' || principal.organisation === undefined) return undefined;
      return principal.teams === undefined
        ? { ...nobody, organisation: principal.organisation, through: 'PARTNER' }
        : { ...nobody, teams: principal.teams, through: 'PARTNER' };
    case 'team':
      return { ...nobody, client: principal.client, teams: [principal.team], through: 'PARTNER' };
    case 'person': {
      const { user, teams, inPerson, ownBehalf, patient, integration } = principal;
      return {
        ...nobody,
        user,
        teams,
        self: ownBehalf ? (patient ?? null) : null,
        asCarer: ownBehalf,
        inPerson,
        through: integration === 'app' ? 'APP' : undefined,
      };
    }
    case 'internal':
      return undefined;
  }
};

/**
 * As whom a feed sees whose records its teams hold: as the organisation for which it asks, or as those of its teams for
 * which alone it may; a partner as those who granted it.
 */
export const feedViewer = (
  { organisation, teams }: { readonly organisation: OrganisationId; readonly teams: readonly TeamId[] | null },
  through: Through,
  now: Date,
): Viewer => ({ ...nobodyAt(now), ...(teams === null ? { organisation } : { teams }), through });

const nobodyAt = (now: Date): Omit<Viewer, 'through'> => ({
  organisation: null,
  user: null,
  client: null,
  teams: [],
  self: null,
  asCarer: false,
  inPerson: false,
  now,
});

/** All capacities in which the viewer stands to the record; whether one of them opens anything is for the rules. */
export const capacitiesOf = (viewer: Viewer, facts: Relation): readonly Capacity[] => {
  const { organisation, user, teams } = viewer;
  const standing = {
    consented: facts.consented,
    hasConsent: facts.has_consent,
    linked: facts.linked,
    breaksGlass: facts.glass !== null,
  };
  if (organisation !== null) return [{ actor: { kind: 'organisation', organisation }, standing }];
  if (user === null) return [{ actor: { kind: 'team', teams }, standing }];

  const { personal } = facts;
  const frozen = facts.viewer_frozen;
  const capacities: Capacity[] = [];
  if (viewer.self === facts.id)
    capacities.push({ actor: { kind: 'patient', user, frozen }, standing: { ...noStanding, hasConsent: true } });
  if (viewer.asCarer && personal?.kind === 'CARER' && holds(personal, facts, viewer.now))
    capacities.push({
      actor: { kind: 'carer', user, frozen },
      standing: { ...noStanding, consented: personal.labels, hasConsent: true },
    });
  const inPerson =
    viewer.inPerson && personal !== null && personal.kind !== 'CARER' ? labelsOf(personal, viewer.now) : undefined;
  if (teams.length > 0 || inPerson !== undefined)
    capacities.push({ actor: { kind: 'professional', user, teams }, standing: { ...standing, inPerson } });
  return capacities;
};

const noStanding = { consented: [], hasConsent: false, linked: false, breaksGlass: false } as const;

type Personal = NonNullable<Relation['personal']>;

const hasEnded = ({ until }: Personal, now: Date): boolean => until !== null && new Date(until) <= now;

const holds = (personal: Personal, { date_of_birth }: Relation, today: Date): boolean =>
  !hasEnded(personal, today) &&
  carerHolds({
    since: new Date(personal.since),
    keptPastAge: personal.keptPastAge,
    patientBorn: date_of_birth,
    today,
  });

/** A professional with whom nothing is shared any more still reaches what they put in: the team data view, §3.1. */
const labelsOf = (personal: Personal, now: Date): readonly Label[] => (hasEnded(personal, now) ? [] : personal.labels);
