import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import type { Bytes } from '../../kernel/bytes.ts';
import type { Ask } from './ask.ts';
import { bytesBesideGraph } from './bytes-beside.ts';
import { isProblem } from './problem.ts';

/** A document of four pieces, by a clock that goes on so far each time it is looked at; the graph says so often that it may be seen. */
const downloading = async (seconds: number, most: number) => {
  let now = Date.parse('2026-06-01T12:00:00Z');
  const clock = { now: () => new Date((now += seconds * 1000)) };
  let asked = 0;
  const ask = (async () => ({ patient: { documentBytes: ++asked > most ? null : 'reference' } })) as unknown as Ask;
  const pieces = ['a', 'b', 'c', 'd'].map((piece) => Buffer.from(piece));
  const bytes: Bytes = { give: async () => Readable.from(pieces), take: () => expect.unreachable() };
  const named = { patient: 'alice', id: 'letter' };
  const found = await bytesBesideGraph(bytes, clock).fetch(ask, named, { first: 0, last: 3 });
  return { found, asked: () => asked };
};

it('is asked for once where the download is quick', async () => {
  const { found, asked } = await downloading(2, 1);
  expect(isProblem(found) ? found : (await buffer(found)).toString()).toBe('abcd');
  expect(asked()).toBe(1);
});

it('is asked for again every ten seconds, and breaks off when it may not be seen any more', async () => {
  const slow = await downloading(10, 5);
  expect(isProblem(slow.found) ? slow.found : (await buffer(slow.found)).toString()).toBe('abcd');
  expect(slow.asked()).toBe(5);
  const { found } = await downloading(10, 2);
  await expect(isProblem(found) ? found : buffer(found)).rejects.toThrow();
});
