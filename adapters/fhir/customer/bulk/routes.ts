import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isFailure } from '../../../../kernel/failure.ts';
import { readJsonObject } from '../../../../kernel/json-text.ts';
import type { Answer } from '../../core/answer.ts';
import { bodyOf } from '../../core/body.ts';
import { respondAt, type FhirRequest } from '../../core/exchange.ts';
import { isProblem, Problem } from '../../core/outcome.ts';
import type { Parameter } from '../../core/parameters.ts';
import type { Feed } from '../parts.ts';
import { beginExport, endExport, exportFile, lookAtExport, type Scope } from './export.ts';
import { takeImport } from './import.ts';
import { readParameters, readWanted } from './wanted.ts';

type Params = { readonly feed: string; readonly id: string; readonly file: string };
type Route = { readonly Params: Params };
type Asked = FastifyRequest<Route>;

/** Whole stores at a time: `$export` and `$import`. These bodies and answers are streams, so that they have a scope of their own. */
export const bulkRoutes = async (app: FastifyInstance, feedOf: (name: string) => Feed): Promise<void> => {
  await app.register(async (scope) => {
    // Unread: it is taken as it comes.
    scope.addContentTypeParser([...ndjson], async (_: unknown, body: Readable) => body);
    const answering =
      (handler: (feed: Feed, request: Asked, fhir: FhirRequest) => Promise<Answer | Problem> | Problem) =>
      (request: Asked, reply: FastifyReply) =>
        respond(request, reply, (fhir) => handler(feedOf(request.params.feed), request, fhir));

    scope.post<Route>(
      '/:feed/$import',
      answering((feed, { body }, fhir) => (body instanceof Readable ? takeImport(feed, body, fhir) : notNdjson)),
    );
    for (const [path, scopeOf] of exported)
      scope.route<Route>({
        method: ['GET', 'POST'],
        url: path,
        handler: answering((feed, request, fhir) => begin(feed, request, { fhir, scope: scopeOf(request.params) })),
      });
    scope.get<Route>(
      '/:feed/$export/:id',
      answering((feed, { params }, fhir) => lookAtExport(feed, params.id, fhir)),
    );
    scope.delete<Route>(
      '/:feed/$export/:id',
      answering((feed, { params }, fhir) => endExport(feed, params.id, fhir)),
    );
    scope.get<Route>(
      '/:feed/$export/:id/:file',
      answering((feed, { params: { id, file } }, fhir) => {
        const [, number] = /^(\d{1,6})\.ndjson$/.exec(file) ?? [];
        return number === undefined ? noFile : exportFile(feed, { id, file: Number(number) }, fhir);
      }),
    );
  });
};

const exported: readonly (readonly [string, (params: Params) => Scope])[] = [
  ['/:feed/$export', () => ({ ofPatients: false })],
  ['/:feed/Patient/$export', () => ({ ofPatients: true })],
  ['/:feed/Group/:id/$export', ({ id }) => ({ ofPatients: true, group: id })],
];

const begin = async (
  feed: Feed,
  request: Asked,
  { fhir, scope }: { readonly fhir: FhirRequest; readonly scope: Scope },
): Promise<Answer | Problem> => {
  const posted = postedIn(request);
  if (isProblem(posted)) return posted;
  const lenient = /handling\s*=\s*lenient/i.test(String(request.headers['prefer'] ?? ''));
  const wanted = readWanted([...fhir.parameters, ...posted], lenient);
  if (isProblem(wanted)) return wanted;
  if (wanted.patients !== undefined && !scope.ofPatients)
    return new Problem('invalid', 'Patients are named for the export of patients: Patient/$export.', 'patient');
  const { origin } = new URL(feed.base);
  return beginExport(feed, { wanted, scope, url: `${origin}${request.url}` }, fhir);
};

const postedIn = (request: Asked): readonly Parameter[] | Problem => {
  const { method, body } = request;
  // A form has been read as parameters already; and nothing need be sent.
  if (method === 'GET' || typeof body === 'string' || body === undefined || body === null) return [];
  const sent = bodyOf(request);
  if (sent?.form !== 'json' || sent.text === undefined) return notParameters;
  const read = readJsonObject(sent.text);
  return isFailure(read) ? new Problem('invalid', read.message) : readParameters(read);
};

const ndjson = ['application/fhir+ndjson', 'application/ndjson', 'application/x-ndjson'] as const;

const respond = respondAt('fhir.customer');

const noFile = new Problem('not_found', 'There is no such file.');
const notParameters = new Problem(
  'media_type',
  'Parameters are sent as FHIR JSON (Content-Type: application/fhir+json).',
  'Content-Type',
);
const notNdjson = new Problem(
  'media_type',
  'An import is sent as NDJSON, a resource in each line (Content-Type: application/fhir+ndjson).',
  'Content-Type',
);
