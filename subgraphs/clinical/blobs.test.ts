import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isFailure } from '../../kernel/failure.ts';
import { directoryBlobs, type BlobStore } from './blobs.ts';

const content = Buffer.from('Dear Alice,');
const sha256 = createHash('sha256').update(content).digest('hex');

describe('The blob store', () => {
  let directory = '';
  let blobs: BlobStore;
  const files = async () =>
    (await readdir(directory, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map(({ name }) => name);
  const path = () => join(directory, sha256.slice(0, 2), sha256);

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'blobs-'));
    blobs = directoryBlobs(directory, randomUUID);
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('gives back what was put in under its SHA-256', async () => {
    expect(await blobs.put(content)).toBe(sha256);
    expect(await blobs.read(sha256)).toEqual(content);
  });

  it('makes the directory that it is given', async () => {
    const deeper = directoryBlobs(join(directory, 'not', 'yet'), randomUUID);
    await deeper.put(content);
    expect(await deeper.read(sha256)).toEqual(content);
  });

  it('streams what was put in', async () => {
    await blobs.put(content);
    const stream = await blobs.stream(sha256);
    expect(isFailure(stream) ? stream : await text(stream)).toBe('Dear Alice,');
  });

  it('stores the same content once, however many put it at once', async () => {
    expect(new Set(await Promise.all(Array.from({ length: 16 }, () => blobs.put(content))))).toEqual(new Set([sha256]));
    expect(await files()).toEqual([sha256]);
  });

  it('refuses to give what is missing', async () => {
    expect(await blobs.read(sha256)).toMatchObject({ kind: 'unavailable' });
    expect(await blobs.stream(sha256)).toMatchObject({ kind: 'unavailable' });
  });

  it('refuses to give what has been damaged', async () => {
    await blobs.put(content);
    await writeFile(path(), 'Dear Mallory,');
    expect(await blobs.read(sha256)).toMatchObject({ kind: 'unavailable' });
  });

  it('streams a part, and none of what has been damaged', async () => {
    await blobs.put(content);
    const stream = await blobs.stream(sha256, { first: 5, last: 9 });
    expect(isFailure(stream) ? stream : await text(stream)).toBe('Alice');
    await writeFile(path(), 'Dear Alice, and Mallory');
    expect(await blobs.stream(sha256, { first: 5, last: 9 })).toMatchObject({ kind: 'unavailable' });
  });

  it('mends what has been damaged when it is put again', async () => {
    await blobs.put(content);
    await writeFile(path(), 'Dear');
    await blobs.put(content);
    expect(await readFile(path())).toEqual(content);
  });

  it('leaves nothing half-written behind', async () => {
    await writeFile(join(directory, sha256.slice(0, 2)), 'a file where the folder should be');
    expect(await blobs.put(content)).toMatchObject({ kind: 'unavailable' });
    expect(await files()).toEqual([sha256.slice(0, 2)]);
  });

  it('takes no path for a hash', async () => {
    await expect(blobs.read('../../etc/passwd')).rejects.toThrow('SHA-256');
  });
});
