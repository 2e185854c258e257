import type { Bytes } from '../../../kernel/bytes.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { forbidden, isFailure } from '../../../kernel/failure.ts';
import { seal, unseal, type KeyRing } from '../../../kernel/seal.ts';
import type { Context } from '../../kit/context.ts';
import type { BlobStore } from '../blobs.ts';
import { largestDocument } from '../document-content.rules.ts';
import { uploadIn } from './upload.ts';

type Needs = { readonly blobs: BlobStore; readonly keys: KeyRing; readonly clock: Clock };

/** What the graph has allowed, done with the bytes themselves. */
export const bytesBeside = ({ blobs, keys, clock }: Needs): Bytes => ({
  take: async (sealed, stream) => {
    const upload = uploadIn(sealed, { keys, clock });
    return isFailure(upload) ? upload : blobs.parts.bring(upload.id, stream, largestDocument);
  },
  give: async (sealed, range) => {
    const reference = unseal(keys, 'bytes', sealed) as Reference | undefined;
    return reference === undefined || reference.expires < clock.now().getTime()
      ? forbidden('This reference to a document is not ours, or too old.')
      : blobs.stream(reference.sha256, range);
  },
});

/** Expires: milliseconds since 1970. */
type Reference = { readonly sha256: string; readonly expires: number };

/** As long as a purview: what is begun then goes on to its end. */
const lifetime = 60_000;

/** To be given only to whom the purview shows the document. */
export const sealBytes = ({ keys, clock }: Context, sha256: string): string =>
  seal(keys, 'bytes', { sha256, expires: clock.now().getTime() + lifetime } satisfies Reference);
