import type { Sql } from '../../kit/sql.ts';
import type { Sender } from '../sender.rules.ts';
import { statesBefore } from './letter-state.rules.ts';
import type { Confirmation, PrintOutcome, SentLetter, SentLetterState } from './sent-letter.types.ts';

export type KeptDispatch = Omit<SentLetter, 'patient'> & { readonly patientId: string | null };

export type Page = { readonly first: number; readonly after: string | null };
export type Confirming = { readonly id: string; readonly outcome: PrintOutcome; readonly note: string | null };
export type Confirmed = {
  readonly id: string;
  readonly confirmation: Confirmation;
  readonly state: SentLetterState | null;
};

export type SentLetterStore = {
  /** What the sender has handed in, or all that its organisation has sent; of one state, or of any. */
  sent(
    sender: Sender,
    query: Page & { readonly state: SentLetterState | null; readonly now: Date },
  ): Promise<KeptDispatch[]>;
  /** What is there for the sender to print. */
  jobs(sender: Sender, query: Page & { readonly now: Date }): Promise<KeptDispatch[]>;
  /** Writes what became of jobs, each at most once, and answers in their order. */
  confirm(sender: Sender, jobs: readonly Confirming[], at: Date): Promise<Confirmed[]>;
};

export const sentLetterStore = (sql: Sql): SentLetterStore => ({
  sent: ({ organisation, teams, partner }, { first, after, state, now }) =>
    sql.query('mail.sent-letters', sent, [organisation, teams, partner, after, first, now, state]),

  jobs: ({ organisation, teams, partner }, { first, after, now }) =>
    sql.query('mail.print-jobs', jobs, [organisation, teams, partner, after, first, now]),

  confirm: ({ organisation, teams, partner }, confirming, at) =>
    sql.query('mail.confirm', confirm, [
      organisation,
      teams,
      partner,
      confirming.map(({ id }) => id),
      confirming.map(({ outcome }) => outcome),
      confirming.map(({ note }) => note),
      at,
    ]),
});

/** Between the end of its window and the fallback's decision a letter is called FALLBACK_DUE. */
const stateNow = `case when d.state in ('PUBLISHED', 'NOTIFIED') and d.due_at <= $6::timestamptz then 'FALLBACK_DUE' else d.state end`;

const columns = `d.id, d.external_id as "documentIdentifier", l.document_id as "documentId", l.patient_id as "patientId", d.title,
  d.document_type as "documentType", ${stateNow} as state, d.reason, d.received_at as "receivedAt", d.due_at as "dueAt",
  d.notified_at as "notifiedAt", d.print_requested_at as "printRequestedAt", d.ended_at as "endedAt",
  least(r.read_at, c.read_at) as "readAt", d.note`;

const beside = `
  left join mail.letter l on l.id = d.letter_id
  left join mail.option o on o.organisation_id = d.organisation_id
  left join mail.receipt r on r.letter_id = d.letter_id and r.edition = d.edition
  left join mail.carer_receipt c on c.letter_id = d.letter_id and c.edition = d.edition and o.carers_count`;

/** $2: of a sender that stands for some teams alone only what these have sent. */
const isOfTeams = '($2::uuid[] is null or l.team_id = any($2))';

/** $3: the organisation itself sees all, a partner what it has handed in or is to print. */
const isPrinter = '($3::text is null or coalesce(o.printer, d.partner) = $3)';

const sent = `
  select ${columns} from mail.dispatch d ${beside}
  where d.organisation_id = $1 and ${isOfTeams} and (${isPrinter} or d.partner = $3) and ($4::uuid is null or d.id > $4)
    and ($7::text is null or ${stateNow} = $7)
  order by d.id limit $5`;

const jobs = `
  select ${columns} from mail.dispatch d ${beside}
  where d.organisation_id = $1 and d.state = 'PRINT_REQUESTED' and ${isOfTeams} and ${isPrinter} and ($4::uuid is null or d.id > $4)
  order by d.id limit $5`;

/**
 * $4 ids, $5 outcomes, $6 notes, $7 at. Rows are taken in the order of their ids, so that two who confirm the same jobs
 * never wait for each other in a circle. What was confirmed meanwhile is answered as it is then.
 */
const confirm = `
  with asked as (
    select * from unnest($4::uuid[], $5::text[], $6::text[]) with ordinality a(id, outcome, note, nth)),
  mine as materialized (
    select d.id, d.state from mail.dispatch d
      left join mail.letter l on l.id = d.letter_id left join mail.option o on o.organisation_id = d.organisation_id
    where d.id in (select id from asked) and d.organisation_id = $1 and ${isOfTeams} and ${isPrinter}
    order by d.id for update of d),
  ended as (
    update mail.dispatch d set state = a.outcome, note = a.note, ended_at = $7::timestamptz
    from asked a join mine m using (id) where d.id = a.id and m.state = any('{${statesBefore('CONFIRM_POSTED').join(',')}}') returning d.id)
  select a.id, coalesce(case when ended.id is not null then a.outcome end, m.state) as state,
    case when m.id is null then 'NOT_FOUND' when ended.id is not null then 'RECORDED' when m.state = a.outcome then 'UNCHANGED' else 'CONFLICT' end as confirmation
  from asked a left join mine m using (id) left join ended using (id) order by a.nth`;
