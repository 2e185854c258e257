import type { Readable } from 'node:stream';
import type { Failure } from './failure.ts';

/**
 * Bytes that go beside the graph, by a reference that the graph has given out: it decides who brings and who fetches what,
 * and nobody has to hold a document as text for that. References are ours alone: no door to the outside takes one.
 */
export type Bytes = {
  /**
   * Takes all that a stream brings under an upload that has been begun and is empty; the stream is left open.
   *
   * @returns how many they are
   * @returns forbidden where the reference is not ours or has expired; conflict where something is there already; invalid where
   *   there are too many
   */
  take(upload: string, stream: Readable): Promise<number | Failure>;
  /**
   * Both ends included.
   *
   * @returns forbidden where the reference is not ours or has expired; unavailable where the bytes are missing or damaged
   */
  give(reference: string, range: { readonly first: number; readonly last: number }): Promise<Readable | Failure>;
};
