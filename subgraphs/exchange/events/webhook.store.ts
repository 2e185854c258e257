import type { Sql } from '../../kit/sql.ts';
import type { DeadLetter, EventKind } from './event.types.ts';
import { mostCounted } from './webhook.rules.ts';
import type { Webhook } from './webhook.types.ts';

/** Whose webhooks: an organisation’s own, or those of a partner for it. */
export type Holder = { readonly organisation: string; readonly partner: string | null };

/** A webhook with what is told to nobody; secrets are hidden (`kernel/hidden.ts`). */
export type KeptWebhook = Webhook & { readonly secret: string };

export type NewWebhook = Holder & {
  readonly id: string;
  readonly principal: object;
  readonly url: string;
  readonly kinds: readonly EventKind[];
  readonly secret: string;
};

export type WebhookAct = {
  readonly id: string;
  readonly at: Date;
  readonly actor: string;
  readonly person: string | null;
  readonly kind: 'REGISTERED' | 'ROTATED' | 'ENDED' | 'REPLAYED';
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
    list: ({ organisation, partner }: Holder): Promise<KeptWebhook[]> =>
      sql.query<KeptWebhook>(
        'events.webhooks',
        `${webhooks} where e.organisation_id = $1 and e.partner is not distinct from $2 order by e.id`,
        [organisation, partner],
      ),

    find: async (id: string): Promise<KeptWebhook | undefined> =>
      (await sql.query<KeptWebhook>('events.webhook', `${webhooks} where e.id = $1`, [id]))[0],

    /** Undefined where so many are registered already. It is told of what happens from now on. */
    register: (webhook: NewWebhook, most: number, act: WebhookAct): Promise<boolean | undefined> =>
      acting(act, webhook.id, async (transaction) => {
        const { id, organisation, partner, principal, url, kinds, secret } = webhook;
        await transaction.query('events.one-at-a-time', oneAtATime, [organisation]);
        const values = [id, organisation, partner, JSON.stringify(principal), url, kinds, secret, act.at, most];
        return (await transaction.query('events.register', register, values)).length === 1 ? true : undefined;
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
  select e.id, e.organisation_id as "organisationId", e.partner, e.url, e.kinds, e.secret, e.created_at as "createdAt",
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

const register = `
  insert into events.endpoint (id, organisation_id, partner, principal, url, kinds, secret, created_at, sent)
  select $1, $2, $3, $4::jsonb, $5, $6::text[], $7, $8, coalesce((select max(seq) from events.event), 0)
  where (select count(*) from events.endpoint e where e.organisation_id = $2 and e.partner is not distinct from $3 and e.ended_at is null) < $9
  returning id`;

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
