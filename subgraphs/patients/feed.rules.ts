import { invalid, type Failure } from '../../kernel/failure.ts';
import type { IdentifierKind } from './identifier.rules.ts';
import type { DemographicsInput } from './feed.types.ts';
import type { Gender } from './patients.types.ts';
import { verified, type Checks } from './review/hold.rules.ts';

/** The demographics as they are kept and versioned; the names are those of the table's columns. */
export type Demographics = {
  readonly title: string | null;
  readonly family_name: string | null;
  readonly given_name: string | null;
  readonly middle_names: string | null;
  readonly date_of_birth: string | null;
  readonly gender: Gender;
  readonly deceased: boolean;
  readonly deceased_at: string | null;
  readonly language: string | null;
  readonly phone: string | null;
  readonly address: unknown;
  readonly primary_care: unknown;
};

/** The columns of Demographics, in one order. */
export const demographicColumns = [
  'title',
  'family_name',
  'given_name',
  'middle_names',
  'date_of_birth',
  'gender',
  'deceased',
  'deceased_at',
  'language',
  'phone',
  'address',
  'primary_care',
] as const satisfies readonly (keyof Demographics)[];

export const unknownPerson: Demographics = {
  title: null,
  family_name: null,
  given_name: null,
  middle_names: null,
  date_of_birth: null,
  gender: 'UNKNOWN',
  deceased: false,
  deceased_at: null,
  language: null,
  phone: null,
  address: null,
  primary_care: null,
};

/**
 * A feed's partial change applied: absent leaves as it is, null clears. Names, date of birth and gender are never
 * cleared (domain reference §4.4, PID).
 */
export const applyDemographics = (current: Demographics, change: DemographicsInput): Demographics => ({
  title: given(change.title, current.title),
  family_name: change.familyName ?? current.family_name,
  given_name: change.givenName ?? current.given_name,
  middle_names: given(change.middleNames, current.middle_names),
  date_of_birth: change.dateOfBirth ?? current.date_of_birth,
  gender: change.gender ?? current.gender,
  deceased: given(change.deceased, current.deceased) ?? false,
  deceased_at: change.deceasedAt === undefined ? current.deceased_at : (change.deceasedAt?.toISOString() ?? null),
  language: given(change.language, current.language),
  phone: given(change.phone, current.phone),
  address: given(change.address, current.address),
  primary_care: given(change.primaryCare, current.primary_care),
});

const given = <Value>(change: Value | undefined, current: Value): Value => (change === undefined ? current : change);

/** What a new record needs beside an identifier. Domain reference §4.5, A28 */
export const checkNewPerson = (person: Demographics): Failure | undefined => {
  if (person.family_name === null) return invalid('A new record needs a family name.', 'demographics.familyName');
  if (person.given_name === null) return invalid('A new record needs a given name.', 'demographics.givenName');
  if (person.date_of_birth === null) return invalid('A new record needs a date of birth.', 'demographics.dateOfBirth');
  return undefined;
};

/** What is tomorrow here is today elsewhere, and clocks differ: in milliseconds. */
const aDay = 86_400_000;

/** Birth and death are past, and in their order. Only what a message says is held against it, not what was there before. */
export const checkLife = (
  said: DemographicsInput,
  { date_of_birth: birth, deceased_at: death }: Demographics,
  now: Date,
): Failure | undefined => {
  const latest = now.getTime() + aDay;
  if (said.dateOfBirth && Date.parse(said.dateOfBirth) > latest)
    return invalid('The date of birth is in the future.', 'demographics.dateOfBirth');
  if (said.deceasedAt && said.deceasedAt.getTime() > latest)
    return invalid('The time of death is in the future.', 'demographics.deceasedAt');
  const isSaid = Boolean(said.dateOfBirth) || Boolean(said.deceasedAt);
  if (!isSaid || birth === null || death === null || Date.parse(death) + aDay >= Date.parse(birth)) return undefined;
  return invalid(
    'The time of death is before the birth. Give the day of each.',
    said.deceasedAt ? 'demographics.deceasedAt' : 'demographics.dateOfBirth',
  );
};

/** An identifier of the message whose type is known, with the record that carries it already, if there is one. */
export type KnownIdentifier = {
  /** Its place in the message's list. */
  readonly index: number;
  readonly kind: IdentifierKind;
  readonly system: string;
  readonly value: string;
  readonly verification: string | null;
  readonly patient: string | null;
};

/** The records that a message's identifiers mean, and the one that stands for it. */
export type Match = { readonly patient: string | null; readonly candidates: readonly string[] };

/**
 * The hard match. A national number decides, or our own; a local number follows, and may bring a new national number with
 * it unless that belongs to somebody else. Domain reference §4.2, Matching
 */
export const matchRecord = (identifiers: readonly KnownIdentifier[]): Match | Failure => {
  if (identifiers.length === 0)
    return invalid('No usable identifier: none is of a type that is known for your organisation.', 'identifiers');
  const candidates = recordsOf(identifiers);
  const deciding = candidates.length > 1 ? recordsOf(identifiers.filter(({ kind }) => kind !== 'LOCAL')) : candidates;
  return { patient: deciding.length === 1 ? (deciding[0] ?? null) : null, candidates };
};

const recordsOf = (identifiers: readonly KnownIdentifier[]): readonly string[] => [
  ...new Set(identifiers.flatMap(({ patient }) => patient ?? [])),
];

/**
 * Whose record a message may make although it is about something else: of somebody whose NHS number is verified, and of
 * whom it says what a new record needs. Domain reference §4.2, auto-create
 */
export const personToCreate = (
  { autoCreates }: Pick<Checks, 'autoCreates'>,
  identifiers: readonly KnownIdentifier[],
  person: DemographicsInput | null | undefined,
): DemographicsInput | undefined => {
  const isVerified = identifiers.some(({ kind, verification }) => kind === 'NHS' && verification === verified);
  if (!autoCreates || !isVerified || !person?.gender) return undefined;
  return checkNewPerson(applyDemographics(unknownPerson, person)) === undefined ? person : undefined;
};

/** Messages of the same instant are taken as they come: a sender's control ids have no order that we could know. */
export const isOlder = (message: { readonly sentAt: Date }, enteredAt: Date): boolean =>
  message.sentAt.getTime() < enteredAt.getTime();
