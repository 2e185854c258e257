import { isFailure, type Failure, type FailureKind } from '../../kernel/failure.ts';
import { buildEr7, type FieldToSend, type SegmentToSend } from './er7/build.ts';
import { charsetName, type Charset } from './er7/charset.ts';
import type { Er7Message } from './er7/message.ts';
import { defaultLimits, parseEr7 } from './er7/parse.ts';
import type { Field } from './er7/value.ts';
import { errorCodeOf, placeOf } from './error-code.ts';
import { hl7Timestamp } from './timestamp.ts';

export type AckCode = 'AA' | 'AE' | 'AR';

/** The answer to a question: the type of the message that it is (`ADR`), and what follows MSA in it. */
export type Answer = { readonly type: string; readonly segments: readonly SegmentToSend[] };

/** What became of a message, and what to say to its sender. */
export type Reply = {
  /** The message answered; its bytes when they could not be parsed, from which is taken what can be. */
  readonly inReplyTo: Er7Message | Buffer;
  /** The reply's own control id. */
  readonly controlId: string;
  readonly at: Date;
  /** Why it was not accepted; without one it was. `field` is a path such as `PID[1].3[2].1`. */
  readonly failure?: Failure;
  /** What was accepted but not used as the sender may think: an identifier that nobody knows. */
  readonly warnings?: readonly Failure[];
  /** What was asked for, where the message asked: then this is no mere acknowledgement. */
  readonly answer?: Answer | undefined;
  /** By default that of the message; a transport with a charset of its own (SOAP) names it. */
  readonly charset?: Charset;
};

/**
 * The acknowledgement: MSH the other way round, MSA, an ERR for the failure and each warning, and the answer where
 * something was asked. HL7 v2.4 §2.9.2, §2.16.5
 *
 * ERR-1 is as v2.4 has it; ERR-2 to ERR-8 are as v2.5 has them, which a v2.4 receiver passes over (§2.11), because they
 * alone tell a warning from an error and the component meant.
 */
export const ack = (reply: Reply): Buffer => {
  const { inReplyTo, controlId, at, failure, warnings = [], answer } = reply;
  const type = answer?.type ?? 'ACK';
  const message = Buffer.isBuffer(inReplyTo) ? headerOf(inReplyTo) : inReplyTo;
  const charset = reply.charset ?? message?.charset ?? 'utf-8';
  const msh = (position: number): Field | undefined => message?.segment('MSH')?.field(position);
  const trigger = msh(9)?.component(2).text.trim() ?? '';
  const segments: SegmentToSend[] = [
    [
      'MSH',
      orElse(echo(msh(5)), application),
      echo(msh(6)),
      echo(msh(3)),
      echo(msh(4)),
      hl7Timestamp(at),
      '',
      trigger === '' ? type : [type, trigger],
      controlId,
      orElse(echo(msh(11)), 'P'),
      '2.4',
      ...blanks(5),
      charsetName[charset],
    ],
    ['MSA', codeOf(failure), msh(10)?.text.trim() ?? '', failure === undefined ? '' : explanation(failure)],
    ...(failure === undefined ? [] : [errorSegment(failure, 'E', errorCodeOf(failure, message))]),
    ...warnings.map((warning) => errorSegment(warning, 'W', accepted)),
    ...(answer?.segments ?? []),
  ];
  return buildEr7(segments, { charset });
};

/** MSA-1: AR is the sender's to correct, so the same message again fails again; AE is ours, so it may be sent again. */
export const ackCode = {
  invalid: 'AR',
  not_found: 'AR',
  forbidden: 'AR',
  conflict: 'AR',
  gone: 'AR',
  unsupported: 'AR',
  busy: 'AE',
  unavailable: 'AE',
} as const satisfies Record<FailureKind, AckCode>;

/** A warning is about a message that was taken; ERR-8 says the rest. */
const accepted = ['0', 'Message accepted'] as const;

const application = 'TRIBUTARY';

const codeOf = (failure: Failure | undefined): AckCode => (failure === undefined ? 'AA' : ackCode[failure.kind]);

/** MSA-3: a prefix to recognise, then where, then what. */
const explanation = (failure: Failure): string => {
  const prefix = ackCode[failure.kind] === 'AE' ? 'Not processed, send again later' : 'Rejected';
  return [prefix, failure.field, failure.message].filter((part) => part !== undefined).join(': ');
};

/** ERR-1 ELD (v2.4 §2.9.18) and ERR-2 ERL: segment^number^field[^repetition^component^sub-component]. */
const errorSegment = (
  failure: Failure,
  severity: 'E' | 'W',
  [code, text]: readonly [code: string, text: string],
): SegmentToSend => {
  const place = placeOf(failure.field);
  return [
    'ERR',
    [place.segment, place.ordinal, place.field, [code, text, 'HL70357']],
    toLast([place.segment, place.ordinal, place.field, place.repetition, place.component, place.subcomponent]),
    [code, text, 'HL70357'],
    severity,
    ...blanks(3),
    failure.message,
  ];
};

/** An HD given back as it came: three components at most. */
const echo = (field: Field | undefined): FieldToSend => {
  const parts = toLast([1, 2, 3].map((position) => field?.component(position).text ?? ''));
  return parts.length <= 1 ? (parts[0] ?? '') : parts;
};

/** Up to the last that is not blank. */
const toLast = (parts: readonly string[]): readonly string[] =>
  parts.slice(0, parts.findLastIndex((part) => part !== '') + 1);

const orElse = (value: FieldToSend, other: string): FieldToSend => (value === '' ? other : value);

const blanks = (count: number): readonly string[] => Array.from({ length: count }, () => '');

/** The header of a message that is wrong elsewhere, or whose bytes are: it says whom to answer, and about what. */
const headerOf = (bytes: Buffer): Er7Message | undefined => {
  const text = bytes.toString('latin1', 0, 4096).replace(/[^\r\n -~]/g, (byte) => (byte < ' ' ? '' : '?'));
  const message = parseEr7(Buffer.from(/MSH[^\r\n]*/.exec(text)?.[0] ?? ''), defaultLimits);
  return isFailure(message) ? undefined : message;
};
