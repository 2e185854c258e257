import { invalid, isFailure, notFound, type Failure } from '../../../kernel/failure.ts';
import type { NewId } from '../../../kernel/id.ts';
import { readResource, type Operation } from './operation.rules.ts';
import { namesOf } from './references.rules.ts';

/** The same for the same condition, in whatever order its parameters are. */
export const questionOf = (type: string, condition: string): string =>
  `${type}?${condition.split('&').sort().join('&')}`;

export type Found = {
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly lastUpdated: Date;
  readonly text: string;
};

/** An operation, and the resource that it is about. */
export type Placed = {
  readonly operation: Operation;
  /** Undefined where a deletion finds nothing. */
  readonly item: { readonly type: string; readonly id: string } | undefined;
  readonly isNew: boolean;
  /** Its id has been made for it just now. */
  readonly isMade?: true;
  /** A creation finds that its resource is there already: nothing is to be done. */
  readonly found?: Found;
  /** The creation before it that has the same condition: once that is done, this one finds its resource there. */
  readonly asIn?: number;
  /** All that a deletion deletes. */
  readonly all?: readonly Found[];
};

/** The second of two operations under one fullUrl: nobody could tell which a reference means. FHIR R4 Bundle, bdl-7 */
export const sameName = (operations: readonly Operation[]): number => {
  const seen = new Set<string>();
  return operations.findIndex(({ fullUrl }) => {
    if (typeof fullUrl !== 'string') return false;
    if (seen.has(fullUrl)) return true;
    seen.add(fullUrl);
    return false;
  });
};

/** Each with the resource that it is about: of creations under one condition the first makes it, and the others find it. */
export const placeAll = (
  newId: NewId,
  operations: readonly Operation[],
  found: readonly (readonly Found[] | undefined)[],
): readonly (Placed | Failure)[] => {
  const placed: (Placed | Failure)[] = [];
  const creations = new Map<string, number>();
  for (const [index, operation] of operations.entries()) {
    const { kind, type, condition } = operation;
    const question = kind === 'create' && typeof condition === 'string' ? questionOf(type, condition) : undefined;
    const asIn = question === undefined ? undefined : creations.get(question);
    const before = asIn === undefined ? undefined : placed[asIn];
    if (question !== undefined && asIn === undefined) creations.set(question, index);
    placed.push(
      asIn === undefined || before === undefined || isFailure(before)
        ? place(newId, operation, found[index] ?? [])
        : {
            operation,
            item: before.item,
            isNew: true,
            ...(before.found === undefined ? { asIn } : { found: before.found }),
          },
    );
  }
  return placed;
};

const place = (newId: NewId, operation: Operation, found: readonly Found[]): Placed | Failure => {
  const { kind, type, id, condition, resource } = operation;
  const isSearched = typeof condition === 'string';
  const [first] = found;
  if (kind === 'create')
    return first !== undefined
      ? { operation, item: first, isNew: true, found: first }
      : { operation, item: { type, id: newId() }, isNew: true, isMade: true };
  if (kind === 'delete' && isSearched) return { operation, item: first, isNew: false, all: found };
  if (!isSearched) return { operation, item: { type, id: id ?? '' }, isNew: false };
  if (kind === 'patch')
    return first === undefined ? notFound(`There is no such ${type}.`, 'id') : { operation, item: first, isNew: false };
  const read = readResource({ kind: 'create', type }, undefined, resource ?? '');
  if (isFailure(read)) return read;
  const own = read['id'];
  if (first !== undefined && own !== undefined && own !== first.id)
    return invalid(`The search finds ${type}/${first.id}, which is not the resource's own id.`, 'resource.id');
  if (own !== undefined && typeof own !== 'string') return invalid('An id is a string.', 'resource.id');
  // "No matches, id provided": it is created, and never replaces one that the search has not found.
  const creating = first === undefined ? { ...operation, expected: operation.expected ?? 0 } : operation;
  return { operation: creating, item: { type, id: first?.id ?? own ?? newId() }, isNew: true };
};

export const namesOfPlaced = ({ operation, item, isNew }: Placed): readonly (readonly [string, string])[] => {
  const { fullUrl } = operation;
  if (typeof fullUrl !== 'string' || item === undefined) return [];
  return namesOf(fullUrl, { isNew }).map((name) => [name, `${item.type}/${item.id}`] as const);
};
