import type { FastifyError, FastifyPluginAsync, FastifyReply } from 'fastify';
import type { Clock } from '../../kernel/clock.ts';
import type { Limits } from '../../kernel/config.ts';
import { authorizationOf } from '../../kernel/credentials.ts';
import { isFailure } from '../../kernel/failure.ts';
import type { Graph } from '../../kernel/graph.ts';
import type { NewId } from '../../kernel/id.ts';
import * as answers from './answer.ts';
import { defaultLimits } from './er7/parse.ts';
import { receiveAll } from './transport/batch.ts';
import { openEnvelope, xmlText } from './transport/soap.ts';
import type { Log, Parts } from './receive.ts';

type EndpointParts = {
  readonly graph: Graph;
  readonly clock: Clock;
  readonly newId: NewId;
  /** `hl7Message`: bytes of one message. */
  readonly limits: Pick<Limits, 'hl7Message'>;
  readonly processing: Parts['processing'];
  /** Where clients find us. */
  readonly baseUrl: string;
  readonly log: Log;
};

export { hl7Replay } from './replay-plugin.ts';
export { mllpPlugin } from './transport/mllp.ts';

/** What every transport of HL7 needs. */
export const hl7Parts = ({ limits, ...others }: Omit<EndpointParts, 'baseUrl'>): Parts => ({
  ...others,
  limits: { ...defaultLimits, bytes: limits.hl7Message },
});

/**
 * Serves `POST /services/hl7`: an HL7 v2 message in ER7 form or a batch of them in, acknowledgements out; as it is, with the
 * charset of MSH-18 whatever the Content-Type says, or within SOAP, in the charset of the XML. Domain reference §4.1
 */
export const hl7Endpoint =
  ({ baseUrl, ...needs }: EndpointParts): FastifyPluginAsync =>
  async (app) => {
    const { limits, log } = needs;
    const parts = hl7Parts(needs);

    app.removeAllContentTypeParsers();
    app.addContentTypeParser(
      answers.mediaTypes,
      { parseAs: 'buffer', bodyLimit: limits.hl7Message },
      async (_: unknown, body: Buffer) => body,
    );
    app.addContentTypeParser(
      answers.soapTypes,
      // A message has more bytes in XML: & and line ends are written out.
      { parseAs: 'buffer', bodyLimit: 2 * limits.hl7Message },
      async (_: unknown, body: Buffer) => body,
    );
    // Before the body is read: whoever cannot be answered well need not be listened to.
    app.addHook('onRequest', async (request, reply) => {
      if (request.method === 'GET' && /\?wsdl(?:[&=]|$)/i.test(request.url))
        return write(reply, answers.description(`${baseUrl}/services/hl7`));
      if (request.method !== 'POST') return write(reply, answers.otherMethod);
      if (request.headers.authorization === undefined) return write(reply, answers.unauthenticated);
      if (isCompressed(request.headers['content-encoding'])) return write(reply, answers.compressed);
      return undefined;
    });
    app.setErrorHandler<FastifyError>((error, _, reply) => {
      if (error.statusCode === 413) return write(reply, answers.tooLarge(limits.hl7Message));
      if (error.statusCode === 415) return write(reply, answers.otherType);
      if (error.statusCode !== undefined && error.statusCode < 500) return write(reply, answers.unreadable);
      log.error({ err: error }, 'the HL7 endpoint failed');
      return write(reply, answers.failed);
    });
    app.all('/services/hl7', async ({ body, headers, ip, raw }, reply) => {
      if (!Buffer.isBuffer(body)) return write(reply, answers.otherType);
      const caller = { authorization: authorizationOf(raw), address: ip, through: 'hl7' } as const;
      const type = headers['content-type'] ?? '';
      if (!answers.soapTypes.some((known) => type.trim().toLowerCase().startsWith(known)))
        return write(reply, answers.answerTo(await receiveAll(parts, { bytes: body }, caller)));
      const text = xmlText(body, type);
      const envelope = isFailure(text) ? text : openEnvelope(text);
      if (isFailure(envelope)) return write(reply, answers.noEnvelope(envelope, type));
      const sent = { bytes: Buffer.from(envelope.text, 'utf8'), charset: 'utf-8' } as const;
      return write(reply, answers.answerTo(await receiveAll(parts, sent, caller), envelope));
    });
  };

const isCompressed = (encodings = ''): boolean =>
  encodings.split(',').some((encoding) => !/^\s*(?:identity\s*)?$/i.test(encoding));

const write = (reply: FastifyReply, { status, headers, body }: answers.Answer): FastifyReply =>
  reply.code(status).headers(headers).send(body);
