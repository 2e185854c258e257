import { Readable } from 'node:stream';
import { fhirAnswer, type Answer } from '../../core/answer.ts';
import type { FhirRequest } from '../../core/exchange.ts';
import { isProblem, Problem, problemOfErrors } from '../../core/outcome.ts';
import {
  BeginCustomerExportDocument,
  EndCustomerExportDocument,
  LookAtCustomerExportDocument,
  PageOfCustomerExportDocument,
  type CustomerExportForFhirFragment,
  type CustomerRefusalForFhirFragment,
} from '../documents.generated.ts';
import type { Feed } from '../parts.ts';
import { problemOfRefusal, unknownFeed } from '../problems.ts';
import type { Wanted } from './wanted.ts';

/** Whose resources: of the whole feed, of all patients, or of the members of a Group. */
export type Scope = { readonly ofPatients: boolean; readonly group?: string };

/** `$export`: begins one, and says where to ask for it. Bulk Data Access 2.0 §2.4.1 */
export const beginExport = async (
  feed: Feed,
  { wanted, scope, url }: { readonly wanted: Wanted; readonly scope: Scope; readonly url: string },
  { caller }: FhirRequest,
): Promise<Answer | Problem> => {
  const { data, errors } = await feed.graph.run(
    BeginCustomerExportDocument,
    { input: { feed: feed.name, request: url, ...scope, ...wanted } },
    caller,
  );
  const begun = exportIn(data?.beginCustomerExport, problemOfErrors(errors));
  if (isProblem(begun)) return begun;
  return accepted({ 'content-location': `${feed.base}/$export/${begun.id}` });
};

/** Where the export is: 202 while writes that began before it are under way, then its manifest. Bulk Data Access 2.0 §2.4.3 */
export const lookAtExport = async (feed: Feed, id: string, { caller }: FhirRequest): Promise<Answer | Problem> => {
  const { data, errors } = await feed.graph.run(LookAtCustomerExportDocument, { feed: feed.name, id }, caller);
  const found = exportIn(data?.lookAtCustomerExport, problemOfErrors(errors));
  if (isProblem(found)) return found;
  const { waitingFor, expiresAt } = found;
  if (waitingFor > 0)
    return accepted({ 'x-progress': `waiting for ${String(waitingFor)} writes that began before`, 'retry-after': '1' });
  return fhirAnswer(JSON.stringify(manifestOf(feed, found)), {
    'content-type': 'application/json',
    expires: new Date(expiresAt).toUTCString(),
  });
};

/** `DELETE`: the files are gone. Bulk Data Access 2.0 §2.4.2 */
export const endExport = async (feed: Feed, id: string, { caller }: FhirRequest): Promise<Answer | Problem> => {
  const { data, errors } = await feed.graph.run(EndCustomerExportDocument, { feed: feed.name, id }, caller);
  const ended = exportIn(data?.endCustomerExport, problemOfErrors(errors));
  return isProblem(ended) ? ended : accepted({});
};

/** A file, read as it goes out: a client that reads slowly holds up nothing but itself. */
export const exportFile = async (
  { graph, name }: Feed,
  { id, file }: { readonly id: string; readonly file: number },
  { caller }: FhirRequest,
): Promise<Answer | Problem> => {
  const page = async (after: string | null) => {
    const { data, errors } = await graph.run(PageOfCustomerExportDocument, { feed: name, id, file, after }, caller);
    return problemOfErrors(errors) ?? data?.customerFeed?.exportPage ?? unknownFeed;
  };
  // What is wrong at once is answered; what goes wrong later can only break off the answer.
  const first = await page(null);
  if (isProblem(first)) return first;
  const texts = async function* (): AsyncGenerator<string> {
    for (let at = first; ;) {
      if (at.ndjson !== '') yield at.ndjson;
      if (at.next === null) return;
      const next = await page(at.next);
      if (isProblem(next)) throw new Error(next.diagnostics);
      at = next;
    }
  };
  return {
    ...fhirAnswer(''),
    headers: ndjsonHeaders,
    body: Readable.from(texts(), { objectMode: true, highWaterMark: 1 }),
  };
};

const ndjsonHeaders = { ...fhirAnswer('').headers, 'content-type': 'application/fhir+ndjson' };

const accepted = (headers: Readonly<Record<string, string>>): Answer => ({
  ...fhirAnswer('', headers),
  status: 202,
});

type Result =
  | ({ readonly __typename: 'CustomerExport' } & CustomerExportForFhirFragment)
  | ({ readonly __typename: 'CustomerRefusal' } & CustomerRefusalForFhirFragment);

const exportIn = (
  result: Result | undefined,
  problem: Problem | undefined,
): CustomerExportForFhirFragment | Problem => {
  if (problem !== undefined) return problem;
  if (result === undefined) return new Problem('internal', 'The export was not answered.');
  return result.__typename === 'CustomerExport' ? result : problemOfRefusal(result, { type: 'Parameters' });
};

const manifestOf = ({ base }: Feed, { id, request, at, files }: CustomerExportForFhirFragment): object => {
  const named = files.map(({ type, deleted }, number) => ({
    deleted,
    file: { type: deleted ? 'Bundle' : type, url: `${base}/$export/${id}/${String(number)}.ndjson` },
  }));
  const filesThat = (deleted: boolean) => named.filter((one) => one.deleted === deleted).map(({ file }) => file);
  return {
    transactionTime: at,
    request,
    requiresAccessToken: true,
    output: filesThat(false),
    deleted: filesThat(true),
    error: [],
  };
};
