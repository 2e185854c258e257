import { createHash } from 'node:crypto';
import { open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { conflict, invalid, unavailable, type Failure } from '../../../kernel/failure.ts';

/** What was found in bytes that came in parts. */
export type Examined = {
  readonly size: number;
  readonly sha256: string;
  /** In Base64, as FHIR has it. */
  readonly sha1: string;
  /** As far as signatures of file formats reach. */
  readonly head: Buffer;
  readonly hasNul: boolean;
};

/** Bytes on their way in, a part at a time: nobody holds them whole. */
export type PartStore = {
  /**
   * @returns the size then
   * @returns conflict where the part does not follow on what is there
   */
  append(id: string, at: { readonly offset: number; readonly bytes: Buffer }): Promise<number | Failure>;
  /**
   * All that a stream brings, after nothing; it is left open.
   *
   * @returns the size
   * @returns conflict where something is there; invalid, and all is dropped, where there is more than may be
   */
  bring(id: string, stream: Readable, most: number): Promise<number | Failure>;
  /** @returns undefined where nothing of that name is there */
  examine(id: string): Promise<Examined | undefined>;
  /** Durable when it resolves, and found under its hash from then on. */
  settle(id: string, sha256: string): Promise<undefined | Failure>;
  drop(id: string): Promise<void>;
};

type Needs = {
  readonly directory: string;
  /** Makes the directory where it is not there yet. */
  readonly makeReady: () => Promise<void>;
  /** Makes the file durable under the name of its hash. */
  readonly adopt: (path: string, sha256: string) => Promise<void>;
};

/** Files beside the blobs: what is left of them a day later `removeLeftovers` takes away. */
export const directoryParts = ({ directory, makeReady, adopt }: Needs): PartStore => {
  const pathOf = (id: string): string => {
    if (!/^[0-9a-f-]{36}$/.test(id)) throw new Error('An upload is named by a UUID.');
    return join(directory, `${id}.part`);
  };
  return {
    append: async (id, { offset, bytes }) => {
      const path = pathOf(id);
      const size = await sizeOf(path);
      if (size !== offset) return conflict(`There are ${size} bytes so far: go on from there.`, 'offset');
      try {
        if (offset === 0) await makeReady();
        const file = await open(path, 'a', 0o600);
        try {
          await file.writeFile(bytes);
        } finally {
          await file.close();
        }
        return size + bytes.length;
      } catch {
        return notStored();
      }
    },

    bring: async (id, stream, most) => {
      const path = pathOf(id);
      const file = await open(path, 'a', 0o600).catch(() => undefined);
      if (file === undefined) return notStored();
      try {
        const { size } = await file.stat();
        if (size !== 0) return conflict('This upload has bytes already: begin another.', 'upload');
        const brought = await writeTo(file, stream, most);
        if (brought <= most) return brought;
        await rm(path, { force: true });
        return invalid(`A document has at most ${most / 1024 / 1024} MB.`, 'content');
      } catch {
        await rm(path, { force: true });
        return notStored();
      } finally {
        await file.close();
      }
    },

    examine: async (id) => {
      const file = await open(pathOf(id)).catch(() => undefined);
      if (file === undefined) return undefined;
      const [sha256, sha1] = [createHash('sha256'), createHash('sha1')];
      let [size, hasNul] = [0, false];
      let head = Buffer.alloc(0);
      try {
        for await (const chunk of chunksOf(file)) {
          sha256.update(chunk);
          sha1.update(chunk);
          hasNul ||= chunk.includes(0);
          if (size < headLength) head = Buffer.concat([head, chunk.subarray(0, headLength - size)]);
          size += chunk.length;
        }
      } finally {
        await file.close();
      }
      return { size, sha256: sha256.digest('hex'), sha1: sha1.digest('base64'), head, hasNul };
    },

    settle: async (id, sha256) => {
      try {
        await adopt(pathOf(id), sha256);
        return undefined;
      } catch {
        return notStored();
      }
    },

    drop: (id) => rm(pathOf(id), { force: true }),
  };
};

const headLength = 4096;

const notStored = (): Failure => unavailable('Documents cannot be stored at the moment. Send it again later.');

/** Each piece when the one before is written, so that no more than one waits; stops with the one that is too much. */
const writeTo = async (file: FileHandle, stream: Readable, most: number): Promise<number> => {
  let size = 0;
  // Whoever sends too much shall hear so: the connection stays.
  for await (const piece of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > most) break;
    await file.writeFile(piece);
  }
  return size;
};

/** A file from its beginning, in pieces that are good until the next: one buffer for all of them. */
export const chunksOf = async function* (file: FileHandle): AsyncGenerator<Buffer> {
  const buffer = Buffer.allocUnsafeSlow(chunkLength);
  for (let position = 0; ;) {
    const { bytesRead } = await file.read(buffer, 0, chunkLength, position);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
    position += bytesRead;
  }
};

const chunkLength = 256 * 1024;

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );

/** A file that is there appears under its new name, durable before it does. */
export const moveWhole = async (from: string, to: string): Promise<void> => {
  const file = await open(from, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(from, to);
};
