import type { FhirVersion } from '../elements.ts';
import { isIssue, type Issue } from '../issue.ts';
import { ExactNumber, writeExact, type ExactMembers } from '../json/exact.ts';
import { readExact, readJson } from '../json/read.ts';
import { convert } from './convert.ts';
import type { Loss } from './trace.ts';
import type { Members } from './value.ts';

/** A resource's JSON as the other version has it, numbers as they are written. An issue: it is no object in JSON. */
export const convertText = (
  from: FhirVersion,
  text: string,
): { readonly text: string; readonly losses: readonly Loss[] } | Issue => {
  const isExact = unusualNumber.test(text);
  const read = isExact ? readExact(text) : readJson(text);
  if (isIssue(read)) return read;
  const resource = membersOf(read.value);
  if (resource === undefined)
    return { severity: 'error', code: 'structure', expression: '', diagnostics: 'A resource is an object in JSON.' };
  const converted = convert(from, resource);
  // What was read with exact numbers has no others.
  const written = isExact ? writeExact(converted.resource as ExactMembers) : JSON.stringify(converted.resource);
  return { text: written, losses: converted.losses };
};

const membersOf = (value: unknown): Members | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber)
    ? (value as Members)
    : undefined;

/**
 * A number that JavaScript would write otherwise: `-0`, `1.50`, `1e3`, `0.0000001`, or of more digits than it has. Few
 * resources have one, and to read the others at once is several times as fast. A string may look like one: then the
 * resource takes the long way.
 */
const unusualNumber = /[:[,]\s*-?(?:0(?![.\d])(?<=-0)|(?=[\d.]{16})|\d+\.\d*0(?!\d)|0\.0{6}|[\d.]+[eE])/;
