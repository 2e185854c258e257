import { isFailure, type Failure } from '../../kernel/failure.ts';
import type { Arrival } from './arrival.ts';
import { ask, dataOf, unlessRefused, type Asking } from './asking.ts';
import { CloseMessageDocument, OpenMessageDocument, type CloseMessageInput } from './documents.generated.ts';
import { inMessage, type Places } from './places.ts';

/** A message that is kept; where it was accepted before, with the acknowledgement that answered it. */
export type Kept = {
  readonly messageId: string;
  readonly acknowledgement: string | null;
  /** A partner sent it: for whom, is to be kept with it. */
  readonly wantsAddressee: boolean;
};

/**
 * Keeps a message before anything is done with it. This is the first that the graph hears of the caller, so that here
 * it turns out who that is.
 *
 * @returns forbidden where the caller is no feed; conflict where the control id was used for another message
 */
export const openMessage = async (
  { graph, caller }: Asking,
  { raw, controlId, type }: Arrival,
): Promise<Kept | 'unauthenticated' | Failure> => {
  const result = await graph.run(OpenMessageDocument, { input: { raw, controlId, type } }, caller);
  if (result.errors[0]?.code === 'UNAUTHENTICATED') return 'unauthenticated';
  const data = dataOf(result);
  if (isFailure(data)) return data;
  const opened = unlessRefused(data.openMessage);
  return isFailure(opened) ? inMessage(opened, places) : opened;
};

/** Keeps what became of the message. Only what comes back may be sent: of two that raced, both get the first. */
export const closeMessage = async (asking: Asking, input: CloseMessageInput): Promise<string | Failure> => {
  const data = await ask(asking, CloseMessageDocument, { input });
  if (isFailure(data)) return data;
  const closed = unlessRefused(data.closeMessage);
  return isFailure(closed) ? closed : closed.acknowledgement;
};

const places: Places = new Map([
  ['controlId', 'MSH[1].10'],
  ['type', 'MSH[1].9'],
]);
