import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { bytesInParts } from './bytes-in-parts.ts';
import * as documents from './documents.generated.ts';
import { isProblem, Problem } from './problem.ts';
import type { Ask } from './ask.ts';

/** A graph that keeps what it is brought, and gives parts of it while it may. */
const keeping = (most = Infinity) => {
  let kept = Buffer.alloc(0);
  let asked = 0;
  const answer = (document: unknown, variables: unknown): unknown => {
    if (++asked > most) return new Problem('forbidden', 'No longer.');
    if (document === documents.RestUploadPartDocument) {
      const { input } = variables as documents.RestUploadPartMutationVariables;
      expect(input.offset).toBe(kept.length);
      kept = Buffer.concat([kept, Buffer.from(input.content, 'base64')]);
      return { uploadPart: { upload: 'this', size: kept.length } };
    }
    const { offset, length } = variables as documents.RestDocumentPartQueryVariables;
    const part = kept.subarray(offset, offset + length);
    return { patient: { documentPart: part.length === 0 ? null : part.toString('base64') } };
  };
  const ask = (async (document: unknown, variables: unknown) => answer(document, variables)) as Ask;
  return { ask, kept: () => kept };
};

const document = Buffer.from(Array.from({ length: 1_300_000 }, (_, n) => n % 251));
const inPieces = () =>
  Readable.from([document.subarray(0, 1000), document.subarray(1000, 900_000), document.subarray(900_000)]);
const named = { patient: 'alice', id: 'letter' };

it('brings a document in parts that follow on each other, and fetches it byte for byte', async () => {
  const graph = keeping();
  expect(await bytesInParts.bring(graph.ask, { permit: 'permit' }, inPieces())).toBe('this');
  expect(graph.kept().equals(document)).toBe(true);
  const range = { first: 10, last: 1_200_000 };
  const found = await bytesInParts.fetch(graph.ask, named, range);
  expect(!isProblem(found) && (await buffer(found)).equals(document.subarray(10, 1_200_001))).toBe(true);
});

it('breaks off what may no longer be seen', async () => {
  const graph = keeping(3);
  await bytesInParts.bring(graph.ask, { permit: 'permit' }, inPieces());
  const found = await bytesInParts.fetch(graph.ask, named, { first: 0, last: document.length - 1 });
  await expect(isProblem(found) ? found : buffer(found)).rejects.toThrow('No longer.');
});
