import { invalid, type Failure } from '../../../kernel/failure.ts';
import type { SoftMatch } from './matching.types.ts';
import type { HoldReason } from './review.types.ts';

/** What a record says of a person, as far as it is compared. */
export type KnownPerson = {
  readonly date_of_birth: string | null;
  readonly family_name: string | null;
  readonly given_name: string | null;
  readonly gender: string;
};

/** The same of a message. */
export type SaidPerson = {
  readonly dateOfBirth?: string | null;
  readonly familyName?: string | null;
  readonly givenName?: string | null;
  readonly gender?: string | null;
};

type Asked = {
  readonly checks: { readonly softMatch: readonly SoftMatch[] };
  readonly record: { readonly demographics: KnownPerson } | undefined;
  readonly person: SaidPerson | null | undefined;
};

/**
 * In which of the fields that an organisation wants to be compared a message differs from the record that its numbers
 * lead to. What the record does not know is not compared. Domain reference §4.2, soft match
 *
 * @returns invalid where a field is missing that is compared
 */
export const mismatches = ({ checks, record, person }: Asked): readonly HoldReason[] | Failure => {
  const reasons: HoldReason[] = [];
  for (const { field, reason, said, known, words, agree } of compared) {
    const inRecord = record?.demographics[known] ?? unknown;
    if (!checks.softMatch.includes(field) || inRecord === unknown) continue;
    const inMessage = person?.[said];
    if (!inMessage) return invalid(`${words} is required: your organisation compares it.`, `person.${said}`);
    if (!agree(inMessage, inRecord)) reasons.push(reason);
  }
  return reasons;
};

/** What a gender is that nobody has told. */
const unknown = 'UNKNOWN';

const isSame = (one: string, other: string): boolean => one === other;

/** Systems write names in capitals, without accents, with or without a hyphen; what is left is who somebody is. */
const sameLetters = (one: string, other: string): boolean => lettersOf(one) === lettersOf(other);

const lettersOf = (name: string): string => name.normalize('NFKD').toLowerCase().replaceAll(/\P{L}/gu, '');

type Compared = {
  readonly field: SoftMatch;
  readonly reason: HoldReason;
  readonly said: keyof SaidPerson;
  readonly known: keyof KnownPerson;
  readonly words: string;
  readonly agree: (said: string, known: string) => boolean;
};

const compared: readonly Compared[] = [
  {
    field: 'DATE_OF_BIRTH',
    reason: 'DOB_MISMATCH',
    said: 'dateOfBirth',
    known: 'date_of_birth',
    words: 'The date of birth',
    agree: isSame,
  },
  {
    field: 'FAMILY_NAME',
    reason: 'FAMILY_NAME_MISMATCH',
    said: 'familyName',
    known: 'family_name',
    words: 'The family name',
    agree: sameLetters,
  },
  {
    field: 'GIVEN_NAME',
    reason: 'GIVEN_NAME_MISMATCH',
    said: 'givenName',
    known: 'given_name',
    words: 'The given name',
    agree: sameLetters,
  },
  {
    field: 'GENDER',
    reason: 'GENDER_MISMATCH',
    said: 'gender',
    known: 'gender',
    words: 'The sex',
    // Who does not know it contradicts nobody.
    agree: (said, known) => said === unknown || said === known,
  },
];

export const mismatchReasons: readonly HoldReason[] = compared.map(({ reason }) => reason);
