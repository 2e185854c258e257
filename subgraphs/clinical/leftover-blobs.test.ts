import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { directoryBlobs } from './blobs.ts';
import { removeLeftovers } from './leftover-blobs.ts';

describe('what killed processes have left behind', () => {
  let directory = '';
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'leftovers-'));
  });
  afterEach(() => rm(directory, { recursive: true }));
  const now = new Date('2026-06-02T12:00:00Z');
  const write = async (name: string, at: string): Promise<void> => {
    await writeFile(join(directory, name), 'Dear');
    await utimes(join(directory, name), new Date(at), new Date(at));
  };

  it('goes after a day; what is being written and what is stored stays', async () => {
    const blobs = directoryBlobs(directory, randomUUID);
    const content = Buffer.from('Dear Alice,');
    const sha256 = createHash('sha256').update(content).digest('hex');
    await blobs.put(content);
    await write('old.part', '2026-06-01T11:59:59Z');
    await write('new.part', '2026-06-01T12:00:01Z');
    await write('other', '2026-01-01T00:00:00Z');
    expect(await removeLeftovers(directory, now)).toBe(1);
    expect((await readdir(directory)).filter((name) => name !== sha256.slice(0, 2)).sort()).toEqual([
      'new.part',
      'other',
    ]);
    expect(await blobs.read(sha256)).toEqual(content);
  });

  it('is nothing where nothing was ever stored', async () => {
    expect(await removeLeftovers(join(directory, 'not', 'yet'), now)).toBe(0);
  });
});
