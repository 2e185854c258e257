import type { FastifyError, FastifyPluginAsync, FastifyReply } from 'fastify';
import type { Clock } from '../../kernel/clock.ts';
import type { Limits } from '../../kernel/config.ts';
import { authorizationOf } from '../../kernel/credentials.ts';
import type { Graph } from '../../kernel/graph.ts';
import type { NewId } from '../../kernel/id.ts';
import * as answers from './answer.ts';
import { defaultLimits } from './er7/parse.ts';
import { receive, type Log } from './receive.ts';

type EndpointParts = {
  readonly graph: Graph;
  readonly clock: Clock;
  readonly newId: NewId;
  /** `hl7Message`: bytes of one message. */
  readonly limits: Pick<Limits, 'hl7Message'>;
  readonly log: Log;
};

/**
 * Serves `POST /services/hl7`: one HL7 v2 message in ER7 form in, its acknowledgement out. The charset is that of MSH-18,
 * whatever the Content-Type says. Domain reference §4.1
 */
export const hl7Endpoint =
  ({ limits, log, ...others }: EndpointParts): FastifyPluginAsync =>
  async (app) => {
    const parts = { ...others, log, limits: { ...defaultLimits, bytes: limits.hl7Message } };

    app.removeAllContentTypeParsers();
    app.addContentTypeParser(
      answers.mediaTypes,
      { parseAs: 'buffer', bodyLimit: limits.hl7Message },
      async (_: unknown, body: Buffer) => body,
    );
    // Before the body is read: whoever cannot be answered well need not be listened to.
    app.addHook('onRequest', async (request, reply) => {
      if (request.method !== 'POST') return write(reply, answers.otherMethod);
      if (request.headers.authorization === undefined) return write(reply, answers.unauthenticated);
      return undefined;
    });
    app.setErrorHandler<FastifyError>((error, request, reply) => {
      if (error.statusCode === 413) return write(reply, answers.tooLarge(limits.hl7Message));
      if (error.statusCode === 415) return write(reply, answers.otherType(request.headers['content-type']));
      if (error.statusCode !== undefined && error.statusCode < 500) return write(reply, answers.unreadable);
      log.error({ err: error }, 'the HL7 endpoint failed');
      return write(reply, answers.failed);
    });
    app.all('/services/hl7', async ({ body, headers, ip, raw }, reply) =>
      write(
        reply,
        Buffer.isBuffer(body)
          ? await receive(parts, body, { authorization: authorizationOf(raw), address: ip, through: 'hl7' })
          : answers.otherType(headers['content-type']),
      ),
    );
  };

const write = (reply: FastifyReply, { status, headers, body }: answers.Answer): FastifyReply =>
  reply.code(status).headers(headers).send(body);
