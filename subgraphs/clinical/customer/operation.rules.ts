import { Failure, invalid, isFailure } from '../../../kernel/failure.ts';
import { readJsonObject } from '../../../kernel/json-text.ts';

export type Operation = {
  readonly kind: 'create' | 'update' | 'patch' | 'delete';
  readonly type: string;
  readonly id?: string | null | undefined;
  readonly condition?: string | null | undefined;
  readonly expected?: number | null | undefined;
  readonly fullUrl?: string | null | undefined;
  readonly resource?: string | null | undefined;
  readonly several?: boolean | null | undefined;
};

/** FHIR R4 datatypes, id. Nothing else can be the name of a resource here. */
export const isId = (text: string): boolean => /^[A-Za-z0-9\-.]{1,64}$/.test(text);

/** What can be said of an operation without looking at what is stored. */
export const faultOf = (
  { kind, type, id, condition, resource }: Operation,
  types: ReadonlySet<string>,
): Failure | undefined => {
  if (!types.has(type)) return new Failure('not_found', `${type} is not a resource type of this feed.`, 'type');
  if (kind !== 'delete' && (resource === undefined || resource === null))
    return invalid('There is no resource to be written.', 'resource');
  if (kind === 'create') return undefined;
  const isNamed = id !== undefined && id !== null;
  if (isNamed && !isId(id))
    return invalid('An id is 1 to 64 of the characters A-Z, a-z, 0-9, - and . (FHIR data type id).', 'id');
  const isSearched = condition !== undefined && condition !== null;
  if (isNamed === isSearched) return invalid('Name a resource by its id, or else by a search.', 'id');
  return undefined;
};

/**
 * The resource of an operation, read. `id` is the one that the operation is about; a creation has none, and what stands
 * in the resource is passed over. FHIR R4 §3.1.0.8.1
 */
export const readResource = (
  { kind, type }: Pick<Operation, 'kind' | 'type'>,
  id: string | undefined,
  text: string,
): Readonly<Record<string, unknown>> | Failure => {
  const read = readJsonObject(text);
  if (isFailure(read)) return new Failure(read.kind, read.message, 'resource');
  if (read['resourceType'] !== type)
    return invalid(
      `The resource is ${describe(read['resourceType'])}; ${type} was expected here.`,
      'resource.resourceType',
    );
  if (kind === 'update' && id !== undefined && read['id'] !== id)
    return invalid(
      `The resource's id is ${describe(read['id'])}; ${JSON.stringify(id)} was expected here.`,
      'resource.id',
    );
  return faultOfText(text) ?? read;
};

/** PostgreSQL's text cannot hold it, and FHIR's string may not: R4 §2.24.0.1 */
export const faultOfText = (text: string): Failure | undefined =>
  /(?:^|[^\\])(?:\\\\)*\\u0000/.test(text)
    ? invalid('A string may not hold the character U+0000.', 'resource')
    : undefined;

const describe = (value: unknown): string => (value === undefined ? 'missing' : JSON.stringify(value).slice(0, 100));

/** Two operations of one transaction about the same resource: which of them comes second. FHIR R4 §3.1.0.11.2 */
export const repeated = (items: readonly ({ readonly type: string; readonly id: string } | undefined)[]): number => {
  const seen = new Set<string>();
  return items.findIndex((item) => {
    if (item === undefined) return false;
    const name = `${item.type}/${item.id}`;
    if (seen.has(name)) return true;
    seen.add(name);
    return false;
  });
};
