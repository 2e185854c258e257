/// <reference lib="es2024.arraybuffer" />
import { isUtf8 } from 'node:buffer';
import type { Readable } from 'node:stream';

type Most = {
  /** Bytes that a body may have. */
  readonly limit: number;
  /** Bytes up to which a body is gathered in pieces. */
  readonly inPieces?: number;
};

/**
 * The text of a body as it comes in, without a byte order mark; undefined where it is not UTF-8. The bytes of a large one
 * lie in one place whose memory is given back as soon as there is a text: the garbage collector would leave fifty megabytes
 * of pieces, and the whole that they were put together to, until much later.
 *
 * @throws BodyError where it is too long, or breaks off
 */
export const bodyText = (stream: Readable, most: Most): Promise<string | undefined> =>
  new Promise((resolve, reject) => {
    const gathered = gathering(most);
    const stop = (): void => {
      stream.off('data', onData).off('end', onEnd).off('error', onError);
    };
    const onData = (chunk: Buffer): void => {
      if (gathered.add(chunk)) return;
      // What is still to come goes by unheard, so that there is a connection to answer on.
      stop();
      reject(new BodyError(413, 'The body is too long.'));
    };
    const onEnd = (): void => {
      stop();
      resolve(gathered.text());
    };
    const onError = (): void => {
      stop();
      reject(new BodyError(400, 'The body broke off.'));
    };
    stream.on('data', onData).on('end', onEnd).on('error', onError);
  });

/** As the web server's own errors say it. */
class BodyError extends Error {
  readonly statusCode: number;

  constructor(statusCode: number, message: string) {
    super(message);
    this.statusCode = statusCode;
  }
}

type Gathering = {
  /** False where it is too long. */
  readonly add: (chunk: Buffer) => boolean;
  readonly text: () => string | undefined;
};

const gathering = ({ limit, inPieces = 1024 * 1024 }: Most): Gathering => {
  const pieces: Buffer[] = [];
  let room: ArrayBuffer | undefined;
  let length = 0;
  const put = (chunk: Buffer, into: ArrayBuffer): void => {
    into.resize(into.byteLength + chunk.length);
    new Uint8Array(into, into.byteLength - chunk.length).set(chunk);
  };
  return {
    add: (chunk) => {
      length += chunk.length;
      if (length > limit) return false;
      if (room === undefined && length > inPieces) {
        room = new ArrayBuffer(0, { maxByteLength: limit });
        for (const piece of pieces.splice(0)) put(piece, room);
      }
      if (room === undefined) pieces.push(chunk);
      else put(chunk, room);
      return true;
    },
    text: () => {
      const [first, ...others] = pieces;
      const whole = room === undefined ? undefined : Buffer.from(room);
      const bytes = whole ?? (first === undefined || others.length > 0 ? Buffer.concat(pieces) : first);
      const text = isUtf8(bytes) ? bytes.toString('utf8').replace(/^\uFEFF/, '') : undefined;
      room?.resize(0);
      return text;
    },
  };
};
