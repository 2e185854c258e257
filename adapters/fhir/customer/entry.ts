import { Problem, isProblem } from '../core/outcome.ts';
import { operations } from './operation.ts';
import { expectedBy, type Operation } from './write.ts';

/** What one entry of a Bundle asks for: a write of the graph's, or something to be read afterwards. */
export type Entry =
  | { readonly kind: 'write'; readonly operation: Operation }
  | {
      readonly kind: 'read';
      /** Below the base, without a slash in front; and what comes after the question mark. */
      readonly path: readonly string[];
      readonly query: string;
      readonly ifNoneMatch: string | undefined;
      readonly ifModifiedSince: string | undefined;
      /** An operation that is no writing of the store's: in a transaction, what is done by others could not be undone. */
      readonly changes: boolean;
      /** What an operation is given. */
      readonly body: string | undefined;
    };

/** Reads one entry; `text` is its resource as it was sent. FHIR R4 Bundle.entry.request */
export const readEntry = (entry: unknown, text: string | undefined): Entry | Problem => {
  const request = member(entry, 'request');
  const method = member(request, 'method');
  const url = member(request, 'url');
  const fullUrl = member(entry, 'fullUrl');
  if (typeof method !== 'string' || typeof url !== 'string')
    return new Problem('required', 'An entry has a request with a method and a url.', 'request');
  const [path = '', ...rest] = url.replace(/^\//, '').split('?');
  const query = rest.join('?');
  const segments = path.split('/').filter((segment) => segment !== '');
  const [type = '', id, ...more] = segments;
  const operation = method === 'POST' ? operations.find(({ name }) => segments.at(-1) === `$${name}`) : undefined;
  if (method === 'GET' || method === 'HEAD' || operation !== undefined)
    return {
      kind: 'read',
      path: segments,
      query,
      ifNoneMatch: string(member(request, 'ifNoneMatch')),
      ifModifiedSince: string(member(request, 'ifModifiedSince')),
      changes: operation?.changes ?? false,
      body: method === 'POST' ? text : undefined,
    };
  const kind = kinds[method];
  if (kind === undefined || more.length > 0 || type.startsWith('$') || id?.startsWith('$') === true || id === '_search')
    return new Problem('unsupported', `${method} ${url} cannot be done in a Bundle.`, 'request.url');
  if (kind === 'CREATE' && id !== undefined)
    return new Problem('invalid', 'A creation names a type and no id: the store gives it one.', 'request.url');
  const expected =
    kind === 'CREATE'
      ? null
      : expectedBy({
          ifMatch: string(member(request, 'ifMatch')),
          ifNoneMatch: string(member(request, 'ifNoneMatch')),
        });
  if (isProblem(expected)) return expected;
  const resource = kind === 'PATCH' ? patchIn(member(entry, 'resource'), text) : text;
  if (isProblem(resource)) return resource;
  const condition = kind === 'CREATE' ? string(member(request, 'ifNoneExist')) : id === undefined ? query : undefined;
  return {
    kind: 'write',
    operation: {
      kind,
      type,
      id: id ?? null,
      condition: condition?.replace(/^\?/, '') ?? null,
      expected,
      fullUrl: string(fullUrl) ?? null,
      resource: kind === 'DELETE' ? null : (resource ?? null),
      several: kind === 'DELETE',
    },
  };
};

const kinds: Readonly<Partial<Record<string, Operation['kind']>>> = {
  POST: 'CREATE',
  PUT: 'UPDATE',
  PATCH: 'PATCH',
  DELETE: 'DELETE',
};

/** In a Bundle a JSON Patch stands in a Binary; Parameters are a FHIRPath Patch themselves. FHIR R4 §3.1.0.7.2 */
const patchIn = (resource: unknown, text: string | undefined): string | Problem | undefined => {
  if (member(resource, 'resourceType') !== 'Binary') return text;
  const data = member(resource, 'data') ?? member(resource, 'content');
  const contentType = member(resource, 'contentType');
  if (
    typeof data !== 'string' ||
    typeof contentType !== 'string' ||
    !/^application\/json-patch\+json\b/.test(contentType)
  )
    return new Problem(
      'invalid',
      'A patch is a Binary of application/json-patch+json with data, or Parameters.',
      'resource',
    );
  return Buffer.from(data, 'base64').toString('utf8');
};

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;

const string = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
