import { fhirAnswer, type Answer } from '../core/answer.ts';
import { versionHeaders } from '../core/conditional.ts';
import { isProblem, outcomeOf, Problem, problemOfErrors, statusOf } from '../core/outcome.ts';
import { WriteCustomerFeedDocument, type WriteCustomerFeedMutation } from './documents.generated.ts';
import type { Entry } from './entry.ts';
import { notJson, partsOf } from './bundle-parts.ts';
import { ask } from './ask.ts';
import type { Feed, Written } from './parts.ts';
import { problemOfRefusal } from './problems.ts';

/** The contract's §5. */
const mostEntries = 5000;

/** `POST [base]`: a Bundle of type batch or transaction. FHIR R4 §3.1.0.11 */
export const batchOrTransaction = async (feed: Feed, request: Written): Promise<Answer | Problem> => {
  const read = readBundle(request.body ?? '');
  if (isProblem(read)) return read;
  const { atomic, entries } = read;
  const faulty = entries.findIndex(isProblem);
  const fault = entries[faulty];
  if (atomic && isProblem(fault)) return inEntry(fault, faulty);

  const answers: string[] = [];
  const writes: { readonly index: number; readonly entry: Entry & { readonly kind: 'write' } }[] = [];
  for (const [index, entry] of entries.entries()) {
    if (isProblem(entry)) answers[index] = refused(entry);
    else if (entry.kind === 'write') writes.push({ index, entry });
  }
  const isShown = request.headers.returning === 'representation';
  if (writes.length > 0) {
    const { data, errors } = await feed.graph.run(
      WriteCustomerFeedDocument,
      {
        input: {
          feed: feed.name,
          atomic,
          operations: writes.map(({ entry }) => entry.operation),
          idempotencyKey: request.headers.idempotencyKey ?? null,
        },
        withResources: isShown,
      },
      request.caller,
    );
    const problem = problemOfErrors(errors);
    if (problem !== undefined) return problem;
    const result = data?.writeCustomerFeed;
    if (result === undefined) return new Problem('internal', 'The write was not answered.');
    if (result.__typename === 'CustomerRefusal') {
      const nth = Number(/^operations\[(\d+)\]/.exec(result.field ?? '')?.[1] ?? NaN);
      const at = writes[nth];
      if (at === undefined) return problemOfRefusal(result, { type: 'Bundle' });
      const place = `Bundle.entry[${String(at.index)}].resource`;
      return inEntry(problemOfRefusal(result, { type: at.entry.operation.type, expression: place }), at.index);
    }
    for (const [nth, outcome] of result.outcomes.entries()) {
      const at = writes[nth];
      if (at !== undefined) answers[at.index] = answered(feed, outcome, at.entry.operation.type);
    }
  }
  // Reading comes last. FHIR R4 §3.1.0.11.2
  for (const [index, entry] of entries.entries())
    if (!isProblem(entry) && entry.kind === 'read') answers[index] = shown(await ask(feed, entry, request));
  const type = atomic ? 'transaction-response' : 'batch-response';
  const head = `{"resourceType":"Bundle","type":"${type}"`;
  return fhirAnswer(answers.length === 0 ? `${head}}` : `${head},"entry":[${answers.join(',')}]}`);
};

type ReadBundle = { readonly atomic: boolean; readonly entries: readonly (Entry | Problem)[] };

const readBundle = (text: string): ReadBundle | Problem => {
  const read = partsOf(text) ?? notJson(text);
  if (isProblem(read)) return read;
  const { head, entries } = read;
  if (head['resourceType'] !== 'Bundle')
    return new Problem('invalid', 'A Bundle of type batch or transaction is expected here.', 'resourceType');
  const { type, entry = [] } = head;
  if (type !== 'batch' && type !== 'transaction')
    return new Problem(
      'invalid',
      `The Bundle's type is ${typeof type === 'string' ? type : 'missing'}; batch or transaction was expected.`,
      'type',
    );
  if (!Array.isArray(entry)) return new Problem('invalid', 'Bundle.entry is a list.', 'entry');
  if (entries.length > mostEntries)
    return new Problem(
      'too_long',
      `A Bundle has ${String(mostEntries)} entries at most; this one has ${String(entries.length)}.`,
    );
  return type === 'transaction' ? { atomic: true, entries: entries.map(undoable) } : { atomic: false, entries };
};

/** What a transaction is refused for. */
const undoable = (entry: Entry | Problem): Entry | Problem =>
  !isProblem(entry) && entry.kind === 'read' && entry.changes
    ? new Problem(
        'unsupported',
        `${entry.path.join('/')} cannot be done in a transaction: ask for it in a batch, or by itself.`,
        'request.url',
      )
    : entry;

const inEntry = ({ kind, diagnostics, parameter, issues }: Problem, index: number): Problem => {
  const place = `Bundle.entry[${String(index)}]`;
  const named =
    issues.length > 0
      ? issues
      : [
          {
            severity: 'error',
            code: codeOf(kind),
            expression: parameter === undefined ? place : `${place}.request`,
            diagnostics,
          },
        ];
  return new Problem(kind, `${place}: ${diagnostics}`, named);
};

const codeOf = (kind: Problem['kind']): string => outcomeOf(new Problem(kind, '')).issue[0]?.code ?? 'invalid';

type Outcome = Extract<
  WriteCustomerFeedMutation['writeCustomerFeed'],
  { readonly __typename: 'CustomerWrites' }
>['outcomes'][number];

const answered = ({ base }: Feed, outcome: Outcome, asked: string): string => {
  if (outcome.__typename === 'CustomerRefusal') return refused(problemOfRefusal(outcome, { type: asked }));
  const { type, id, version, lastUpdated, resource } = outcome;
  if (outcome.outcome === 'DELETED' || version === null || lastUpdated === null)
    return '{"response":{"status":"204 No Content"}}';
  const { etag } = versionHeaders({ version, lastUpdated });
  const response = {
    status: outcome.outcome === 'CREATED' ? '201 Created' : '200 OK',
    location: `${base}/${type}/${id ?? ''}/_history/${String(version)}`,
    etag,
    lastModified: lastUpdated,
  };
  const shown =
    resource === null || resource === undefined
      ? ''
      : `"fullUrl":${JSON.stringify(`${base}/${type}/${id ?? ''}`)},"resource":${resource},`;
  return `{${shown}"response":${JSON.stringify(response)}}`;
};

const refused = (problem: Problem): string =>
  JSON.stringify({ response: { status: String(statusOf(problem)), outcome: outcomeOf(problem) } });

/** An answer as it would have gone out by itself. */
const shown = (answer: Answer | Problem): string => {
  if (isProblem(answer)) return refused(answer);
  const { status, headers, body } = answer;
  const modified = headers['last-modified'];
  const response = {
    status: String(status),
    ...(headers['etag'] === undefined ? {} : { etag: headers['etag'] }),
    ...(modified === undefined ? {} : { lastModified: new Date(modified).toISOString() }),
  };
  if (typeof body !== 'string' || body === '') return JSON.stringify({ response });
  return status < 400
    ? `{"resource":${body},"response":${JSON.stringify(response)}}`
    : `{"response":${JSON.stringify(response).slice(0, -1)},"outcome":${body}}}`;
};
