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

export const eventLog = (sql: Sql) => ({
  /** Puts what was announced in its order. True where there may be more. */
  order: async (): Promise<boolean> => {
    const [waiting] = await sql.query('events.to-order', isAnything, []);
    if (waiting === undefined) return false;
    const [row] = await sql.query<{ taken: number }>('events.order', order, [most]);
    return row?.taken === most;
  },

  /** The events after a number, in their order. */
  after: (seq: string, limit: number): Promise<LoggedEvent[]> =>
    sql.query<LoggedEvent>('events.after', after, [seq, limit]),

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

/**
 * One process at a time numbers what was announced and has been committed: so whoever has seen a number has been able to
 * see all below it. The numbers of the outbox itself do not say that: a lower one may be committed later. $1 how many
 */
const order = `
  with turn as materialized (select pg_try_advisory_xact_lock(hashtextextended('events.order', 0)) as mine),
  next as materialized (select o.seq from turn cross join lateral (select seq from events.outbox where turn.mine order by seq limit $1) o),
  taken as (delete from events.outbox o using next where o.seq = next.seq returning o.*),
  logged as (
    insert into events.event (id, kind, at, organisation_id, patient_id, label, sources, about)
    select id, kind, at, organisation_id, patient_id, label, sources, about from taken where kind <> 'record.changed' order by seq
    returning seq, organisation_id, kind),
  told as (
    update events.endpoint e set head = l.seq
    from (select e.id, max(l.seq) as seq from logged l join events.endpoint e on e.organisation_id = l.organisation_id and l.kind = any(e.kinds)
      where e.ended_at is null group by e.id) l
    where e.id = l.id)
  select count(*)::int as taken from taken`;

const after = `select ${eventColumns} from events.event v where v.seq > $1 order by v.seq limit $2`;

const last = 'select coalesce(max(seq), 0)::text as seq from events.event';

const forget = `
  with old as (select seq from events.event where at < $1 order by at limit $2 for update skip locked),
  gone as (delete from events.event v using old where v.seq = old.seq),
  replays as (delete from events.replay r using old where r.seq = old.seq)
  delete from events.dead_letter d using old where d.seq = old.seq`;
