/** Arrays as PostgreSQL reads them: numbers as bytes (`array_recv`), which it need not parse, and anything else as text. */

/**
 * `bigint[]` of hashes: lists of their halves, the low one first, one list after the other.
 */
export const bigints = (lists: readonly (readonly number[])[]): Buffer => {
  const { bytes, view } = begun(20, lists.reduce((sum, { length }) => sum + length, 0) / 2);
  let at = head;
  for (const halves of lists)
    for (let index = 0; index < halves.length; index += 2) {
      view.setInt32(at, 8);
      view.setInt32(at + 4, halves[index + 1] ?? 0);
      view.setInt32(at + 8, halves[index] ?? 0);
      at += 12;
    }
  return bytes;
};

/** `float8[]`, one list after the other. */
export const floats = (lists: readonly (readonly number[])[]): Buffer => {
  const { bytes, view } = begun(
    701,
    lists.reduce((sum, { length }) => sum + length, 0),
  );
  let at = head;
  for (const list of lists)
    for (const number of list) {
      view.setInt32(at, 8);
      view.setFloat64(at + 4, number);
      at += 12;
    }
  return bytes;
};

/** `int[]`. */
export const integers = (numbers: readonly (number | null)[]): Buffer => {
  const { bytes, view } = begun(23, numbers.length);
  let at = head;
  for (const number of numbers) {
    view.setInt32(at, number === null ? -1 : 4);
    at += 4;
    if (number === null) continue;
    view.setInt32(at, number);
    at += 4;
  }
  return bytes.subarray(0, at);
};

/** Texts as UTF-8, one after the other. */
export const utf8 = (texts: readonly string[]): Buffer => {
  const bytes = Buffer.allocUnsafe(texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0));
  let at = 0;
  for (const text of texts) at += bytes.write(text, at);
  return bytes;
};

const head = 20;

/**
 * One dimension, flags (which are not looked at), the type's oid, so many elements, the first of which is 1; then each behind
 * its length. There is room for elements of eight bytes.
 */
const begun = (type: number, length: number): { readonly bytes: Buffer; readonly view: DataView } => {
  const bytes = Buffer.allocUnsafe(head + length * 12);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  [1, 0, type, length, 1].forEach((value, index) => {
    view.setInt32(index * 4, value);
  });
  return { bytes, view };
};

export type Element = string | number | boolean | null;

/** The array as text, for elements of all kinds. pg makes the same of a list, but looks through each element twice. */
export const literal = (elements: readonly Element[]): string => {
  let text = '';
  for (const element of elements) text += `${text === '' ? '{' : ','}${written(element)}`;
  return text === '' ? '{}' : `${text}}`;
};

const written = (element: Element): string =>
  element === null ? 'NULL' : typeof element === 'string' ? quoted(element) : String(element);

const quoted = (text: string): string => `"${special.test(text) ? text.replace(/["\\]/g, '\\$&') : text}"`;

const special = /["\\]/;
