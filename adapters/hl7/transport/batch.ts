import { invalid, type Failure } from '../../../kernel/failure.ts';
import type { Caller } from '../../../kernel/graph.ts';
import type { Sent } from '../arrival.ts';
import { receive, type Parts, type Received } from '../receive.ts';

/**
 * Receives what a sender posts: one message, or a batch of them. HL7 v2.4 §2.15.3
 *
 * The messages of a batch are done one after the other, each on its own, and each has its own acknowledgement; those are
 * answered as a batch. So a batch that was cut off on the way here is simply sent again: what was done then is known. One that
 * is not whole, by its own count, is refused as one: nothing of it is done.
 */
export const receiveAll = async (parts: Parts, sent: Sent, caller: Caller): Promise<Received> => {
  const batch = batchIn(sent.bytes);
  if (batch === undefined) return receive(parts, sent, caller);
  if ('fault' in batch) return receive(parts, { ...sent, fault: batch.fault }, caller);
  const acknowledgements: Exclude<Received, string>[] = [];
  for (const bytes of batch.messages) {
    const received = await receive(parts, { ...sent, bytes }, caller);
    if (typeof received === 'string') return received;
    acknowledgements.push(received);
  }
  const charsets = new Set(acknowledgements.map(({ charset }) => charset));
  const [first] = charsets;
  return {
    acknowledgement: answerTo(
      batch.headers,
      acknowledgements.map(({ acknowledgement }) => acknowledgement),
    ),
    charset: charsets.size === 1 && first !== undefined ? first : 'utf-8',
  };
};

type Batch = { readonly headers: readonly string[]; readonly messages: readonly Buffer[] };

/** The messages of a batch, or what is wrong with it; undefined: this is no batch. */
const batchIn = (bytes: Buffer): Batch | { readonly fault: Failure } | undefined => {
  const start = bytes.findIndex((byte) => !before.has(byte));
  // One character a byte: what is looked for is ASCII in every charset that we read.
  if (!/^[FB]HS$/.test(bytes.toString('latin1', start, start + 3))) return undefined;
  const text = bytes.toString('latin1', start);
  const headers: string[] = [];
  const messages: string[][] = [];
  const trailers: string[] = [];
  for (const line of text.split(/\r\n|\r|\n/)) {
    const name = line.slice(0, 3);
    const isPadding = /^[\u001c\s]*$/.test(line);
    if (isPadding) continue;
    if (name === 'BTS' || name === 'FTS') trailers.push(line);
    else if (name === 'FHS' || name === 'BHS') headers.push(line);
    else if (name === 'MSH') messages.push([line]);
    else if (messages.length === 0) return { fault: invalid(`${name} stands before the first message of the batch.`) };
    else messages.at(-1)?.push(line);
  }
  const fault = faultOf(headers, messages.length, trailers);
  if (fault !== undefined) return { fault };
  return { headers, messages: messages.map((lines) => Buffer.from(`${lines.join('\r')}\r`, 'latin1')) };
};

/** Of a frame, a byte order mark, and blank lines. */
const before = new Set([0x0b, 0x0d, 0x0a, 0xef, 0xbb, 0xbf]);

/** One file of one batch: several in a file would each need an answer of their own. */
const faultOf = (headers: readonly string[], messages: number, trailers: readonly string[]): Failure | undefined => {
  for (const [header, trailer] of [
    ['FHS', 'FTS'],
    ['BHS', 'BTS'],
  ] as const) {
    const [opened, closed] = [begun(headers, header), begun(trailers, trailer)];
    if (opened.length > 1) return invalid(`There is a second ${header}: send one batch at a time.`);
    if (opened.length !== closed.length)
      return invalid(
        `The batch is not whole: it has ${header} and no ${trailer}, or the other way round. Nothing of it was done.`,
      );
  }
  const batches = begun(headers, 'BHS').length;
  // Of a file without a BHS nobody knows what its trailer counts.
  return miscounted(trailers, 'BTS', messages) ?? (batches === 0 ? undefined : miscounted(trailers, 'FTS', batches));
};

/** HL7 v2.4 §2.16.3, §2.16.12 */
const miscounted = (trailers: readonly string[], name: 'BTS' | 'FTS', count: number): Failure | undefined => {
  const says = fieldsOf(begun(trailers, name)[0])?.[1]?.trim() ?? '';
  if (says === '' || Number(says) === count) return undefined;
  const what = name === 'BTS' ? 'messages' : 'batches';
  const sentence = `${name}-1 says ${says.slice(0, 20)} ${what}, and there are ${count}. Nothing of the batch was done.`;
  return invalid(sentence, `${name}[1].1`);
};

const begun = (lines: readonly string[], name: string): readonly string[] =>
  lines.filter((line) => line.startsWith(name));

/** By the separator of its own, as FHS-1 and BHS-1 have it. */
const fieldsOf = (line: string | undefined): readonly string[] | undefined => line?.split(line.charAt(3) || '|');

const answerTo = (headers: readonly string[], acknowledgements: readonly string[]): string => {
  const batch = within(headers, 'B', { text: acknowledgements.join(''), count: acknowledgements.length });
  return within(headers, 'F', { text: batch, count: 1 });
};

/** In a header with the sender's and our names changed over, as in an acknowledgement. HL7 v2.4 §2.15.3.3 */
const within = (
  headers: readonly string[],
  level: 'F' | 'B',
  { text, count }: { readonly text: string; readonly count: number },
): string => {
  const fields = fieldsOf(begun(headers, `${level}HS`)[0]);
  if (fields === undefined) return text;
  const [, , application = '', facility = '', to = '', toFacility = ''] = fields;
  const header = [`${level}HS`, '^~\\&', to, toFacility, application, facility, '', '', '', '', '', fields[10] ?? ''];
  return `${header.join('|')}\r${text}${level}TS|${count}\r`;
};
