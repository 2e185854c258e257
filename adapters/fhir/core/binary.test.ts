import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import type { Bytes } from '../../../kernel/bytes.ts';
import { unavailable } from '../../../kernel/failure.ts';
import type { Graph } from '../../../kernel/graph.ts';
import { documentStream } from '../../../kernel/document-stream.ts';
import { contentHere, openBinary, withContent } from './binary.ts';
import { isProblem } from './outcome.ts';

const patient = '9f2c0000-0000-4000-8000-000000000001';
const id = `${patient.replaceAll('-', '')}.letter`;
const caller = { authorization: 'Bearer token', address: '192.0.2.1', through: 'fhir.aggregated' } as const;

/** A document of four pieces, by a clock that goes on so far each time it is looked at; the graph says so often that it may be seen. */
const opening = async (seconds: number, most: number, size = 4) => {
  let now = Date.parse('2026-06-01T12:00:00Z');
  const clock = { now: () => new Date((now += seconds * 1000)) };
  const resource = JSON.stringify({ content: [{ attachment: { contentType: 'application/pdf', size } }] });
  const record = { version: 3, lastUpdated: '2026-06-01T12:00:00Z', resource };
  let asked = 0;
  const graph = {
    run: async () => ({ data: { patient: ++asked > most ? null : { documentBytes: 'r', record } }, errors: [] }),
  } as unknown as Graph;
  const pieces = ['a', 'b', 'c', 'd'].map((piece) => Buffer.from(piece));
  const bytes: Bytes = { give: async () => Readable.from(pieces), take: () => expect.unreachable() };
  const open = await openBinary({ graph, bytes: documentStream(bytes, clock) }, id, caller);
  return { open: isProblem(open) ? expect.unreachable(open.diagnostics) : open, asked: () => asked };
};

it('is asked for once where the download is quick', async () => {
  const { open, asked } = await opening(2, 1);
  expect((await buffer(open.stream)).toString()).toBe('abcd');
  expect(asked()).toBe(1);
});

it('is asked for again every ten seconds, and breaks off when it may not be seen any more', async () => {
  const slow = await opening(10, 5);
  expect((await buffer(slow.open.stream)).toString()).toBe('abcd');
  expect(slow.asked()).toBe(5);
  await expect(buffer((await opening(10, 2)).open.stream)).rejects.toThrow('cannot be had');
});

it('is not given out in part as a resource', async () => {
  const whole = async (size: number) => {
    const { open } = await opening(1, 1, size);
    return text(withContent(`{"data":"${contentHere}"}`, open));
  };
  expect(await whole(4)).toBe(`{"data":"${Buffer.from('abcd').toString('base64')}"}`);
  await expect(whole(5)).rejects.toThrow('cannot be had');
});

it('is refused where it is damaged', async () => {
  const attachment = { contentType: 'application/pdf', size: 4 };
  const record = {
    version: 3,
    lastUpdated: '2026-06-01T12:00:00Z',
    resource: JSON.stringify({ content: [{ attachment }] }),
  };
  const graph = { run: async () => ({ data: { patient: { documentBytes: 'r', record } }, errors: [] }) };
  const bytes = async () => unavailable('Damaged.');
  expect(await openBinary({ graph: graph as unknown as Graph, bytes }, id, caller)).toMatchObject({
    kind: 'unavailable',
  });
});
