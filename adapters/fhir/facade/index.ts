import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { Bytes } from '../../../kernel/bytes.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Graph } from '../../../kernel/graph.ts';
import { documentStream } from '../../../kernel/document-stream.ts';
import { fhirAnswer, problemAnswer, type Answer } from '../core/answer.ts';
import { readBodies, resourceText } from '../core/body.ts';
import { respondAt, write, type FhirRequest, type Handler } from '../core/exchange.ts';
import { asksForBinary } from '../core/binary.ts';
import { inEitherForm } from '../core/form.ts';
import { isProblem, Problem } from '../core/outcome.ts';
import { speakFhir } from '../core/speak-fhir.ts';
import { readBinary } from './binary.ts';
import { capabilityStatement } from './capability.ts';
import { notKnown } from '../core/not-known.ts';
import { definitions } from './operation-definition.ts';
import { operationOn, operations } from './operations.ts';
import type { Parts } from './parts.ts';
import { read, search } from './route.ts';
import { servedTypes } from './served.ts';
import { timeline } from './timeline.ts';

type FacadeParts = {
  readonly graph: Graph;
  /** The server's URL, without a slash at its end; the FHIR base is this and the prefix of the plugin. */
  readonly baseUrl: string;
  readonly clock: Clock;
  /** The documents' bytes, where they are kept by this process. */
  readonly bytes?: Bytes | undefined;
};

type OfType = { readonly Params: { readonly type: string } };
type OfItem = { readonly Params: { readonly type: string; readonly id: string } };

/** Parameters with 5 000 identifiers, in XML too. */
const longestInput = 2 * 1024 * 1024;

/**
 * The Facade FHIR base: STU3, JSON and XML, read-only, with operations. It is registered under its path:
 * `app.register(facadeFhir({ … }), { prefix: '/fhir/facade' })`. Domain reference §7.2, §7.3
 */
export const facadeFhir =
  ({ graph, baseUrl, clock, bytes }: FacadeParts): FastifyPluginAsync =>
  async (app) => {
    const parts: Parts = { graph, base: baseUrl + app.prefix, clock, bytes: documentStream(bytes, clock) };
    const metadata = JSON.stringify(
      capabilityStatement({ server: baseUrl, base: parts.base, date: clock.now().toISOString() }),
    );
    speakFhir(app, tooLong);
    readBodies(app);

    app.get('/metadata', (request, reply) =>
      respond(
        request,
        reply,
        stu3(() => fhirAnswer(metadata)),
      ),
    );
    app.get<{ Params: { id: string } }>('/OperationDefinition/:id', (request, reply) =>
      respond(
        request,
        reply,
        stu3(() => definition(request.params.id)),
      ),
    );
    for (const operation of operations)
      app.post(`/${operation.on}/$${operation.name}`, { bodyLimit: longestInput }, (request, reply) =>
        respond(
          request,
          reply,
          stu3((fhir) => {
            const text = resourceText('STU3', request);
            return isProblem(text) ? text : operation.run(parts, text, fhir);
          }),
        ),
      );
    app.get<OfType>('/:type', (request, reply) =>
      respond(
        request,
        reply,
        stu3((fhir) => search(parts, request.params.type, fhir)),
      ),
    );
    app.post<OfType>('/:type/_search', (request, reply) =>
      respond(
        request,
        reply,
        stu3((fhir) =>
          typeof request.body === 'string' || request.body === undefined
            ? search(parts, request.params.type, fhir)
            : notAForm,
        ),
      ),
    );
    app.get<OfItem>('/:type/:id', (request, reply) => {
      const { type, id } = request.params;
      if (operationOn(type, id.slice(1)) !== undefined && id.startsWith('$')) return write(reply, postIt);
      return respond(
        request,
        reply,
        stu3((fhir) => read(parts, request.params, fhir)),
      );
    });
    app.get<{ Params: { id: string } }>('/Patient/:id/$timeline', (request, reply) =>
      respond(
        request,
        reply,
        stu3((fhir) => timeline(parts, request.params.id, fhir)),
      ),
    );
    app.get<OfItem>('/Binary/:id', (request, reply) => {
      const bytes = (fhir: FhirRequest) => readBinary(parts, request.params.id, fhir);
      return respond(request, reply, (fhir) => (asksForBinary(fhir, 'STU3') ? stu3(bytes)(fhir) : bytes(fhir)));
    });
    app.setNotFoundHandler((request, reply) => write(reply, refuse(request, app.prefix)));
  };

const respond = respondAt(
  'fhir.facade',
  'This base is for partners’ system clients, and for people’s apps; customers’ own read /fhir/aggregated.',
);
const stu3 = (handler: Handler): Handler => inEitherForm('STU3', handler);

const definition = (id: string): Answer | Problem => {
  const found = definitions.find((one) => one.id === id);
  return found === undefined ? notKnown('OperationDefinition', id) : fhirAnswer(JSON.stringify(found));
};

/** What no route takes: a method that changes something, or a path that is not there. */
const refuse = (request: FastifyRequest, prefix: string): Answer | Problem => {
  const [path = ''] = request.url.slice(prefix.length).split('?');
  const [type = '', id] = path.split('/').filter((segment) => segment !== '');
  const served = ['', 'metadata', 'OperationDefinition', ...servedTypes].includes(type);
  if (!served) return new Problem('unknown_type', `${type} is not served here; GET metadata says what is.`);
  if (request.method === 'GET' || request.method === 'HEAD')
    return new Problem('unknown_type', `${path === '' ? 'The base itself' : path} is not served here.`);
  if (id?.startsWith('$') === true && operationOn(type, id.slice(1)) === undefined) return noSuchOperation(type, id);
  return methodAnswer(id === '_search' || id?.startsWith('$') === true ? 'POST' : 'GET, HEAD');
};

const noSuchOperation = (type: string, name: string): Problem =>
  new Problem(
    'unknown_type',
    `${type} has no operation ${name} here. There are: ${operations.map((one) => `${one.on}/$${one.name}`).join(', ')}.`,
  );

const methodAnswer = (allow: string): Answer =>
  problemAnswer(new Problem('method', `This base is read-only: ${allow} here.`), { allow });

const postIt = methodAnswer('POST');

const notAForm = new Problem('media_type', 'A search is posted as application/x-www-form-urlencoded.', 'Content-Type');
const tooLong = new Problem('too_long', 'This is too long: 2 MB at most.');
