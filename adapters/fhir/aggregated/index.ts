import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { Bytes } from '../../../kernel/bytes.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Graph } from '../../../kernel/graph.ts';
import { documentStream } from '../../../kernel/document-stream.ts';
import { fhirAnswer, problemAnswer, type Answer } from '../core/answer.ts';
import { asksForBinary } from '../core/binary.ts';
import { inEitherForm } from '../core/form.ts';
import { respondAt, write, type FhirRequest, type Handler } from '../core/exchange.ts';
import { isProblem, Problem } from '../core/outcome.ts';
import { readBodies, resourceText } from '../core/body.ts';
import { speakFhir } from '../core/speak-fhir.ts';
import { readBinary } from './binary.ts';
import { capabilityStatement } from './capability.ts';
import { otherType, otherTypes } from './other-types.ts';
import type { Parts } from './parts.ts';
import { purview } from './purview.ts';
import { sendQuestionnaireRequest } from './questionnaires.ts';
import { notKnown } from '../core/not-known.ts';
import { readPatient, readRecord } from './read.ts';
import { searchPatients } from './search-patients.ts';
import { searchRecords } from './search-records.ts';
import { servedRecord, servedTypes } from './served.ts';

type AggregatedParts = {
  readonly graph: Graph;
  /** The server's URL, without a slash at its end; the FHIR base is this and the prefix of the plugin. */
  readonly baseUrl: string;
  readonly clock: Clock;
  /** The documents' bytes, where they are kept by this process. */
  readonly bytes?: Bytes | undefined;
};

type OfType = { readonly Params: { readonly type: string } };
type OfItem = { readonly Params: { readonly type: string; readonly id: string } };

/**
 * The Aggregated FHIR base: R4, JSON and XML, read-only. It is registered under its path:
 * `app.register(aggregatedFhir({ … }), { prefix: '/fhir/aggregated' })`. Domain reference §7.6
 */
export const aggregatedFhir =
  ({ graph, baseUrl, clock, bytes }: AggregatedParts): FastifyPluginAsync =>
  async (app) => {
    const parts: Parts = { graph, base: baseUrl + app.prefix, clock, bytes: documentStream(bytes, clock) };
    const metadata = JSON.stringify(
      capabilityStatement({ server: baseUrl, base: parts.base, date: clock.now().toISOString() }),
    );
    speakFhir(app);
    readBodies(app);

    app.get('/metadata', (request, reply) =>
      respond(
        request,
        reply,
        r4(() => fhirAnswer(metadata)),
      ),
    );
    app.get<OfType>('/:type', (request, reply) =>
      respond(
        request,
        reply,
        r4((fhir) => search(parts, request.params.type, fhir)),
      ),
    );
    app.post<OfType>('/:type/_search', (request, reply) =>
      respond(
        request,
        reply,
        r4((fhir) => (isForm(request) ? search(parts, request.params.type, fhir) : notAForm)),
      ),
    );
    app.get<OfItem>('/:type/:id', (request, reply) =>
      respond(
        request,
        reply,
        r4((fhir) => read(parts, request.params, fhir)),
      ),
    );
    app.get<OfItem>('/Binary/:id', (request, reply) => {
      const bytes = (fhir: FhirRequest) => readBinary(parts, request.params.id, fhir);
      return respond(request, reply, (fhir) => (asksForBinary(fhir, 'R4') ? r4(bytes)(fhir) : bytes(fhir)));
    });
    for (const method of ['GET', 'POST'] as const)
      app.route({
        method,
        url: '/$purview',
        handler: (request, reply) =>
          respond(
            request,
            reply,
            r4((fhir) => purview(parts, fhir)),
          ),
      });
    app.post<{ readonly Params: { readonly id: string } }>(
      '/Questionnaire/:id/$send-questionnaire-request',
      (request, reply) =>
        respond(
          request,
          reply,
          r4((fhir) => {
            const body = resourceText('R4', request);
            return isProblem(body) ? body : sendQuestionnaireRequest(parts, { id: request.params.id, body }, fhir);
          }),
        ),
    );
    app.setNotFoundHandler((request, reply) => write(reply, refuse(request, app.prefix)));
  };

const respond = respondAt(
  'fhir.aggregated',
  'This base is for customers’ own system clients and for people’s apps; partners read /fhir/facade.',
);

const r4 = (handler: Handler): Handler => inEitherForm('R4', handler);

const search = async (parts: Parts, type: string, request: FhirRequest): Promise<Answer | Problem> => {
  if (type === 'Patient') return searchPatients(parts, request);
  const other = otherType(type);
  if (other !== undefined) return other.search?.(parts, request) ?? readOnly(type);
  const served = servedRecord(type);
  return served === undefined ? notServed(`A search for ${type}`) : searchRecords(parts, served, request);
};

const read = async (parts: Parts, { type, id }: OfItem['Params'], request: FhirRequest): Promise<Answer | Problem> => {
  // `Observation/?…` is what some clients make of a base URL and a query.
  if (id === '') return search(parts, type, request);
  if (id === '_history') return notServed('A history');
  if (type === 'Patient') return readPatient(parts, id, request);
  const other = otherType(type);
  if (other !== undefined) return other.read(parts, id, request);
  const served = servedRecord(type);
  return served === undefined ? notServed(type) : readRecord(parts, { type: served.type, id }, request);
};

/** What no route takes: a method that changes something, or a path that is not there. */
const refuse = (request: FastifyRequest, prefix: string): Answer | Problem => {
  const [path = ''] = request.url.slice(prefix.length).split('?');
  const [type = '', id, ...more] = path.split('/').filter((segment) => segment !== '');
  const served = type === '' || type === 'metadata' || isServed(type);
  if (!served) return notServed(type);
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    const allow = id === '_search' ? 'POST' : 'GET, HEAD';
    return problemAnswer(new Problem('method', `This base is read-only: ${allow} here.`), { allow });
  }
  if (type === 'Questionnaire' && more.join('/') === '$send-questionnaire-request')
    return problemAnswer(new Problem('method', 'An operation that asks patients is posted: POST here.'), {
      allow: 'POST',
    });
  return id === undefined || more.length > 0 ? notServed(path === '' ? 'The base itself' : path) : notKnown(type, id);
};

const isServed = (type: string): boolean => servedTypes.includes(type) || otherType(type) !== undefined;

const notServed = (what: string): Problem =>
  new Problem(
    'unknown_type',
    `${what} is not served here; GET metadata says what is: ${[...servedTypes, ...otherTypes.map(({ type }) => type)].join(', ')}.`,
  );

const readOnly = (type: string): Problem =>
  new Problem('unknown_type', `${type} is read by its id here, and not searched: GET ${type}/{id}.`);

const notAForm = new Problem('media_type', 'A search is posted as application/x-www-form-urlencoded.', 'Content-Type');

const isForm = ({ headers }: FastifyRequest): boolean =>
  headers['content-type']?.toLowerCase().startsWith('application/x-www-form-urlencoded') === true;
