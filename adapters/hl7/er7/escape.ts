import { isFailure } from '../../../kernel/failure.ts';
import { decode, encode, type Charset } from './charset.ts';
import { standardSeparators, type AllSeparators, type Separators } from './separators.ts';

/** All that the text of one value depends on. */
export type Encoding = { readonly separators: Separators; readonly charset: Charset };

/**
 * The text that was meant by a value as sent. HL7 v2.4 §2.10
 *
 * Separators (`\F\ \S\ \T\ \R\ \E\`), bytes in the message's charset (`\X0D\`) and line ends (`\.br\ \.sp2\ \.ce\`)
 * become what they stand for; highlighting and indentation (`\H\ \N\ \.in+2\ \.ti\ \.fi\ \.nf\`) vanish. What is no
 * escape we know (a Windows path, `\Zxx\`, the charset switches `\C..\ \M..\`) stays in the text as it is, because
 * dropping it could change what a clinician reads.
 */
export const unescape = (raw: string, { separators, charset }: Encoding): string => {
  const mark = separators.escape;
  if (mark === undefined || !raw.includes(mark)) return raw;
  let text = '';
  let done = 0;
  let open = raw.indexOf(mark);
  while (open !== -1) {
    const close = raw.indexOf(mark, open + 1);
    if (close === -1) break;
    const body = raw.slice(open + 1, close);
    const meaning = meaningOf(body, separators, charset);
    if (meaning !== undefined) {
      text += raw.slice(done, open) + meaning;
      done = close + 1;
    }
    // An opening mark that opens nothing is a character like any other: the next mark may open a real escape.
    open = meaning !== undefined || isForeignEscape(body) ? raw.indexOf(mark, close + 1) : close;
  }
  return text + raw.slice(done);
};

/** The text as it must be sent, so that `unescape` gives it back. Also what frames and lines are made of is escaped. */
export const escape = (text: string, separators: AllSeparators, charset: Charset): string => {
  // Nearly no text has anything in it that must be.
  if (separators === standardSeparators && text !== '""' && !/[|^~\\&\u0000-\u001f\u007f]/.test(text)) return text;
  const mark = separators.escape;
  const letters = new Map([
    [separators.field, 'F'],
    [separators.component, 'S'],
    [separators.subcomponent, 'T'],
    [separators.repetition, 'R'],
    [mark, 'E'],
  ]);
  // A line end's own escape would fall apart if the full stop were a separator.
  const lineEnd = letters.has('.') ? 'X0A' : '.br';
  let sent = '';
  for (const character of text) {
    const letter = letters.get(character) ?? (character === '\n' ? lineEnd : undefined);
    if (letter !== undefined) sent += `${mark}${letter}${mark}`;
    else if (character < ' ' || character === '\u007f') sent += `${mark}X${hex(character, charset)}${mark}`;
    else sent += character;
  }
  // The two characters `""` on their own are the null value, so as text they have to look different. §2.6
  return sent === '""' ? `${mark}X2222${mark}` : sent;
};

const hex = (character: string, charset: Charset): string => encode(character, charset).toString('hex').toUpperCase();

const meaningOf = (body: string, separators: Separators, charset: Charset): string | undefined => {
  switch (body) {
    case 'F':
      return separators.field;
    case 'S':
      return separators.component;
    case 'T':
      return separators.subcomponent ?? '&';
    case 'R':
      return separators.repetition ?? '~';
    case 'E':
      return separators.escape;
    case 'H':
    case 'N':
      return '';
    default:
      return body.startsWith('.')
        ? formatting(body)
        : /^X([0-9A-F]{2})+$/i.test(body)
          ? bytes(body, charset)
          : undefined;
  }
};

/** §2.10.6. The counts are two digits at most, so that a few bytes sent cannot become a gigabyte read. */
const formatting = (body: string): string | undefined => {
  const command = /^\.(br|sp|ce|sk|in|ti|fi|nf)\s*([+-]?\d{1,2})?$/i.exec(body);
  const count = Math.abs(Number(command?.[2] ?? 1));
  switch (command?.[1]?.toLowerCase()) {
    case undefined:
      return undefined;
    case 'br':
    case 'ce':
      return '\n';
    case 'sp':
      return '\n'.repeat(Math.max(count, 1));
    case 'sk':
      return ' '.repeat(count);
    default:
      return '';
  }
};

/** PostgreSQL has no text with a NUL in it, so that one byte stays written as it was. */
const bytes = (body: string, charset: Charset): string | undefined => {
  const text = decode(Buffer.from(body.slice(1), 'hex'), charset);
  return isFailure(text) || text.includes('\0') ? undefined : text;
};

/** Escapes with a meaning that we do not carry out: kept whole, so that their closing mark opens nothing. */
const isForeignEscape = (body: string): boolean => /^(Z\w*|[CM]([0-9A-F]{2}){1,3}|P|X[0-9A-F]*)$/i.test(body);
