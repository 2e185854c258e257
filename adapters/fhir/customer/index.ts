import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../../kernel/clock.ts';
import type { Caller, Graph } from '../../../kernel/graph.ts';
import { sealLeave } from '../../../kernel/leave.ts';
import type { KeyRing } from '../../../kernel/seal.ts';
import { isIssue } from '../../../fhir/issue.ts';
import { fromXml } from '../../../fhir/xml/from-xml.ts';
import type { Answer } from '../core/answer.ts';
import { respondAt, write, type FhirRequest } from '../core/exchange.ts';
import { bodyOf, fhirForms, readBodies } from '../core/body.ts';
import { isProblem, Problem } from '../core/outcome.ts';
import { speakFhir } from '../core/speak-fhir.ts';
import { asksForBytes, binaryOf, readBytes } from './binary.ts';
import { bulkRoutes } from './bulk/routes.ts';
import { metadata } from './capability.ts';
import { batchOrTransaction } from './bundle.ts';
import { convertToR4 } from './convert.ts';
import { history } from './history.ts';
import { problemOfIssue } from './problems.ts';
import { operate, operations } from './operation.ts';
import { versionForOwner } from './version.ts';
import { inWantedForm, refuseOtherVersion } from './wanted-form.ts';
import type { Feed, Written, WriteHeaders } from './parts.ts';
import { readResource } from './read.ts';
import { scopeIn, search } from './search.ts';
import { create, patch, remove, update } from './write.ts';

type CustomerParts = {
  readonly graph: Graph;
  /** The server's URL, without a slash at its end. */
  readonly baseUrl: string;
  readonly clock: Clock;
  readonly keys: KeyRing;
};

type Params = {
  readonly feed: string;
  readonly type: string;
  readonly id: string;
  readonly version: string;
  readonly member: string;
};
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
  ({ graph, baseUrl, clock, keys }: CustomerParts): FastifyPluginAsync =>
  async (app) => {
    const ourselves = (): Caller => ({
      authorization: `Leave ${sealLeave(keys, { kind: 'internal', integration: 'internal', client: 'fhir' }, clock.now())}`,
      address: '127.0.0.1',
      through: 'fhir.customer',
    });
    const feedNamed = (name: string): Feed => ({
      graph,
      clock,
      name,
      base: `${baseUrl}${app.prefix}/${name}`,
      ourselves,
    });
    const feedOf = ({ feed }: Params): Feed => feedNamed(feed);
    speakFhir(app, tooLong);
    readBodies(app, { ...fhirForms, 'json-patch': ['application/json-patch+json'] });

    const reading =
      (handler: (feed: Feed, params: Params, request: FhirRequest) => Promise<Answer | Problem>) =>
      (request: Asked, reply: FastifyReply) =>
        respond(request, reply, (fhir) => {
          const feed = feedOf(request.params);
          return inWantedForm(feed, fhir, () => handler(feed, request.params, fhir));
        });
    const writing =
      (handler: (feed: Feed, params: Params, request: Written) => Promise<Answer | Problem>) =>
      (request: Asked, reply: FastifyReply) =>
        respond(request, reply, (fhir) => {
          const feed = feedOf(request.params);
          return inWantedForm(feed, fhir, async () => {
            const body = await textOf(feed, request, fhir);
            if (isProblem(body)) return body;
            return handler(feed, request.params, {
              ...fhir,
              headers: headersOf(request),
              body,
              query: queryOf(request),
            });
          });
        });
    const searching = reading((feed, { type }, request) => search(feed, { type }, request));
    const searchingAll = reading((feed, _, request) => search(feed, {}, request));
    const searchingIn = reading((feed, { type, id, member }, request) =>
      search(feed, scopeIn({ type, id }, member), request),
    );
    const posted = (by: typeof searching) => (request: Asked, reply: FastifyReply) =>
      typeof request.body === 'string' || request.body === undefined
        ? by(request, reply)
        : respond(request, reply, () => notAForm);

    app.get<Route>(
      '/:feed/metadata',
      reading((feed) => metadata(feed)),
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
    app.post<Route>('/:feed/:type/_search', posted(searching));
    app.get<Route>('/:feed/:type/:id/:member', searchingIn);
    app.post<Route>('/:feed/:type/:id/:member/_search', posted(searchingIn));
    app.post<Route>('/:feed/_search', posted(searchingAll));
    for (const path of ['/:feed', '/:feed/']) app.get<Route>(path, searchingAll);
    app.get<Route>(
      '/:feed/:type/:id',
      reading((feed, params, request) => readResource(feed, pick(params), request)),
    );
    app.get<Route>(
      '/:feed/:type/:id/_history/:version',
      reading((feed, params, request) => readResource(feed, params, request)),
    );

    const resource = { bodyLimit: longestResource };
    for (const path of ['/:feed/Binary/:id', '/:feed/Binary/:id/_history/:version'])
      app.get<Route>(path, (request, reply) =>
        respond(request, reply, (fhir) => {
          const feed = feedOf(request.params);
          return asksForBytes(fhir.wish)
            ? readBytes(feed, request.params, fhir)
            : inWantedForm(feed, fhir, () => readResource(feed, { ...request.params, type: 'Binary' }, fhir));
        }),
      );
    await app.register(async (bytes) => {
      bytes.removeContentTypeParser('*');
      bytes.addContentTypeParser('*', { parseAs: 'buffer' }, async (_: unknown, body: Buffer) => body);
      bytes.post<Route>(
        '/:feed/Binary',
        resource,
        writing((feed, _, request) => withBody(request) ?? create(feed, 'Binary', request)),
      );
      bytes.put<Route>(
        '/:feed/Binary/:id',
        resource,
        writing((feed, { id }, request) => withBody(request) ?? update(feed, { type: 'Binary', id }, request)),
      );
    });
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
    app.patch<Route>(
      '/:feed/:type/:id',
      resource,
      writing((feed, params, request) => withBody(request) ?? patch(feed, pick(params), request)),
    );
    app.patch<Route>(
      '/:feed/:type',
      resource,
      writing(
        (feed, { type }, request) => withBody(request) ?? patch(feed, { type, condition: request.query }, request),
      ),
    );
    for (const path of ['/:feed', '/:feed/'])
      app.post<Route>(
        path,
        { bodyLimit: longestBundle },
        writing((feed, _, request) => withBody(request) ?? batchOrTransaction(feed, request)),
      );
    app.post<Route>(
      '/:feed/$convert',
      resource,
      writing((feed, _, request) => withBody(request) ?? convertToR4(feed, request)),
    );
    await bulkRoutes(app, feedNamed);
    for (const name of new Set(operations.map((operation) => operation.name)))
      for (const path of [`/:feed/:type/$${name}`, `/:feed/:type/:id/$${name}`])
        app.route<Route>({
          method: operations.some((one) => one.name === name && one.changes) ? 'POST' : ['GET', 'POST'],
          url: path,
          bodyLimit: longestResource,
          handler: writing((feed, { type, id }: Partial<Params>, request) =>
            operate(feed, { name, type: type ?? '', ...(id === undefined ? {} : { id }) }, request),
          ),
        });
    app.setNotFoundHandler((_request, reply) => write(reply, notServed));
  };

const respond = respondAt('fhir.customer');

const pick = ({ type, id }: Params) => ({ type, id });

/** The text of what was sent, as JSON; undefined where nothing was, or what is no text. */
const textOf = async (
  feed: Feed,
  request: FastifyRequest,
  { caller }: FhirRequest,
): Promise<string | Problem | undefined> => {
  if (Buffer.isBuffer(request.body)) {
    const version = await versionForOwner(feed, caller);
    return isProblem(version) ? version : binaryOf(version, request, (request.params as Partial<Params>).id);
  }
  const body = bodyOf(request);
  if (body?.text === undefined) return undefined;
  const refused = await refuseOtherVersion(feed, request.headers['content-type']);
  if (refused !== undefined) return refused;
  if (body.form === 'json-patch' && request.method !== 'PATCH') return undefined;
  const { text } = body;
  if (body.form !== 'xml') return text;
  const version = await versionForOwner(feed, caller);
  if (isProblem(version)) return version;
  const read = fromXml(version, text);
  return isIssue(read) ? problemOfIssue('invalid', read) : read.text;
};

/** Nothing where there is a body that can be read. */
const withBody = ({ body }: Written): Promise<Problem> | undefined =>
  body === undefined ? Promise.resolve(notJson) : undefined;

const notJson = new Problem(
  'media_type',
  'A resource is sent as FHIR JSON or XML in UTF-8 (Content-Type: application/fhir+json), a patch as application/json-patch+json, or as Parameters.',
  'Content-Type',
);
const notAForm = new Problem('media_type', 'A search is posted as application/x-www-form-urlencoded.', 'Content-Type');
const notServed = new Problem('unknown_type', 'Not known here: GET [base]/metadata says what is.');
const tooLong = new Problem('too_long', 'This is too long: a resource has 5 MB at most, a Bundle 50 MB.');

const headersOf = ({ headers }: FastifyRequest): WriteHeaders => {
  const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = headers;
  const ifNoneExist = headers['if-none-exist'];
  const prefer = headers['prefer'];
  const key = headers['idempotency-key'];
  const [, returning] =
    /(?:^|[,;\s])return\s*=\s*"?(minimal|representation|OperationOutcome)"?/i.exec(String(prefer ?? '')) ?? [];
  return {
    ifMatch,
    ifNoneMatch,
    ifNoneExist: Array.isArray(ifNoneExist) ? ifNoneExist.join('&') : ifNoneExist,
    idempotencyKey: Array.isArray(key) ? key.join(',') : key,
    returning: preferences.find((known) => known.toLowerCase() === returning?.toLowerCase()),
  };
};

const preferences = ['minimal', 'representation', 'OperationOutcome'] as const;

const queryOf = ({ url }: FastifyRequest): string => {
  const mark = url.indexOf('?');
  return mark < 0 ? '' : url.slice(mark + 1);
};
