import { announcing } from '../../kit/announce.ts';
import { statesBefore, type LetterEvent } from './letter-state.rules.ts';

/** Which states an event changes, as the rules have it. */
const inStatesBefore = (event: LetterEvent): string =>
  `in (${statesBefore(event)
    .map((state) => `'${state}'`)
    .join(', ')})`;

const isOpenable = inStatesBefore('OPEN');
const isExcludable = inStatesBefore('EXCLUDE');
const isDueable = inStatesBefore('FALL_DUE');

/** As events say a time. */
const instant = (at: string): string => `to_char(${at} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/**
 * Parts of the `with` of the statement that publishes: `letter` is the row it has written, `$` the first of its parameters
 * here, which are partner, state, reason, due at, id, message, external id, title, document type and now.
 *
 * An edition that is replaced is over; a letter that was printed while its message was held keeps the state of that print.
 */
export const dispatchParts = (from: number): string => {
  const [partner, state, reason, dueAt, id, message, externalId, title, documentType, now] = Array.from(
    { length: 10 },
    (_, nth) => `$${from + nth}`,
  );
  return `
  replaced as (
    update mail.dispatch d set state = 'EXCLUDED', reason = 'REPLACED', ended_at = ${now}::timestamptz from letter
    where d.letter_id = letter.id and d.edition < letter.edition and d.state ${isExcludable}),
  held as (
    update mail.dispatch d set letter_id = letter.id, edition = letter.edition from letter
    where d.organisation_id = letter.organisation_id and d.message = ${message}::uuid and d.letter_id is null returning d.id),
  dispatch as (
    insert into mail.dispatch (id, organisation_id, partner, letter_id, edition, message, external_id, title, document_type, state, reason,
      received_at, due_at, print_requested_at, ended_at)
    select ${id}::uuid, letter.organisation_id, ${partner}::text, letter.id, letter.edition, ${message}::uuid, ${externalId}::text, ${title}::text, ${documentType}::text,
      ${state}::text, ${reason}::text, ${now}::timestamptz, ${dueAt}::timestamptz,
      case ${state}::text when 'PRINT_REQUESTED' then ${now}::timestamptz end, case ${state}::text when 'EXCLUDED' then ${now}::timestamptz end
    from letter where not exists (select from held)
    returning id, state),
  told as (${announcing(`
    select 'letter.print_requested', letter.organisation_id, letter.patient_id, letter.label, letter.sources,
      jsonb_build_object('letterId', letter.id, 'printJobId', dispatch.id, 'externalId', letter.external_id)
    from dispatch cross join letter where dispatch.state = 'PRINT_REQUESTED'`)})`;
};

/** The same for the statement that takes a letter back; `now` is its parameter. */
export const withdrawnPart = (now: string): string => `
  ended as (
    update mail.dispatch d set state = 'EXCLUDED', reason = 'WITHDRAWN', ended_at = ${now}::timestamptz from letter
    where d.letter_id = letter.id and d.state ${isExcludable})`;

/** The same for the statements that open one: `receipt` has a row, with `counts` where it is the first that counts. */
export const openedParts = (now: string): string => `
  sent as (
    update mail.dispatch d set state = 'READ', ended_at = ${now}::timestamptz from letter, receipt
    where receipt.counts and d.letter_id = letter.id and d.edition = letter.edition and d.state ${isOpenable}),
  told as (${announcing(`
    select 'document.read', letter.organisation_id, letter.patient_id, letter.label, letter.sources,
      jsonb_build_object('letterId', letter.id, 'documentId', letter."documentId", 'externalId', letter."externalId", 'readAt', ${instant('receipt.read_at')})
    from letter, receipt where receipt.counts`)})`;

/** $1 organisation, $2 document type */
export const handling = `
  select coalesce(r.hours, o.hours, $3::float8) as hours, coalesce(r.excluded, false) as excluded, coalesce(o.own_letters, false) as "ownLetters"
  from (select $1::uuid as organisation, $2::text as type) w
    left join mail.option o on o.organisation_id = w.organisation
    left join mail.type_rule r on r.organisation_id = w.organisation and r.document_type = w.type`;

/**
 * $1 now, $2 how many. Each of those whose window has passed is decided once: read by then, or printed. What somebody else
 * has in hand is passed over, and so several processes share the work. Whoever opens a letter at this moment is waited for
 * by nobody: the row is theirs, and comes again in the next round.
 */
export const decideDue = `
  with due as materialized (
    select d.id from mail.dispatch d where d.state ${isDueable} and d.due_at <= $1::timestamptz
    order by d.due_at limit $2 for update skip locked),
  judged as (
    select d.id, l.patient_id, l.label, l.sources, l.withdrawn,
      d.reason is null and (r.read_at is not null or c.read_at is not null and coalesce(o.carers_count, false)) as read
    from due join mail.dispatch d on d.id = due.id
      join mail.letter l on l.id = d.letter_id
      left join mail.option o on o.organisation_id = d.organisation_id
      left join mail.receipt r on r.letter_id = d.letter_id and r.edition = d.edition
      left join mail.carer_receipt c on c.letter_id = d.letter_id and c.edition = d.edition),
  decided as (
    update mail.dispatch d set
      state = case when j.withdrawn then 'EXCLUDED' when j.read then 'READ' else 'PRINT_REQUESTED' end,
      reason = case when j.withdrawn then 'WITHDRAWN' when j.read then null else coalesce(d.reason, 'UNREAD') end,
      print_requested_at = case when not j.withdrawn and not j.read then $1::timestamptz end,
      ended_at = case when j.withdrawn or j.read then $1::timestamptz end
    from judged j where d.id = j.id
    returning d.id, d.letter_id, d.organisation_id, d.external_id, d.state, j.patient_id, j.label, j.sources),
  told as (${announcing(`
    select 'letter.print_requested', d.organisation_id, d.patient_id, d.label, d.sources,
      jsonb_build_object('letterId', d.letter_id, 'printJobId', d.id, 'externalId', d.external_id)
    from decided d where d.state = 'PRINT_REQUESTED'`)})
  select count(*)::int as decided from decided`;

/** $1 patients, $2 at. Of each letter the edition that is there now: who is told that there is something new is told of all. */
export const notified = `
  update mail.dispatch d set state = 'NOTIFIED', notified_at = $2::timestamptz
  from mail.letter l where l.patient_id = any($1::uuid[]) and d.letter_id = l.id and d.edition = l.edition and d.state ${inStatesBefore('NOTIFY')}
  returning d.letter_id as "letterId"`;

/** $1 id, $2 organisation, $3 partner, $4 message, $5 external id, $6 title, $7 document type, $8 now. A held message is printed at once. */
export const holdDispatch = `
  insert into mail.dispatch (id, organisation_id, partner, message, external_id, title, document_type, state, reason, received_at, print_requested_at)
  values ($1, $2, $3, $4, $5, $6, $7, 'PRINT_REQUESTED', 'HELD', $8, $8)
  on conflict (organisation_id, message) where letter_id is null do nothing returning id`;
