import type { Failure } from '../../../kernel/failure.ts';
import type { Label } from '../../kit/label.ts';
import type { Sql } from '../../kit/sql.ts';
import { inOwnTransaction } from '../../records/index.ts';

/** A questionnaire of a team. */
export type QuestionnaireRow = {
  readonly id: string;
  readonly organisation: string;
  readonly team: string;
  readonly title: string;
  readonly label: Label;
  readonly state: 'DRAFT' | 'PUBLISHED' | 'RETIRED';
  readonly definition: string;
  readonly created_at: Date;
  readonly changed_at: Date;
};

/** A patient who has been asked. `item` is the id of the ServiceRequest. */
export type RequestRow = {
  readonly item: string;
  readonly questionnaire: string;
  readonly patient: string;
  readonly requested_by: string;
  readonly requested_at: Date;
  readonly response: string | null;
  readonly answered_at: Date | null;
};

export type QuestionnaireStore = ReturnType<typeof questionnaireStore>;

export const questionnaireStore = (sql: Sql) => ({
  /** Works in one transaction, undone where it fails. */
  together: <Result>(work: (transaction: Sql) => Promise<Result | Failure>): Promise<Result | Failure> =>
    inOwnTransaction(sql, work),

  read: async (id: string, within: Sql = sql): Promise<QuestionnaireRow | undefined> =>
    isUuid(id) ? (await within.query<QuestionnaireRow>('clinical.questionnaire', one, [id]))[0] : undefined,

  /** Those of the teams, newest first. */
  list: (teams: readonly string[], { first, after }: { readonly first: number; readonly after: string | null }) =>
    sql.query<QuestionnaireRow>('clinical.questionnaires', ofTeams, [teams, first + 1, after]),

  create: async (
    row: Omit<QuestionnaireRow, 'state' | 'changed_at'> & { readonly created_by: string },
  ): Promise<void> => {
    const { id, organisation, team, title, label, definition, created_at, created_by } = row;
    await sql.query('clinical.questionnaire.create', create, [
      id,
      organisation,
      team,
      title,
      label,
      definition,
      created_at,
      created_by,
    ]);
  },

  /** False where it is in another state by now. */
  turn: async (
    id: string,
    {
      from,
      to,
      at,
    }: { readonly from: QuestionnaireRow['state']; readonly to: QuestionnaireRow['state']; readonly at: Date },
  ): Promise<boolean> => (await sql.query('clinical.questionnaire.turn', turn, [id, from, to, at])).length === 1,

  request: async (rows: readonly Omit<RequestRow, 'response' | 'answered_at'>[], within: Sql): Promise<void> => {
    await within.query('clinical.questionnaire.request', request, [JSON.stringify(rows)]);
  },

  /** The request of a patient, held until the transaction ends; with the questionnaire. */
  hold: async (
    { item, patient }: { readonly item: string; readonly patient: readonly string[] },
    within: Sql,
  ): Promise<(RequestRow & QuestionnaireRow) | undefined> =>
    (await within.query<RequestRow & QuestionnaireRow>('clinical.questionnaire.hold', hold, [item, patient]))[0],

  answer: async (
    { item, response, at }: { readonly item: string; readonly response: string; readonly at: Date },
    within: Sql,
  ): Promise<void> => {
    await within.query('clinical.questionnaire.answer', answer, [item, response, at]);
  },

  /** The requests that are these items, with their questionnaires. */
  requests: (items: readonly string[]) =>
    sql.query<RequestRow & QuestionnaireRow>('clinical.questionnaire.requests', ofItems, [items]),

  /** Whom a questionnaire was sent to, newest first. */
  sent: (
    questionnaire: string,
    { first, after, state }: { readonly first: number; readonly after: string | null; readonly state: string | null },
  ) => sql.query<RequestRow>('clinical.questionnaire.sent', sent, [questionnaire, state, first + 1, after]),
});

/** What has another form is nobody's id. */
export const isUuid = (id: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);

const columns =
  'q.id, q.organisation_id as organisation, q.team_id as team, q.title, q.label, q.state, q.definition, q.created_at, q.changed_at';
const requestColumns =
  'r.item, r.questionnaire_id as questionnaire, r.patient_id as patient, r.requested_by, r.requested_at, r.response, r.answered_at';
const withRequest = `select ${columns}, ${requestColumns} from clinical.questionnaire_request r join clinical.questionnaire q on q.id = r.questionnaire_id`;

const one = `select ${columns} from clinical.questionnaire q where q.id = $1`;

const ofTeams = `select ${columns} from clinical.questionnaire q
  where q.team_id = any($1::uuid[]) and ($3::uuid is null or q.id < $3) order by q.id desc limit $2`;

const create = `insert into clinical.questionnaire (id, organisation_id, team_id, title, label, state, definition, created_at, created_by, changed_at)
  values ($1, $2, $3, $4, $5, 'DRAFT', $6, $7, $8, $7)`;

const turn = `update clinical.questionnaire set state = $3, changed_at = $4 where id = $1 and state = $2 returning id`;

const request = `insert into clinical.questionnaire_request (item, questionnaire_id, patient_id, requested_by, requested_at)
  select item, questionnaire, patient, requested_by, requested_at
  from jsonb_to_recordset($1::jsonb) as x(item text, questionnaire uuid, patient uuid, requested_by text, requested_at timestamptz)`;

const hold = `${withRequest} where r.item = $1 and r.patient_id = any($2::uuid[]) for update of r`;

const answer = `update clinical.questionnaire_request set response = $2, answered_at = $3 where item = $1`;

const ofItems = `${withRequest} where r.item = any($1)`;

const sent = `select ${requestColumns} from clinical.questionnaire_request r
  where r.questionnaire_id = $1 and ($2::text is null or ($2 = 'COMPLETED') = (r.answered_at is not null))
    and ($4::text is null or r.item > $4) order by r.item limit $3`;
