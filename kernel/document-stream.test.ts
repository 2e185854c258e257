import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import type { Bytes } from './bytes.ts';
import { fixedClock } from './clock.ts';
import { isFailure, unavailable } from './failure.ts';
import { documentStream, type AskedBytes } from './document-stream.ts';

class No {
  readonly why = 'It may not be seen.';
}

/** All that comes, or the refusal before the first byte. */
const read = async (found: Readable | No | object): Promise<Buffer> =>
  found instanceof Readable ? buffer(found) : expect.unreachable(JSON.stringify(found));

describe('a document whose bytes are kept here', () => {
  /** Of four pieces, by a clock that goes on so far each time it is looked at; the graph says so often that it may be seen. */
  const downloading = async (seconds: number, most: number) => {
    let now = Date.parse('2026-06-01T12:00:00Z');
    const clock = { now: () => new Date((now += seconds * 1000)) };
    let asked = 0;
    const pieces = ['a', 'b', 'c', 'd'].map((piece) => Buffer.from(piece));
    const bytes: Bytes = { give: async () => Readable.from(pieces), take: () => expect.unreachable() };
    const reference = async () => (++asked > most ? new No() : 'reference');
    const found = await documentStream(bytes, clock)({ reference, part: noParts }, { first: 0, last: 3 });
    return { found, asked: () => asked };
  };
  const noParts = () => expect.unreachable('It is not asked for parts.');

  it('is asked for once where the download is quick', async () => {
    const { found, asked } = await downloading(2, 1);
    expect((await read(found)).toString()).toBe('abcd');
    expect(asked()).toBe(1);
  });

  it('is asked for again every ten seconds, and breaks off when it may not be seen any more', async () => {
    const slow = await downloading(10, 5);
    expect((await read(slow.found)).toString()).toBe('abcd');
    expect(slow.asked()).toBe(5);
    await expect(read((await downloading(10, 2)).found)).rejects.toThrow('cannot be had');
  });

  it('comes by its reference, as far as is wanted, and breaks off where there is less of it', async () => {
    const given: unknown[] = [];
    const give = async (...by: unknown[]) => {
      given.push(by);
      return Readable.from([Buffer.from('abc')]);
    };
    const stream = documentStream({ give, take: () => expect.unreachable() }, fixedClock('2026-06-01T12:00:00Z'));
    const asked = { reference: async () => 'r', part: noParts };
    expect((await read(await stream(asked, { first: 4, last: 6 }))).toString()).toBe('abc');
    expect(given).toEqual([['r', { first: 4, last: 6 }]]);
    await expect(read(await stream(asked, { first: 4, last: 7 }))).rejects.toThrow('cannot be had');
  });

  it('is refused by the graph, or because it is damaged', async () => {
    const bytes = { give: async () => unavailable('Damaged.'), take: () => expect.unreachable() };
    const stream = documentStream(bytes, fixedClock('2026-06-01T12:00:00Z'));
    const range = { first: 0, last: 2 };
    expect(isFailure(await stream({ reference: async () => 'r', part: noParts }, range))).toBe(true);
    expect(await stream({ reference: async () => new No(), part: noParts }, range)).toBeInstanceOf(No);
  });
});

describe('a document whose bytes are kept by another process', () => {
  const content = Buffer.alloc(1_200_000, 'abcdefg');
  type Part = AskedBytes<No>['part'];
  const partOf: Part = async ({ offset, length }) => content.subarray(offset, offset + length).toString('base64');
  const open = (part: Part, range = { first: 0, last: content.length - 1 }) =>
    documentStream(undefined, fixedClock('2026-06-01T12:00:00Z'))(
      { reference: () => expect.unreachable(), part },
      range,
    );

  it('comes through the graph, a part at a time, from where to where it is wanted', async () => {
    const asked: number[] = [];
    const stream = await open((from) => {
      asked.push(from.length);
      return partOf(from);
    });
    expect((await read(stream)).equals(content)).toBe(true);
    expect(asked).toEqual([524_288, 524_288, 151_424]);
    const middle = await open(partOf, { first: 10, last: 1_000_000 });
    expect((await read(middle)).equals(content.subarray(10, 1_000_001))).toBe(true);
  });

  it('is refused before the first byte, and broken off after it', async () => {
    expect(await open(async () => new No())).toBeInstanceOf(No);
    expect(isFailure(await open(async () => null))).toBe(true);
    for (const nothing of [null, '', new No()]) {
      const stream = await open(async (from) => (from.offset === 0 ? partOf(from) : nothing));
      await expect(read(stream)).rejects.toThrow('cannot be had');
    }
  });
});
