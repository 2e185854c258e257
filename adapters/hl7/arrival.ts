import { isFailure, type Failure } from '../../kernel/failure.ts';
import { decode, type Charset } from './er7/charset.ts';
import type { Er7Message } from './er7/message.ts';
import { parseEr7, type Er7Limits } from './er7/parse.ts';
import { textOf } from './read/sent.ts';

/** A message as it came in, whether it can be read or not. */
export type Arrival = {
  /** Where nothing could be parsed, the bytes in which whom to answer may be found. */
  readonly answerable: Buffer;
  readonly message: Er7Message | Failure;
  /** In which it is answered. */
  readonly charset: Charset;
  /** The text as it came in: every byte can be found again in it. */
  readonly raw: string;
  /** MSH-10 and MSH-9 (`ADT^A28`), where they can be read. */
  readonly controlId: string | undefined;
  readonly type: string | undefined;
};

/** Bytes as a transport hands them over. */
export type Sent = {
  readonly bytes: Buffer;
  /** Where the transport says it. */
  readonly charset?: Charset | undefined;
  /** What is wrong with them already: they are kept and answered, and not read. */
  readonly fault?: Failure | undefined;
};

export const arrivalOf = ({ bytes, charset: given, fault }: Sent, limits: Er7Limits): Arrival => {
  const message = fault ?? parseEr7(bytes, limits, given);
  const charset = isFailure(message) ? (given ?? 'utf-8') : message.charset;
  const text = isFailure(message) ? decode(bytes, charset) : message.text;
  const msh = isFailure(message) ? undefined : message.segment('MSH');
  const type = msh && [1, 2].map((position) => textOf(msh.field(9).component(position)) ?? '').join('^');
  return {
    // A batch that is refused as one is not its first message.
    answerable: fault === undefined ? bytes : Buffer.alloc(0),
    message,
    charset,
    // What is not of its charset is kept one character a byte.
    raw: isFailure(text) ? bytes.toString('latin1') : text,
    controlId: msh && textOf(msh.field(10)),
    type: type === '^' ? undefined : type,
  };
};
