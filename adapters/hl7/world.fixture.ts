import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
import type { Caller, Graph, GraphError } from '../../kernel/graph.ts';
import * as documents from './documents.generated.ts';
import type { Warning } from './places.ts';

/** For tests: what the adapter asked of the graph. */
export type Question = { readonly document: unknown; readonly input: unknown; readonly caller: Caller };

type Kept = { readonly id: string; readonly raw: string; closed?: documents.CloseMessageInput };
type Answers = Map<unknown, (input: never) => unknown>;

/** For tests: a graph as small as can be, that answers the typed documents as the slices would. */
export type World = Graph & {
  readonly questions: Question[];
  /** By id, as kept: the raw text, and with what it was closed. */
  readonly messages: Map<string, Kept>;
  /** From now on this document is answered so: with a field's result, an error of the graph, or a throw. */
  readonly answer: <Data, Variables>(
    document: DocumentTypeDecoration<Data, Variables>,
    answer: (input: InputOf<Variables>) => Data | GraphError,
  ) => void;
  /** The inputs that a document was asked with. */
  readonly asked: <Data, Variables>(document: DocumentTypeDecoration<Data, Variables>) => readonly InputOf<Variables>[];
};

type InputOf<Variables> = Variables extends { readonly input: infer Input } ? Input : never;

export const feed = 'Basic ZmVlZDpzZWNyZXQ=';
export const alice = '9f2c0000-0000-4000-8000-000000000001';
const aliceNumber = '9434765919';

export const aWorld = (): World => {
  const answers: Answers = new Map();
  const questions: Question[] = [];
  const messages = new Map<string, Kept>();
  const byControlId = new Map<string, Kept>();
  const answer: World['answer'] = (document, given) => answers.set(document, given);

  answer(documents.OpenMessageDocument, ({ controlId, raw }): documents.OpenMessageMutation => {
    const before = byControlId.get(controlId ?? '');
    if (before !== undefined && before.raw !== raw)
      return { openMessage: refusal('CONFLICT', 'Used for another message.', 'controlId') };
    const kept = before ?? { id: `message-${messages.size + 1}`, raw };
    messages.set(kept.id, kept);
    if (controlId) byControlId.set(controlId, kept);
    const acknowledgement = kept.closed?.state === 'ACCEPTED' ? kept.closed.acknowledgement : null;
    return { openMessage: { __typename: 'OpenedMessage', messageId: kept.id, acknowledgement, wantsAddressee: false } };
  });
  answer(documents.CloseMessageDocument, (input): documents.CloseMessageMutation => {
    const kept = messages.get(input.messageId);
    if (kept === undefined) return { closeMessage: refusal('NOT_FOUND', 'No such message.', 'messageId') };
    kept.closed = input;
    return { closeMessage: { __typename: 'ClosedMessage', acknowledgement: input.acknowledgement } };
  });
  answer(documents.UpsertPatientDocument, () => ({ upsertPatientFromFeed: placed('CREATED') }));
  answer(documents.MatchPatientDocument, ({ identifiers }) => ({
    matchPatientFromFeed: identifiers.some(({ value }) => value === aliceNumber)
      ? placed('MATCHED')
      : refusal('NOT_FOUND', 'No record carries any of these identifiers.', 'identifiers'),
  }));
  answer(documents.LinkPatientDocument, () => ({ linkPatientFromFeed: { __typename: 'LinkedPatient' } as const }));
  answer(documents.IngestLabReportsDocument, ({ reports }) => ({
    ingestLabReports: storedReports(...reports.map(() => 'CREATED' as const)),
  }));
  answer(documents.IngestDocumentDocument, () => ({ ingestDocument: stored('document-1') }));
  answer(documents.PublishLetterDocument, () => ({ publishLetter: stored('letter-1') }));
  answer(documents.IngestCarePlanDocument, () => ({ ingestCarePlan: stored('care-plan-1') }));
  answer(documents.ReplaceSourceListsDocument, () => ({
    replaceSourceLists: { __typename: 'StoredLists', lists: [] } as const,
  }));
  answer(documents.DeleteDocumentDocument, () => ({ deleteDocument: stored('document-1', 'UPDATED') }));
  answer(documents.WithdrawLetterDocument, () => ({ withdrawLetter: stored('letter-1', 'UPDATED') }));
  answer(documents.PutAppointmentDocument, () => ({ putAppointment: stored('appointment-1') }));
  answer(documents.ChangeAppointmentDocument, () => ({ changeAppointment: stored('appointment-1') }));
  answer(documents.RecordEncounterEventDocument, ({ type, at }) => ({ recordEncounterEvent: told({ type, at }) }));
  answer(documents.UpdateEncounterEventDocument, () => ({ updateEncounterEvent: told(null) }));
  answer(documents.CancelEncounterEventDocument, () => ({ cancelEncounterEvent: told(null) }));
  answer(documents.SetAppointmentStatusDocument, () => ({ setAppointmentStatus: stored('appointment-1') }));

  const run = async <Data, Variables>(
    document: DocumentTypeDecoration<Data, Variables>,
    variables: Variables,
    caller: Caller,
  ): Promise<{ data: Data | null; errors: readonly GraphError[] }> => {
    const { input } = variables as { input: never };
    questions.push({ document, input, caller });
    if (caller.authorization !== feed) return failed({ code: 'UNAUTHENTICATED', message: 'No such feed.' });
    const given = answers.get(document)?.(input) as Data | GraphError;
    return isError(given) ? failed(given) : { data: given, errors: [] };
  };
  const asked: World['asked'] = (document) =>
    questions.filter((question) => question.document === document).map(({ input }) => input as never);
  return { run, questions, messages, answer, asked };
};

export const refusal = (kind: documents.RefusalKind, message: string, field: string | null = null) =>
  ({ __typename: 'Refusal', kind, message, field }) as const;

export const placed = (outcome: documents.FeedOutcome, warnings: readonly Warning[] = []) =>
  ({
    __typename: 'PlacedPatient',
    patientId: alice,
    outcome,
    placement: 'leave',
    isLinked: true,
    warnings,
    codes: [],
  }) as const;

export const stored = (id: string, outcome: documents.StoreOutcome = 'CREATED') =>
  ({ __typename: 'Stored', id, outcome }) as const;

export const storedReports = (...outcomes: readonly documents.StoreOutcome[]) =>
  ({ __typename: 'StoredReports', reports: outcomes.map((outcome) => ({ outcome })) }) as const;

/** What the graph says of an event; without one, that nothing matched. */
export const told = (
  event: { readonly type: documents.EncounterEventType; readonly at: string } | null,
  { stands = event !== null, outcome = 'CREATED' }: { stands?: boolean; outcome?: documents.StoreOutcome } = {},
) => {
  const rest = {
    class: 'INPATIENT',
    location: null,
    specialty: null,
    attenders: [],
    referrers: [],
    consulters: [],
  } as const;
  const whole = event === null ? null : { ...rest, ...event };
  const isPlan = event?.type === 'PRE_ADMIT' || event?.type === 'PENDING_ADMIT';
  const plans = whole !== null && isPlan && stands ? [whole] : [];
  return { __typename: 'StoredEncounter', outcome, stands, event: whole, plans } as const;
};

const failed = (error: GraphError) => ({ data: null, errors: [error] });

const isError = (given: unknown): given is GraphError =>
  typeof given === 'object' && given !== null && 'code' in given && 'message' in given;
