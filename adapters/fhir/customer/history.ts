import type { Bundle, BundleEntryRequest } from 'fhir/r4.js';
import type { FhirVersion } from '../../../fhir/elements.ts';
import { fhirAnswer, type Answer } from '../core/answer.ts';
import { versionHeaders } from '../core/conditional.ts';
import type { FhirRequest } from '../core/exchange.ts';
import { isProblem, Problem, problemOfErrors } from '../core/outcome.ts';
import { writeParameters, type Parameter } from '../core/parameters.ts';
import { readResultParameters, type ResultParameters } from '../core/result-parameters.ts';
import { HistoryOfCustomerFeedDocument, type CustomerPageForFhirFragment } from './documents.generated.ts';
import type { Feed } from './parts.ts';
import { pageLimits } from './search.ts';
import { periodAt, startOf } from './period.ts';
import { unknownFeed } from './problems.ts';

type Of = { readonly type?: string; readonly id?: string };

/** `_history` of a resource, of a type, of the feed; `_since`, `_at`, `_count`. FHIR R4 §3.1.0.9 */
export const history = async (feed: Feed, of: Of, request: FhirRequest): Promise<Answer | Problem> => {
  const result = readResultParameters(request.parameters, pageLimits);
  if (isProblem(result)) return result;
  const period = periodOf(result.rest);
  if (isProblem(period)) return period;
  const unknown = result.rest.find(({ name }) => !known.has(name));
  if (request.strict && unknown !== undefined)
    return new Problem('unsupported', `A history is not asked for by ${unknown.name}.`, unknown.name);
  const { data, errors } = await feed.graph.run(
    HistoryOfCustomerFeedDocument,
    {
      feed: feed.name,
      type: of.type ?? null,
      id: of.id ?? null,
      ...period,
      first: result.countOnly ? 0 : result.count,
      after: result.page ?? null,
    },
    request.caller,
  );
  const problem = problemOfErrors(errors);
  if (problem !== undefined) return problem;
  const found = data?.customerFeed;
  const page = found?.page;
  if (found === null || found === undefined || page === null || page === undefined) return unknownFeed;
  return fhirAnswer(historyBundle(feed, { of, result, page, version: found.version }));
};

const known = new Set(['_since', '_at', '_sort']);

type Period = { readonly since?: string; readonly atFrom?: string; readonly atTo?: string };

const periodOf = (parameters: readonly Parameter[]): Period | Problem => {
  const of = (name: string): string | undefined => parameters.find((parameter) => parameter.name === name)?.value;
  const since = of('_since');
  const at = of('_at');
  const from = since === undefined ? undefined : startOf(since);
  if (since !== undefined && from === undefined)
    return new Problem('invalid', '_since is an instant, such as 2026-05-01T10:00:00Z.', '_since');
  const moment = at === undefined ? undefined : periodAt(at);
  if (at !== undefined && moment === undefined)
    return new Problem('invalid', '_at is a date or an instant, such as 2026-05-01.', '_at');
  return { ...(from === undefined ? {} : { since: from }), ...moment };
};

type Answered = {
  readonly of: Of;
  readonly result: ResultParameters;
  readonly page: CustomerPageForFhirFragment;
  readonly version: FhirVersion;
};

const historyBundle = ({ base, clock }: Feed, { of, result, page, version }: Answered): string => {
  const path = [base, of.type, of.id, '_history'].filter((part) => part !== undefined).join('/');
  const url = (continuation: string | undefined): string => {
    const parameters = [
      ...result.rest.filter(({ name }) => known.has(name)),
      ...result.understood,
      ...(continuation === undefined ? [] : [{ name: 'page', value: continuation }]),
    ];
    return `${path}${parameters.length === 0 ? '' : `?${writeParameters(parameters)}`}`;
  };
  const envelope: Bundle = {
    resourceType: 'Bundle',
    type: 'history',
    timestamp: clock.now().toISOString(),
    ...(page.total === null ? {} : { total: page.total }),
    link: [
      { relation: 'self', url: url(result.page) },
      ...(page.next === null || result.countOnly ? [] : [{ relation: 'next', url: url(page.next) }]),
    ],
  };
  const head = JSON.stringify(envelope);
  if (result.countOnly || page.items.length === 0) return head;
  return `${head.slice(0, -1)},"entry":[${page.items.map((item) => entryText({ base, fhir: version }, item)).join(',')}]}`;
};

const entryText = (
  { base, fhir }: { readonly base: string; readonly fhir: FhirVersion },
  { type, id, method, deleted, resource, version, lastUpdated }: CustomerPageForFhirFragment['items'][number],
): string => {
  const { etag } = versionHeaders({ version, lastUpdated });
  const request: BundleEntryRequest = {
    // STU3's Bundles know no PATCH (value set http-verb): there it is the update that it came to.
    method: (deleted
      ? 'DELETE'
      : method === 'PATCH' && fhir === 'STU3'
        ? 'PUT'
        : method) as BundleEntryRequest['method'],
    url: method === 'POST' ? type : `${type}/${id}`,
  };
  const status = deleted ? '204 No Content' : version === 1 ? '201 Created' : '200 OK';
  const parts = [
    `"fullUrl":${JSON.stringify(`${base}/${type}/${id}`)}`,
    ...(resource === null ? [] : [`"resource":${resource}`]),
    `"request":${JSON.stringify(request)}`,
    `"response":${JSON.stringify({ status, etag, lastModified: lastUpdated })}`,
  ];
  return `{${parts.join(',')}}`;
};
