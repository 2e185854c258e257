import { createHash } from 'node:crypto';
import { open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { conflict, unavailable, type Failure } from '../../../kernel/failure.ts';

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
        return unavailable('Documents cannot be stored at the moment. Send it again later.');
      }
    },

    examine: async (id) => {
      const file = await open(pathOf(id)).catch(() => undefined);
      if (file === undefined) return undefined;
      const [sha256, sha1] = [createHash('sha256'), createHash('sha1')];
      let [size, hasNul] = [0, false];
      let head = Buffer.alloc(0);
      for await (const chunk of file.createReadStream() as AsyncIterable<Buffer>) {
        sha256.update(chunk);
        sha1.update(chunk);
        hasNul ||= chunk.includes(0);
        if (size < headLength) head = Buffer.concat([head, chunk.subarray(0, headLength - size)]);
        size += chunk.length;
      }
      return { size, sha256: sha256.digest('hex'), sha1: sha1.digest('base64'), head, hasNul };
    },

    settle: async (id, sha256) => {
      try {
        await adopt(pathOf(id), sha256);
        return undefined;
      } catch {
        return unavailable('Documents cannot be stored at the moment. Send it again later.');
      }
    },

    drop: (id) => rm(pathOf(id), { force: true }),
  };
};

const headLength = 4096;

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
