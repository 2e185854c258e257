import { invalid, type Failure } from '../../../kernel/failure.ts';
import { seal, unseal } from '../../../kernel/seal.ts';
import type { Context } from '../../kit/context.ts';
import type { ReadingPlace } from './receipt.store.ts';

type Sealed = { readonly readings: ReadingPlace };

/** A place in the order of readings, as something that a client can only hand back. */
export const cursorOfReading = (context: Context, place: ReadingPlace): string =>
  seal(context.keys, 'cursor', { readings: place } satisfies Sealed);

/** The place of a cursor, or of an instant: all that is later. Domain reference §5, `read-receipts?after=` */
export const readingPlaceOf = (context: Context, after: string | undefined): ReadingPlace | Failure => {
  if (after === undefined) return { at: '-infinity', letter: firstId };
  if (isInstant(after)) return { at: new Date(after).toISOString(), letter: lastId };
  const place = (unseal(context.keys, 'cursor', after) as Partial<Sealed> | undefined)?.readings;
  return place ?? invalid('Give the `next` of the page before, or an instant such as 2026-06-01T12:00:00Z.', 'after');
};

const isInstant = (text: string): boolean =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text));

const firstId = '00000000-0000-0000-0000-000000000000';
const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
