import { ExactNumber } from '../json/exact.ts';

/** JSON with either kind of numbers: the conversion moves them, and reads none but whole ones. */
export type Value = string | number | boolean | null | ExactNumber | Value[] | Members;
export type Members = { [name: string]: Value };

/** Part of a table: it stands in many results, and nobody changes it. */
export type Constant = string | boolean | readonly Constant[] | Constants;
export type Constants = { readonly [name: string]: Constant };

export const isMembers = (value: Value | undefined): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber);

/** The text of a leaf, as tables and code lists have it. */
export const textOf = (value: Value | undefined): string | undefined => {
  if (value instanceof ExactNumber) return value.text;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
};

export const listOf = (value: Value): readonly Value[] => (Array.isArray(value) ? value : [value]);
