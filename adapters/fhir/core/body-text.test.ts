import { isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodyText } from './body-text.ts';

const characters = fc.string({ unit: 'binary' }).map((text) => Buffer.from(text));
const chunks = fc.array(
  fc.oneof(
    characters,
    fc.uint8Array().map((bytes) => Buffer.from(bytes)),
  ),
  { maxLength: 8 },
);

/** Cut anywhere: a character may be in two pieces. */
const cut = (bytes: Buffer, at: number): Buffer[] => [bytes.subarray(0, at), bytes.subarray(at)];

describe('the text of a body', () => {
  it('is its UTF-8 without a byte order mark, or nothing, in however many pieces it comes', async () => {
    await fc.assert(
      fc.asyncProperty(
        chunks,
        fc.nat(40),
        fc.constantFrom(0, 3, 1000),
        fc.boolean(),
        async (all, at, inPieces, marked) => {
          const bytes = Buffer.concat([...(marked ? [Buffer.from('\uFEFF')] : []), ...all]);
          const stream = Readable.from([...cut(bytes, at), ...cut(Buffer.alloc(0), 0)]);
          const wanted = isUtf8(bytes) ? bytes.toString('utf8').replace(/^\uFEFF/, '') : undefined;
          expect(await bodyText(stream, { limit: 10_000, inPieces })).toBe(wanted);
        },
      ),
    );
  });

  it.each([1, 1000])('is refused where it is longer than the limit, gathered in pieces up to %i', async (inPieces) => {
    const exactly = (): Readable => Readable.from([Buffer.from('12345'), Buffer.from('67890')]);
    expect(await bodyText(exactly(), { limit: 10, inPieces })).toBe('1234567890');
    await expect(bodyText(exactly(), { limit: 9, inPieces })).rejects.toMatchObject({ statusCode: 413 });
  });

  it('is the caller’s fault where it breaks off', async () => {
    const stream = new Readable({ read: () => undefined });
    const text = bodyText(stream, { limit: 10 });
    stream.push('12');
    stream.destroy(new Error('aborted'));
    await expect(text).rejects.toMatchObject({ statusCode: 400 });
  });
});
