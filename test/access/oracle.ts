import { everyLabel, type Actor, type Consent, type Item, type Label, type Patient, type World } from './facts.ts';

// The access rules of domain reference §3, read aloud as plainly as possible and slowly: each question looks through all
// facts. It shares nothing with the code that it judges; where the text leaves a choice, the comment says which.

/** `masked`: that the item is there may be known, and from when on it is open; what it says may not. */
export type Sight = 'hidden' | 'masked' | 'open';

/** §3.2. Whoever may act in several capacities sees what any of them shows, and reads what any of them may read. */
export const canRead = (world: World, actor: Actor, item: Item): Sight => {
  const patient = patientOf(world, item.patient);
  const sights = capacitiesOf(actor)
    .filter((capacity) => reaches(world, capacity, patient))
    .map((capacity) => sightOf(world, capacity, patient, item));
  return sights.includes('open') ? 'open' : sights.includes('masked') ? 'masked' : 'hidden';
};

/** §3.2, canReadDemographics. An item is reached through its patient, so that who may not read these reads nothing. */
export const canReadDemographics = (world: World, actor: Actor, patient: Patient): boolean =>
  capacitiesOf(actor).some((capacity) => reaches(world, capacity, patient));

/** §3.1, sharing disabled: "not searchable at team level, searchable at org level". */
export const canFind = (world: World, actor: Actor, patient: Patient): boolean =>
  capacitiesOf(actor).some(
    (capacity) =>
      reaches(world, capacity, patient) &&
      (!patient.sharingDisabled || capacity.as === 'patient' || capacity.as === 'organisation'),
  );

/** §3.1: the access log is for the patient alone, neither for carers nor for organisations. */
export const canReadAccessLog = (world: World, actor: Actor, patient: Patient): boolean =>
  capacitiesOf(actor).some((capacity) => capacity.as === 'patient' && reaches(world, capacity, patient));

/** What one may act as. A professional's teams and personal invitation are one capacity: §3.2 unites their labels. */
type Capacity =
  | { readonly as: 'patient'; readonly person: string; readonly patient: string }
  | { readonly as: 'carer'; readonly person: string; readonly record: string | undefined }
  | {
      readonly as: 'professional';
      readonly person: string;
      readonly teams: readonly string[];
      readonly inPerson: boolean;
    }
  | { readonly as: 'organisation'; readonly organisation: string }
  | { readonly as: 'teams'; readonly teams: readonly string[] }
  /** A client that is tied to one team: a clinician of it. */
  | { readonly as: 'tied'; readonly teams: readonly string[]; readonly client: string };

const capacitiesOf = (actor: Actor): readonly Capacity[] => {
  switch (actor.kind) {
    case 'organisation':
      return [{ as: 'organisation', organisation: actor.organisation }];
    case 'team':
      return [{ as: 'tied', teams: [actor.team], client: actor.client }];
    case 'partner':
      // It sees what the parties see that granted it: teams for themselves, an organisation for all of its teams.
      if (actor.teams !== undefined) return [{ as: 'teams', teams: actor.teams }];
      return actor.organisation === undefined ? [] : [{ as: 'organisation', organisation: actor.organisation }];
    case 'person': {
      const { user: person, patient, ownBehalf, teams, inPerson } = actor;
      return [
        ...(ownBehalf && patient !== undefined ? [{ as: 'patient', person, patient } as const] : []),
        ...(ownBehalf ? [{ as: 'carer', person, record: patient } as const] : []),
        { as: 'professional', person, teams, inPerson },
      ];
    }
  }
};

/** The hard stops of §3.2, step 0, and then canReadDemographics. */
const reaches = (world: World, capacity: Capacity, patient: Patient): boolean => {
  const { consents, links } = world;
  const isHeldBy = (team: string): boolean =>
    consents.some(
      (one) => one.kind === 'TEAM' && one.patient === patient.id && one.grantee === team && goesOn(world, one),
    ) || links.some((one) => one.patient === patient.id && one.team === team);
  switch (capacity.as) {
    case 'patient':
      return !patient.accessFrozen && capacity.patient === patient.id;
    case 'carer': {
      const own = world.patients.find(({ id }) => id === capacity.record);
      return (
        !patient.accessFrozen &&
        own?.accessFrozen !== true &&
        carersConsent(world, capacity.person, patient) !== undefined
      );
    }
    case 'professional':
      // The freeze stops an individual professional, not one of a team.
      return (
        capacity.teams.some(isHeldBy) ||
        invitation(world, capacity, patient) !== undefined ||
        hasBrokenGlass(world, capacity, patient)
      );
    case 'organisation':
      return teamsOf(world, capacity.organisation).some(isHeldBy);
    case 'teams':
      return capacity.teams.some(isHeldBy);
    case 'tied':
      return capacity.teams.some(isHeldBy) || hasBrokenGlass(world, capacity, patient);
  }
};

/** §3.2, steps 1 to 5, for somebody who got past step 0. */
const sightOf = (world: World, capacity: Capacity, patient: Patient, item: Item): Sight => {
  const content = item.visibleFrom !== undefined && world.now < item.visibleFrom ? 'masked' : 'open';
  if (capacity.as === 'patient') return content;
  if (sourcesOf(world, capacity).some((source) => item.sources.includes(source))) return 'open';
  if (patient.sharingDisabled) return 'hidden';
  if ((capacity.as === 'professional' || capacity.as === 'tied') && hasBrokenGlass(world, capacity, patient))
    return 'open';
  const labels = sharedLabels(world, capacity, patient);
  const isShared =
    item.label === 'UNSET' ? everyLabel.every((label) => labels.includes(label)) : labels.includes(item.label);
  if (!isShared) return 'hidden';
  return capacity.as === 'carer' ? content : 'open';
};

const sourcesOf = (world: World, capacity: Exclude<Capacity, { as: 'patient' }>): readonly string[] => {
  switch (capacity.as) {
    case 'carer':
      return [capacity.person];
    case 'professional':
      return [capacity.person, ...capacity.teams];
    case 'organisation':
      return [capacity.organisation, ...teamsOf(world, capacity.organisation)];
    case 'teams':
    case 'tied':
      return capacity.teams;
  }
};

/** Step 5: the labels of all consents that count for this capacity, united. */
const sharedLabels = (
  world: World,
  capacity: Exclude<Capacity, { as: 'patient' }>,
  patient: Patient,
): readonly Label[] => {
  const ofTeams = (teams: readonly string[]): readonly Label[] =>
    world.consents.flatMap((one) =>
      one.kind === 'TEAM' && one.patient === patient.id && teams.includes(one.grantee) && goesOn(world, one)
        ? one.labels
        : [],
    );
  switch (capacity.as) {
    case 'carer':
      return carersConsent(world, capacity.person, patient)?.labels ?? [];
    case 'professional':
      return [...ofTeams(capacity.teams), ...invitedLabels(world, capacity, patient)];
    case 'organisation':
      return ofTeams(teamsOf(world, capacity.organisation));
    case 'teams':
    case 'tied':
      return ofTeams(capacity.teams);
  }
};

const teamsOf = (world: World, organisation: string): readonly string[] =>
  world.teams.filter((team) => team.organisation === organisation).map(({ id }) => id);

type Professional = Extract<Capacity, { as: 'professional' }>;

type Tied = Extract<Capacity, { as: 'tied' }>;

/**
 * §3.1: a professional of a team, or a client tied to it, breaks the glass for that team and one patient, and for nobody
 * else; never where sharing is disabled.
 */
const hasBrokenGlass = (world: World, capacity: Professional | Tied, patient: Patient): boolean =>
  !patient.sharingDisabled &&
  world.brokenGlass.some(
    (one) =>
      one.patient === patient.id &&
      ('person' in one.by
        ? capacity.as === 'professional' && one.by.person === capacity.person
        : capacity.as === 'tied' && one.by.client === capacity.client) &&
      capacity.teams.includes(one.team) &&
      one.startedAt <= world.now &&
      world.now < one.endsAt,
  );

/** What is shared for a time ends by itself. */
export const goesOn = (world: World, { until }: Consent): boolean => until === undefined || world.now < until;

const invitedLabels = (world: World, capacity: Professional, patient: Patient): readonly Label[] => {
  const consent = invitation(world, capacity, patient);
  return consent !== undefined && goesOn(world, consent) ? consent.labels : [];
};

/** What the patient shares, or has shared, with a professional as a person: what they put in they see even afterwards. */
const invitation = (world: World, { person, inPerson }: Professional, patient: Patient): Consent | undefined =>
  inPerson && !patient.accessFrozen
    ? world.consents.find((one) => one.kind === 'PROFESSIONAL' && one.patient === patient.id && one.grantee === person)
    : undefined;

/**
 * §3.1, carers of children: a consent given before the patient's 13th, 16th or 18th birthday ends on it, unless the
 * clinical team kept the carer past that age.
 */
export const carersConsent = (world: World, person: string, patient: Patient): Consent | undefined =>
  world.consents.find(
    (one) =>
      one.kind === 'CARER' &&
      goesOn(world, one) &&
      one.patient === patient.id &&
      one.grantee === person &&
      [13, 16, 18].every((age) => {
        if (patient.born === undefined) return true;
        const birthday = new Date(`${patient.born}T00:00:00Z`);
        birthday.setUTCFullYear(birthday.getUTCFullYear() + age);
        const hasPassed = one.since < birthday && birthday <= world.now;
        return !hasPassed || (one.keptPastAge ?? 0) >= age;
      }),
  );

const patientOf = (world: World, id: string): Patient => {
  const patient = world.patients.find((one) => one.id === id);
  if (patient === undefined) throw new Error('Every item has a patient.');
  return patient;
};
