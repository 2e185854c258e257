import { fromBase64 } from '../../kernel/base64.ts';
import type { Content } from '../../kernel/content.ts';
import { invalid, type Failure } from '../../kernel/failure.ts';

/** 25 MB of decoded content. Contract §5 */
export const largestDocument = 25 * 1024 * 1024;

/** The bytes of a document with their media type, once both are found to be what they claim to be. */
export type CheckedContent = { readonly contentType: string; readonly bytes: Buffer };

/**
 * @returns invalid, with `content` or `contentType` as the field: not Base64, empty, too large, of a type that is not
 *   taken, or of another type than it claims to be
 */
export const checkContent = (contentType: string, content: string | Content): CheckedContent | Failure => {
  const type = mediaTypeOf(contentType);
  const looksRight = takenTypes.get(type);
  if (looksRight === undefined)
    return invalid(`A document is one of ${[...takenTypes.keys()].join(', ')}.`, 'contentType');

  // Base64 grows by a third, and line ends may stand in it: what is larger still need not be decoded to be refused.
  if (typeof content === 'string' && content.length > largestDocument * 1.5) return tooLarge();
  const bytes = typeof content === 'string' ? fromBase64(content) : content.bytes;
  if (bytes === undefined) return invalid('Content is Base64 with padding. RFC 4648 §4', 'content');
  if (bytes.length === 0) return invalid('The document is empty.', 'content');
  if (bytes.length > largestDocument) return tooLarge();
  if (!looksRight(bytes)) return invalid(`The content is not ${type}.`, 'content');
  return { contentType: contentType.trim().replaceAll(/\s+/g, ' '), bytes };
};

/**
 * The same for content of which only the beginning is at hand, and what was noticed while it went by.
 *
 * @returns the media type, or invalid
 */
export const checkExamined = (
  contentType: string,
  { size, head, hasNul }: { readonly size: number; readonly head: Buffer; readonly hasNul: boolean },
): string | Failure => {
  const type = mediaTypeOf(contentType);
  const looksRight = takenTypes.get(type);
  if (looksRight === undefined)
    return invalid(`A document is one of ${[...takenTypes.keys()].join(', ')}.`, 'contentType');
  if (size === 0) return invalid('The document is empty.', 'content');
  if (size > largestDocument) return tooLarge();
  if (!looksRight(head) || (looksRight === isText && hasNul)) return invalid(`The content is not ${type}.`, 'content');
  return contentType.trim().replaceAll(/\s+/g, ' ');
};

const mediaTypeOf = (contentType: string): string => (contentType.split(';')[0] ?? '').trim().toLowerCase();

const tooLarge = (): Failure => invalid(`A document has at most ${largestDocument / 1024 / 1024} MB.`, 'content');

type LooksRight = (bytes: Buffer) => boolean;

const startsWith =
  (...signatures: readonly string[]): LooksRight =>
  (bytes) =>
    signatures.some((signature) => bytes.subarray(0, signature.length).toString('latin1') === signature);

/** Some writers put a byte order mark or a mail header before it; readers look in the first 1024 bytes. PDF 1.7 Annex H.3.4.1 */
const isPdf: LooksRight = (bytes) => bytes.subarray(0, 1024).includes('%PDF-') && !isProgram(bytes);

/** Text in whatever 8-bit character set has no NUL, and does not begin as something else does. */
const isText: LooksRight = (bytes) => !bytes.includes(0) && !binaries.some((looksRight) => looksRight(bytes));

/** What an operating system would run, whatever else it passes for: PE, ELF, Mach-O, and scripts. */
const isProgram = (bytes: Buffer): boolean => programs.some((looksRight) => looksRight(bytes));

const isRtf = startsWith('{\\rtf');
const isPng = startsWith('\x89PNG\r\n\x1a\n');
const isJpeg = startsWith('\xff\xd8\xff');
const isGif = startsWith('GIF87a', 'GIF89a');
const isTiff = startsWith('II*\0', 'MM\0*');
const isOleFile = startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1');
const isZip = startsWith('PK\x03\x04');

const programs = [startsWith('MZ'), startsWith('\x7fELF'), startsWith('\xcf\xfa\xed\xfe'), startsWith('#!')];

const binaries = [startsWith('%PDF-'), isPng, isJpeg, isGif, isTiff, isOleFile, isZip];

/** What a patient's browser can show or a patient's word processor can open; each with how it begins. */
const takenTypes: ReadonlyMap<string, LooksRight> = new Map(
  Object.entries({
    'application/pdf': isPdf,
    'text/html': isText,
    'text/plain': isText,
    'application/rtf': isRtf,
    'text/rtf': isRtf,
    'application/msword': isOleFile,
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document': isZip,
    'image/png': isPng,
    'image/jpeg': isJpeg,
    'image/gif': isGif,
    'image/tiff': isTiff,
  }),
);
