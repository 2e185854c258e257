import { createHash } from 'node:crypto';
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import type { DocumentReference, OperationOutcome } from 'fhir/r3.js';
import type { Clock } from '../../../kernel/clock.ts';
import type { Graph } from '../../../kernel/graph.ts';
import { fhirAnswer, type Answer } from '../core/answer.ts';
import type { FhirRequest } from '../core/exchange.ts';
import { isProblem, Problem, problemOfErrors } from '../core/outcome.ts';
import * as documents from './documents.generated.ts';
import { letterIn, type LetterRead } from './letter.map.ts';
import { errorOf, kinds, resourceIn } from './sent-resource.ts';

type Parts = {
  readonly graph: Graph;
  readonly clock: Clock;
  /** The base at which the document can be read. */
  readonly facade: string;
};

/** A sender's clock may run so far ahead, in milliseconds; what is later than that would shut out what comes after it. */
const ahead = 5 * 60_000;

/**
 * `POST DocumentReference`: a letter to a patient, as an MDM^T02 would have brought it, or takes one back that was entered in
 * error. Sent again it is done once, since `indexed` is the sender's clock and a digest tells it from others of that
 * instant; where it broke off in between, it goes on from there. Domain reference §7.4
 */
export const handInLetter = async (
  { graph, clock, facade }: Parts,
  text: string,
  { caller }: FhirRequest,
): Promise<Answer | Problem> => {
  const sent = resourceIn<DocumentReference>(text, 'DocumentReference');
  if (isProblem(sent)) return sent;
  const letter = letterIn(sent);
  const { faults, sentAt, places } = letter;
  const problems = new Date(sentAt).getTime() > clock.now().getTime() + ahead ? [...faults, fromTheFuture] : faults;
  if (problems.length > 0) return new Problem('unprocessable', 'This letter cannot be taken.', problems.map(errorOf));

  const ask: Ask = async (document, variables, resultIn) => {
    const { data, errors } = await graph.run(document, variables, caller);
    const problem = problemOfErrors(errors);
    if (problem !== undefined) return problem;
    if (data === null) throw new Error('The graph answers neither a letter nor why not.');
    const result = resultIn(data);
    if (!isRefusal(result)) return result;
    const { kind, message, field } = result;
    const expression = placeOf(field ?? '', places);
    return new Problem(kinds[kind], message, [errorOf({ expression, diagnostics: message })]);
  };
  const placed = await ask(documents.PlaceLetterDocument, { to: letter.to }, ({ placeLetter }) => placeLetter);
  if (isProblem(placed)) return placed;
  const { placement, messageId } = placed;
  const controlId = createHash('sha256').update(JSON.stringify(sent)).digest('hex');
  const common = { placement, message: { id: messageId, sentAt, controlId } };
  const done = letter.withdrawn ? await takeBack(ask, letter, common) : await put(ask, letter, common);
  if (isProblem(done)) return done;
  const { document, outcome } = done;
  const warnings = placed.warnings.map(({ field, message }) => ({ field: placeOf(field, places), message }));
  const body = JSON.stringify(outcomeOf(`Letter ${letter.externalId}: ${said[outcome]}`, warnings));
  const isNew = outcome === 'CREATED';
  const answer = fhirAnswer(body, isNew ? { location: `${facade}/DocumentReference/${document}` } : {});
  return isNew ? { ...answer, status: 201 } : answer;
};

type Common = Pick<documents.DocumentInput, 'placement' | 'message'>;
type Done = { readonly document: string; readonly outcome: documents.StoreOutcome };
type Refused = Extract<documents.PlaceLetterMutation['placeLetter'], { readonly __typename: 'Refusal' }>;

/** Asks one thing of the graph; why it is refused is a problem at the place in the DocumentReference. */
type Ask = <Data, Variables, Answered extends object>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  resultIn: (data: Data) => Answered | Refused,
) => Promise<Answered | Problem>;

const isRefusal = (result: object): result is Refused => '__typename' in result && result.__typename === 'Refusal';

const put = async (ask: Ask, { document, letter }: LetterRead, common: Common): Promise<Done | Problem> => {
  const input = { ...common, ...document };
  const kept = await ask(documents.PutLetterDocumentDocument, { input }, ({ ingestDocument }) => ingestDocument);
  if (isProblem(kept)) return kept;
  const published = await ask(
    documents.HandInLetterDocument,
    { input: { ...common, ...letter, documentId: kept.id } },
    ({ publishLetter }) => publishLetter,
  );
  return isProblem(published) ? published : { document: kept.id, outcome: published.outcome };
};

const takeBack = async (ask: Ask, { externalId }: LetterRead, common: Common): Promise<Done | Problem> => {
  const input = { ...common, externalId };
  const gone = await ask(documents.TakeLetterBackDocument, { letter: input }, ({ withdrawLetter }) => withdrawLetter);
  if (isProblem(gone)) return gone;
  const kept = await ask(
    documents.TakeDocumentBackDocument,
    { document: input },
    ({ deleteDocument }) => deleteDocument,
  );
  return isProblem(kept) ? kept : { document: kept.id, outcome: gone.outcome };
};

/** The place of a field, or of what it is a part of: `identifiers[0].value` */
const placeOf = (field: string, places: LetterRead['places']): string =>
  places[field] ?? places[field.replace(/\.\w+$/, '')] ?? 'DocumentReference';

const fromTheFuture = {
  expression: 'DocumentReference.indexed',
  diagnostics: 'This is later than now: letters of a number are put in order by it.',
};

const said = {
  CREATED: 'it was handed in.',
  UPDATED: 'it was changed.',
  UNCHANGED: 'it has been handed in before; nothing was changed.',
  STALE: 'a later one was here before; nothing was changed.',
} as const satisfies Record<documents.StoreOutcome, string>;

type Warned = { readonly field: string; readonly message: string };

const outcomeOf = (words: string, warnings: readonly Warned[]): OperationOutcome => ({
  resourceType: 'OperationOutcome',
  issue: [
    { severity: 'information', code: 'informational', diagnostics: words },
    ...warnings.map(({ field, message }) => ({
      ...({ severity: 'warning', code: 'informational', diagnostics: message } as const),
      expression: [field],
    })),
  ],
});
