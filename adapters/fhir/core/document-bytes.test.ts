import { buffer, text } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unavailable } from '../../../kernel/failure.ts';
import { documentBytes, inBase64, type OpenDocument } from './document-bytes.ts';
import { isProblem, Problem } from './outcome.ts';

const pieces = fc.array(fc.uint8Array({ minLength: 1, maxLength: 20 }), { maxLength: 20 });
const streamOf = (parts: readonly Uint8Array[]): Readable =>
  Readable.from(
    parts.map((part) => Buffer.from(part)),
    { objectMode: false },
  );

describe('bytes within a text', () => {
  it('are the Base64 of all of them, however they come', async () => {
    await fc.assert(
      fc.asyncProperty(pieces, async (parts) => {
        const written = await text(inBase64(streamOf(parts), { before: '{"data":"', after: '"}' }));
        expect(written).toBe(JSON.stringify({ data: Buffer.concat(parts).toString('base64') }));
      }),
    );
  });
});

describe('a document whose bytes are kept by another process', () => {
  const content = Buffer.alloc(1_200_000, 'abcdefg');
  const partOf = ({ offset, length }: { readonly offset: number; readonly length: number }) =>
    content.subarray(offset, offset + length).toString('base64');
  const open = (part: OpenDocument['part']) => documentBytes(undefined)({ reference: 'r', size: content.length, part });

  it('comes through the graph, a part at a time', async () => {
    const asked: number[] = [];
    const stream = await open((from) => {
      asked.push(from.length);
      return Promise.resolve(partOf(from));
    });
    if (isProblem(stream)) expect.unreachable(stream.diagnostics);
    expect((await buffer(stream)).equals(content)).toBe(true);
    expect(asked).toEqual([524_288, 524_288, 151_424]);
  });

  it('is refused before the first byte, and broken off after it', async () => {
    expect(await open(() => Promise.resolve(new Problem('forbidden', 'No.')))).toMatchObject({ kind: 'forbidden' });
    for (const nothing of [null, '']) {
      const stream = await open((from) => Promise.resolve(from.offset === 0 ? partOf(from) : nothing));
      if (isProblem(stream)) expect.unreachable(stream.diagnostics);
      await expect(buffer(stream)).rejects.toThrow('cannot be read');
    }
  });
});

describe('a document whose bytes are kept here', () => {
  it('comes by its reference, whole, and the graph is asked for no part of it', async () => {
    const asked: unknown[] = [];
    const beside = documentBytes({
      take: () => Promise.resolve(0),
      give: (...by) => {
        asked.push(by);
        return Promise.resolve(streamOf([Buffer.from('abc')]));
      },
    });
    const part = () => expect.unreachable('It is not asked for parts.');
    const stream = await beside({ reference: 'r', size: 3, part });
    if (isProblem(stream)) expect.unreachable(stream.diagnostics);
    expect([await text(stream), asked]).toEqual(['abc', [['r', { first: 0, last: 2 }]]]);
  });

  it('and is damaged, is refused', async () => {
    const give = () => Promise.resolve(unavailable('Damaged.'));
    const refused = await documentBytes({ take: () => Promise.resolve(0), give })({
      reference: 'r',
      size: 3,
      part: () => Promise.resolve(null),
    });
    expect(refused).toMatchObject({ kind: 'unavailable' });
  });
});
