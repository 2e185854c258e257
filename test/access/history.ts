import { uuid7, type OrganisationId, type TeamId, type UserId, type PatientId } from '../../kernel/id.ts';
import type { Person } from '../../kernel/principal.ts';
import { teamsOf, tiedClient } from './actors.ts';
import { everyLabel, type Actor, type Consent, type Item, type World } from './facts.ts';

// One record over time, as the deeds of people change it: small, so that every deed meets the ones before it.

type Changeable<Part> = { -readonly [Name in keyof Part]: Part[Name] };

/** What is so at the moment, in the oracle's words, with what only the deeds themselves have to know. */
export type History = {
  world: Changeable<World>;
  /** On whose word each team or person has the record. */
  readonly words: Map<string, string>;
  /** The grants of the partner that hold: their ids by the team, or by the organisation. */
  readonly grants: Map<string, string>;
  /** Ids that the system gave, in the order of the world's own. */
  readonly glass: string[];
  readonly memberships: Map<string, string>;
  readonly names: ReturnType<typeof drawnNames>;
};

const drawnNames = () => ({
  organisation: uuid7() as OrganisationId,
  other: uuid7() as OrganisationId,
  teams: [uuid7(), uuid7(), uuid7()] as unknown as readonly [TeamId, TeamId, TeamId],
  patient: uuid7() as PatientId,
  owner: uuid7() as UserId,
  carer: uuid7() as UserId,
  invited: uuid7() as UserId,
  doctor: uuid7() as UserId,
  officer: uuid7() as UserId,
  administrator: uuid7() as UserId,
  partner: `partner-${uuid7()}`,
});

/** A patient two months before the 16th birthday, who shares with a carer, with somebody in person, and with a team. */
export const aHistory = (now: Date): History => {
  const names = drawnNames();
  const { organisation, other, teams, patient, owner, carer, invited, doctor, officer, administrator } = names;
  const [one, two, elsewhere] = teams;
  const since = new Date('2025-01-01T09:00:00Z');
  const consent = (grantee: string, kind: Consent['kind'], labels: Consent['labels']): Consent => ({
    ...{ patient, grantee, kind, labels, since },
    ...{ until: undefined, keptPastAge: undefined },
  });
  const item = (label: Item['label'], sources: readonly string[]): Item => ({
    id: `${patient.replaceAll('-', '')}.${uuid7().replaceAll('-', '').slice(-13)}`,
    ...{ patient, kind: 'Observation', label, sources, visibleFrom: undefined },
    secret: `secret${uuid7().replaceAll('-', '')}`,
  });
  const born = `${now.getUTCFullYear() - 16}-${String(now.getUTCMonth() + 3).padStart(2, '0')}-01`;
  const world: World = {
    now,
    organisations: [{ id: organisation }, { id: other }],
    teams: [one, two, elsewhere].map((id) => ({
      id,
      organisation: id === elsewhere ? other : organisation,
      labels: everyLabel,
    })),
    patients: [{ id: patient, born, sharingDisabled: false, accessFrozen: false }],
    people: [owner, carer, invited, doctor, officer, administrator].map((id) => ({
      id,
      patient: id === owner ? patient : undefined,
    })),
    memberships: [one, two].map((team) => ({ person: doctor, team, hasEnded: false })),
    consents: [
      consent(one, 'TEAM', ['GENERAL_HEALTH']),
      consent(carer, 'CARER', ['GENERAL_HEALTH', 'SOCIAL_CARE']),
      consent(invited, 'PROFESSIONAL', ['MENTAL_HEALTH']),
    ],
    links: [{ patient, team: one }],
    brokenGlass: [],
    items: [
      ...[...everyLabel, 'UNSET' as const].map((label) => item(label, [uuid7()])),
      ...[[organisation, two], [carer], [invited], [other, elsewhere]].map((sources) => item('SEXUAL_HEALTH', sources)),
    ],
  };
  const words = new Map(world.consents.map(({ grantee }) => [grantee, 'PATIENT']));
  return { world, words, grants: new Map(), glass: [], memberships: new Map(), names };
};

/** Everybody who reads the record, as the facts make them. */
export const readersOf = ({ world, grants, names }: History): Readonly<Record<string, Actor>> => {
  const { organisation, other, teams, partner } = names;
  const granted = teams.filter((team) => grants.has(team));
  const asPartner = { kind: 'partner', integration: 'partner.fhir', client: partner, partner, organisation } as const;
  const tied = { kind: 'team', integration: 'tethered.rest', client: tiedClient, partner: tiedClient } as const;
  return {
    owner: { ...personOf(world, names.owner), patient: names.patient },
    carer: personOf(world, names.carer),
    invited: personOf(world, names.invited),
    doctor: personOf(world, names.doctor),
    tied: { ...tied, organisation, team: teams[0] },
    customer: { kind: 'organisation', integration: 'customer.fhir', client: 'customer', organisation },
    stranger: { kind: 'organisation', integration: 'customer.fhir', client: 'another', organisation: other },
    ...(grants.has(organisation) ? { partner: asPartner } : {}),
    ...(!grants.has(organisation) && granted.length > 0
      ? { partner: { ...asPartner, teams: granted.toSorted() } }
      : {}),
  };
};

export const personOf = (world: World, user: UserId): Person => ({
  ...{ kind: 'person', integration: 'person', client: 'web', user },
  ...{ ownBehalf: true, inPerson: true, coordinates: [], administers: [], guards: [] },
  teams: teamsOf(world, user),
});
