import { createHash, type Hash } from 'node:crypto';
import { finished, Transform, type Readable } from 'node:stream';

/** A stream that goes by, and a digest of what has gone by. */
export type Digested = {
  readonly stream: Readable;
  /** Of `about` and all that has been read. */
  readonly digest: () => string;
  /** The rest is read and forgotten, so that the client gets to hear of a refusal. */
  readonly forgetRest: () => void;
};

/** Nobody holds more of it than one piece; it ends or breaks off as its source does. */
export const digested = (source: Readable, about: unknown): Digested => {
  const hash = createHash('sha256').update(JSON.stringify(about));
  const stream = passing(hash);
  finished(source, { writable: false }, (error) => {
    if (error) stream.destroy(error);
  });
  source.pipe(stream);
  return {
    stream,
    digest: () => hash.digest('hex'),
    forgetRest: () => {
      source.unpipe(stream);
      source.resume();
    },
  };
};

const passing = (hash: Hash): Transform =>
  new Transform({
    transform: (piece: Buffer, _encoding, done) => {
      hash.update(piece);
      done(null, piece);
    },
  });
