import { conflict, forbidden, Failure, invalid, isFailure, notFound } from '../../../kernel/failure.ts';
import type { NewId } from '../../../kernel/id.ts';
import { announce } from '../../kit/announce.ts';
import type { Context } from '../../kit/context.ts';
import { refuseControlCharacters } from '../../kit/fhir.rules.ts';
import { pagingOf, type Page } from '../../kit/paging.ts';
import { openPermit, type Permit } from '../../kit/permit.ts';
import { nameOf } from '../../kit/principal-name.ts';
import { gatheredReads, isClosed, sightIn, type RecordStore, type RecordWrite } from '../../records/index.ts';
import type { Patient } from '../clinical.types.ts';
import { bodyOf } from '../writing.ts';
import { answered } from './answers.ts';
import { readDefinition } from './definition.ts';
import { isOf } from './keeper.rules.ts';
import { givenRequest, requestOf } from './request-view.ts';
import type { QuestionnaireRow, QuestionnaireStore } from './questionnaire.store.ts';
import type {
  AnswerQuestionnaireInput,
  QuestionnaireRequest,
  QuestionnaireRequestPage,
  QuestionnaireSent,
  SendQuestionnaireInput,
} from './questionnaire.types.ts';
import { requestCategory, responseOf, serviceRequestOf, type Request } from './resources.ts';

export type RequestService = {
  /** What a patient has been asked, as far as the caller may see it; null without a purview. */
  list(context: Context, patient: Patient, page: Page): Promise<QuestionnaireRequestPage | null | Failure>;
  /** @returns the refusal of the first patient who cannot be asked, with `permits[3]` as the field; then nobody is */
  send(context: Context, input: SendQuestionnaireInput): Promise<QuestionnaireSent | Failure>;
  /** @returns invalid with the place of the answer that the definition does not take */
  answer(context: Context, input: AnswerQuestionnaireInput): Promise<QuestionnaireRequest | Failure>;
};

type Needs = {
  readonly store: QuestionnaireStore;
  readonly records: Pick<RecordStore, 'put' | 'page' | 'read' | 'idFor'>;
  readonly newId: NewId;
};

/** Domain reference §7.3, $send-questionnaire-request */
const mostPatients = 500;

export const requestService = ({ store, records, newId }: Needs): RequestService => {
  const reads = gatheredReads(records);

  return {
    list: async (context, patient, page) => {
      const sight = sightIn(context, patient);
      if (sight === undefined) return null;
      const paging = pagingOf(page);
      if (isFailure(paging)) return paging;
      const found = await reads.page(sight, { type: 'ServiceRequest', query: asked, ...paging });
      if (isFailure(found)) return found;
      const open = found.items.filter((item) => !isClosed(sight, item)).map(({ id }) => id);
      const rows = new Map((await store.requests(open)).map((row) => [row.item, row]));
      const items = open.flatMap((id) => rows.get(id) ?? []).map(requestOf);
      return { items, ...(found.next === undefined ? {} : { next: found.next }) };
    },

    send: async (context, input) => {
      const { principal, clock } = context;
      const { permits } = input;
      if (permits.length < 1 || permits.length > mostPatients)
        return invalid(`Name 1 to ${String(mostPatients)} patients.`, 'permits');
      const row = await store.read(input.questionnaire);
      if (row === undefined || !isOf(principal, row))
        return notFound('There is no questionnaire of yours with this id.', 'questionnaire');
      if (row.state !== 'PUBLISHED') return conflict('Only a published questionnaire is sent.', 'questionnaire');
      const targets = targetsOf(context, permits);
      if (isFailure(targets)) return targets;
      const requestedAt = clock.now();
      const requests = targets.map((permit) => newRequest(records, { row, permit, requestedAt, external: newId() }));
      const origin = nameOf(principal);
      return store.together(async (transaction) => {
        const put = await records.put(
          requests.map(({ request, key }) => ({
            ...writeOf(row, request, { origin, at: requestedAt, state: 'REQUESTED' }),
            key,
          })),
          transaction,
        );
        if (isFailure(put)) return put;
        const rows = requests.map(({ request: { id, patient } }) => ({
          item: id,
          questionnaire: row.id,
          patient,
          requested_by: origin,
          requested_at: requestedAt,
        }));
        await store.request(rows, transaction);
        const requested = requests.map(({ request: { id, patient } }) => ({
          kind: 'questionnaire.requested' as const,
          organisation: row.organisation,
          patient,
          item: { label: row.label, sources: [row.organisation, row.team] },
          about: { requestId: id, questionnaireId: row.id },
        }));
        await announce(transaction, requested);
        return {
          requests: rows.map((one) => requestOf({ ...one, response: null, answered_at: null })),
          resources: requests.map(({ request }) =>
            JSON.stringify({ ...serviceRequestOf(request, 'REQUESTED'), id: request.id }),
          ),
        };
      });
    },

    answer: async (context, input) => {
      const { clock, principal } = context;
      const permit = openPermit(context, input.permit);
      if (isFailure(permit)) return permit;
      if (!permit.isSelf) return forbidden('A questionnaire is answered by the patient.', 'permit');
      const unreadable = refuseControlCharacters(input);
      if (unreadable !== undefined) return unreadable;
      return store.together(async (transaction) => {
        const patient = [permit.patient, ...(permit.formerly ?? [])];
        const row = await store.hold({ item: input.request, patient }, transaction);
        if (row === undefined) return notFound('There is no such request to you.', 'request');
        if (row.response !== null) return conflict('This questionnaire has been answered.', 'request');
        const definition = readDefinition(row.definition);
        // It was read when it was made.
        if (isFailure(definition)) throw new Error(definition.message);
        const items = answered(definition, input.answers);
        if (isFailure(items)) return items;
        const at = clock.now();
        const request = givenRequest(row);
        const origin = nameOf(principal);
        const key = { organisation: row.organisation, external: `answer\u0001${row.item}` };
        const done = writeOf(row, request, { origin, at, state: 'COMPLETED' });
        const response = records.idFor(permit.patient, 'QuestionnaireResponse', key);
        const put = await records.put(
          [
            { ...done, id: row.item },
            {
              ...done,
              ...bodyOf(responseOf({ ...request, patient: permit.patient }, { items, at })),
              type: 'QuestionnaireResponse',
              patient: permit.patient,
              key,
              // The team keeps what it was answered, whatever becomes of its consent. Domain reference §2.9a
              sources: [permit.patient, row.team],
            },
          ],
          transaction,
        );
        if (isFailure(put)) return put;
        await store.answer({ item: row.item, response, at }, transaction);
        await announce(transaction, [
          {
            kind: 'questionnaire.answered',
            organisation: row.organisation,
            patient: permit.patient,
            item: { label: row.label, sources: [permit.patient, row.team] },
            about: { requestId: row.item, questionnaireId: row.questionnaire, responseId: response },
          },
        ]);
        return requestOf({ ...row, response, answered_at: at });
      });
    },
  };
};

/** ServiceRequests that ask for an answer to a questionnaire. */
const asked = `category=${requestCategory.system}|${requestCategory.code}`;

/** The records of the permits, each once. */
const targetsOf = (context: Context, permits: readonly string[]): readonly Permit[] | Failure => {
  const targets: Permit[] = [];
  for (const [index, sealed] of permits.entries()) {
    const field = `permits[${String(index)}]`;
    const permit = openPermit(context, sealed);
    if (isFailure(permit)) return new Failure(permit.kind, permit.message, field);
    // "addData: needs any consent row; with sharing disabled DENY". Domain reference §3.2
    if (permit.view.labels.length === 0) return forbidden('This patient shares nothing with you now.', field);
    if (targets.some(({ patient }) => patient === permit.patient))
      return invalid('This patient is named twice.', field);
    targets.push(permit);
  }
  return targets;
};

type New = {
  readonly row: QuestionnaireRow;
  readonly permit: Permit;
  readonly requestedAt: Date;
  readonly external: string;
};

const newRequest = (records: Pick<RecordStore, 'idFor'>, { row, permit, requestedAt, external }: New) => {
  const key = { organisation: row.organisation, external: `questionnaire\u0001${external}` };
  const { patient } = permit;
  const { id: questionnaire, title, organisation, team } = row;
  const id = records.idFor(patient, 'ServiceRequest', key);
  return { key, request: { id, patient, questionnaire, title, organisation, team, requestedAt } };
};

const writeOf = (
  { label }: Pick<QuestionnaireRow, 'label'>,
  request: Request,
  { origin, at, state }: { readonly origin: string; readonly at: Date; readonly state: 'REQUESTED' | 'COMPLETED' },
): RecordWrite => ({
  type: 'ServiceRequest',
  patient: request.patient as Permit['patient'],
  label,
  sources: [request.organisation, request.team],
  entered: at,
  order: state === 'REQUESTED' ? '1' : '2',
  origin,
  ...bodyOf(serviceRequestOf(request, state)),
});
