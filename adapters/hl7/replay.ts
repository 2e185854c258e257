import { isFailure, type Failure } from '../../kernel/failure.ts';
import type { Caller } from '../../kernel/graph.ts';
import { sealLeave } from '../../kernel/leave.ts';
import type { KeyRing } from '../../kernel/seal.ts';
import { arrivalOf } from './arrival.ts';
import { ask, type Asking } from './asking.ts';
import { MessageTextDocument } from './documents.generated.ts';
import { controlIdOf, type Exchange, type Parts } from './receive.ts';

export type ReplayParts = Parts & { readonly keys: KeyRing };

/** The adapter itself, asking what there is to do. */
export const ourselves = ({ graph, keys, clock }: ReplayParts): Asking => ({
  graph,
  caller: bearing(sealLeave(keys, { kind: 'internal', integration: 'internal', client: 'hl7' }, clock.now())),
});

/** The sender of a message that is to go its way once more. */
export const inNameOf = ({ graph }: Parts, leave: string): Asking => ({ graph, caller: bearing(leave) });

const bearing = (leave: string): Caller => ({ authorization: `Leave ${leave}`, address: '127.0.0.1', through: 'hl7' });

/** A message that was kept, as if it had come in just now. */
export const keptExchange = async (parts: Parts, asking: Asking, messageId: string): Promise<Exchange> => {
  const { messageText } = whole(await ask(asking, MessageTextDocument, { messageId }));
  if (messageText === null) throw new Error('The text of a message that was kept is not there.');
  // It is kept as Unicode, whatever MSH-18 says.
  const arrival = arrivalOf({ bytes: Buffer.from(messageText, 'utf8'), charset: 'utf-8' }, parts.limits);
  return { arrival, asking, controlId: controlIdOf(parts.newId()) };
};

/** Whatever fails here is a fault of ours, and not of the message's. */
export const whole = <Value>(value: Value | Failure): Value => {
  if (isFailure(value)) throw new Error(`${value.kind}: ${value.message}`);
  return value;
};
