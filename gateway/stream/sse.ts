import { once } from 'node:events';
import type { FastifyReply } from 'fastify';

export type Sse = {
  /** Resolves when there is room for more. */
  readonly next: (id: string, result: object) => Promise<void>;
  readonly beat: () => void;
  readonly complete: () => void;
};

/** Takes the reply over as a stream of server-sent events; `stream` is aborted when the client has gone. HTML §9.2 */
export const openSse = (reply: FastifyReply, stream: AbortController): Sse => {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    // A proxy that collects answers would hold events back.
    'x-accel-buffering': 'no',
  });
  raw.flushHeaders();
  raw.on('close', () => {
    stream.abort();
  });
  // Gone before the stream was open.
  if (raw.destroyed) stream.abort();
  return {
    next: async (id, result) => {
      if (stream.signal.aborted) return;
      const isRoom = raw.write(`event: next\n${id === '' ? '' : `id: ${id}\n`}data: ${JSON.stringify(result)}\n\n`);
      // Whoever does not read is waited for here, and cut off where too much has come together: `events.ts`.
      if (!isRoom) await once(raw, 'drain', { signal: stream.signal }).catch(() => undefined);
    },
    beat: () => {
      if (raw.writableLength < 65_536) raw.write(':\n\n');
    },
    complete: () => {
      if (!raw.destroyed && !raw.writableEnded) raw.end('event: complete\ndata:\n\n');
    },
  };
};
