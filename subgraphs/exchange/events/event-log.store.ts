import type { Sql } from '../../kit/sql.ts';

/** What was announced, as it is kept. */
export type LoggedEvent = {
  readonly seq: string;
  readonly id: string;
  readonly kind: string;
  readonly at: Date;
  readonly organisation: string;
  readonly patient: string | null;
  readonly label: string | null;
  readonly sources: readonly string[] | null;
  readonly about: Readonly<Record<string, unknown>>;
};

export type EventLog = ReturnType<typeof eventLog>;

/** So many are put in order at once. */
const most = 2_000;

export const eventLog = (sql: Sql, { notifies = false }: { readonly notifies?: boolean } = {}) => ({
  /** Puts what was announced in its order. True where there may be more. */
  order: async (): Promise<boolean> => {
    const [waiting] = await sql.query('events.to-order', isAnything, []);
    if (waiting === undefined) return false;
    const [row] = await sql.query<{ taken: number }>('events.order', order, [most, notifies]);
    return row?.taken === most;
  },

  /** The events after a number, in their order: of all, of an organisation, or about a patient. */
  after: (
    seq: string,
    limit: number,
    { organisation, patient }: { readonly organisation: string | null; readonly patient: string | null },
  ): Promise<LoggedEvent[]> => {
    if (organisation !== null)
      return sql.query('events.after-of-organisation', afterOf('organisation_id'), [seq, limit, organisation]);
    if (patient !== null) return sql.query('events.after-of-patient', afterOf('patient_id'), [seq, limit, patient]);
    return sql.query('events.after', after, [seq, limit]);
  },

  /** The number of the last one. */
  last: async (): Promise<string> => (await sql.query<{ seq: string }>('events.last', last, []))[0]?.seq ?? '0',

  /** Forgets what is older, some at a time. */
  forget: async (before: Date): Promise<void> => {
    await sql.query('events.forget', forget, [before, most]);
  },
});

export const eventColumns = `v.seq::text as seq, v.id, v.kind, v.at, v.organisation_id as organisation, v.patient_id as patient, v.label,
  v.sources::text[] as sources, v.about`;

const isAnything = 'select from events.outbox limit 1';

/** Of what a patient is told by e-mail. Domain reference §3.1, Notifications */
const noticeKind = `
  case t.kind when 'appointment.changed' then 'APPOINTMENT' when 'consent.changed' then 'SHARING' when 'questionnaire.requested' then 'QUESTIONNAIRE' when 'record.changed' then
    case t.about->>'type' when 'DocumentReference' then 'DOCUMENT' when 'DiagnosticReport' then 'TEST' when 'AllergyIntolerance' then 'ALLERGY'
      when 'Condition' then 'DIAGNOSIS' when 'MedicationStatement' then 'MEDICATION' when 'CarePlan' then 'PLAN'
      when 'Message' then 'MESSAGE' when 'Emergency' then 'EMERGENCY' when 'Library' then 'LIBRARY' end end`;

/** So much is sent to one address within a day: whoever invites again and again annoys nobody for long. */
const mailsADay = 10;

/**
 * One process at a time numbers what was announced and has been committed: so whoever has seen a number has been able to
 * see all below it. The numbers of the outbox itself do not say that: a lower one may be committed later. $1 how many, $2 whether patients are told
 */
const order = `
  with turn as materialized (select pg_try_advisory_xact_lock(hashtextextended('events.order', 0)) as mine),
  next as materialized (select o.seq from turn cross join lateral (select seq from events.outbox where turn.mine order by seq limit $1) o),
  taken as (delete from events.outbox o using next where o.seq = next.seq returning o.*),
  logged as (
    insert into events.event (id, kind, at, organisation_id, patient_id, label, sources, about)
    select id, kind, at, organisation_id, patient_id, label, sources, about from taken where kind not in ('record.changed', 'mail.wanted') order by seq
    returning seq, organisation_id, kind),
  told as (
    update events.endpoint e set head = l.seq
    from (select e.id, max(l.seq) as seq from logged l join events.endpoint e on e.organisation_id = l.organisation_id and l.kind = any(e.kinds)
      where e.ended_at is null group by e.id) l
    where e.id = l.id),
  mailed as (
    insert into events.mail (id, kind, address, hidden, at, due_at)
    select w.id, w.kind, w.address, w.hidden, now(), now() from (
      select t.id, m.*, row_number() over (partition by m.address order by t.seq) as nth from taken t
      cross join lateral jsonb_to_record(t.about) m(kind text, address text, hidden text) where $2 and t.kind = 'mail.wanted') w
    where w.kind in ('GLASS_BROKEN', 'CARED_FOR_OPENED')
      or w.nth + (select count(*) from events.mail m where m.address = w.address and m.at > now() - interval '1 day') <= ${String(mailsADay)}),
  noticed as (
    insert into events.notice as n (patient_id, kind, waiting, due_at)
    select k.patient_id, k.kind, count(*), now() from (select t.patient_id, ${noticeKind} as kind from taken t where $2) k
    where k.patient_id is not null and k.kind is not null group by 1, 2 order by 1, 2
    on conflict (patient_id, kind) do update set waiting = n.waiting + excluded.waiting,
      due_at = case when n.waiting > 0 then n.due_at else greatest(n.due_at, excluded.due_at) end)
  select count(*)::int as taken from taken`;

const after = `select ${eventColumns} from events.event v where v.seq > $1 order by v.seq limit $2`;

const afterOf = (whose: 'organisation_id' | 'patient_id'): string =>
  `select ${eventColumns} from events.event v where v.${whose} = $3 and v.seq > $1 order by v.seq limit $2`;

const last = 'select coalesce(max(seq), 0)::text as seq from events.event';

const forget = `
  with old as (select seq from events.event where at < $1 order by at limit $2 for update skip locked),
  gone as (delete from events.event v using old where v.seq = old.seq),
  replays as (delete from events.replay r using old where r.seq = old.seq)
  delete from events.dead_letter d using old where d.seq = old.seq`;
