import { elementsOf, endOfString, membersOf, quote, startOfObject } from './json-members.ts';
import { invalid, isFailure, type Failure } from './failure.ts';

/** Deeper than any resource, and than any Bundle of resources. */
const deepest = 100;

/**
 * JSON from outside, read: an object, or why not and at which line and column. Whoever keeps the text besides the value
 * keeps decimals (`1.00`) and the order of members.
 */
export const readJsonObject = (text: string): Readonly<Record<string, unknown>> | Failure => {
  const named = namesIn(text);
  if (isFailure(named)) return named;
  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return invalid('The JSON is not an object.');
    // Of two members under one name JSON.parse keeps the last, and other readers the first. RFC 8259 §4
    return membersWithin(value) === named ? (value as Record<string, unknown>) : namedTwice(text);
  } catch {
    return invalid(`This is not JSON: ${placeIn(text, faultIn(text))}.`);
  }
};

const placeIn = (text: string, { at, wanted }: Fault): string => {
  const before = text.slice(0, at).split('\n');
  const found = at >= text.length ? 'the text ends' : `there is ${JSON.stringify(text.charAt(at))}`;
  return `${wanted} is expected at line ${String(before.length)}, column ${String((before.at(-1)?.length ?? 0) + 1)}, where ${found}`;
};

export const tooDeep = (text: string): Failure | undefined => {
  const named = namesIn(text);
  return isFailure(named) ? named : undefined;
};

/**
 * How many members the text names, or that it is too deep. Counted by colons and brackets outside of strings: JSON.parse
 * itself has no limit, but much of what comes after it has.
 */
const namesIn = (text: string): number | Failure => {
  let depth = 0;
  let names = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) at = endOfString(text, at) - 1;
    else if (code === 0x7b || code === 0x5b) depth += 1;
    else if (code === 0x7d || code === 0x5d) depth -= 1;
    else if (code === 0x3a) names += 1;
    if (depth > deepest)
      return invalid(
        `The JSON is nested more than ${String(deepest)} levels deep at line ${String(text.slice(0, at).split('\n').length)}.`,
      );
  }
  return names;
};

const membersWithin = (value: unknown): number => {
  if (typeof value !== 'object' || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) for (const element of value) count += membersWithin(element);
  else for (const name in value) count += 1 + membersWithin((value as Readonly<Record<string, unknown>>)[name]);
  return count;
};

const namedTwice = (text: string): Failure => {
  const at = repeatedFrom(text, startOfObject(text)) ?? 0;
  return invalid(`A member comes twice in one object: ${placeIn(text, { at, wanted: 'another name' })}.`);
};

/** Where a name stands that stands before it in the same object. */
const repeatedFrom = (text: string, open: number): number | undefined => {
  if (text.charCodeAt(open) === 0x5b) {
    for (const { start } of elementsOf(text, open)) {
      const found = repeatedFrom(text, start);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (text.charCodeAt(open) !== 0x7b) return undefined;
  const names = new Set<string>();
  for (const { name, key, value } of membersOf(text, open)) {
    const plain = JSON.parse(`"${name}"`) as string;
    const found = names.has(plain) ? key : repeatedFrom(text, value);
    if (found !== undefined) return found;
    names.add(plain);
  }
  return undefined;
};

type Fault = { readonly at: number; readonly wanted: string };

const lexeme =
  /\s*(?:([{}[\],:])|("[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/y;

type Wanted = 'value' | 'first value' | 'name' | 'first name' | 'colon' | 'more';

/** Where text stops being JSON. Only for text that JSON.parse has refused. RFC 8259 §2 */
const faultIn = (text: string): Fault => {
  const open: ('{' | '[')[] = [];
  let wanted: Wanted = 'value';
  let at = 0;
  for (;;) {
    lexeme.lastIndex = at;
    const match = lexeme.exec(text);
    const here = at + (/^\s*/.exec(text.slice(at, at + 1000))?.[0].length ?? 0);
    const [mark, string, scalar] = match === null ? [] : match.slice(1);
    const next = step(wanted, { mark, isString: string !== undefined, isScalar: scalar !== undefined }, open);
    if (next === undefined) return { at: here, wanted: names[wanted](open.at(-1)) };
    wanted = next;
    at = lexeme.lastIndex;
    if (open.length === 0) return { at: at + (/^\s*/.exec(text.slice(at))?.[0].length ?? 0), wanted: 'the end' };
  }
};

type Lexeme = { readonly mark: string | undefined; readonly isString: boolean; readonly isScalar: boolean };

/** What may come after a lexeme; undefined where it may not stand there. */
const step = (wanted: Wanted, { mark, isString, isScalar }: Lexeme, open: ('{' | '[')[]): Wanted | undefined => {
  const isClosing = (mark === '}' && open.at(-1) === '{') || (mark === ']' && open.at(-1) === '[');
  if (isClosing && (wanted === 'more' || wanted === 'first name' || wanted === 'first value')) {
    open.pop();
    return 'more';
  }
  switch (wanted) {
    case 'name':
    case 'first name':
      return isString ? 'colon' : undefined;
    case 'colon':
      return mark === ':' ? 'value' : undefined;
    case 'more':
      return mark !== ',' ? undefined : open.at(-1) === '{' ? 'name' : 'value';
    case 'value':
    case 'first value':
      if (mark === '{' || mark === '[') {
        open.push(mark);
        return mark === '{' ? 'first name' : 'first value';
      }
      return isString || isScalar ? 'more' : undefined;
  }
};

const names: Readonly<Record<Wanted, (open: '{' | '[' | undefined) => string>> = {
  value: () => 'a value',
  'first value': () => 'a value or ]',
  name: () => 'a name in quotes',
  'first name': () => 'a name in quotes or }',
  colon: () => 'a colon',
  more: (open) => (open === '{' ? 'a comma or }' : 'a comma or ]'),
};
