import { text } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inBase64 } from './in-base64.ts';

const pieces = fc.array(fc.uint8Array({ minLength: 1, maxLength: 20 }), { maxLength: 20 });

it('writes the Base64 of all bytes, however they come', async () => {
  await fc.assert(
    fc.asyncProperty(pieces, async (parts) => {
      const stream = Readable.from(
        parts.map((part) => Buffer.from(part)),
        { objectMode: false },
      );
      const written = await text(inBase64(stream, { before: '{"data":"', after: '"}' }));
      expect(written).toBe(JSON.stringify({ data: Buffer.concat(parts).toString('base64') }));
    }),
  );
});
