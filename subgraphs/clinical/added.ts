import { Failure } from '../../kernel/failure.ts';
import type { Context } from '../kit/context.ts';
import type { Writer } from '../kit/permit.ts';
import { nameOf } from '../kit/principal-name.ts';
import type { RecordWrite } from '../records/index.ts';

/** Whose an item is that somebody adds by hand or by an app, and by whom its version came. */
export const addedBy = (
  context: Context,
  { sources }: Writer,
): Pick<RecordWrite, 'sources' | 'entered' | 'order' | 'origin'> => ({
  sources,
  entered: context.clock.now(),
  order: '',
  origin: nameOf(context.principal),
});

/** The failure with its place under this path; what is about the permit is about no item. */
export const at = (failure: Failure, path: string): Failure =>
  failure.field === 'permit'
    ? failure
    : new Failure(failure.kind, failure.message, failure.field === undefined ? path : `${path}.${failure.field}`);
