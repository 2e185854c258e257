import type { Readable } from 'node:stream';
import type { FastifyError, FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../kernel/clock.ts';
import type { Bytes } from '../../kernel/bytes.ts';
import type { Graph } from '../../kernel/graph.ts';
import { documentStream } from '../../kernel/document-stream.ts';
import { bringBeside } from './bring-beside.ts';
import { bringInParts } from './bring-in-parts.ts';
import { describe } from './description.ts';
import { serveDocs } from './docs.ts';
import { operations, tags } from './operations/index.ts';
import { fetchBytes } from './fetch-bytes.ts';
import { permits } from './permit.ts';
import { Problem } from './problem.ts';
import { rateOf, type Rate } from './rate.ts';
import { route } from './route.ts';
import { write } from './write.ts';

type RestParts = {
  readonly graph: Graph;
  /** The server's URL, without a slash at its end. */
  readonly baseUrl: string;
  readonly clock: Clock;
  readonly rate: Rate;
  /** The longest, in seconds, that something which has ended may still count. */
  readonly remember: number;
  /** The documents' bytes, where they are kept by this process. */
  readonly bytes?: Bytes | undefined;
};

/**
 * The Custom REST API at `/api/v2`, its description at `/api/openapi.json`, and pages to
 * try it on at `/api/docs`. Domain reference §5
 */
export const restApi =
  ({ graph, baseUrl, clock, rate, remember, bytes }: RestParts): FastifyPluginAsync =>
  async (app) => {
    const description = JSON.stringify(describe({ operations, tags, baseUrl }));
    speakJson(app);
    app.get('/openapi.json', (_request, reply) => reply.type('application/json; charset=utf-8').send(description));
    serveDocs(app);
    const parts = {
      graph,
      clock,
      count: rateOf(rate, clock),
      permits: permits(clock, remember),
      bytes: {
        bring: bytes === undefined ? bringInParts : bringBeside(bytes),
        fetch: fetchBytes(documentStream(bytes, clock)),
      },
    };
    await app.register(
      async (api) => {
        for (const operation of operations) route(api, operation, parts);
      },
      { prefix: '/v2' },
    );
    app.setNotFoundHandler((request, reply) => write(request, reply, unknownPath));
  };

const unknownPath = new Problem('not_found', 'There is no such path, or not with this method: see /api/openapi.json.');

/** Before routing there is no plugin whose handler could answer. */
export const answerUnreadablePath = (_error: Error, request: FastifyRequest, reply: FastifyReply): void => {
  void write(request, reply, unreadable);
};

const unreadable = new Problem(
  'invalid',
  'The path could not be read: it is badly escaped, or too long. RFC 3986 §2.1',
);

/** JSON is read; any other body is left to the operation, that takes it as it is or refuses it. Errors are problems. */
const speakJson = (app: FastifyInstance): void => {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string', bodyLimit: largestJson }, parse);
  app.addContentTypeParser('*', async (_request: FastifyRequest, body: Readable) => body);
  app.setErrorHandler((error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
    const problem = problemOfThrown(error);
    if (problem.kind === 'internal') request.log.error(error);
    return write(request, reply, problem);
  });
};

const largestJson = 1024 * 1024;

/** What the web server refuses has a status below 500; everything else is our bug, and nobody's business. */
const problemOfThrown = ({ statusCode = 500 }: FastifyError): Problem => {
  if (statusCode === 413) return new Problem('too_long', `A JSON body has ${largestJson} bytes at most.`);
  if (statusCode === 414) return unknownPath;
  if (statusCode < 500)
    return new Problem('invalid', 'The body is not JSON.', [{ pointer: '#', detail: 'This is not JSON.' }]);
  return new Problem('internal', 'Something failed on our side; nothing is wrong with the request.');
};
