import { isFailure } from '../../../kernel/failure.ts';
import { elementsOf, membersOf, startOfObject } from '../../../kernel/json-members.ts';
import { readJsonObject } from '../../../kernel/json-text.ts';
import { Problem } from '../core/outcome.ts';
import type { Parameter } from '../core/parameters.ts';

/** What an operation is given: resources as they stand in the text, values as they are. */
export type OperationInput = {
  readonly values: readonly Parameter[];
  /** The resource that was sent: within Parameters, or by itself. */
  readonly resource: string | undefined;
  /** The Meta that was sent. */
  readonly meta: unknown;
};

/**
 * The input of an operation: the URL's parameters, and what was sent, be it Parameters or the one resource that the
 * operation takes. FHIR R4 §3.2.0.2
 */
export const inputOf = (parameters: readonly Parameter[], body: string | undefined): OperationInput | Problem => {
  if (body === undefined) return { values: parameters, resource: undefined, meta: undefined };
  const read = readJsonObject(body);
  if (isFailure(read)) return new Problem('invalid', read.message);
  const parts = read['parameter'];
  if (read['resourceType'] !== 'Parameters' || !Array.isArray(parts) || !parts.some(isForOperation))
    return { values: parameters, resource: body, meta: undefined };
  return {
    values: [...parameters, ...parts.flatMap(valueIn)],
    resource: resourceIn(body),
    meta: parts.map((part: unknown) => memberOf(part, 'valueMeta')).find((meta) => meta !== undefined),
  };
};

/** Parameters may be the resource that is meant itself. */
const isForOperation = (part: unknown): boolean => given.has(String(memberOf(part, 'name')));

const given: ReadonlySet<string> = new Set([
  'resource',
  'mode',
  'profile',
  'meta',
  'start',
  'end',
  '_since',
  '_type',
  '_count',
]);

const valueIn = (part: unknown): readonly Parameter[] => {
  const name = memberOf(part, 'name');
  if (typeof name !== 'string' || typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([member, value]: [string, unknown]) =>
    member.startsWith('value') && (typeof value === 'string' || typeof value === 'number')
      ? [{ name, value: String(value) }]
      : [],
  );
};

const resourceIn = (body: string): string | undefined => {
  for (const { name, value } of membersOf(body, startOfObject(body)))
    if (name === 'parameter')
      for (const { start } of elementsOf(body, value)) {
        const resource = [...membersOf(body, start)].find((member) => member.name === 'resource');
        if (resource !== undefined) return body.slice(resource.value, resource.end);
      }
  return undefined;
};

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
