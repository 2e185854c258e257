type Document = { readonly content?: readonly { readonly attachment: { readonly contentType?: string } }[] };

/** What the bytes of a DocumentReference (JSON, of either version) are. */
export const contentTypeOf = (documentReference: string | null): string => {
  if (documentReference === null) return unknownBytes;
  const { content } = JSON.parse(documentReference) as Document;
  const said = content?.[0]?.attachment.contentType ?? '';
  return mediaType.test(said) ? said : unknownBytes;
};

const unknownBytes = 'application/octet-stream';

/** RFC 9110 §8.3.1. A sender's text becomes a header only where it is a media type. */
const mediaType = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?: ?; ?[\w-]+=(?:[\w.:-]+|"[\w .:-]*"))*$/;
