import { invalid, isFailure, unsupported, type Failure } from '../../../kernel/failure.ts';
import { charsetOf, decode, refuseUtf16, type Charset } from './charset.ts';
import { unescape } from './escape.ts';
import { messageOf, type Er7Message } from './message.ts';
import { readSeparators, type Separators } from './separators.ts';

/** How large a message may be before we look into it: an honest one is far below, an attack is over at once. */
export type Er7Limits = {
  readonly bytes: number;
  readonly segments: number;
  /** Of fields, components and all, since each takes some hundred bytes of memory however short it is. */
  readonly values: number;
};

/** HL7 message 10 MB, as the contract says. */
export const defaultLimits: Er7Limits = { bytes: 10_000_000, segments: 20_000, values: 200_000 };

/**
 * Reads one HL7 v2 message in ER7 form. Never throws, whatever the bytes.
 *
 * Tolerated: MLLP framing, a byte order mark, CR, LF or CRLF between segments, blank lines, separators of the sender's own
 * (MSH-1, MSH-2). The charset is MSH-18, by default UTF-8.
 *
 * Refused (`invalid`, with the place where there is one): bytes that are not of the charset, NUL, a line that is no segment,
 * a second MSH, more than `limits` allow. A batch (FHS, BHS) is `unsupported`: it holds messages, and is none.
 *
 * `given` is the charset where the transport says it, and MSH-18 only what the sender's own system is set to.
 */
export const parseEr7 = (bytes: Buffer, limits: Er7Limits = defaultLimits, given?: Charset): Er7Message | Failure => {
  if (bytes.length > limits.bytes) {
    return invalid(`The message has ${bytes.length} bytes; at most ${limits.bytes} are accepted.`);
  }
  const [start, end] = withinFrame(bytes);
  const unframed = bytes.subarray(start, end);
  const wide = refuseUtf16(unframed);
  if (wide !== undefined) return wide;
  const declared = declaredCharset(unframed);
  const charset = given ?? charsetOf(declared);
  const sent = decode(bytes, charset, declared);
  if (isFailure(sent)) return sent;
  // What is of the frame has one character a byte, but for the byte order mark.
  const before = charset === 'utf-8' ? bytes.toString('utf8', 0, start).length : start;
  const text = sent.slice(before, sent.length - (bytes.length - end));
  if (/^[FB]HS/.test(text)) return unsupported('A batch within a message is not accepted.');
  const separators = readSeparators(text);
  if (isFailure(separators)) return separators;
  const lines = linesOf(text, separators, limits);
  return isFailure(lines) ? lines : messageOf(lines, { charset, separators, text: sent });
};

/** The name of the charset in MSH-18, first repetition, read before any text can be: it is ASCII wherever it matters. */
const declaredCharset = (bytes: Buffer): string => {
  const header = /^[^\r\n]*/.exec(bytes.toString('latin1', 0, 4096))?.[0] ?? '';
  const separators = readSeparators(header);
  if (isFailure(separators)) return '';
  const field = header.split(separators.field)[17] ?? '';
  const first = separators.repetition === undefined ? field : (field.split(separators.repetition)[0] ?? '');
  return unescape(first, { separators, charset: 'utf-8' });
};

/** Start block 0x0B, end block 0x1C and CR are the transport's (MLLP), the byte order mark and blank lines nobody's. */
const withinFrame = (bytes: Buffer): readonly [start: number, end: number] => {
  let start = 0;
  let end = bytes.length;
  while (end > start && isPadding(bytes[end - 1])) end--;
  while (start < end && isPadding(bytes[start])) start++;
  if (bytes.subarray(start, start + 3).equals(byteOrderMark)) start += 3;
  return [start, end];
};

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

const isPadding = (byte: number | undefined): boolean =>
  byte === 0x0b || byte === 0x1c || byte === 0x0d || byte === 0x0a;

const linesOf = (text: string, separators: Separators, limits: Er7Limits): readonly string[] | Failure => {
  if (text.includes('\0')) return invalid('The message contains a NUL character.');
  // Nearly always it is CR alone, which needs no pattern to be found by.
  const sent = text.split(text.includes('\n') ? /\r\n|\r|\n/ : '\r', limits.segments + 1);
  if (sent.length > limits.segments) return invalid(`The message has more than ${limits.segments} segments.`);
  if (valuesIn(text, separators, limits.values) > limits.values) {
    return invalid(`The message has more than ${limits.values} fields and components.`);
  }
  const wrong = sent.findIndex((line, index) => problem(line, index, separators) !== undefined);
  if (wrong !== -1) return invalid(`Line ${wrong + 1} ${problem(sent[wrong] ?? '', wrong, separators)}`);
  return sent.filter((line) => line.trim() !== '');
};

const problem = (line: string, index: number, separators: Separators): string | undefined => {
  if (line.trim() === '') return undefined;
  if (!/^[A-Z][A-Z0-9]{2}$/.test(line.slice(0, 3)) || (line.length > 3 && line.charAt(3) !== separators.field)) {
    return (
      'does not begin with the name of a segment (three capital letters or digits) and a field separator. ' +
      'A line end within a field must be escaped, as \\.br\\.'
    );
  }
  return index > 0 && line.startsWith('MSH') ? 'begins a second message. Send each message on its own.' : undefined;
};

/** At least the number of values, counted no further than needed: a text no longer than the limit cannot exceed it. */
const valuesIn = (text: string, separators: Separators, limit: number): number => {
  if (text.length <= limit) return text.length;
  const any = new Set([separators.field, separators.component, separators.repetition, separators.subcomponent]);
  let values = 0;
  for (let index = 0; index < text.length && values <= limit; index++) if (any.has(text.charAt(index))) values++;
  return values;
};
