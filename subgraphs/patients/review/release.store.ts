import type { Principal } from '../../../kernel/principal.ts';
import { announcing } from '../../kit/announce.ts';
import type { Sql } from '../../kit/sql.ts';
import type { ReviewState } from './review.types.ts';

export type ToSettle = { readonly messageId: string; readonly state: ReviewState; readonly sender: Principal };

export type ReleaseStore = {
  /** What was decided and has not been done, in the order of MSH-7; nobody else gets it until then. */
  take(now: Date, until: Date, limit: number): Promise<readonly ToSettle[]>;
  /** False where this sender has no such message about which that is decided. */
  settle(settled: {
    readonly id: string;
    readonly state: ReviewState;
    readonly senderName: string;
    readonly at: Date;
    readonly problem: string | null;
    readonly patient: string | null;
  }): Promise<boolean>;
};

export const releaseStore = (sql: Sql): ReleaseStore => ({
  take: async (now, until, limit) => {
    // Nearly always there is nothing: that costs one look at an index that is empty.
    const [waiting] = await sql.query('patients.to-settle', isAnything, []);
    if (waiting === undefined) return [];
    return sql.transaction(async (transaction) => {
      const [turn] = await transaction.query<{ isMine: boolean }>('patients.settle-turn', myTurn, []);
      if (turn?.isMine !== true) return [];
      await transaction.query('patients.give-back', giveBack, [now, mostAttempts]);
      return transaction.query<ToSettle>('patients.take-decided', takeDecided, [now, until, limit]);
    });
  },

  settle: async ({ id, state, senderName, at, problem, patient }) => {
    const rows =
      problem === null
        ? await sql.query('patients.settle', settled, [id, senderName, at, state, patient])
        : await sql.query('patients.hold-again', notSettled, [id, senderName, problem, state]);
    return rows.length === 1;
  },
});

/** What fails that often is a fault of ours that will not pass: rather than hinder the others, it waits for somebody. */
const mostAttempts = 5;

const undone = `state <> 'HELD' and settled_at is null`;

const isAnything = `select id from patients.held_message where ${undone} limit 1`;

/** Two processes that asked at once could each take half of one patient's messages. */
const myTurn = `select pg_try_advisory_xact_lock(hashtextextended('patients.held_message', 0)) as "isMine"`;

const heldAgain = `state = 'HELD', decided_at = null, decided_by = null, follows = null, into_patient_id = null, taken_until = null`;

/** $1 now, $2 attempts */
const giveBack = `
  update patients.held_message set ${heldAgain}, problem = 'It failed ${mostAttempts} times on our side. Approve it again later.'
  where ${undone} and attempts >= $2 and (taken_until is null or taken_until <= $1)`;

/** An organisation's messages are in one pair of hands at a time, or their order would be nobody's. */
const takeDecided = `
  with free as (
    select h.id from patients.held_message h
    where ${undone} and not exists (
      select from patients.held_message b where b.organisation_id = h.organisation_id and b.taken_until > $1
        and b.state <> 'HELD' and b.settled_at is null)
    order by h.sent_at, h.held_at, h.id limit $3),
  taken as (
    update patients.held_message h set taken_until = $2, attempts = h.attempts + 1 from free where h.id = free.id
    returning h.id, h.state, h.sender, h.sent_at, h.held_at)
  select id as "messageId", state, sender from taken order by sent_at, held_at, id`;

/**
 * $1 message, $2 sender, $3 at, $4 state, $5 the record: that is what the sender says, and the administrator is shown what
 * the record says. So it must be one that the organisation holds.
 */
const settled = `
  with settled as (
  update patients.held_message h set settled_at = $3, taken_until = null, problem = null, patient_id = coalesce((
    select l.patient_id from patients.team_link l where l.patient_id = $5 and l.organisation_id = h.organisation_id limit 1), h.patient_id)
  where id = $1 and sender_name = $2 and state <> 'HELD' and state = $4 returning id, organisation_id, partner, control_id, state),
  announced as (${announcing(`
    select 'message.released', organisation_id, null, null, null,
      jsonb_strip_nulls(jsonb_build_object('messageId', id, 'controlId', control_id, 'outcome', state, 'partner', partner)) from settled`)})
  select id from settled`;

/** $1 message, $2 sender, $3 problem, $4 state */
const notSettled = `
  update patients.held_message set ${heldAgain}, problem = $3
  where id = $1 and sender_name = $2 and state <> 'HELD' and state = $4 returning id`;
