import { isIssue, type Issue } from '../issue.ts';
import { isExactMembers, setMember, writeExact, type Exact, type ExactMembers } from '../json/exact.ts';
import { isEqual } from '../json/equal.ts';
import { readExact } from '../json/read.ts';
import { Fault, invalid, isFault, issueOf, notFound } from './fault.ts';
import { child, indexOf, pointerOf } from './pointer.ts';

/**
 * Applies a JSON Patch to a resource: all operations or none. Numbers and the order of members stay as they are written.
 * Whether the result is a valid resource is the caller's to ask. RFC 6902, FHIR R4 §3.1.0.7
 *
 * @returns the issue of the first operation that fails: `invalid`, where it is none; `not-found`, where there is nothing
 * at its path; `conflict`, where a test fails
 */
export const applyJsonPatch = (text: string, patch: string): { readonly text: string } | Issue => {
  const resource = readExact(text);
  if (isIssue(resource)) return resource;
  const operations = readExact(patch);
  if (isIssue(operations)) return operations;
  if (!Array.isArray(operations.value)) return issueOf('invalid', 'A JSON Patch must be a list of operations.');
  if (operations.value.length > mostOperations)
    return issueOf('too-costly', `A patch may have ${mostOperations} operations at most.`);
  const document: Document = { root: resource.value, copied: 0 };
  for (const [number, operation] of operations.value.entries()) {
    const fault = apply(document, operation);
    if (fault !== undefined) return issueOf(fault.code, `Operation ${number + 1}: ${fault.reason}`);
  }
  return { text: writeExact(document.root) };
};

const mostOperations = 1000;
/** Copies of copies double with every operation: thirty would make a billion. */
const mostCopied = 100_000;
/** As deep as JSON is read: a pointer that is longer leads nowhere. */
const longestPointer = 100;

type Document = { root: Exact; copied: number };

const apply = (document: Document, operation: Exact): Fault | undefined => {
  if (!isExactMembers(operation)) return invalid('it must be an object.');
  const path = pointerIn(operation, 'path');
  if (isFault(path)) return path;
  switch (operation['op']) {
    case 'add':
      return withValue(operation, (value) => add(document, path, value));
    case 'remove':
      return remove(document, path);
    case 'replace':
      return withValue(operation, (value) => replace(document, path, value));
    case 'test':
      return withValue(operation, (value) => test(document, path, value));
    case 'move':
    case 'copy':
      return fromElsewhere(document, operation, path);
    default:
      return invalid('op must be add, remove, replace, move, copy or test.');
  }
};

const pointerIn = (operation: ExactMembers, name: 'path' | 'from'): readonly string[] | Fault => {
  const text = operation[name];
  const pointer = typeof text === 'string' ? pointerOf(text) : undefined;
  return pointer === undefined || pointer.length > longestPointer
    ? invalid(`${name} must be a JSON Pointer such as /name/0/family.`)
    : pointer;
};

const withValue = (operation: ExactMembers, use: (value: Exact) => Fault | undefined): Fault | undefined => {
  const value = operation['value'];
  return value === undefined ? invalid('it must have a value.') : use(value);
};

const add = (document: Document, path: readonly string[], value: Exact): Fault | undefined => {
  const last = path.at(-1);
  if (last === undefined) {
    document.root = value;
    return undefined;
  }
  const owner = at(document, path.slice(0, -1));
  if (Array.isArray(owner)) {
    const index = last === '-' ? owner.length : indexOf(last);
    if (index === undefined || index > owner.length) return notFound;
    owner.splice(index, 0, value);
    return undefined;
  }
  if (!isExactMembers(owner)) return notFound;
  setMember(owner, last, value);
  return undefined;
};

const remove = (document: Document, path: readonly string[]): Fault | undefined => {
  const last = path.at(-1);
  if (last === undefined) return invalid('the whole resource cannot be removed.');
  const owner = at(document, path.slice(0, -1));
  if (child(owner, last) === undefined) return notFound;
  if (Array.isArray(owner)) owner.splice(Number(last), 1);
  else if (isExactMembers(owner)) Reflect.deleteProperty(owner, last);
  return undefined;
};

/** In its place: to remove and add would put the member at the end. */
const replace = (document: Document, path: readonly string[], value: Exact): Fault | undefined => {
  const last = path.at(-1);
  if (last === undefined) return add(document, path, value);
  const owner = at(document, path.slice(0, -1));
  if (child(owner, last) === undefined) return notFound;
  if (Array.isArray(owner)) owner[Number(last)] = value;
  else if (isExactMembers(owner)) setMember(owner, last, value);
  return undefined;
};

const test = (document: Document, path: readonly string[], value: Exact): Fault | undefined => {
  const found = at(document, path);
  if (found === undefined) return new Fault('conflict', 'the test fails: there is nothing at its path.');
  return isEqual(found, value) ? undefined : new Fault('conflict', 'the test fails: there is another value.');
};

const fromElsewhere = (document: Document, operation: ExactMembers, path: readonly string[]): Fault | undefined => {
  const from = pointerIn(operation, 'from');
  if (isFault(from)) return from;
  const value = at(document, from);
  if (value === undefined) return notFound;
  if (operation['op'] === 'copy') {
    document.copied += sizeOf(value);
    if (document.copied > mostCopied) return new Fault('too-costly', 'the patch copies too much.');
    return add(document, path, structuredCopy(value));
  }
  // "The from location MUST NOT be a proper prefix of the path location." RFC 6902 §4.4
  if (from.length < path.length && from.every((token, place) => token === path[place]))
    return invalid('nothing can be moved into itself.');
  if (from.length === path.length && from.every((token, place) => token === path[place])) return undefined;
  return remove(document, from) ?? add(document, path, value);
};

const at = ({ root }: Document, path: readonly string[]): Exact | undefined =>
  path.reduce<Exact | undefined>(child, root);

const sizeOf = (value: Exact): number => {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + sizeOf(item), 1);
  if (isExactMembers(value)) return Object.values(value).reduce<number>((sum, item) => sum + sizeOf(item), 1);
  return typeof value === 'string' ? 1 + value.length / 100 : 1;
};

const structuredCopy = (value: Exact): Exact => {
  if (Array.isArray(value)) return value.map(structuredCopy);
  if (!isExactMembers(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, structuredCopy(member)]));
};
