import type { Sql } from '../../kit/sql.ts';

type Turn = { readonly now: Date; readonly turn: string; readonly until: Date; readonly most: number };

export type TakenMail = { readonly id: string; readonly kind: string; readonly hidden: string };

export type MailStore = ReturnType<typeof mailStore>;

export const mailStore = (sql: Sql) => ({
  take: ({ now, turn, until, most }: Turn): Promise<TakenMail[]> =>
    sql.query('events.take-mails', take, [now, turn, until, most]),

  settle: async (id: string, turn: string, outcome: { readonly now: Date; readonly done: boolean }): Promise<boolean> =>
    (await sql.query('events.settle-mail', settle, [id, turn, outcome.now, outcome.done])).length > 0,
});

/** After so long nobody waits for it any more; and so long it is remembered how much went to an address. */
const forgetAfter = `interval '7 days'`;

/** $1 now, $2 the turn, $3 until, $4 how many */
const take = `
  with old as (delete from events.mail where at < $1::timestamptz - ${forgetAfter}),
  due as materialized (
    select id from events.mail where hidden is not null and due_at <= $1 and until <= $1 and at >= $1::timestamptz - ${forgetAfter}
    order by due_at, id limit $4 for update skip locked)
  update events.mail m set holder = $2, until = $3, attempts = m.attempts + 1 from due where m.id = due.id
  returning m.id, m.kind, m.hidden`;

/** $1 e-mail, $2 turn, $3 now, $4 done */
const settle = `
  update events.mail set holder = null, until = '-infinity', hidden = case when $4 then null else hidden end,
    sent_at = case when $4 then $3::timestamptz end,
    due_at = case when $4 then due_at else $3::timestamptz + least(interval '1 hour', interval '30 seconds' * power(2, least(attempts, 10))) end
  where id = $1 and holder = $2 returning id`;
