import type { FhirVersion } from '../../../fhir/elements.ts';
import type { Caller } from '../../../kernel/graph.ts';
import { type Problem, problemOfErrors } from '../core/outcome.ts';
import { VersionOfCustomerFeedDocument } from './documents.generated.ts';
import type { Feed } from './parts.ts';
import { unknownFeed } from './problems.ts';

/** A feed is of one version for good, and that is no secret: it is asked for once. */
const known = new Map<string, FhirVersion>();
const mostKnown = 10_000;

/** The FHIR version of a feed, for what has to be known before anything is asked of it: how XML is read. */
export const versionOf = async ({ graph, base, name }: Feed, caller: Caller): Promise<FhirVersion | Problem> => {
  const found = known.get(base);
  if (found !== undefined) return found;
  const { data, errors } = await graph.run(VersionOfCustomerFeedDocument, { feed: name }, caller);
  const problem = problemOfErrors(errors);
  if (problem !== undefined) return problem;
  const version = data?.customerFeed?.version;
  if (version === undefined) return unknownFeed;
  if (known.size < mostKnown) known.set(base, version);
  return version;
};
