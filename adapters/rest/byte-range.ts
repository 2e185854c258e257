/** Bytes of a whole, both ends included. RFC 9110 §14.1.2 */
export type ByteRange = { readonly first: number; readonly last: number };

/** The one part that is asked for; undefined: the whole, as for what is not understood; `beyond`: there is no such part. */
export const rangeIn = (header: string | undefined, size: number): ByteRange | 'beyond' | undefined => {
  const [, from = '', to = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  // The last bytes.
  if (from === '')
    return to === '0' || size === 0 ? 'beyond' : { first: Math.max(0, size - Number(to)), last: size - 1 };
  const [first, last] = [Number(from), to === '' ? size - 1 : Math.min(Number(to), size - 1)];
  if (to !== '' && Number(to) < first) return undefined;
  return first >= size ? 'beyond' : { first, last };
};
