import { createHash, hash } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { isFailure, unavailable, type Failure } from '../../kernel/failure.ts';
import type { NewId } from '../../kernel/id.ts';
import { chunksOf, directoryParts, moveWhole, type PartStore } from './uploads/parts.ts';

/**
 * Bytes under their own SHA-256: identical content is stored once, and what is read back is what was stored or nothing.
 * A hash is no permission: only the service, behind a purview, asks for one.
 */
export type BlobStore = {
  /**
   * Durable when it resolves: a row that names the content may be committed then, and not before.
   *
   * @returns SHA-256 in hexadecimal
   * @returns unavailable where the content could not be stored
   */
  put(content: Buffer): Promise<string | Failure>;
  /** @returns unavailable where the content is missing or not what was stored */
  read(sha256: string): Promise<Buffer | Failure>;
  /**
   * Some of the bytes. The whole is checked when its beginning is read, so that what is damaged is not given out in part.
   *
   * @returns unavailable where the content is missing or not what was stored
   */
  part(sha256: string, range: { readonly offset: number; readonly length: number }): Promise<Buffer | Failure>;
  /**
   * For content that need not be held whole, or a part of it, both ends included. The whole is checked before its first byte
   * is given, whatever the part is.
   *
   * @returns unavailable where the content is missing or not what was stored
   */
  stream(sha256: string, part?: { readonly first: number; readonly last: number }): Promise<Readable | Failure>;
  /** Where bytes come in that nobody holds whole. */
  readonly parts: PartStore;
};

/** Blobs as files of one directory. Only this process may write there; several may at once. */
export const directoryBlobs = (directory: string, newId: NewId): BlobStore => {
  const fileOf = (sha256: string): { readonly folder: string; readonly path: string } => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('A blob is named by its SHA-256 in hexadecimal.');
    const folder = join(directory, sha256.slice(0, 2));
    return { folder, path: join(folder, sha256) };
  };

  const read = async (sha256: string): Promise<Buffer | Failure> => {
    const { path } = fileOf(sha256);
    const content = await readFile(path).catch(() => undefined);
    return content === undefined || sha256Of(content) !== sha256 ? notToBeHad() : content;
  };

  /** Those that are there and will be after a power cut: each is made, and its name made durable, once in a process. */
  const folders = new Set<string>();
  const makeFolder = async (folder: string): Promise<void> => {
    if (folders.has(folder)) return;
    await mkdir(folder, { recursive: true });
    await syncFolder(directory);
    folders.add(folder);
  };

  return {
    put: async (content) => {
      const sha256 = sha256Of(content);
      const { folder, path } = fileOf(sha256);
      try {
        await makeFolder(folder);
        // What is there but damaged is replaced by what it ought to be.
        if (isFailure(await read(sha256))) await writeWhole(content, join(directory, `${newId()}.part`), path);
        // Also where the file was there already: whoever put it may not have come this far.
        await syncFolder(folder);
        return sha256;
      } catch {
        // It may have been taken away: the next one looks.
        folders.delete(folder);
        return unavailable('Documents cannot be stored at the moment. Send it again later.');
      }
    },
    read,
    part: async (sha256, { offset, length }) => {
      const file = await open(fileOf(sha256).path).catch(() => undefined);
      if (file === undefined) return notToBeHad();
      try {
        if (offset === 0 && (await hashOf(file)) !== sha256) return notToBeHad();
        const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset);
        return buffer.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    },
    stream: async (sha256, { first, last } = { first: 0, last: Infinity }) => {
      const file = await open(fileOf(sha256).path).catch(() => undefined);
      if (file === undefined) return notToBeHad();
      const isWhole = await hashOf(file).then(
        (found) => found === sha256,
        () => false,
      );
      if (isWhole) return file.createReadStream({ start: first, end: last });
      await file.close();
      return notToBeHad();
    },
    parts: directoryParts({
      directory,
      makeReady: () => makeFolder(directory),
      adopt: async (path, sha256) => {
        const to = fileOf(sha256);
        await makeFolder(to.folder);
        await moveWhole(path, to.path);
        await syncFolder(to.folder);
      },
    }),
  };
};

const sha256Of = (content: Buffer): string => hash('sha256', content, 'hex');

const hashOf = async (file: FileHandle): Promise<string> => {
  const hashed = createHash('sha256');
  for await (const chunk of chunksOf(file)) hashed.update(chunk);
  return hashed.digest('hex');
};

const notToBeHad = (): Failure => unavailable('The content of this document cannot be read at the moment.');

/** A file appears under its name whole or not at all. */
const writeWhole = async (content: Buffer, temporary: string, path: string): Promise<void> => {
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
};

/** A new name lives in its folder, and survives a power cut only when the folder does. fsync(2), notes */
const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};
