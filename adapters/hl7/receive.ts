import type { Clock } from '../../kernel/clock.ts';
import type { ProcessingId } from '../../kernel/config.ts';
import { isFailure, unavailable, unsupported, type Failure } from '../../kernel/failure.ts';
import type { Caller, Graph } from '../../kernel/graph.ts';
import type { NewId } from '../../kernel/id.ts';
import { ack, ackCode } from './ack.ts';
import { addresseeOf } from './addressee.ts';
import { arrivalOf, type Arrival, type Sent } from './arrival.ts';
import type { Asking } from './asking.ts';
import type { MessageState } from './documents.generated.ts';
import { decode, type Charset } from './er7/charset.ts';
import type { Er7Limits } from './er7/parse.ts';
import { closeMessage, openMessage, type Kept } from './kept.ts';
import { readHeader, type Header } from './read/header.ts';
import { refuseParts, refuseSeveral } from './read/whole.ts';
import type { Held } from './triggers/held.ts';
import type { Outcome } from './triggers/incoming.ts';
import { isQuestion, triggerFor } from './triggers/supported.ts';

/** Where faults of ours go; nothing of a message's content does. */
export type Log = { readonly error: (details: object, message: string) => void };

export type Parts = {
  readonly graph: Graph;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly limits: Er7Limits;
  /** Which messages are for this system, by MSH-11. */
  readonly processing: readonly ProcessingId[];
  readonly log: Log;
};

/** The acknowledgement and its charset; or that the caller is turned away, and how it is told is the transport's. */
export type Received =
  { readonly acknowledgement: string; readonly charset: Charset } | 'unauthenticated' | 'not for feeds';

/** One message on its way: what came, who asks, and the control id of the answer, by which a fault is found in the log. */
export type Exchange = { readonly arrival: Arrival; readonly asking: Asking; readonly controlId: string };

/**
 * Receives one message: keep it, do what it asks for, keep the answer, send it. Nothing is answered positively before
 * all of it is durable, so that a sender who hears nothing, or AE, may send again. ADR 0006
 *
 * Bytes that are no message, none at all included, come from a feed that has shown its credentials; its integrator looks
 * at acknowledgements. So they are kept and answered as any other message that is wrong: AR, with whatever can be read.
 */
export const receive = async (parts: Parts, sent: Sent, caller: Caller): Promise<Received> => {
  const arrival = arrivalOf(sent, parts.limits);
  const exchange = { arrival, asking: { graph: parts.graph, caller }, controlId: controlIdOf(parts.newId()) };
  const send = (acknowledgement: string): Received => ({ acknowledgement, charset: arrival.charset });
  try {
    const kept = await openMessage(exchange.asking, arrival);
    if (kept === 'unauthenticated') return kept;
    if (isFailure(kept))
      return kept.kind === 'forbidden' ? 'not for feeds' : send(acknowledgementOf(parts, exchange, kept));
    const before = isQuestion(arrival.type) ? null : kept.acknowledgement;
    return send(before ?? (await answer(parts, exchange, kept)));
  } catch (error) {
    return send(acknowledgementOf(parts, exchange, faultOf(parts, exchange, error)));
  }
};

/**
 * Does what the message asks for, and gives the acknowledgement, once it is kept. What was asked for goes out with it, and
 * is not kept: whose records were shown is in their access logs.
 */
export const answer = async (
  parts: Parts,
  exchange: Exchange,
  { messageId, wantsAddressee }: Pick<Kept, 'messageId' | 'wantsAddressee'>,
): Promise<string> => {
  const { asking, arrival } = exchange;
  const answers = Promise.all([
    act(parts, exchange, messageId).catch((error: unknown) => faultOf(parts, exchange, error)),
    wantsAddressee ? addresseeOf(asking, arrival.message) : undefined,
  ]);
  // What is asked of the graph has been read by now.
  if (!isFailure(arrival.message)) arrival.message.release();
  const [outcome, addressee] = await answers;
  const closed = await closeMessage(asking, {
    messageId,
    addressee,
    state: stateOf(outcome),
    acknowledgement: acknowledgementOf(parts, exchange, outcome),
    ...(isFailure(outcome)
      ? { reason: reasonOf(outcome) }
      : 'held' in outcome
        ? { reason: outcome.held.map(reasonOf).join(' ') }
        : { patientId: outcome.patientId }),
  });
  if (isFailure(closed)) return acknowledgementOf(parts, exchange, faultOf(parts, exchange, closed));
  return isQuestion(arrival.type) ? replyOf(parts, exchange, outcome) : closed;
};

/** Reads the header, and does what is done for its type of message. */
export const act = async (
  { processing }: Pick<Parts, 'processing'>,
  { arrival: { message }, asking }: Exchange,
  messageId: string,
): Promise<Outcome | Held | Failure> => {
  if (isFailure(message)) return message;
  const header = readHeader(message);
  if (isFailure(header)) return header;
  const trigger = refuseProcessing(header, processing) ?? triggerFor(header);
  if (isFailure(trigger)) return trigger;
  return refuseParts(message) ?? refuseSeveral(message) ?? trigger({ asking, message, header, messageId });
};

/**
 * HL7 table 0103: what a training room or a debugger sends is nobody's record, however like one it looks. Blank is a
 * message like any other, since many leave it so. v2.4 §2.9.2.2 a, §2.16.9.11
 */
const refuseProcessing = (
  { processing = 'P' }: Pick<Header, 'processing'>,
  taken: readonly ProcessingId[],
): Failure | undefined =>
  taken.some((id) => id === processing.toUpperCase())
    ? undefined
    : unsupported(
        `This system takes messages whose processing id is ${taken.join(' or ')}. A test system takes others.`,
        'MSH[1].11',
      );

export const acknowledgementOf = (parts: Parts, exchange: Exchange, outcome: Outcome | Held | Failure): string =>
  replyOf(parts, exchange, isFailure(outcome) || 'held' in outcome ? outcome : { warnings: outcome.warnings });

const replyOf = (parts: Parts, { arrival, controlId }: Exchange, outcome: Outcome | Held | Failure): string => {
  const { message, answerable, charset } = arrival;
  const said = isFailure(outcome)
    ? { failure: outcome }
    : 'held' in outcome
      ? { warnings: outcome.held }
      : { warnings: outcome.warnings, answer: outcome.answer };
  const inReplyTo = isFailure(message) ? answerable : message;
  const text = decode(ack({ inReplyTo, controlId, at: parts.clock.now(), charset, ...said }), charset);
  if (isFailure(text)) throw new Error(`An acknowledgement is not ${charset}.`);
  return text;
};

/** A fault of ours, logged with what happened; its sender hears of an id alone. */
const faultOf = ({ log }: Parts, { controlId }: Exchange, error: unknown): Failure => {
  log.error({ err: error, id: controlId }, 'an HL7 message failed');
  return unavailable(`Something went wrong on our side. If it goes on, tell us this id: ${controlId}.`);
};

const stateOf = (outcome: Outcome | Held | Failure): MessageState => {
  if (isFailure(outcome)) return ackCode[outcome.kind] === 'AR' ? 'REJECTED' : 'FAILED';
  return 'held' in outcome ? 'HELD' : 'ACCEPTED';
};

export const reasonOf = ({ field, message }: Failure): string =>
  field === undefined ? message : `${field}: ${message}`;

/**
 * MSH-10 has 20 characters at most (v2.4 §2.16.9.10), a UUID 32 digits: we keep the time at its beginning and the last
 * of its random ones.
 */
export const controlIdOf = (id: string): string => {
  const digits = id.replaceAll('-', '');
  return digits.length <= 20 ? digits : `${digits.slice(0, 12)}${digits.slice(-8)}`;
};
