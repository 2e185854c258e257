import type { FastifyPluginAsync } from 'fastify';
import type { Clock } from '../../../kernel/clock.ts';
import type { Graph } from '../../../kernel/graph.ts';
import { fhirAnswer, problemAnswer } from '../core/answer.ts';
import { readBodies, resourceText } from '../core/body.ts';
import { respondAt, write, type Handler } from '../core/exchange.ts';
import { inEitherForm } from '../core/form.ts';
import { isProblem, Problem } from '../core/outcome.ts';
import { speakFhir } from '../core/speak-fhir.ts';
import { capabilityStatement, operationDefinition, processMessageId } from './capability.ts';
import { handInLetter } from './hand-in-letter.ts';
import { processMessage } from './process-message.ts';

type MessagingParts = {
  readonly graph: Graph;
  /** The server's URL, without a slash at its end; the FHIR base is this and the prefix of the plugin. */
  readonly baseUrl: string;
  readonly clock: Clock;
};

/** A Patient is short. */
const longestPatient = 256 * 1024;
/** 25 MB in Base64, and what is said of them. */
const longestLetter = 36 * 1024 * 1024;

/**
 * The Messaging FHIR base: STU3, one operation and letters, nothing is read. It is registered under its path:
 * `app.register(messagingFhir({ … }), { prefix: '/fhir/messaging' })`. Domain reference §7.3
 */
export const messagingFhir =
  ({ graph, baseUrl, clock }: MessagingParts): FastifyPluginAsync =>
  async (app) => {
    const place = { server: baseUrl, base: baseUrl + app.prefix, date: clock.now().toISOString() };
    const metadata = JSON.stringify(capabilityStatement(place));
    speakFhir(app, tooLong);
    readBodies(app);
    app.get('/metadata', (request, reply) =>
      respond(
        request,
        reply,
        stu3(() => fhirAnswer(metadata)),
      ),
    );
    app.get(`/OperationDefinition/${processMessageId}`, (request, reply) =>
      respond(
        request,
        reply,
        stu3(() => fhirAnswer(JSON.stringify(operationDefinition))),
      ),
    );
    app.post(path, { bodyLimit: longestPatient }, (request, reply) =>
      respond(
        request,
        reply,
        stu3((fhir) => {
          const text = resourceText('STU3', request);
          return isProblem(text) ? text : processMessage(graph, text, fhir);
        }),
      ),
    );
    app.post(letters, { bodyLimit: longestLetter }, (request, reply) =>
      respond(
        request,
        reply,
        stu3((fhir) => {
          const text = resourceText('STU3', request);
          return isProblem(text) ? text : handInLetter({ graph, clock, facade: `${baseUrl}/fhir/facade` }, text, fhir);
        }),
      ),
    );
    app.setNotFoundHandler((request, reply) => {
      const [asked] = request.url.slice(app.prefix.length).split('?');
      return write(reply, [path, letters].includes(asked ?? '') ? problemAnswer(postIt, { allow: 'POST' }) : notServed);
    });
  };

const path = '/Patient/$process-message';
const letters = '/DocumentReference';
const respond = respondAt('fhir.messaging');
const stu3 = (handler: Handler): Handler => inEitherForm('STU3', handler);

const postIt = new Problem('method', 'What is sent is posted: POST here.');
const notServed = new Problem(
  'unknown_type',
  `Not served here: POST ${path.slice(1)} is, POST ${letters.slice(1)}, and GET metadata.`,
);
const tooLong = new Problem('too_long', 'This is too long: a Patient has 256 KB at most, a letter 25 MB.');
