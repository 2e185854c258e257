import { createHash } from 'node:crypto';
import { isFailure, type Failure } from '../../../kernel/failure.ts';
import { elementsOf, membersOf, startOfObject } from '../../../kernel/json-members.ts';
import type { RecordWrite } from '../../records/index.ts';
import type { BlobStore } from '../blobs.ts';
import { checkContent } from '../document-content.rules.ts';
import { sha256Url } from '../document.rules.ts';

type Attachment = Readonly<Record<string, unknown>>;

/**
 * A customer's DocumentReference as ours are: the bytes of its first attachment are kept apart, and read through the
 * purview as any document's. What it says itself of bytes that we keep is taken out: it would open somebody else's.
 */
export const withKeptContent =
  (blobs: Pick<BlobStore, 'put'>) =>
  async (write: RecordWrite): Promise<RecordWrite | Failure> => {
    const { type, text, id = '' } = write;
    if (type !== 'DocumentReference' || text === undefined || write.deleted === true) return write;
    let written = '';
    let at = 0;
    for (const [nth, { start, end }] of attachmentsIn(text).entries()) {
      const given = withoutClaims(JSON.parse(text.slice(start, end)) as Attachment);
      const attachment = nth === 0 ? await kept(blobs, given, id) : given;
      if (isFailure(attachment)) return attachment;
      written += text.slice(at, start) + JSON.stringify(attachment);
      at = end;
    }
    if (at === 0) return write;
    const whole = written + text.slice(at);
    return { ...write, text: whole, resource: JSON.parse(whole) as object };
  };

type Span = { readonly start: number; readonly end: number };

/** Where the attachments stand in the text. FHIR R4 §10.3 (DocumentReference.content.attachment) */
const attachmentsIn = (text: string): readonly Span[] =>
  [...membersOf(text, startOfObject(text))]
    .filter(({ name, value }) => name === 'content' && text.charAt(value) === '[')
    .flatMap(({ value }) => [...elementsOf(text, value)])
    .filter(({ start }) => text.charAt(start) === '{')
    .flatMap(({ start }) => [...membersOf(text, start)])
    .filter(({ name, value }) => name === 'attachment' && text.charAt(value) === '{')
    .map(({ value, end }) => ({ start: value, end }));

const withoutClaims = ({ extension, ...attachment }: Attachment): Attachment => {
  if (!Array.isArray(extension)) return attachment;
  const others = extension.filter((one: unknown) => !isClaim(one));
  return others.length === 0 ? attachment : { extension: others, ...attachment };
};

const isClaim = (extension: unknown): boolean =>
  typeof extension === 'object' && extension !== null && 'url' in extension && extension.url === sha256Url;

/** Of a kind that nobody could open, the bytes stay where they are. */
const kept = async (
  blobs: Pick<BlobStore, 'put'>,
  attachment: Attachment,
  id: string,
): Promise<Attachment | Failure> => {
  const { data, extension, ...others } = attachment;
  if (typeof data !== 'string' || typeof others['contentType'] !== 'string') return attachment;
  const content = checkContent(others['contentType'], data);
  if (isFailure(content)) return attachment;
  const sha256 = await blobs.put(content.bytes);
  if (isFailure(sha256)) return sha256;
  return {
    extension: [...(Array.isArray(extension) ? (extension as unknown[]) : []), { url: sha256Url, valueString: sha256 }],
    ...others,
    url: `Binary/${id}`,
    size: content.bytes.length,
    hash: createHash('sha1').update(content.bytes).digest('base64'),
  };
};
