type Attachment = { readonly contentType?: string; readonly size?: number };
type Document = { readonly content?: readonly { readonly attachment: Attachment }[] };

/** What the bytes of a DocumentReference (JSON, of either version) are, and how many. */
export const contentOf = (
  documentReference: string | null,
): { readonly contentType: string; readonly size: number | undefined } => {
  const { content } = documentReference === null ? {} : (JSON.parse(documentReference) as Document);
  const { contentType: said = '', size } = content?.[0]?.attachment ?? {};
  return { contentType: mediaType.test(said) ? said : unknownBytes, size };
};

const unknownBytes = 'application/octet-stream';

/** RFC 9110 §8.3.1. A sender's text becomes a header only where it is a media type. */
const mediaType = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?: ?; ?[\w-]+=(?:[\w.:-]+|"[\w .:-]*"))*$/;
