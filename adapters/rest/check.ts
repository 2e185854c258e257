import type { z } from 'zod';
import { Problem, type Fault } from './problem.ts';

/** What of a request is checked, and how a place in it is called. */
export type Part = 'body' | 'parameter';

/** The value as its schema gives it, or all that is wrong with it at once. */
export const check = (schema: z.ZodType, value: unknown, part: Part): unknown => {
  const result = schema.safeParse(value, { error: whatIsMissing });
  if (result.success) return result.data;
  const errors = result.error.issues.flatMap((issue) => faultsOf(issue, part));
  return new Problem('invalid', sentenceOf(errors, part), errors);
};

/** A list index and a name alike are steps of the pointer. RFC 6901 §3 */
export const pointerOf = (path: readonly PropertyKey[]): string =>
  path.length === 0
    ? '#'
    : `#/${path.map((step) => String(step).replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`;

const faultsOf = (issue: z.core.$ZodIssue, part: Part): readonly Fault[] => {
  const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
  const detail = issue.code === 'unrecognized_keys' ? 'This is not known here.' : `${issue.message}.`;
  return paths.map((path) =>
    part === 'body' ? { pointer: pointerOf(path), detail } : { parameter: path.map(String).join('.'), detail },
  );
};

/** A library's `expected string, received undefined` in the words of whoever has left something out. */
const whatIsMissing = (issue: z.core.$ZodRawIssue): string | undefined =>
  issue.code === 'invalid_type' && issue.input === undefined ? `This is required: ${issue.expected}` : undefined;

const sentenceOf = ([first, ...others]: readonly Fault[], part: Part): string => {
  if (first === undefined) return 'The request could not be read.';
  const place = 'pointer' in first ? first.pointer : 'parameter' in first ? first.parameter : '';
  const more = others.length === 0 ? '' : ` There is more: ${others.length + 1} errors in all.`;
  return `${part === 'body' ? 'The body' : 'A parameter'} is not as it should be at ${place}: ${first.detail}${more}`;
};
