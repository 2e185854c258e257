import { isExactMembers, type Exact } from '../json/exact.ts';

/** The names and indexes of a JSON Pointer; undefined where the text is none. RFC 6901 */
export const pointerOf = (text: string): readonly string[] | undefined => {
  if (text === '') return [];
  if (!text.startsWith('/') || /~(?![01])/.test(text)) return undefined;
  return text
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
};

/** What a list or an object has under a token. */
export const child = (owner: Exact | undefined, token: string): Exact | undefined => {
  if (Array.isArray(owner)) return owner[indexOf(token) ?? -1];
  return isExactMembers(owner) && Object.hasOwn(owner, token) ? owner[token] : undefined;
};

/** "Leading zeros are not allowed." RFC 6901 §4 */
export const indexOf = (token: string): number | undefined =>
  /^(?:0|[1-9]\d{0,8})$/.test(token) ? Number(token) : undefined;
