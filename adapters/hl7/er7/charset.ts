import { invalid, type Failure } from '../../../kernel/failure.ts';

/** How the text of a message is written as bytes; the names are those of HTTP. */
export type Charset = 'utf-8' | 'iso-8859-1';

/** The name of each in MSH-18, HL7 table 0211. */
export const charsetName: Readonly<Record<Charset, string>> = {
  'utf-8': 'UNICODE UTF-8',
  'iso-8859-1': '8859/1',
};

/**
 * Which charset a message is in, by what MSH-18 says (first repetition), the default being UTF-8.
 *
 * `ASCII` and names that we do not know are read as UTF-8 too: plain ASCII is that already, and bytes that are valid
 * UTF-8 beyond it are hardly ever anything else. What is not valid UTF-8 is refused by `decode` rather than guessed at,
 * because a wrong guess writes a wrong name into somebody's record.
 */
export const charsetOf = (declared: string): Charset =>
  /^(iso[ _-]?)?8859[/-]1$|^latin-?1$|^(windows|cp)-?1252$/i.test(declared.trim()) ? 'iso-8859-1' : 'utf-8';

/** The text of the bytes; `declared` is MSH-18 as sent and serves only to say what is wrong. */
export const decode = (bytes: Buffer, charset: Charset, declared = ''): string | Failure => {
  if (charset === 'iso-8859-1') return fromWindows(bytes.toString('latin1'));
  try {
    return strictUtf8.decode(bytes);
  } catch {
    const says = declared.trim() === '' ? 'MSH-18 is empty' : `MSH-18 says "${printable(declared)}"`;
    return invalid(
      `The bytes are not valid UTF-8, and ${says}. Send UTF-8, or declare "8859/1" in MSH-18 and send that.`,
      'MSH[1].18',
    );
  }
};

/** The bytes of the text. A character that ISO 8859-1 does not have becomes `?`. */
export const encode = (text: string, charset: Charset): Buffer =>
  charset === 'utf-8' ? Buffer.from(text, 'utf8') : Buffer.from(toWindows(text), 'latin1');

/**
 * Text of two bytes a character is told by its first ones. It cannot be framed by MLLP, whose CR and FS are then half of a
 * character, so no engine needs it; but one that is set to it should hear that, and not that MSH-18 is empty.
 */
export const refuseUtf16 = (bytes: Buffer): Failure | undefined => {
  const start = bytes.toString('latin1', 0, 4);
  return /^(?:\u00ff\u00fe|\u00fe\u00ff|[A-Z]\0[A-Z]\0|\0[A-Z]\0[A-Z])/.test(start)
    ? invalid('The bytes are UTF-16. Send UTF-8, and "UNICODE UTF-8" in MSH-18.', 'MSH[1].18')
    : undefined;
};

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const printable = (text: string): string => text.replace(/[^ -~]/g, '?').slice(0, 40);

/**
 * The 27 characters that Windows-1252 puts where ISO 8859-1 has control codes (0x80-0x9F). Who declares 8859/1 and sends
 * one of these bytes means a curly apostrophe in a name, never a control code; browsers read it the same way.
 * WHATWG Encoding Standard §9
 */
const windowsOnly = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

const fromWindows = (latin1: string): string =>
  latin1.replace(/[\u0080-\u009f]/g, (byte) => windowsOnly.charAt(byte.charCodeAt(0) - 0x80));

const toWindows = (text: string): string =>
  text.replace(/[^\u0000-\u007f\u00a0-\u00ff]/gu, (character) => {
    const at = windowsOnly.indexOf(character);
    return at === -1 ? '?' : String.fromCharCode(0x80 + at);
  });
