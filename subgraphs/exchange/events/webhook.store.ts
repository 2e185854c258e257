import type { Sql } from '../../kit/sql.ts';
import type { DeadLetter, EventKind } from './event.types.ts';
import { mostCounted } from './webhook.rules.ts';
import type { Webhook } from './webhook.types.ts';

/** Whose webhooks: an organisation’s own, those of a partner for it, or those of a partner’s client for one team. */
export type Holder = { readonly organisation: string; readonly partner: string | null; readonly team: string | null };

/** A webhook with what is told to nobody; secrets are hidden (`kernel/hidden.ts`). */
export type KeptWebhook = Webhook & { readonly secret: string };

export type NewWebhook = Holder & {
  readonly id: string;
  readonly principal: object;
  readonly url: string;
  readonly kinds: readonly EventKind[];
  readonly setAsideAfter: number | null;
  readonly secret: string;
};

export type WebhookAct = {
  readonly id: string;
  readonly at: Date;
  readonly actor: string;
  readonly person: string | null;
  readonly kind: 'REGISTERED' | 'CHANGED' | 'ROTATED' | 'ENDED' | 'REPLAYED' | 'TESTED';
  readonly details: object;
};

export type Replay = {
  readonly id: string;
  readonly eventIds: readonly string[] | null;
  readonly since: Date | null;
  readonly until: Date | null;
};

export type WebhookStore = ReturnType<typeof webhookStore>;

/** Each change and the act that tells of it are one transaction. */
export const webhookStore = (sql: Sql) => {
  const acting = <Result>(act: WebhookAct, endpoint: string, work: (transaction: Sql) => Promise<Result | undefined>) =>
    sql.transaction(async (transaction) => {
      const result = await work(transaction);
      if (result === undefined) return undefined;
      const { id, at, actor, person, kind, details } = act;
      await transaction.query('events.act', insertAct, [
        id,
        endpoint,
        at,
        actor,
        person,
        kind,
        JSON.stringify(details),
      ]);
      return result;
    });

  return {
    list: ({ organisation, partner, team }: Holder): Promise<KeptWebhook[]> =>
      sql.query<KeptWebhook>('events.webhooks', `${webhooks} where ${ofHolder} order by e.id`, [
        ...[organisation, partner, team],
      ]),

    find: async (id: string): Promise<KeptWebhook | undefined> =>
      (await sql.query<KeptWebhook>('events.webhook', `${webhooks} where e.id = $1`, [id]))[0],

    /** Undefined where so many are registered already. It is told of what happens from now on. */
    register: (webhook: NewWebhook, most: number, act: WebhookAct): Promise<boolean | undefined> =>
      acting(act, webhook.id, async (transaction) => {
        const { id, organisation, partner, team, principal, url, kinds, secret, setAsideAfter } = webhook;
        await transaction.query('events.one-at-a-time', oneAtATime, [organisation]);
        const values = [
          organisation,
          partner,
          team,
          id,
          JSON.stringify(principal),
          url,
          kinds,
          secret,
          act.at,
          most,
          setAsideAfter,
        ];
        return (await transaction.query('events.register', register, values)).length === 1 ? true : undefined;
      }),

    /** Undefined where it is another version by now, or has ended. It is tried at once, however it has done before. */
    change: (
      id: string,
      next: Pick<NewWebhook, 'url' | 'kinds' | 'setAsideAfter'> & { readonly version: number },
      act: WebhookAct,
    ): Promise<boolean | undefined> =>
      acting(act, id, async (transaction) => {
        const rows = await transaction.query('events.change', change, [
          ...[id, next.version, next.url, next.kinds, next.setAsideAfter],
        ]);
        return rows.length === 1 ? true : undefined;
      }),

    /** Undefined where it has ended. */
    test: ({ id, organisationId }: KeptWebhook, event: string, act: WebhookAct): Promise<boolean | undefined> =>
      acting(act, id, async (transaction) => {
        await transaction.query('events.order-turn', orderTurn, []);
        const rows = await transaction.query('events.test', test, [id, event, organisationId, act.at]);
        return rows.length === 1 ? true : undefined;
      }),

    /** Undefined where its secret is another by now, or it has ended. */
    rotate: (
      { id, secret }: Pick<KeptWebhook, 'id' | 'secret'>,
      next: { readonly secret: string; readonly oldUntil: Date },
      act: WebhookAct,
    ): Promise<boolean | undefined> =>
      acting(act, id, async (transaction) => {
        const rows = await transaction.query('events.rotate', rotate, [id, secret, next.secret, next.oldUntil, act.at]);
        return rows.length === 1 ? true : undefined;
      }),

    end: (id: string, act: WebhookAct): Promise<boolean | undefined> =>
      acting(act, id, async (transaction) =>
        (await transaction.query('events.end', end, [id, act.at])).length === 1 ? true : undefined,
      ),

    /** How many; undefined where it has ended. */
    replay: ({ id, eventIds, since, until }: Replay, act: WebhookAct): Promise<number | undefined> =>
      acting(act, id, async (transaction) => {
        const [row] = await transaction.query<{ events: number }>('events.replay', replay, [
          ...[id, eventIds, since, until, act.at],
        ]);
        return row?.events;
      }),

    deadLetters: (
      id: string,
      after: string | null,
      limit: number,
    ): Promise<(DeadLetter & { readonly seq: string })[]> =>
      sql.query('events.dead-letters', deadLetters, [id, after, limit]),
  };
};

const webhooks = `
  select e.id, e.organisation_id as "organisationId", e.partner, e.team_id as "teamId", e.version, e.url, e.kinds, e.secret, e.set_aside_after as "setAsideAfter", e.created_at as "createdAt",
    e.rotated_at as "rotatedAt", case when e.previous_until > now() then e.previous_until end as "oldSecretUntil",
    e.ended_at as "endedAt", e.delivered_at as "deliveredAt", e.failing_since as "failingSince", e.attempts,
    case when e.attempts > 0 and e.ended_at is null then e.due_at end as "nextAttemptAt",
    e.last_status as "lastStatus", e.last_problem as "lastProblem",
    case when e.ended_at is not null then 0 else (select count(*)::int from (
      (select from events.event v where v.organisation_id = e.organisation_id and v.seq > e.sent and v.seq <= e.head and v.kind = any(e.kinds)
        limit ${String(mostCounted)})
      union all
      (select from events.replay r where r.endpoint_id = e.id and r.n > e.replayed limit ${String(mostCounted)})
      limit ${String(mostCounted)}) w) end as waiting
  from events.endpoint e`;

const oneAtATime = `select pg_advisory_xact_lock(hashtextextended('events.endpoint/' || $1::text, 0))`;

/** $1 organisation, $2 partner, $3 team */
const ofHolder = `e.organisation_id = $1 and e.partner is not distinct from $2 and e.team_id is not distinct from $3::uuid`;

const register = `
  insert into events.endpoint (id, organisation_id, partner, team_id, principal, url, kinds, secret, created_at, set_aside_after, sent)
  select $4, $1, $2, $3::uuid, $5::jsonb, $6, $7::text[], $8, $9, $11::int, coalesce((select max(seq) from events.event), 0)
  where (select count(*) from events.endpoint e where ${ofHolder} and e.ended_at is null) < $10
  returning id`;

/** $1 webhook, $2 version, $3 url, $4 kinds, $5 when to set aside. What happened before, while nothing waited, is not for it. */
const change = `
  update events.endpoint set url = $3, kinds = $4::text[], set_aside_after = $5::int, version = version + 1, attempts = 0, failing_since = null, due_at = '-infinity',
    sent = case when sent >= head then coalesce((select max(seq) from events.event), 0) else sent end
  where id = $1 and version = $2 and ended_at is null returning id`;

/** Events are numbered by one process at a time: see event-log.store.ts. */
const orderTurn = `select pg_advisory_xact_lock(hashtextextended('events.order', 0))`;

/** $1 webhook, $2 event, $3 organisation, $4 now. It is of no kind that a webhook is registered for: who is sent it again gets it. */
const test = `
  with logged as (
    insert into events.event (id, kind, at, organisation_id, about)
    select $2::uuid, 'webhook.test', $4, $3::uuid, jsonb_build_object('webhookId', $1::uuid) from events.endpoint where id = $1::uuid and ended_at is null
    returning seq),
  asked as (insert into events.replay (endpoint_id, seq, asked_at) select $1::uuid, seq, $4 from logged returning n)
  update events.endpoint e set replay_head = greatest(e.replay_head, asked.n), due_at = '-infinity' from asked where e.id = $1::uuid returning e.id`;

const rotate = `
  update events.endpoint set previous_secret = secret, previous_until = $4, secret = $3, rotated_at = $5
  where id = $1 and secret = $2 and ended_at is null returning id`;

const end = `update events.endpoint set ended_at = $2, holder = null where id = $1 and ended_at is null returning id`;

/** Of its own events alone, and of its kinds. It is tried at once, however it has done before. */
const replay = `
  with wanted as (
    select e.id as endpoint_id, v.seq from events.endpoint e join events.event v on v.organisation_id = e.organisation_id and v.kind = any(e.kinds)
    where e.id = $1 and e.ended_at is null and v.seq <= greatest(e.head, e.sent)
      and case when $2::uuid[] is not null then v.id = any($2::uuid[]) else v.at >= $3 and ($4::timestamptz is null or v.at < $4) end),
  asked as (
    insert into events.replay (endpoint_id, seq, asked_at) select endpoint_id, seq, $5 from wanted order by seq returning n, seq),
  revived as (
    delete from events.dead_letter d using asked where d.endpoint_id = $1 and d.seq = asked.seq)
  update events.endpoint e set replay_head = greatest(e.replay_head, (select coalesce(max(n), 0) from asked)), due_at = '-infinity'
  where e.id = $1 and e.ended_at is null returning (select count(*)::int from asked) as events`;

const deadLetters = `
  select d.seq::text as seq, v.id as "eventId", v.kind, v.at as "happenedAt", d.at, d.status, d.problem
  from events.dead_letter d join events.event v on v.seq = d.seq
  where d.endpoint_id = $1 and ($2::bigint is null or d.seq > $2) order by d.seq limit $3`;

const insertAct = `insert into events.endpoint_act (id, endpoint_id, at, actor, person_id, kind, details) values ($1, $2, $3, $4, $5, $6, $7::jsonb)`;
