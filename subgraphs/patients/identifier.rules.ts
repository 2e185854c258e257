import { invalid, type Failure } from '../../kernel/failure.ts';

/** The kinds of identifier type that have rules of their own; LOCAL numbers are taken as they come. */
export type IdentifierKind = 'NHS' | 'CHI' | 'HC' | 'PUBLIC' | 'LOCAL';

/** Under which NHS numbers are kept, whatever a feed calls them. */
export const nhsNumberSystem = 'https://fhir.nhs.uk/Id/nhs-number';

/**
 * NHS, CHI and Health & Care numbers share one scheme: ten digits, the last a check digit (modulus 11; a remainder that
 * gives ten makes the number invalid). NHS Data Dictionary, NHS NUMBER.
 */
export const hasValidCheckDigit = (digits: string): boolean => {
  if (!/^\d{10}$/.test(digits)) return false;
  let sum = 0;
  for (let position = 0; position < 9; position++) sum += Number(digits[position]) * (10 - position);
  const check = (11 - (sum % 11)) % 11;
  return check === Number(digits[9]);
};

/** The value as it is stored and compared: national numbers without the blanks and dashes they are written with. */
export const normalise = (kind: IdentifierKind, value: string): string =>
  kind === 'LOCAL' ? value.trim() : value.replaceAll(/[\s-]/g, '').toLowerCase();

/** Refuses a number that cannot be one of its kind; `field` says where in the input it stands. */
export const checkIdentifier = (kind: IdentifierKind, value: string, field: string): Failure | undefined => {
  if ((kind === 'NHS' || kind === 'CHI' || kind === 'HC') && !hasValidCheckDigit(value))
    return invalid('An NHS number has ten digits, of which the last is the right check digit.', field);
  if (value === '') return invalid('An identifier has a value.', field);
  return undefined;
};
