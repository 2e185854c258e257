import type { Sql } from '../../kit/sql.ts';

type Turn = { readonly now: Date; readonly turn: string; readonly until: Date; readonly most: number };

export type Settling = {
  readonly patient: string;
  readonly turn: string;
  readonly now: Date;
  readonly done: boolean;
};

export type NoticeStore = ReturnType<typeof noticeStore>;

export const noticeStore = (sql: Sql) => ({
  take: ({ now, turn, until, most }: Turn): Promise<{ patient: string; kinds: string[] }[]> =>
    sql.query('events.take-notices', take, [now, turn, until, most]),

  settle: async ({ patient, turn, now, done }: Settling): Promise<boolean> =>
    (await sql.query('events.settle-notice', settle, [patient, turn, now, done])).length > 0,

  refuse: async (
    { address, problem, patient = null }: { address: string; problem: string; patient?: string | null },
    at: Date,
  ): Promise<void> => {
    await sql.query('events.refuse-address', refuse, [address.toLowerCase(), at, problem, patient]);
  },

  /** The patient's address that was refused last, since then. */
  refusedOf: async (
    patient: string,
    since: Date,
  ): Promise<{ readonly at: Date; readonly problem: string } | undefined> =>
    (await sql.query<{ at: Date; problem: string }>('events.refused-of', refusedOf, [patient, since]))[0],

  /** Of these addresses, in small letters, those that were refused since then. */
  refused: async (addresses: readonly string[], since: Date): Promise<readonly string[]> =>
    (await sql.query<{ address: string }>('events.refused-addresses', refused, [addresses, since])).map(
      ({ address }) => address,
    ),

  isOn: async (patient: string): Promise<boolean> =>
    (await sql.query('events.unsubscribed', unsubscribed, [patient])).length === 0,

  switch: async (patient: string, on: boolean, at: Date): Promise<void> => {
    if (on) await sql.query('events.subscribe', subscribe, [patient]);
    else await sql.query('events.unsubscribe', unsubscribe, [patient, at]);
  },
});

/** Kinds of which a patient is told once a day at most. Domain reference §3.1, Notifications */
const isDaily = `in ('TEST', 'ALLERGY', 'DIAGNOSIS', 'MEDICATION', 'PLAN', 'LIBRARY')`;

/**
 * All that is due for some patients, whoever does not want it left out: $1 now, $2 the turn, $3 until, $4 how many patients. What has
 * come by the time that it is settled is counted anew.
 */
const take = `
  with due as materialized (
    select n.patient_id, n.kind from events.notice n where n.waiting > 0 and n.due_at <= $1 and n.until <= $1
    order by n.due_at, n.patient_id limit $4 for update skip locked),
  unwanted as (
    update events.notice n set waiting = 0 from due d join events.unsubscribed u on u.patient_id = d.patient_id
    where n.patient_id = d.patient_id and n.kind = d.kind),
  mine as (
    update events.notice n set holder = $2, until = $3, taken = n.waiting, attempts = n.attempts + 1 from due d
    where n.patient_id = d.patient_id and n.kind = d.kind
      and not exists (select from events.unsubscribed u where u.patient_id = d.patient_id)
    returning n.patient_id, n.kind)
  select patient_id as patient, array_agg(kind order by kind) as kinds from mine group by 1 order by 1`;

/** $1 patient, $2 turn, $3 now, $4 done */
const settle = `
  update events.notice n set holder = null, until = '-infinity',
    waiting = case when $4 then n.waiting - n.taken else n.waiting end,
    attempts = case when $4 then 0 else n.attempts end,
    sent_at = case when $4 then $3::timestamptz else n.sent_at end,
    due_at = case when not $4 then $3::timestamptz + least(interval '1 hour', interval '30 seconds' * power(2, least(n.attempts, 10)))
      when n.kind ${isDaily} then $3::timestamptz + interval '1 day' else $3::timestamptz end
  where n.patient_id = $1 and n.holder = $2 returning n.kind`;

const refuse = `
  insert into events.refused_address as a (address, at, problem, patient_id) values ($1, $2, left($3, 500), $4)
  on conflict (address) do update set at = excluded.at, problem = excluded.problem, patient_id = coalesce(excluded.patient_id, a.patient_id)`;

const refusedOf =
  'select at, problem from events.refused_address where patient_id = $1 and at > $2 order by at desc limit 1';

const refused = 'select address from events.refused_address where address = any($1::text[]) and at > $2';

const unsubscribed = 'select from events.unsubscribed where patient_id = $1';

const subscribe = 'delete from events.unsubscribed where patient_id = $1';

const unsubscribe = 'insert into events.unsubscribed (patient_id, at) values ($1, $2) on conflict do nothing';
