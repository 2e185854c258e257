/** Where one member of a JSON object stands in its text: `text.slice(key, end)` is `"name":value`. */
export type Member = { readonly name: string; readonly key: number; readonly value: number; readonly end: number };

export const quote = 0x22;
const backslash = 0x5c;

/**
 * The members of the object that begins at `open`, without looking inside their values. The text must be JSON: whoever
 * wrote it into the store has parsed it.
 */
export const membersOf = function* (text: string, open: number): Generator<Member> {
  let at = skipBlanks(text, open + 1);
  while (text.charCodeAt(at) === quote) {
    const key = at;
    const nameEnd = endOfString(text, at);
    const value = skipBlanks(text, skipBlanks(text, nameEnd) + 1);
    const end = endOfValue(text, value);
    yield { name: text.slice(key + 1, nameEnd - 1), key, value, end };
    const next = skipBlanks(text, end);
    if (text.charCodeAt(next) !== 0x2c) return;
    at = skipBlanks(text, next + 1);
  }
};

/** Where the elements of the array that begins at `open` stand: `text.slice(start, end)` is one of them. */
export const elementsOf = function* (
  text: string,
  open: number,
): Generator<{ readonly start: number; readonly end: number }> {
  let start = skipBlanks(text, open + 1);
  while (start < text.length && text.charCodeAt(start) !== 0x5d) {
    const end = endOfValue(text, start);
    yield { start, end };
    const next = skipBlanks(text, end);
    if (text.charCodeAt(next) !== 0x2c) return;
    start = skipBlanks(text, next + 1);
  }
};

export const startOfObject = (text: string): number => text.indexOf('{');

const skipBlanks = (text: string, from: number): number => {
  let at = from;
  while (text.charCodeAt(at) <= 0x20) at += 1;
  return at;
};

/** The end of the string that begins at `open`; the end of the text where it does not end. */
export const endOfString = (text: string, open: number): number => {
  let at = text.indexOf('"', open + 1);
  while (at > 0 && isEscaped(text, at)) at = text.indexOf('"', at + 1);
  return at < 0 ? text.length : at + 1;
};

const isEscaped = (text: string, at: number): boolean => {
  let slashes = 0;
  while (text.charCodeAt(at - 1 - slashes) === backslash) slashes += 1;
  return slashes % 2 === 1;
};

const endOfValue = (text: string, start: number): number => {
  const first = text.charCodeAt(start);
  if (first === quote) return endOfString(text, start);
  if (first === 0x7b || first === 0x5b) return endOfNested(text, start);
  let at = start;
  // A number or a word ends at a comma, a bracket or a blank.
  while (at < text.length && !isDelimiter(text.charCodeAt(at))) at += 1;
  return at;
};

const isDelimiter = (code: number): boolean => code <= 0x20 || code === 0x2c || code === 0x7d || code === 0x5d;

const endOfNested = (text: string, start: number): number => {
  let depth = 0;
  let at = start;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      at = endOfString(text, at);
      continue;
    }
    if (code === 0x7b || code === 0x5b) depth += 1;
    else if (code === 0x7d || code === 0x5d) depth -= 1;
    at += 1;
    if (depth === 0) return at;
  }
  return at;
};
