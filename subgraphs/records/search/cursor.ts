import { invalid, type Failure } from '../../../kernel/failure.ts';
import { dateRange } from '../extract/date.ts';
import { hashOf, seedOf } from '../extract/hash.ts';
import type { Bind } from './criterion.ts';
import { keyTypes, type Order } from './order.ts';

/**
 * Where a page ended: the sort key of its last item, as PostgreSQL wrote it, and the row that breaks ties. It is a place
 * in an order and no right to see anything: what comes after it is what the sight shows, now.
 */
export type Cursor = { readonly key: string; readonly rid: string };

const seed = seedOf('cursor');

/** A cursor is for the very question that it came from; `question` is anything that tells questions apart. */
export const writeCursor = (question: string, { key, rid }: Cursor): string =>
  Buffer.from(JSON.stringify([hashOf(seed, question), key, rid])).toString('base64url');

export const readCursor = (question: string, order: Order, after: string): Cursor | Failure => {
  const refusal = invalid('This cursor is not from a page of this search.', 'after');
  try {
    const [mark, key, rid, ...more] = JSON.parse(Buffer.from(after, 'base64url').toString()) as unknown[];
    if (mark !== hashOf(seed, question) || typeof key !== 'string' || typeof rid !== 'string' || more.length > 0)
      return refusal;
    if (!/^-?\d{1,18}$/.test(rid) || !isKey(order, key)) return refusal;
    return { key, rid };
  } catch {
    return refusal;
  }
};

const isKey = ({ by }: Order, key: string): boolean => {
  if (by === 'id') return /^[A-Za-z0-9\-.]{1,64}$/.test(key);
  if (key === 'infinity' || key === '-infinity') return true;
  // `2024-03-01 10:15:00.25+00`, as PostgreSQL writes it.
  return dateRange(key.replace(' ', 'T').replace(/([+-]\d{2})$/, '$1:00')) !== undefined && key.includes(':');
};

/** Only rows after the cursor. */
export const afterCursor = ({ by, descending }: Order, { key, rid }: Cursor, bind: Bind): string => {
  const sign = descending ? '<' : '>';
  const value = bind(key, keyTypes[by]);
  return by === 'id' ? `r.id ${sign} ${value}` : `(r.${by}, r.rid) ${sign} (${value}, ${bind(rid, 'bigint')})`;
};

/** The same for orders of their own: the place is whatever the statement continues from, each part a number or an instant. */
export const writePlace = (question: string, place: readonly string[]): string =>
  Buffer.from(JSON.stringify([hashOf(seed, question), ...place])).toString('base64url');

export const readPlace = (question: string, after: string): readonly string[] | Failure => {
  const refusal = invalid('This cursor is not from a page of this search.', 'after');
  try {
    const [mark, ...place] = JSON.parse(Buffer.from(after, 'base64url').toString()) as unknown[];
    const [updated, ...numbers] = place.filter((part) => typeof part === 'string');
    if (mark !== hashOf(seed, question) || place.length !== 3 || numbers.length !== 2) return refusal;
    if (updated === undefined || !isKey({ by: 'updated', descending: true }, updated)) return refusal;
    return numbers.every((number) => /^-?\d{1,18}$/.test(number)) ? [updated, ...numbers] : refusal;
  } catch {
    return refusal;
  }
};
