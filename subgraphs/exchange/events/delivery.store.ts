import type { Sql } from '../../kit/sql.ts';
import { eventColumns, type LoggedEvent } from './event-log.store.ts';

/** A webhook that somebody holds now, and an event for it: null where what it waited for is not kept any more. */
export type TakenRow = {
  readonly webhook: string;
  readonly partner: string | null;
  readonly principal: object;
  readonly url: string;
  readonly secret: string;
  readonly previous: string | null;
  readonly head: string;
  readonly replayHead: string;
  /** Where it stands among what is sent again. */
  readonly replay: string | null;
  readonly event: LoggedEvent | null;
};

export type Settling = {
  readonly webhook: string;
  readonly turn: string;
  readonly now: Date;
  /** The last of each kind that is done with; null: as before. */
  readonly sent: string | null;
  readonly replayed: string | null;
  readonly delivered: boolean;
  readonly problem: string | null;
  readonly status: number | null;
  /** The place of the event that was not taken. */
  readonly failed: string | null;
};

export type DeliveryStore = ReturnType<typeof deliveryStore>;

export const deliveryStore = (sql: Sql) => ({
  take: (asked: {
    readonly now: Date;
    readonly turn: string;
    readonly until: Date;
    readonly most: number;
    readonly events: number;
  }): Promise<TakenRow[]> =>
    sql.query('events.take', take, [asked.now, asked.turn, asked.until, asked.most, asked.events]),

  /** How often in a row it has failed by now; undefined where the turn has passed to somebody else. */
  settle: async (settling: Settling): Promise<number | undefined> => {
    const { webhook, turn, now, sent, replayed, delivered, problem, status, failed } = settling;
    const values = [webhook, turn, now, sent, replayed, delivered, problem, status, failed];
    return (await sql.query<{ attempts: number }>('events.settle', settle, values))[0]?.attempts;
  },

  /** Says when it is tried again, and gives up what was refused since before `before`. */
  putOff: async (asked: {
    readonly webhook: string;
    readonly turn: string;
    readonly due: Date;
    readonly now: Date;
    readonly before: Date;
  }): Promise<void> => {
    await sql.query('events.put-off', putOff, [asked.webhook, asked.turn, asked.due, asked.now, asked.before]);
  },
});

/**
 * Webhooks that have something waiting and that nobody holds: $1 now, $2 the turn, $3 until, $4 how many, $5 events of each. What
 * is sent again comes first.
 */
const take = `
  with free as materialized (
    select id from events.endpoint where ended_at is null and (sent < head or replayed < replay_head) and due_at <= $1 and until <= $1
    order by due_at, id limit $4 for update skip locked),
  mine as (update events.endpoint e set holder = $2, until = $3 from free where e.id = free.id returning e.*)
  select m.id as webhook, m.partner, m.principal, m.url, m.secret, case when m.previous_until > $1 then m.previous_secret end as previous,
    m.head::text as head, m.replay_head::text as "replayHead", x.replay::text as replay, to_jsonb(x) - 'replay' as event
  from mine m left join lateral (
    (select r.n as replay, ${eventColumns} from events.replay r join events.event v on v.seq = r.seq
      where r.endpoint_id = m.id and r.n > m.replayed and r.n <= m.replay_head order by r.n limit $5)
    union all
    (select null, ${eventColumns} from events.event v
      where v.organisation_id = m.organisation_id and v.seq > m.sent and v.seq <= m.head and v.kind = any(m.kinds) order by v.seq limit $5)
    limit $5) x on true
  order by m.id, x.replay nulls last, x.seq::bigint`;

/** $1 webhook, $2 turn, $3 now, $4 sent, $5 replayed, $6 whether any was taken, $7 problem, $8 status, $9 the place that failed */
const settle = `
  with mine as (
    update events.endpoint e set sent = greatest(e.sent, coalesce($4::bigint, e.sent)), replayed = greatest(e.replayed, coalesce($5::bigint, e.replayed)),
      delivered_at = case when $6 then $3 else e.delivered_at end,
      failing_since = case when $7::text is null then null when $6 or e.failing_since is null then $3 else e.failing_since end,
      attempts = case when $7::text is null then 0 when $6 then 1 else e.attempts + 1 end,
      last_problem = coalesce($7, e.last_problem), last_status = case when $7::text is null then e.last_status else $8::int end,
      failed_times = case when $9::text is null then 0 when e.failed_place = $9 then e.failed_times + 1 else 1 end, failed_place = $9,
      holder = case when $7::text is null then null else e.holder end,
      until = case when $7::text is null then '-infinity' else e.until end,
      due_at = case when $7::text is null then '-infinity' else e.due_at end
    where e.id = $1 and e.holder = $2 and e.until > $3 returning e.id, e.attempts, e.replayed),
  replays as (delete from events.replay r using mine where r.endpoint_id = mine.id and r.n <= mine.replayed)
  select attempts from mine`;

/**
 * $1 webhook, $2 turn, $3 due, $4 now, $5 before. What was refused for days is given up; and one event that is answered with an
 * error as often as its webhook's owner says, while the endpoint is there to answer. Too much at once (429) and a gateway without
 * anybody behind it (502 to 504) say nothing of the event. RFC 9110 §15, RFC 6585 §4
 */
const putOff = `
  with mine as materialized (select * from events.endpoint e where e.id = $1 and e.holder = $2 for update),
  late as materialized (
    select v.seq from mine join events.event v on v.organisation_id = mine.organisation_id and v.seq > mine.sent and v.seq <= mine.head and v.kind = any(mine.kinds)
    where v.at < $5 and mine.failing_since < $5),
  again as materialized (
    select r.n, r.seq from mine join events.replay r on r.endpoint_id = mine.id and r.n > mine.replayed where r.asked_at < $5 and mine.failing_since < $5),
  poison as materialized (
    select left(failed_place, 1) as list, substr(failed_place, 2)::bigint as n from mine
    where failed_times >= set_aside_after and last_status not in (429, 502, 503, 504) and failed_place is not null),
  aside as materialized (
    select n as seq from poison where list = 's'
    union all select r.seq from poison p cross join mine join events.replay r on r.endpoint_id = mine.id and r.n = p.n where p.list = 'r'),
  dead as (
    insert into events.dead_letter (endpoint_id, seq, at, status, problem)
    select mine.id, x.seq, $4, mine.last_status, mine.last_problem from mine cross join (select seq from late union select seq from again union select seq from aside) x
    on conflict (endpoint_id, seq) do update set at = excluded.at, status = excluded.status, problem = excluded.problem)
  update events.endpoint e set holder = null, until = '-infinity', due_at = case when exists (select from poison) then '-infinity'::timestamptz else $3 end,
    failed_times = case when exists (select from poison) then 0 else e.failed_times end,
    sent = greatest(e.sent, (select max(seq) from late), (select n from poison where list = 's')),
    replayed = greatest(e.replayed, (select max(n) from again), (select n from poison where list = 'r'))
  from mine where e.id = mine.id`;
