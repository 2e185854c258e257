import type { Issue } from '../issue.ts';
import { ExactNumber, type Exact } from './exact.ts';
import { deepestJson, JsonFault, parse } from './parse.ts';
import { membersIn, shapeOf } from './shape.ts';

/** Any JSON, with numbers as JavaScript has them. */
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/**
 * Reads JSON that others wrote: no member twice, at most 100 levels, and the place of what is wrong in line and column.
 * A byte order mark at the beginning is passed over, as RFC 8259 §8.1 allows.
 */
export const readJson = (text: string): { readonly value: Json } | Issue => {
  const bare = withoutMark(text);
  const value = quickly(bare);
  // Our own parser is slower, and says what is wrong.
  return value === undefined ? reading(bare, Number) : { value };
};

/** The same, with numbers as they are written. */
export const readExact = (text: string): { readonly value: Exact } | Issue =>
  reading(withoutMark(text), (digits) => new ExactNumber(digits));

const withoutMark = (text: string): string => (text.startsWith('\uFEFF') ? text.slice(1) : text);

/** JSON.parse passes over a member that is there twice, which then has fewer members than its text has colons. */
const quickly = (text: string): Json | undefined => {
  const { depth, members } = shapeOf(text);
  if (depth > deepestJson) return undefined;
  try {
    const value = JSON.parse(text) as Json;
    return membersIn(value) === members ? value : undefined;
  } catch {
    return undefined;
  }
};

const reading = <Num>(text: string, numberOf: (digits: string) => Num) => {
  try {
    return { value: parse(text, numberOf) };
  } catch (fault) {
    if (fault instanceof JsonFault) return issueOf(fault, text.slice(0, fault.at));
    throw fault;
  }
};

const issueOf = (fault: JsonFault, before: string): Issue => {
  const lines = before.split(/\r\n|[\r\n]/);
  return {
    severity: 'error',
    code: fault.isTooDeep ? 'too-costly' : 'structure',
    expression: '',
    diagnostics: `${fault.message}: line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}.`,
  };
};
