import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import type { Ask } from './ask.ts';
import { bringInParts } from './bring-in-parts.ts';
import type * as documents from './documents.generated.ts';
import { Problem } from './problem.ts';

/** A graph that keeps what it is brought while it may be. */
const keeping = (most = Infinity) => {
  let kept = Buffer.alloc(0);
  let asked = 0;
  const ask = (async (_: unknown, variables: unknown) => {
    if (++asked > most) return new Problem('forbidden', 'No longer.');
    const { input } = variables as documents.RestUploadPartMutationVariables;
    expect(input.offset).toBe(kept.length);
    kept = Buffer.concat([kept, Buffer.from(input.content, 'base64')]);
    return { uploadPart: { upload: 'this', size: kept.length } };
  }) as Ask;
  return { ask, kept: () => kept };
};

const document = Buffer.from(Array.from({ length: 1_300_000 }, (_, n) => n % 251));
const inPieces = () =>
  Readable.from([document.subarray(0, 1000), document.subarray(1000, 900_000), document.subarray(900_000)]);

it('brings a document in parts that follow on each other', async () => {
  const graph = keeping();
  expect(await bringInParts(graph.ask, { permit: 'permit' }, inPieces())).toBe('this');
  expect(graph.kept().equals(document)).toBe(true);
});

it('stops where it may bring no more', async () => {
  expect(await bringInParts(keeping(1).ask, { permit: 'permit' }, inPieces())).toMatchObject({ detail: 'No longer.' });
});
