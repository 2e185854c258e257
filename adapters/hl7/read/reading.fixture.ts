import { isFailure, type Failure } from '../../../kernel/failure.ts';
import type { Er7Message } from '../er7/message.ts';
import { parseEr7 } from '../er7/parse.ts';
import { readHeader, type Header } from './header.ts';

/** For tests: a message of the given trigger with these segments after its MSH. */
export const messageWith = (trigger: string, ...segments: readonly string[]): Er7Message => {
  const header = `MSH|^~\\&|PAS|riverside|||20240201120000||${trigger}|1|P|2.4`;
  return succeed(parseEr7(Buffer.from([header, ...segments].join('\r'))));
};

/** For tests: the header too. */
export const withHeader = <T>(message: Er7Message, read: (message: Er7Message, header: Header) => T): T =>
  read(message, succeed(readHeader(message)));

export const succeed = <T>(value: T | Failure): T => {
  if (isFailure(value)) throw new Error(`${value.field ?? ''}: ${value.message}`);
  return value;
};
