import { isFailure } from '../../../kernel/failure.ts';
import { elementsOf, membersOf, startOfObject } from '../../../kernel/json-members.ts';
import { readJsonObject, tooDeep } from '../../../kernel/json-text.ts';
import { Problem } from '../core/outcome.ts';
import { readEntry, type Entry } from './entry.ts';

/** A Bundle's own members, its entries left out where they are a list; and what each entry asks for. */
type BundleParts = {
  readonly head: Readonly<Record<string, unknown>>;
  readonly entries: readonly (Entry | Problem)[];
};

/**
 * Takes a Bundle apart entry by entry: read as a whole, fifty megabytes of text are several times that in memory. What
 * is kept of a resource is its place in the one text; parsed and written again, its decimals would be others.
 *
 * @returns undefined where this is not JSON
 */
export const partsOf = (text: string): BundleParts | undefined => {
  if (isFailure(tooDeep(text))) return undefined;
  try {
    return takeApart(text);
  } catch {
    return undefined;
  }
};

/** Why not, and where in the whole of the text. */
export const notJson = (text: string): Problem | BundleParts => {
  const read = readJsonObject(text);
  return new Problem('invalid', isFailure(read) ? read.message : 'This is not JSON.');
};

/** @throws SyntaxError, as JSON.parse does */
const takeApart = (text: string): BundleParts | undefined => {
  const list = [...membersOf(text, startOfObject(text))].findLast(
    ({ name, value }) => name === 'entry' && text.startsWith('[', value),
  );
  const rest = list === undefined ? text : `${text.slice(0, list.value)}[]${text.slice(list.end)}`;
  const head = JSON.parse(rest) as unknown;
  if (typeof head !== 'object' || head === null || Array.isArray(head)) return undefined;
  const entries: (Entry | Problem)[] = [];
  let end = (list?.value ?? 0) + 1;
  for (const element of list === undefined ? [] : elementsOf(text, list.value)) {
    entries.push(entryIn(text, element));
    end = element.end;
  }
  // Nothing but the list's end may come after its last element, and no comma before.
  if (list !== undefined && !/^\s*\]$/.test(text.slice(end, list.end))) return undefined;
  return { head: head as Readonly<Record<string, unknown>>, entries };
};

const entryIn = (text: string, { start, end }: { readonly start: number; readonly end: number }): Entry | Problem => {
  const entry = JSON.parse(text.slice(start, end)) as unknown;
  const isObject = text.startsWith('{', start);
  const resource = isObject ? [...membersOf(text, start)].findLast(({ name }) => name === 'resource') : undefined;
  return readEntry(entry, resource === undefined ? undefined : text.slice(resource.value, resource.end));
};
