import { hash } from 'node:crypto';
import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { finished } from 'node:stream/promises';
import { expect, it } from 'vitest';
import { digested } from './digested.ts';

it('gives all that comes, and the digest of what it is about and of that', async () => {
  const { stream, digest } = digested(Readable.from([Buffer.from('He'), Buffer.from('llo')]), ['about']);
  expect((await buffer(stream)).toString()).toBe('Hello');
  expect(digest()).toBe(hash('sha256', '["about"]Hello'));
});

it('breaks off as its source does', async () => {
  const source = new PassThrough();
  const { stream } = digested(source, []);
  source.write('He');
  source.destroy(new Error('The client is gone.'));
  await expect(buffer(stream)).rejects.toThrow('The client is gone.');
});

it('lets its source come to an end when the rest is not wanted', async () => {
  const source = Readable.from(Array.from({ length: 100 }, () => Buffer.alloc(64 * 1024)));
  const { stream, forgetRest } = digested(source, []);
  for await (const piece of stream.iterator({ destroyOnReturn: false })) if (piece) break;
  forgetRest();
  await finished(source);
  expect(source.readableEnded).toBe(true);
});
