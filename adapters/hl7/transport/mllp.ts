import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { FastifyPluginAsync } from 'fastify';
import type { Config, MllpFeed } from '../../../kernel/config.ts';
import { basic } from '../../../kernel/credentials.ts';
import { encode } from '../er7/charset.ts';
import type { Parts } from '../receive.ts';
import { receiveAll } from './batch.ts';

// The Minimal Lower Layer Protocol: <VT> message <FS><CR>, one after the other. HL7 v2.4 appendix C.4.3

const startBlock = 0x0b;
const endBlock = 0x1c;
const carriageReturn = 0x0d;
const blank = 0x20;

/** Bytes of text outside of blocks after which whoever is there speaks something else. */
const mostBetween = 1_000;

type MllpNeeds = Pick<Config, 'mllpFeeds' | 'mllpTls' | 'host'> & { readonly parts: Parts; readonly log: Log };

type Log = {
  readonly info: (details: object, message: string) => void;
  readonly warn: (details: object, message: string) => void;
};

export type Mllp = {
  /** Of each feed, in order. */
  readonly ports: readonly number[];
  /** Takes nothing new, answers what it has, and ends. */
  readonly close: () => Promise<void>;
};

/** Listens while the app does. */
export const mllpPlugin =
  (needs: Omit<MllpNeeds, 'log'>): FastifyPluginAsync =>
  async (app) => {
    let mllp: Mllp | undefined;
    app.addHook('onReady', async () => {
      mllp = await listenMllp({ ...needs, log: app.log });
    });
    app.addHook('onClose', () => mllp?.close());
  };

/**
 * Listens for each feed on a port of its own. MLLP knows no credentials: whoever connects there is that feed, if its
 * allow-list has the address; with TLS, certificates can be asked for besides.
 */
export const listenMllp = async ({ parts, mllpFeeds: feeds, mllpTls: tls, host, log }: MllpNeeds): Promise<Mllp> => {
  const listening = await Promise.all(
    feeds.map(async (feed) => {
      const connections = new Set<Connection>();
      const take = (socket: Socket): void => {
        const connection = serve(socket, parts, { feed, log });
        connections.add(connection);
        socket.once('close', () => connections.delete(connection));
      };
      const server =
        tls === undefined
          ? createServer({ allowHalfOpen: true }, take)
          : createTlsServer(
              {
                ...tls,
                allowHalfOpen: true,
                requestCert: tls.ca !== undefined,
                rejectUnauthorized: tls.ca !== undefined,
              },
              take,
            );
      server.on('tlsClientError', (error: Error) =>
        log.warn({ err: error, feed: feed.user }, 'an MLLP client was refused by TLS'),
      );
      server.listen(feed.port, host);
      await once(server, 'listening');
      return { server, connections };
    }),
  );
  const ports = listening.map(({ server }) => portOf(server));
  for (const [nth, { user }] of feeds.entries())
    log.info({ feed: user, port: ports[nth], tls: tls !== undefined }, 'MLLP is listening');
  return {
    ports,
    close: async () => {
      await Promise.all(
        listening.map(async ({ server, connections }) => {
          const closed = once(server, 'close');
          server.close();
          for (const connection of connections) connection.end();
          await closed;
        }),
      );
    },
  };
};

type Connection = { readonly end: () => void };

/** Seconds without a byte after which a connection is given up; engines keep theirs open for long. */
const patience = 3_600;

/** One connection: its messages are done in their order, the next when the last is answered. */
const serve = (
  socket: Socket,
  parts: Parts,
  { feed, log }: { readonly feed: MllpFeed; readonly log: Log },
): Connection => {
  const address = socket.remoteAddress ?? '';
  const caller = { authorization: basic(feed.user, feed.password), address, through: 'hl7' } as const;
  const framed = frames(parts.limits.bytes);
  let isEnding = false;
  let underway: Promise<void> = Promise.resolve();

  const give = (reason: string): void => {
    log.warn({ feed: feed.user, address, reason }, 'an MLLP connection was ended');
    socket.destroy();
  };
  const answer = async (bytes: Buffer): Promise<void> => {
    const received = await receiveAll(parts, { bytes }, caller);
    // Nothing useful for whoever guesses: no acknowledgement, and no connection.
    if (typeof received === 'string') {
      give(received);
      return;
    }
    socket.write(
      Buffer.concat([
        Buffer.from([startBlock]),
        encode(received.acknowledgement, received.charset),
        Buffer.from([endBlock, carriageReturn]),
      ]),
    );
  };
  const work = async (chunk: Buffer): Promise<void> => {
    for (const frame of framed.add(chunk)) {
      if (socket.destroyed) return;
      if (typeof frame === 'string') {
        give(frame);
        return;
      }
      await answer(frame);
    }
    if (isEnding) socket.end();
    else socket.resume();
  };
  socket.setTimeout(patience * 1_000, () => give('It was silent for too long.'));
  socket.on('error', (error) => log.warn({ err: error, feed: feed.user, address }, 'an MLLP connection failed'));
  socket.on('data', (chunk: Buffer) => {
    // While messages are done, no more is read: the sender waits, and our memory does not grow.
    socket.pause();
    underway = work(chunk).catch((error: unknown) => {
      log.warn({ err: error, feed: feed.user, address }, 'an MLLP message failed');
      socket.destroy();
    });
  });
  // Whoever has sent all that he will still waits for his answers.
  socket.on('end', () => void underway.then(() => socket.end()));
  return {
    end: () => {
      isEnding = true;
      void underway.then(() => socket.end());
    },
  };
};

type Frames = { readonly add: (chunk: Buffer) => readonly (Buffer | string)[] };

/**
 * Cuts what comes into messages; text says why the connection cannot go on. <FS> ends a block, as it stands in no message:
 * a sender that leaves out the <CR> after it would else wait for ever, or lose its next message to this one.
 *
 * What comes between blocks is passed over (appendix C.4.3): line ends and bytes that keep a connection alive, however many
 * there are, and a little text. But a message without its <VT> has a sender that waits for an answer.
 */
export const frames = (limit: number): Frames => {
  let pieces: Buffer[] = [];
  let held = 0;
  return {
    add: (chunk) => {
      pieces.push(chunk);
      held += chunk.length;
      // A long message comes in many pieces: they are put together once its end has come.
      if (pieces[0]?.[0] === startBlock && !chunk.includes(endBlock) && held <= limit) return [];
      let rest = pieces.length === 1 ? chunk : Buffer.concat(pieces);
      const found: (Buffer | string)[] = [];
      for (;;) {
        const first = rest.findIndex(isOfNote);
        rest = first === -1 ? Buffer.alloc(0) : rest.subarray(first);
        const start = rest.indexOf(startBlock);
        const between = start === -1 ? rest : rest.subarray(0, start);
        if (between.length > mostBetween || between.includes('MSH')) {
          found.push('A block begins with <VT> (0x0B).');
          break;
        }
        if (start === -1) break;
        rest = rest.subarray(start);
        const end = rest.indexOf(endBlock, 1);
        if (end === -1) {
          if (rest.length > limit) found.push(`A message has at most ${limit} bytes.`);
          break;
        }
        found.push(rest.subarray(1, end));
        rest = rest.subarray(end + 1);
      }
      pieces = rest.length === 0 ? [] : [rest];
      held = rest.length;
      return found;
    },
  };
};

/** Neither a blank nor a control character, or the beginning of a block. */
const isOfNote = (byte: number): boolean => byte > blank || byte === startBlock;

const portOf = (server: Server): number => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A TCP server has no port.');
  return address.port;
};
