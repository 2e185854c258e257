import { fromBase64 } from '../../../kernel/base64.ts';
import { invalid, isFailure, type Failure } from '../../../kernel/failure.ts';
import type { Repetition } from '../er7/value.ts';
import { declaredMediaType, sniffMediaType } from './media-type.ts';

export type Attachment = { readonly bytes: Buffer; readonly mediaType: string };

/**
 * ED, v2.4 §2.9.15: source^type^subtype^encoding^data, the encoding being Base64 or A (the text itself).
 *
 * The bytes themselves say what they are; a declaration that contradicts them is refused, because whoever opens the
 * file would otherwise find something else than what was let in.
 */
export const readAttachment = (value: Repetition): Attachment | Failure => {
  const bytes = bytesOf(value);
  if (isFailure(bytes)) return bytes;
  const declared = declaredMediaType(value.component(2).text.trim(), value.component(3).text.trim());
  const found = sniffMediaType(bytes);
  const mediaType = agreed(declared, found, bytes);
  return mediaType === undefined
    ? invalid(
        `The file is declared as ${declared ?? 'no type that is accepted'}, but its content is ${found ?? 'something else'}.`,
        value.component(5).path,
      )
    : { bytes, mediaType };
};

const bytesOf = (value: Repetition): Buffer | Failure => {
  const content = value.component(5);
  if (content.isBlank || content.isNull) return invalid('The file is empty.', content.path);
  switch (value.component(4).text.trim().toLowerCase()) {
    case 'base64':
      return fromBase64(content.text) ?? invalid('The file is not valid Base64.', content.path);
    case 'a':
      return Buffer.from(content.text);
    default:
      return invalid('The encoding of a file must be Base64 (or A for plain text).', value.component(4).path);
  }
};

const agreed = (declared: string | undefined, found: string | undefined, bytes: Buffer): string | undefined => {
  if (found !== undefined) {
    return declared === undefined || declared === found || isSameKind(declared, found) ? found : undefined;
  }
  return declared?.startsWith('text/') && isText(bytes) ? declared : undefined;
};

/** Word of any age goes by any of its names; HTML is text. */
const isSameKind = (declared: string, found: string): boolean => {
  const isWord = (type: string): boolean => type.includes('word') || type === 'application/rtf';
  return (isWord(declared) && isWord(found)) || (declared === 'text/plain' && found === 'text/html');
};

const isText = (bytes: Buffer): boolean => !/[\u0000-\u0008\u000e-\u001f]/.test(bytes.toString('latin1'));
