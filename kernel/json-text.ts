import { endOfString, quote } from './json-members.ts';
import { invalid, isFailure, type Failure } from './failure.ts';

/** Deeper than any resource, and than any Bundle of resources. */
const deepest = 100;

/**
 * JSON from outside, read: an object, or why not and at which line and column. Whoever keeps the text besides the value
 * keeps decimals (`1.00`) and the order of members.
 */
export const readJsonObject = (text: string): Readonly<Record<string, unknown>> | Failure => {
  const depth = tooDeep(text);
  if (isFailure(depth)) return depth;
  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
    return invalid('The JSON is not an object.');
  } catch {
    return invalid(`This is not JSON: ${placeIn(text, faultIn(text))}.`);
  }
};

const placeIn = (text: string, { at, wanted }: Fault): string => {
  const before = text.slice(0, at).split('\n');
  const found = at >= text.length ? 'the text ends' : `there is ${JSON.stringify(text.charAt(at))}`;
  return `${wanted} is expected at line ${String(before.length)}, column ${String((before.at(-1)?.length ?? 0) + 1)}, where ${found}`;
};

/** Counted by brackets outside of strings: JSON.parse itself has no limit, but much of what comes after it has. */
export const tooDeep = (text: string): Failure | undefined => {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) at = endOfString(text, at) - 1;
    else if (code === 0x7b || code === 0x5b) depth += 1;
    else if (code === 0x7d || code === 0x5d) depth -= 1;
    if (depth > deepest)
      return invalid(
        `The JSON is nested more than ${String(deepest)} levels deep at line ${String(text.slice(0, at).split('\n').length)}.`,
      );
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
