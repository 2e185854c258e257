import type { ComparedValue } from './review.types.ts';

/** What a message says of the person, as it was kept. */
export type Said = {
  readonly familyName?: string;
  readonly givenName?: string;
  readonly dateOfBirth?: string;
  readonly gender?: string;
  readonly identifiers: readonly Numbered[];
};

/** What the record says now. */
export type Recorded = {
  readonly familyName: string | null;
  readonly givenName: string | null;
  readonly dateOfBirth: string | null;
  readonly gender: string;
  readonly identifiers: readonly Numbered[];
};

type Numbered = { readonly system: string; readonly value: string; readonly verification?: string | null };

/**
 * Message beside record: all that the message says, and of the record only what is needed to compare it with. A number
 * of a system of which the message says nothing is not shown.
 */
export const compare = (said: Said, record: Recorded | null): readonly ComparedValue[] => [
  ...fields
    .filter((field) => said[field] !== undefined)
    .map((field) => ({ field, messageValue: said[field] ?? null, recordValue: record?.[field] ?? null })),
  ...said.identifiers.map((number) => ({
    field: `identifier ${number.system}`,
    messageValue: textOf(number),
    recordValue: inRecord(number, record),
  })),
];

const fields = ['familyName', 'givenName', 'dateOfBirth', 'gender'] as const;

const textOf = ({ value, verification }: Numbered): string =>
  verification ? `${value} (status ${verification})` : value;

/** A record may carry several numbers of one system: the same one first. */
const inRecord = ({ system, value }: Numbered, record: Recorded | null): string | null => {
  const carried = record?.identifiers.filter((number) => number.system === system) ?? [];
  const number = carried.find((other) => other.value === value) ?? carried[0];
  return number === undefined ? null : textOf(number);
};
