import fc from 'fast-check';
import { uuid7 } from '../../kernel/id.ts';
import {
  everyLabel,
  kinds,
  type Actor,
  type BrokenGlass,
  type Consent,
  type Item,
  type Label,
  type Link,
  type SomePerson,
  type World,
} from './facts.ts';
import { actorsOf } from './actors.ts';

/** The instant at which every world is looked at. */
export const now = new Date('2026-06-01T12:00:00Z');

export type Scene = { readonly world: World; readonly actors: readonly Actor[] };

const day = 24 * 60 * 60 * 1000;
const daysFromNow = (days: number): Date => new Date(now.getTime() + days * day);

// A world is drawn as a sketch of positions, so that it shrinks to small ones; names and ids are given anew each time that it
// is looked at, because what an earlier attempt put into the database is still there.

const teamCount = 5;
const personCount = 6;
/** The first three teams are the first organisation's. */
const organisationOf = (team: number): number => (team < 3 ? 0 : 1);

const someLabels: fc.Arbitrary<readonly Label[]> = fc.subarray([...everyLabel]);
const labels = fc.oneof(fc.constant<readonly Label[]>([]), someLabels, fc.constant(everyLabel));
const seldom = fc.oneof({ arbitrary: fc.constant(false), weight: 3 }, { arbitrary: fc.constant(true), weight: 1 });

const held = fc.record({ linked: fc.boolean(), shared: fc.option(labels, { nil: undefined }) });

const invited = fc.record({
  kind: fc.constant('PROFESSIONAL' as const),
  labels,
  daysAgo: fc.constant(100),
  keptPastAge: fc.constant(undefined),
});

const carer = fc.record({
  kind: fc.constant('CARER' as const),
  labels,
  // Long before any of the birthdays, between them, and lately.
  daysAgo: fc.constantFrom(10, 400, 1_300, 2_200, 3_000),
  keptPastAge: fc.constantFrom(undefined, undefined, 13, 16, 18),
});

const known = fc.oneof(fc.constant(undefined), invited, carer, carer);

const item = fc.record({
  kind: fc.constantFrom(...kinds),
  label: fc.constantFrom(...everyLabel, 'UNSET' as const),
  /** The team that put it there, with its organisation. */
  team: fc.option(fc.nat(teamCount - 1), { nil: undefined }),
  /** An organisation alone, as where a customer's store sends. */
  organisation: fc.option(fc.nat(1), { nil: undefined }),
  person: fc.option(fc.nat(personCount - 1), { nil: undefined, freq: 1 }),
  opensInDays: fc.constantFrom(undefined, -3, 3),
});

const patient = fc.record({
  /** In days more than 13, 16 or 18 years ago, or an adult, or of unknown age. */
  age: fc.constantFrom(
    undefined,
    { years: 40, days: 3 },
    { years: 13, days: 3 },
    { years: 13, days: -3 },
    { years: 16, days: 3 },
    { years: 18, days: 3 },
    { years: 18, days: -3 },
    { years: 12, days: 100 },
  ),
  sharingDisabled: seldom,
  accessFrozen: seldom,
  teams: fc.array(fc.oneof(fc.constant(undefined), fc.constant(undefined), held), {
    minLength: teamCount,
    maxLength: teamCount,
  }),
  people: fc.array(known, { minLength: personCount, maxLength: personCount }),
  items: fc.array(item, { minLength: 0, maxLength: 20, size: 'max' }),
});

const person = fc.record({
  hasRecord: fc.constantFrom(false, true, true),
  teams: fc.subarray([...Array(teamCount).keys()], { maxLength: 3 }),
});

const glass = fc.record({
  patient: fc.nat(),
  person: fc.nat(personCount - 1),
  /** One of the person's own teams, or one that the person has left since. */
  isOwnTeam: fc.constantFrom(true, true, false),
  team: fc.nat(teamCount - 1),
  minutesAgo: fc.constantFrom(1, 29, 31, 500),
});

const sketch = fc.record({
  teams: fc.array(labels, { minLength: teamCount, maxLength: teamCount }),
  patients: fc.array(patient, { minLength: 1, maxLength: 8, size: 'max' }),
  people: fc.array(person, { minLength: personCount, maxLength: personCount }),
  brokenGlass: fc.array(glass, { minLength: 0, maxLength: 24, size: 'max' }),
});

type Sketch = typeof sketch extends fc.Arbitrary<infer Drawn> ? Drawn : never;

export const worlds: fc.Arbitrary<Sketch> = sketch;

/** Gives everything in a sketch its id. */
export const sceneOf = (drawn: Sketch): Scene => {
  const organisations = [0, 1].map(() => ({ id: uuid7() }));
  const at = <Thing>(things: readonly Thing[], place: number): Thing => {
    const thing = things[place % things.length];
    if (thing === undefined) throw new Error('A sketch names nothing that it does not have.');
    return thing;
  };
  const teams = drawn.teams.map((defaults, nth) => ({
    id: uuid7(),
    organisation: at(organisations, organisationOf(nth)).id,
    labels: defaults,
  }));
  const patients = drawn.patients.map(({ age, sharingDisabled, accessFrozen }) => ({
    id: uuid7(),
    born: age === undefined ? undefined : bornAgo(age),
    sharingDisabled,
    accessFrozen,
  }));
  const people: SomePerson[] = drawn.people.map(({ hasRecord }, nth) => ({
    id: uuid7(),
    patient: hasRecord ? patients[nth]?.id : undefined,
  }));
  const consents: Consent[] = [];
  const links: Link[] = [];
  const items: Item[] = [];
  drawn.patients.forEach((sketched, nth) => {
    const { id } = at(patients, nth);
    sketched.teams.forEach((held, place) => {
      const team = at(teams, place).id;
      if (held?.linked === true) links.push({ patient: id, team });
      if (held?.shared !== undefined)
        consents.push({
          patient: id,
          grantee: team,
          kind: 'TEAM',
          labels: held.shared,
          since: daysFromNow(-50),
          keptPastAge: undefined,
        });
    });
    sketched.people.forEach((known, place) => {
      const someone = at(people, place);
      if (known === undefined || someone.patient === id) return;
      const { daysAgo, ...consent } = known;
      consents.push({ ...consent, patient: id, grantee: someone.id, since: daysFromNow(-daysAgo) });
    });
    for (const { kind, label, team, organisation, person: by, opensInDays } of sketched.items) {
      const from = team === undefined ? undefined : at(teams, team);
      const sources = [
        ...(from === undefined ? [] : [from.organisation, from.id]),
        ...(organisation === undefined || from !== undefined ? [] : [at(organisations, organisation).id]),
        ...(by === undefined ? [] : [at(people, by).id]),
      ];
      items.push({
        id: itemId(kind, id),
        patient: id,
        kind,
        label,
        // Somebody has put it there; a stranger, where it was none of these.
        sources: sources.length === 0 ? [uuid7()] : sources,
        // Nothing but results, documents and letters can be delayed: domain reference §3.1 and §2.7.
        visibleFrom: opensInDays === undefined || kind === 'Appointment' ? undefined : daysFromNow(opensInDays),
        secret: `secret${uuid7().replaceAll('-', '')}`,
      });
    }
  });
  const brokenGlass: BrokenGlass[] = drawn.brokenGlass.map(({ minutesAgo, isOwnTeam, ...broken }) => {
    const own = at(drawn.people, broken.person).teams;
    const team = isOwnTeam && own.length > 0 ? at(own, broken.team) : broken.team;
    const startedAt = new Date(now.getTime() - minutesAgo * 60_000);
    return {
      patient: at(patients, broken.patient).id,
      person: at(people, broken.person).id,
      team: at(teams, team).id,
      startedAt,
      endsAt: new Date(startedAt.getTime() + 30 * 60_000),
    };
  });
  const world: World = { now, organisations, teams, patients, consents, links, brokenGlass, people, items };
  const memberships = drawn.people.map((sketched) => sketched.teams.map((team) => at(teams, team).id));
  return { world, actors: actorsOf(world, memberships) };
};

const bornAgo = ({ years, days }: { readonly years: number; readonly days: number }): string => {
  const born = daysFromNow(-days);
  born.setUTCFullYear(born.getUTCFullYear() - years);
  return born.toISOString().slice(0, 10);
};

/** A letter has a UUID; an item of the record store names its patient in its id. */
const itemId = (kind: Item['kind'], patient: string): string =>
  kind === 'Letter' ? uuid7() : `${patient.replaceAll('-', '')}.${uuid7().replaceAll('-', '').slice(-13)}`;
