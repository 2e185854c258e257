import { Problem } from './problem.ts';

/** The number that an entity tag of ours is made of; undefined for whatever is none. */
export const versionIn = (tag: string): number | undefined => {
  const [, digits] = /^"(\d{1,9})"$/.exec(tag) ?? [];
  return digits === undefined ? undefined : Number(digits);
};

/** RFC 9110 §13.1.1 */
export const stale = new Problem('stale', 'It is not as you saw it: read it again.', [
  { header: 'If-Match', detail: 'This is not the ETag of what is there now.' },
]);
