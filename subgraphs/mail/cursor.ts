import { invalid, type Failure } from '../../kernel/failure.ts';
import { seal, unseal } from '../../kernel/seal.ts';
import type { Context } from '../kit/context.ts';
import type { Place } from './letter.store.ts';

type Sealed = Place & { readonly letters: string };

/** A place among one patient's letters, as something that a client can only hand back. */
export const cursorOf = (
  context: Context,
  patient: string,
  { publishedAt, id }: { publishedAt: Date; id: string },
): string =>
  seal(context.keys, 'cursor', { letters: patient, publishedAt: publishedAt.toISOString(), id } satisfies Sealed);

/** The place, or null where the list begins. */
export const placeOf = (
  context: Context,
  patient: string,
  cursor: string | null | undefined,
): Place | null | Failure => {
  if (cursor === null || cursor === undefined) return null;
  const sealed = unseal(context.keys, 'cursor', cursor) as Partial<Sealed> | undefined;
  if (sealed?.letters !== patient || sealed.publishedAt === undefined || sealed.id === undefined)
    return invalid('Give the `next` of the page before, of the same patient.', 'after');
  return { publishedAt: sealed.publishedAt, id: sealed.id };
};
