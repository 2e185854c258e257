import { Readable } from 'node:stream';

/** Bytes as Base64 within a text, as they come: three bytes are four letters, so that pieces are cut there. */
export const inBase64 = (
  bytes: Readable,
  { before, after }: { readonly before: string; readonly after: string },
): Readable => {
  const pieces = async function* (): AsyncGenerator<string> {
    yield before;
    let rest: Buffer = Buffer.alloc(0);
    for await (const chunk of bytes as AsyncIterable<Buffer>) {
      const piece = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const whole = piece.length - (piece.length % 3);
      rest = piece.subarray(whole);
      if (whole > 0) yield piece.toString('base64', 0, whole);
    }
    yield rest.toString('base64') + after;
  };
  const written = Readable.from(pieces(), { objectMode: false });
  // A generator that was not begun closes nothing.
  return written.once('close', () => bytes.destroy());
};
