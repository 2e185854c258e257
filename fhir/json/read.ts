import type { Issue } from '../issue.ts';
import { ExactNumber, type Exact } from './exact.ts';
import { JsonFault, parse } from './parse.ts';

/** Any JSON, with numbers as JavaScript has them. */
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/**
 * Reads JSON that others wrote: no member twice, at most 100 levels, and the place of what is wrong in line and column.
 * A byte order mark at the beginning is passed over, as RFC 8259 §8.1 allows.
 */
export const readJson = (text: string): { readonly value: Json } | Issue => read(text, Number);

/** The same, with numbers as they are written. */
export const readExact = (text: string): { readonly value: Exact } | Issue =>
  read(text, (digits) => new ExactNumber(digits));

const read = <Value>(text: string, numberOf: (digits: string) => Value) => {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  try {
    return { value: parse(start === 0 ? text : text.slice(start), numberOf) };
  } catch (fault) {
    if (fault instanceof JsonFault) return issueOf(fault, text.slice(start, start + fault.at));
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
