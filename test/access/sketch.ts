import fc from 'fast-check';
import { everyLabel, kinds, type Label } from './facts.ts';

// A world is drawn as a sketch of positions, so that it shrinks to small ones; names and ids are given anew each time that it
// is looked at, because what an earlier attempt put into the database is still there.

const teamCount = 5;
const personCount = 6;
/** The first three teams are the first organisation's. */
export const organisationOf = (team: number): number => (team < 3 ? 0 : 1);

const someLabels: fc.Arbitrary<readonly Label[]> = fc.subarray([...everyLabel]);
/** When a share ends, or ended: mostly never. */
const untilInDays = fc.constantFrom(undefined, undefined, undefined, -1, 1);
const labels = fc.oneof(fc.constant<readonly Label[]>([]), someLabels, fc.constant(everyLabel));
const seldom = fc.oneof({ arbitrary: fc.constant(false), weight: 3 }, { arbitrary: fc.constant(true), weight: 1 });

const held = fc.record({ linked: fc.boolean(), shared: fc.option(labels, { nil: undefined }), untilInDays });

const invited = fc.record({
  kind: fc.constant('PROFESSIONAL' as const),
  labels,
  daysAgo: fc.constant(100),
  untilInDays,
  keptPastAge: fc.constant(undefined),
});

const carer = fc.record({
  kind: fc.constant('CARER' as const),
  labels,
  // Long before any of the birthdays, between them, and lately.
  daysAgo: fc.constantFrom(10, 10, 400, 1_300, 2_200, 3_000),
  untilInDays,
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
    { years: 75, days: 3 },
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
  items: fc.array(item, { minLength: 0, maxLength: 12, size: 'max' }),
});

const person = fc.record({
  hasRecord: fc.constantFrom(false, true, true),
  teams: fc.subarray([...Array(teamCount).keys()], { maxLength: 3 }),
  /** Teams that the person has left, and perhaps come back to. */
  left: fc.subarray([...Array(teamCount).keys()], { maxLength: 2 }),
});

const glass = fc.record({
  patient: fc.nat(),
  /** Undefined: a client that is tied to the team. */
  person: fc.option(fc.nat(personCount - 1), { nil: undefined }),
  /** One of the person's own teams, or one that the person has left since. */
  isOwnTeam: fc.constantFrom(true, true, false),
  team: fc.nat(teamCount - 1),
  minutesAgo: fc.constantFrom(1, 29, 31, 500),
});

export const worlds = fc.record({
  teams: fc.array(labels, { minLength: teamCount, maxLength: teamCount }),
  patients: fc.array(patient, { minLength: 4, maxLength: 8, size: 'max' }),
  people: fc.array(person, { minLength: personCount, maxLength: personCount }),
  brokenGlass: fc.array(glass, { minLength: 0, maxLength: 24, size: 'max' }),
});

export type Sketch = typeof worlds extends fc.Arbitrary<infer Drawn> ? Drawn : never;
