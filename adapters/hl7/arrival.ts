import { isFailure, type Failure } from '../../kernel/failure.ts';
import { decode, type Charset } from './er7/charset.ts';
import type { Er7Message } from './er7/message.ts';
import { parseEr7, type Er7Limits } from './er7/parse.ts';
import { textOf } from './read/sent.ts';

/** A message as it came in, whether it can be read or not. */
export type Arrival = {
  readonly bytes: Buffer;
  readonly message: Er7Message | Failure;
  /** In which it is answered. */
  readonly charset: Charset;
  /** The text as it came in: every byte can be found again in it. */
  readonly raw: string;
  /** MSH-10 and MSH-9 (`ADT^A28`), where they can be read. */
  readonly controlId: string | undefined;
  readonly type: string | undefined;
};

export const arrivalOf = (bytes: Buffer, limits: Er7Limits): Arrival => {
  const message = parseEr7(bytes, limits);
  const charset = isFailure(message) ? 'utf-8' : message.charset;
  const text = decode(bytes, charset);
  const msh = isFailure(message) ? undefined : message.segment('MSH');
  const type = msh && [1, 2].map((position) => textOf(msh.field(9).component(position)) ?? '').join('^');
  return {
    bytes,
    message,
    charset,
    // What is not of its charset is kept one character a byte.
    raw: isFailure(text) ? bytes.toString('latin1') : text,
    controlId: msh && textOf(msh.field(10)),
    type: type === '^' ? undefined : type,
  };
};
