import { fhirAnswer, notModified, problemAnswer, type Answer } from '../core/answer.ts';
import { isUnchanged, versionHeaders } from '../core/conditional.ts';
import type { FhirRequest } from '../core/exchange.ts';
import { isProblem, Problem, problemOfErrors } from '../core/outcome.ts';
import { ReadCustomerResourceDocument } from './documents.generated.ts';
import { partOf, partWanted } from '../core/form.ts';
import type { Feed } from './parts.ts';
import { notThere, unknownFeed } from './problems.ts';

type Wanted = { readonly type: string; readonly id: string; readonly version?: string };

/** `GET {Type}/{id}` and `GET {Type}/{id}/_history/{version}`; 410 for what has been deleted. FHIR R4 §3.1.0.2, §3.1.0.3 */
export const readResource = async (
  { graph, name }: Feed,
  { type, id, version }: Wanted,
  { caller, conditions, parameters }: FhirRequest,
): Promise<Answer | Problem> => {
  const part = partWanted(parameters);
  if (isProblem(part)) return part;
  // Versions are numbers from 1; what could be none is not there.
  const wanted = version === undefined ? undefined : /^[1-9]\d{0,8}$/.test(version) ? Number(version) : 0;
  const { data, errors } = await graph.run(
    ReadCustomerResourceDocument,
    { feed: name, type, id, version: wanted ?? null },
    caller,
  );
  const problem = problemOfErrors(errors);
  if (problem !== undefined) return problem;
  const feed = data?.customerFeed;
  if (feed === null || feed === undefined) return unknownFeed;
  const { resource: found } = feed;
  if (found === null) return notThere(type, id);
  const headers = versionHeaders(found);
  if (found.resource === null) return problemAnswer(new Problem('gone', `${type}/${id} has been deleted.`), headers);
  return isUnchanged(found, conditions)
    ? notModified(headers)
    : fhirAnswer(partOf(feed.version, part)(found.resource), headers);
};
