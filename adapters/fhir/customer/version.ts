import type { FhirVersion } from '../../../fhir/elements.ts';
import type { Caller } from '../../../kernel/graph.ts';
import { isProblem, type Problem, problemOfErrors } from '../core/outcome.ts';
import { FormOfCustomerFeedDocument, VersionOfCustomerFeedDocument } from './documents.generated.ts';
import type { Feed } from './parts.ts';
import { unknownFeed } from './problems.ts';

/** A feed is of one version for good: it is asked for once. */
const known = new Map<string, FhirVersion>();
const mostKnown = 10_000;

/** The FHIR version of a feed, which is no secret: how it writes XML, to whomever. */
export const versionOf = async ({ graph, base, name, ourselves }: Feed): Promise<FhirVersion | Problem> => {
  const found = known.get(base);
  if (found !== undefined) return found;
  const { data, errors } = await graph.run(FormOfCustomerFeedDocument, { feed: name }, ourselves());
  const version = problemOfErrors(errors) ?? data?.customerCapabilities?.version ?? unknownFeed;
  if (!isProblem(version) && known.size < mostKnown) known.set(base, version);
  return version;
};

/** The same for its owner alone: of another's feed nothing is read that was sent to it. */
export const versionForOwner = async ({ graph, name }: Feed, caller: Caller): Promise<FhirVersion | Problem> => {
  const { data, errors } = await graph.run(VersionOfCustomerFeedDocument, { feed: name }, caller);
  return problemOfErrors(errors) ?? data?.customerFeed?.version ?? unknownFeed;
};
