import type { Sql } from '../../kit/sql.ts';
import type { NewAct } from './search.store.ts';

export type ToSendAgain = {
  readonly id: string;
  readonly messageId: string;
  readonly sender: string;
  readonly organisationId: string;
  readonly partner: string | null;
};

export type SendAgainStore = {
  /** The message waits to be sent again from now on, or did so already. */
  ask(act: NewAct): Promise<void>;
  /** What waits, in the order in which it was asked for; nobody else gets it until then. */
  take(now: Date, until: Date): Promise<readonly ToSendAgain[]>;
  /** False where there is nothing of that id that waits. */
  done(id: string, at: Date): Promise<boolean>;
};

export const sendAgainStore = (sql: Sql): SendAgainStore => ({
  ask: async ({ id, at, actor, personId, organisationId, messageId }) => {
    await sql.query('exchange.send-again', ask, [id, at, actor, personId, organisationId, messageId]);
  },

  take: async (now, until) => {
    const [waiting] = await sql.query('exchange.to-send-again', isAnything, []);
    if (waiting === undefined) return [];
    await sql.query('exchange.give-up', giveUp, [now, mostAttempts]);
    return sql.query<ToSendAgain>('exchange.take-again', take, [now, until, mostTaken]);
  },

  done: async (id, at) => (await sql.query('exchange.sent-again', done, [id, at])).length === 1,
});

/** What kills whoever takes it must not do so for ever. */
const mostAttempts = 5;
const mostTaken = 20;

const waits = `kind = 'SENT_AGAIN' and done_at is null`;

const ask = `
  insert into exchange.message_act (id, at, actor, person_id, organisation_id, message_id, kind)
  values ($1, $2, $3, $4, $5, $6, 'SENT_AGAIN') on conflict do nothing`;

const isAnything = `select id from exchange.message_act where ${waits} limit 1`;

/** $1 now, $2 attempts */
const giveUp = `
  update exchange.message_act set done_at = $1, outcome = 'FAILED'
  where ${waits} and attempts >= $2 and taken_until <= $1`;

/** $1 now, $2 until, $3 how many */
const take = `
  with free as (
    select id from exchange.message_act where ${waits} and (taken_until is null or taken_until <= $1)
    order by id limit $3 for update skip locked),
  taken as (
    update exchange.message_act a set taken_until = $2, attempts = a.attempts + 1 from free where a.id = free.id
    returning a.id, a.message_id)
  select t.id, m.id as "messageId", m.sender, m.organisation_id as "organisationId", m.partner
  from taken t join exchange.message m on m.id = t.message_id order by t.id`;

const done = `
  update exchange.message_act a set done_at = $2, taken_until = null,
    outcome = (select m.state from exchange.message m where m.id = a.message_id)
  where a.id = $1 and ${waits} returning a.id`;
