import { invalid, isFailure, type Failure } from '../../../kernel/failure.ts';
import type { Er7Text } from '../er7/value.ts';

/** What a sender says of something: `undefined` leaves it as it is (blank), `null` removes it (`""`). HL7 v2.4 §2.6 */
export type Sent<T> = T | null | undefined;

/** The text at a place, without the blanks around it. */
export const sentText = (value: Er7Text): Sent<string> => {
  const text = value.text.trim();
  return text !== '' ? text : value.isNull ? null : undefined;
};

/** The same where there is nothing to remove: null is as good as blank. */
export const textOf = (value: Er7Text): string | undefined => sentText(value) ?? undefined;

/** `what` begins a sentence: "The control id". */
export const requiredText = (value: Er7Text | undefined, what: string): string | Failure =>
  (value === undefined ? undefined : textOf(value)) ?? invalid(`${what} is required.`, value?.path);

/** Reads what is there, and passes blank and null on. */
export const sent = <Value extends Er7Text, T>(value: Value, read: (value: Value) => T): Sent<T> =>
  value.isBlank ? undefined : value.isNull ? null : read(value);

/** The same of what is sent, where something is; blank and null stay what they are. */
export const ofSent = <T, U>(value: Sent<T>, of: (value: T) => Sent<U>): Sent<U> =>
  value === null ? null : value === undefined ? undefined : of(value);

/** The parts if each could be read, else the first failure. */
export const all = <Parts extends Record<string, unknown>>(
  parts: Parts,
): { readonly [Name in keyof Parts]: Exclude<Parts[Name], Failure> } | Failure => {
  for (const part of Object.values(parts)) if (isFailure(part)) return part;
  return parts as { readonly [Name in keyof Parts]: Exclude<Parts[Name], Failure> };
};

/** The same for a list. */
export const each = <Item, T>(items: readonly Item[], read: (item: Item) => T | Failure): readonly T[] | Failure => {
  const values: T[] = [];
  for (const item of items) {
    const value = read(item);
    if (isFailure(value)) return value;
    values.push(value);
  }
  return values;
};
