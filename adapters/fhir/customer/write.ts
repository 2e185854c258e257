import { fhirAnswer, type Answer } from '../core/answer.ts';
import { versionHeaders } from '../core/conditional.ts';
import { isProblem, outcomeOf, Problem, problemOfErrors } from '../core/outcome.ts';
import { WriteCustomerFeedDocument, type WriteCustomerFeedMutationVariables } from './documents.generated.ts';
import type { Feed, WriteHeaders, Written } from './parts.ts';
import { problemOfRefusal } from './problems.ts';

export type Operation = WriteCustomerFeedMutationVariables['input']['operations'][number];

/** `POST {Type}`, also where If-None-Exist says that it may be there. FHIR R4 §3.1.0.8 */
export const create = (feed: Feed, type: string, request: Written): Promise<Answer | Problem> => {
  const { headers, body } = request;
  return one(feed, request, {
    kind: 'CREATE',
    type,
    resource: body ?? null,
    condition: headers.ifNoneExist ?? null,
  });
};

/** `PUT {Type}/{id}` and `PUT {Type}?…`. FHIR R4 §3.1.0.4 */
export const update = async (
  feed: Feed,
  { type, id, condition }: { readonly type: string; readonly id?: string; readonly condition?: string },
  request: Written,
): Promise<Answer | Problem> => {
  const expected = expectedBy(request.headers);
  if (isProblem(expected)) return expected;
  return one(feed, request, {
    kind: 'UPDATE',
    type,
    id: id ?? null,
    condition: condition ?? null,
    expected,
    resource: request.body ?? null,
  });
};

/** `PATCH {Type}/{id}` and `PATCH {Type}?…`, a JSON Patch or Parameters. FHIR R4 §3.1.0.6 */
export const patch = async (
  feed: Feed,
  { type, id, condition }: { readonly type: string; readonly id?: string; readonly condition?: string },
  request: Written,
): Promise<Answer | Problem> => {
  const expected = expectedBy(request.headers);
  if (isProblem(expected)) return expected;
  return one(feed, request, {
    kind: 'PATCH',
    type,
    id: id ?? null,
    condition: condition ?? null,
    expected,
    resource: request.body ?? null,
  });
};

/** `DELETE {Type}/{id}` and `DELETE {Type}?…`: the same answer again where there is nothing. FHIR R4 §3.1.0.7 */
export const remove = async (
  feed: Feed,
  { type, id, condition }: { readonly type: string; readonly id?: string; readonly condition?: string },
  request: Written,
): Promise<Answer | Problem> => {
  const expected = expectedBy(request.headers);
  if (isProblem(expected)) return expected;
  return one(feed, request, {
    kind: 'DELETE',
    type,
    id: id ?? null,
    condition: condition ?? null,
    expected,
    several: true,
  });
};

/** The version that has to be there; 0: none may be. FHIR R4 §3.1.0.5 */
export const expectedBy = ({
  ifMatch,
  ifNoneMatch,
}: Pick<WriteHeaders, 'ifMatch' | 'ifNoneMatch'>): number | null | Problem => {
  if (ifNoneMatch !== undefined && ifMatch === undefined) {
    if (ifNoneMatch.trim() === '*') return 0;
    return new Problem('invalid', 'If-None-Match of a write is *: only where there is none.', 'If-None-Match');
  }
  if (ifMatch === undefined) return null;
  const match = /^(?:W\/)?"(\d{1,9})"$/.exec(ifMatch.trim());
  if (match !== null) return Number(match[1]) === 0 ? -1 : Number(match[1]);
  if (/^(?:W\/)?"[^"]*"$/.test(ifMatch.trim()))
    return new Problem('precondition', `No version is called ${ifMatch}.`, 'If-Match');
  return new Problem('invalid', 'If-Match names one version: W/"3".', 'If-Match');
};

const one = async (feed: Feed, { caller, headers }: Written, operation: Operation): Promise<Answer | Problem> => {
  const isShown = headers.returning === undefined || headers.returning === 'representation';
  const { data, errors } = await feed.graph.run(
    WriteCustomerFeedDocument,
    { input: { feed: feed.name, atomic: false, operations: [operation] }, withResources: isShown },
    caller,
  );
  const problem = problemOfErrors(errors);
  if (problem !== undefined) return problem;
  const result = data?.writeCustomerFeed;
  if (result === undefined) return new Problem('internal', 'The write was not answered.');
  const outcome = result.__typename === 'CustomerRefusal' ? result : result.outcomes[0];
  if (outcome === undefined) return new Problem('internal', 'The write was not answered.');
  if (outcome.__typename === 'CustomerRefusal') return problemOfRefusal(outcome, operation);
  const { type, id, version, lastUpdated } = outcome;
  const versioned = version === null || lastUpdated === null ? {} : versionHeaders({ version, lastUpdated });
  if (outcome.outcome === 'DELETED') return empty(204, versioned);
  const status = outcome.outcome === 'CREATED' ? 201 : 200;
  const location = `${feed.base}/${type}/${id ?? ''}/_history/${String(version)}`;
  const all = { ...versioned, ...(status === 201 ? { location } : { 'content-location': location }) };
  if (headers.returning === 'OperationOutcome') return { ...fhirAnswer(done(outcome.outcome), all), status };
  return isShown ? { ...fhirAnswer(outcome.resource ?? '', all), status } : empty(status, all);
};

const empty = (status: number, headers: Readonly<Record<string, string>>): Answer => ({
  ...fhirAnswer('', headers),
  status,
});

const done = (outcome: string): string => {
  const { resourceType } = outcomeOf(new Problem('invalid', ''));
  return JSON.stringify({
    resourceType,
    issue: [
      {
        severity: 'information',
        code: 'informational',
        diagnostics: `The resource has been ${outcome.toLowerCase()}.`,
      },
    ],
  });
};
