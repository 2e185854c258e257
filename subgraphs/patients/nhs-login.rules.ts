import { hasValidCheckDigit, normalise } from './identifier.rules.ts';

/** What NHS login says of somebody whose identity it has fully proven (P9). */
export type ProvenIdentity = {
  readonly nhsNumber: string;
  /** `1985-04-12` */
  readonly dateOfBirth: string;
  readonly familyName: string;
};

/** The record that carries the NHS number. */
export type Candidate = {
  readonly verification: string | null;
  readonly date_of_birth: string | null;
  readonly family_name: string | null;
  readonly deceased: boolean;
};

/** The number as it is stored, or undefined where it cannot be one. */
export const nhsNumberOf = (written: string): string | undefined => {
  const number = normalise('NHS', written);
  return hasValidCheckDigit(number) ? number : undefined;
};

/**
 * Whether the record is this person's own: the number is verified with us too, and date of birth and family name agree.
 * A number alone can be a slip of a clerk; all three together are not. The dead do not sign in. Domain reference §2.3, §6
 */
export const isOwnRecord = (identity: ProvenIdentity, candidate: Candidate): boolean =>
  !candidate.deceased &&
  candidate.verification === '01' &&
  candidate.date_of_birth === identity.dateOfBirth &&
  candidate.family_name !== null &&
  folded(candidate.family_name) !== '' &&
  folded(candidate.family_name) === folded(identity.familyName);

/** O’Brien, OBRIEN and O'Brien are one name; so are Müller and MULLER, de la Cruz and De-La-Cruz. */
const folded = (name: string): string =>
  Array.from(name.normalize('NFKD').toLowerCase())
    .map((letter) => withoutStroke[letter] ?? letter)
    .join('')
    .replaceAll(/[^\p{L}]/gu, '');

/** Letters that Unicode does not take apart, as passports write them. ICAO Doc 9303-3 §6, less the doubling of umlauts */
const withoutStroke: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  þ: 'th',
};
