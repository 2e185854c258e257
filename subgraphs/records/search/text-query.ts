import { wordsOf } from '../extract/words.ts';

/**
 * What `_text` and `_content` ask for, as PostgreSQL writes a tsquery: words, all of which have to be there, in any
 * order; `or`, `and`, `not`, brackets; "some words" one after the other; `canc*` for a beginning. FHIR R4 §3.1.1.4.20
 *
 * @returns undefined where it makes no sense, or asks for no word
 */
export const textQuery = (text: string): string | undefined => {
  const parts = text.match(/"[^"]*"|[()]|[^\s()"]+/g) ?? [];
  if (parts.length > mostParts) return undefined;
  const reader = { parts, at: 0 };
  const query = either(reader, 0);
  return reader.at === parts.length && query !== '' ? query : undefined;
};

const mostParts = 200;
const deepest = 50;

type Reader = { readonly parts: readonly string[]; at: number };

const either = (reader: Reader, depth: number): string | undefined => {
  const parts = [all(reader, depth)];
  while (isWord(reader, 'or')) {
    reader.at += 1;
    parts.push(all(reader, depth));
  }
  return joined(parts, ' | ');
};

const all = (reader: Reader, depth: number): string | undefined => {
  const parts = [one(reader, depth)];
  for (;;) {
    const part = reader.parts[reader.at];
    if (part === undefined || part === ')' || isWord(reader, 'or')) return joined(parts, ' & ');
    if (isWord(reader, 'and')) reader.at += 1;
    parts.push(one(reader, depth));
  }
};

const one = (reader: Reader, depth: number): string | undefined => {
  const part = reader.parts[reader.at];
  if (part === undefined || part === ')' || depth > deepest) return undefined;
  if (isWord(reader, 'or') || isWord(reader, 'and')) return undefined;
  if (isWord(reader, 'not')) {
    reader.at += 1;
    const what = one(reader, depth + 1);
    return what === undefined || what === '' ? what : `!(${what})`;
  }
  reader.at += 1;
  if (part !== '(') return phrase(part);
  const inner = either(reader, depth + 1);
  if (reader.parts[reader.at] !== ')') return undefined;
  reader.at += 1;
  return inner === undefined || inner === '' ? inner : `(${inner})`;
};

const isWord = ({ parts, at }: Reader, word: string): boolean => parts[at]?.toLowerCase() === word;

/** Empty for what is no word: a dash, an ampersand. */
const phrase = (part: string): string => {
  const words = wordsOf(part).map((word) => `'${word}'`);
  if (words.length === 0) return '';
  return `(${words.join(' <-> ')}${part.endsWith('*') ? ':*' : ''})`;
};

const joined = (parts: readonly (string | undefined)[], operator: string): string | undefined =>
  parts.includes(undefined) ? undefined : parts.filter((part) => part !== '').join(operator);
