import type { DemographicsInput } from '../feed.types.ts';

/** What demographics are made of, by the names of the fields that the graph has for them. */
const elements = [
  'title',
  'familyName',
  'givenName',
  'middleNames',
  'dateOfBirth',
  'gender',
  'deceased',
  'deceasedAt',
  'language',
  'phone',
  'address',
  'primaryCare',
  'emails',
] as const satisfies readonly (keyof DemographicsInput)[];

/** These are never cleared: who says null of them says nothing. Domain reference §4.4, PID */
const kept: ReadonlySet<string> = new Set(['familyName', 'dateOfBirth', 'gender', 'emails']);

/** The elements of which a message says something; `identifiers` where it brings any that the record did not have. */
export const saidIn = (demographics: DemographicsInput, bringsIdentifiers: boolean): readonly string[] => [
  ...elements.filter((element) =>
    kept.has(element) ? (demographics[element] ?? null) !== null : demographics[element] !== undefined,
  ),
  ...(bringsIdentifiers ? ['identifiers'] : []),
];
