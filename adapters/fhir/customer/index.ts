import { isUtf8 } from 'node:buffer';
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../../kernel/clock.ts';
import type { Graph } from '../../../kernel/graph.ts';
import type { Answer } from '../core/answer.ts';
import { inJson, respondAt, write, type FhirRequest } from '../core/exchange.ts';
import { Problem } from '../core/outcome.ts';
import { speakFhir } from '../core/speak-fhir.ts';
import { metadata } from './capability.ts';
import { batchOrTransaction } from './bundle.ts';
import { history } from './history.ts';
import type { Feed, Written, WriteHeaders } from './parts.ts';
import { readResource } from './read.ts';
import { searchType } from './search.ts';
import { create, remove, update } from './write.ts';

type CustomerParts = {
  readonly graph: Graph;
  /** The server's URL, without a slash at its end. */
  readonly baseUrl: string;
  readonly clock: Clock;
};

type Params = { readonly feed: string; readonly type: string; readonly id: string; readonly version: string };
type Route = { readonly Params: Params };
type Asked = FastifyRequest<Route>;

/** The contract's §5. */
const longestResource = 5 * 1024 * 1024;
const longestBundle = 50 * 1024 * 1024;

/**
 * The Customer FHIR bases: each customer's own stores, to their owner alone, in the FHIR version of each feed. It is
 * registered under its path: `app.register(customerFhir({ … }), { prefix: '/fhir/customer' })`. Domain reference §7.5
 */
export const customerFhir =
  ({ graph, baseUrl, clock }: CustomerParts): FastifyPluginAsync =>
  async (app) => {
    const feedOf = ({ feed }: Params): Feed => ({ graph, clock, name: feed, base: `${baseUrl}${app.prefix}/${feed}` });
    speakFhir(app, tooLong);
    readJson(app);

    const reading =
      (handler: (feed: Feed, params: Params, request: FhirRequest) => Promise<Answer | Problem>) =>
      (request: Asked, reply: FastifyReply) =>
        respond(
          request,
          reply,
          inJson((fhir) => handler(feedOf(request.params), request.params, fhir)),
        );
    const writing =
      (handler: (feed: Feed, params: Params, request: Written) => Promise<Answer | Problem>) =>
      (request: Asked, reply: FastifyReply) =>
        respond(
          request,
          reply,
          inJson((fhir) => {
            const written = { ...fhir, headers: headersOf(request), body: bodyOf(request), query: queryOf(request) };
            return handler(feedOf(request.params), request.params, written);
          }),
        );
    const searching = reading((feed, { type }, request) => searchType(feed, type, request));
    const posted = (request: Asked, reply: FastifyReply) =>
      typeof request.body === 'string' || request.body === undefined
        ? searching(request, reply)
        : respond(request, reply, () => notAForm);

    app.get<Route>(
      '/:feed/metadata',
      reading((feed, _, request) => metadata(feed, request)),
    );
    app.get<Route>(
      '/:feed/_history',
      reading((feed, _, request) => history(feed, {}, request)),
    );
    app.get<Route>(
      '/:feed/:type/_history',
      reading((feed, { type }, request) => history(feed, { type }, request)),
    );
    app.get<Route>(
      '/:feed/:type/:id/_history',
      reading((feed, { type, id }, request) => history(feed, { type, id }, request)),
    );
    app.get<Route>('/:feed/:type', searching);
    app.post<Route>('/:feed/:type/_search', posted);
    app.get<Route>(
      '/:feed/:type/:id',
      reading((feed, params, request) => readResource(feed, pick(params), request)),
    );
    app.get<Route>(
      '/:feed/:type/:id/_history/:version',
      reading((feed, params, request) => readResource(feed, params, request)),
    );

    const resource = { bodyLimit: longestResource };
    app.post<Route>(
      '/:feed/:type',
      resource,
      writing((feed, { type }, request) => withBody(request) ?? create(feed, type, request)),
    );
    app.put<Route>(
      '/:feed/:type/:id',
      resource,
      writing((feed, params, request) => withBody(request) ?? update(feed, pick(params), request)),
    );
    app.put<Route>(
      '/:feed/:type',
      resource,
      writing(
        (feed, { type }, request) => withBody(request) ?? update(feed, { type, condition: request.query }, request),
      ),
    );
    app.delete<Route>(
      '/:feed/:type/:id',
      writing((feed, params, request) => remove(feed, pick(params), request)),
    );
    app.delete<Route>(
      '/:feed/:type',
      writing((feed, { type }, request) => remove(feed, { type, condition: request.query }, request)),
    );
    for (const path of ['/:feed', '/:feed/'])
      app.post<Route>(
        path,
        { bodyLimit: longestBundle },
        writing((feed, _, request) => withBody(request) ?? batchOrTransaction(feed, request)),
      );
    app.setNotFoundHandler((_request, reply) => write(reply, notServed));
  };

const respond = respondAt('fhir.customer');

const pick = ({ type, id }: Params) => ({ type, id });

/** JSON stays text: what is stored is what was sent. */
type JsonBody = { readonly json: Buffer };

const readJson = (app: FastifyInstance): void => {
  app.addContentTypeParser(
    ['application/fhir+json', 'application/json', 'application/json+fhir', 'text/json'],
    { parseAs: 'buffer' },
    async (_: unknown, json: Buffer): Promise<JsonBody> => ({ json }),
  );
};

const bodyOf = ({ body }: FastifyRequest): string | undefined => {
  if (typeof body !== 'object' || body === null || !('json' in body) || !Buffer.isBuffer(body.json)) return undefined;
  return isUtf8(body.json) ? body.json.toString('utf8').replace(/^\uFEFF/, '') : undefined;
};

/** Nothing where there is a body that can be read. */
const withBody = ({ body }: Written): Promise<Problem> | undefined =>
  body === undefined ? Promise.resolve(notJson) : undefined;

const notJson = new Problem(
  'media_type',
  'A resource is sent as FHIR JSON in UTF-8: Content-Type: application/fhir+json.',
  'Content-Type',
);
const notAForm = new Problem('media_type', 'A search is posted as application/x-www-form-urlencoded.', 'Content-Type');
const notServed = new Problem('unknown_type', 'Not known here: GET [base]/metadata says what is.');
const tooLong = new Problem('too_long', 'This is too long: a resource has 5 MB at most, a Bundle 50 MB.');

const headersOf = ({ headers }: FastifyRequest): WriteHeaders => {
  const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = headers;
  const ifNoneExist = headers['if-none-exist'];
  const prefer = headers['prefer'];
  const [, returning] =
    /(?:^|[,;\s])return\s*=\s*"?(minimal|representation|OperationOutcome)"?/i.exec(String(prefer ?? '')) ?? [];
  return {
    ifMatch,
    ifNoneMatch,
    ifNoneExist: Array.isArray(ifNoneExist) ? ifNoneExist.join('&') : ifNoneExist,
    returning: preferences.find((known) => known.toLowerCase() === returning?.toLowerCase()),
  };
};

const preferences = ['minimal', 'representation', 'OperationOutcome'] as const;

const queryOf = ({ url }: FastifyRequest): string => {
  const mark = url.indexOf('?');
  return mark < 0 ? '' : url.slice(mark + 1);
};
