import type { Readable } from 'node:stream';
import { fhirAnswer, type Answer } from '../../core/answer.ts';
import type { FhirRequest } from '../../core/exchange.ts';
import { isProblem, outcomeOf, Problem, problemOfErrors } from '../../core/outcome.ts';
import { ImportIntoCustomerFeedDocument } from '../documents.generated.ts';
import type { Feed } from '../parts.ts';
import { problemOfRefusal } from '../problems.ts';
import { linesIn, type Lines } from './lines.ts';

/** Of one statement: more lines would make it no faster, and live long enough to fill the memory until it is tidied up. */
const most = { lines: 250, bytes: 512 * 1024, line: 5 * 1024 * 1024 };

/** So many refused lines are told one by one. */
const mostTold = 1000;

type Tally = { readonly created: number; readonly updated: number; readonly refused: readonly Refused[] };
type Refused = { readonly line: number; readonly problem: Problem };

/**
 * `POST [base]/$import` with NDJSON: takes the lines as they come, in their order. Each stands for itself; which were
 * refused, and why, is said at the end. What has been taken stays taken where the rest does not come.
 */
export const takeImport = async (feed: Feed, stream: Readable, request: FhirRequest): Promise<Answer | Problem> => {
  let [created, updated, refusals] = [0, 0, 0];
  const told: Refused[] = [];
  for await (const lines of linesIn(stream as AsyncIterable<Buffer>, most)) {
    const done = await take(feed, lines, request);
    if (isProblem(done)) return lines.from === 1 ? done : halfway(done, lines.from);
    created += done.created;
    updated += done.updated;
    refusals += done.refused.length;
    told.push(...done.refused.slice(0, mostTold - told.length));
  }
  return fhirAnswer(JSON.stringify(parametersOf({ created, updated, refusals }, told)));
};

const take = async (
  { graph, name }: Feed,
  { from, text, refused }: Lines,
  { caller }: FhirRequest,
): Promise<Tally | Problem> => {
  const { data, errors } = await graph.run(ImportIntoCustomerFeedDocument, { feed: name, ndjson: text }, caller);
  const problem = problemOfErrors(errors);
  if (problem !== undefined) return problem;
  const result = data?.importIntoCustomerFeed;
  if (result === undefined) return new Problem('internal', 'The import was not answered.');
  if (result.__typename === 'CustomerRefusal') return problemOfRefusal(result, { type: 'Resource' });
  return {
    created: result.created,
    updated: result.updated,
    refused: [
      ...refused.map(({ line, reason }) => ({ line, problem: new Problem('invalid', reason) })),
      ...result.refused.map(({ line, refusal }) => ({
        line: from + line - 1,
        problem: problemOfRefusal(refusal, { type: 'Resource' }),
      })),
    ].sort((one, other) => one.line - other.line),
  };
};

const halfway = ({ kind, diagnostics }: Problem, line: number): Problem =>
  new Problem(kind, `${diagnostics} The lines before line ${String(line)} have been taken.`);

type Counts = { readonly created: number; readonly updated: number; readonly refusals: number };

const parametersOf = ({ created, updated, refusals }: Counts, told: readonly Refused[]): object => ({
  resourceType: 'Parameters',
  parameter: [
    { name: 'created', valueInteger: created },
    { name: 'updated', valueInteger: updated },
    { name: 'refused', valueInteger: refusals },
    ...told.map(({ line, problem }) => ({
      name: 'refusal',
      part: [
        { name: 'line', valueInteger: line },
        { name: 'outcome', resource: outcomeOf(problem) },
      ],
    })),
  ],
});
