import type { Sql } from '../kit/sql.ts';
import type { MessageState } from './exchange.types.ts';
import type { Found } from './message.rules.ts';
import type { Sender } from './sender.ts';

export type Arrival = Sender & {
  readonly id: string;
  readonly controlId: string | null;
  readonly type: string | null;
  readonly raw: Buffer;
  readonly digest: Buffer;
  readonly receivedAt: Date;
};

export type Closing = {
  readonly id: string;
  readonly sender: string;
  readonly state: MessageState;
  readonly acknowledgement: string;
  readonly reason: string | null;
  readonly patient: string | null;
  readonly closedAt: Date;
  /** For whom a partner sent it, where that is known. */
  readonly addressee: string | null;
};

export type Inbox = {
  /** Keeps what is new. Undefined where another of the same moment was in the way: ask again. */
  open(arrivals: readonly Arrival[]): Promise<(Found | undefined)[]>;
  /** The acknowledgement that stands from now on; null: this sender has no such message. Undefined: ask again. */
  close(closings: readonly Closing[]): Promise<({ readonly acknowledgement: string | null } | undefined)[]>;
};

/** The hot path of all feeds: one statement and one commit for as many messages as came at once. ADR 0006 */
export const inboxStore = (sql: Sql): Inbox => ({
  open: async (arrivals) => {
    // All processes take the same keys in the same order, and so never wait for each other in a circle.
    const [sorted, places] = sortedBy(
      arrivals,
      ({ owner, controlId, sender }) => `${owner}\0${controlId ?? ''}\0${sender}`,
    );
    const found = await sql.query<FoundRow>('exchange.open', openArrivals, [
      sorted.map(({ id }) => id),
      sorted.map(({ owner }) => owner),
      sorted.map(({ sender }) => sender),
      sorted.map(({ organisation }) => organisation),
      sorted.map(({ partner }) => partner),
      sorted.map(({ controlId }) => controlId),
      sorted.map(({ type }) => type),
      startsOf(sorted),
      sorted.map(({ raw }) => raw.length),
      sorted.map(({ digest }) => digest),
      sorted.map(({ receivedAt }) => receivedAt),
      // One parameter in binary; an array of them would be written out in hexadecimal.
      Buffer.concat(sorted.map(({ raw }) => raw)),
    ]);
    const answers = new Map(
      found.map(({ nth, ...row }) => [
        places[nth - 1],
        row.messageId === null ? undefined : { ...row, messageId: row.messageId },
      ]),
    );
    return arrivals.map((_, place) => answers.get(place));
  },

  close: async (closings) => {
    // One row can be updated once in a statement: who wants to close it too looks again afterwards.
    const firsts = [...new Map(closings.toReversed().map((closing) => [closing.id, closing])).values()];
    const [sorted] = sortedBy(firsts, ({ id }) => id);
    const closed = await sql.query<{ nth: number; acknowledgement: string | null }>('exchange.close', closeMessages, [
      sorted.map(({ id }) => id),
      sorted.map(({ sender }) => sender),
      sorted.map(({ state }) => state),
      sorted.map(({ acknowledgement }) => acknowledgement),
      sorted.map(({ reason }) => reason),
      sorted.map(({ patient }) => patient),
      sorted.map(({ closedAt }) => closedAt),
      sorted.map(({ addressee }) => addressee),
    ]);
    const answers = new Map(closed.map(({ nth, acknowledgement }) => [sorted[nth - 1], { acknowledgement }]));
    return closings.map((closing) => answers.get(closing));
  },
});

type FoundRow = Omit<Found, 'messageId'> & { readonly nth: number; readonly messageId: string | null };

const inserting = (attempt: string, asked: string): string => `
    insert into exchange.message (id, owner, sender, organisation_id, partner, control_id, attempt, type, raw, digest, received_at)
    select asked.id, asked.owner, asked.sender, asked.organisation_id, asked.partner, asked.control_id, ${attempt},
      asked.type, substr($12::bytea, asked.start, asked.length), asked.digest, asked.received_at
    from ${asked} order by asked.nth
    on conflict do nothing returning id`;

// The planner does not see how long the arrays are (`(select $1)`): for each length it would make another plan, which
// takes longer than to run it.

// Most messages are new, and their keys are looked for once, by the insert that finds them free. The others are looked up:
// only refused messages make room for another text under their control id. `earlier` is what this statement can see; a
// message that another transaction is just writing it cannot, and that one is asked for again.
// This commit waits for no disk: whatever is done with the message is written to the same log behind it, so that the first
// commit that does wait, at the latest the one of its answer, makes it durable too. PostgreSQL manual, 28.4
const openArrivals = `
  with asked as (
    select * from unnest((select $1::uuid[]), (select $2::text[]), (select $3::text[]), (select $4::uuid[]), (select $5::text[]), (select $6::text[]), (select $7::text[]), (select $8::int[]), (select $9::int[]), (select $10::bytea[]), (select $11::timestamptz[]))
      with ordinality asked(id, owner, sender, organisation_id, partner, control_id, type, start, length, digest, received_at, nth)),
  first as (${inserting('1', 'asked')}),
  earlier as (
    select asked.nth, m.id, m.attempt, m.state, m.acknowledgement, m.digest = asked.digest as has_same_text
    from asked cross join lateral (
      select id, attempt, state, acknowledgement, digest from exchange.message m
      where m.owner = asked.owner and m.control_id = asked.control_id and m.sender = asked.sender
      order by m.attempt desc limit 1) m
    where not exists (select from first where first.id = asked.id)),
  again as (${inserting('earlier.attempt + 1', `asked join earlier using (nth) where not earlier.has_same_text and earlier.state in ('REJECTED', 'FAILED')`)}),
  inserted as (select id from first union all select id from again)
  select asked.nth::int, coalesce(inserted.id, earlier.id) as "messageId", inserted.id is not null as "isNew",
    coalesce(earlier.has_same_text, true) as "hasSameText", coalesce(earlier.state, 'RECEIVED') as state, earlier.acknowledgement
  from asked left join inserted using (id) left join earlier using (nth)
    cross join set_config('synchronous_commit', 'off', true)`;

// The lateral subquery locks one row after the other, in the order given, and sees each as it is once it is ours.
// `is_open` is a number because the planner expects few rows of a comparison with one: it then looks each message up by
// its key, and does not read them all, however few there were when the statement was planned.
const closeMessages = `
  with asked as (
    select * from unnest((select $1::uuid[]), (select $2::text[]), (select $3::exchange.message_state[]), (select $4::text[]), (select $5::text[]), (select $6::uuid[]), (select $7::timestamptz[]), (select $8::uuid[]))
      with ordinality asked(id, sender, state, acknowledgement, reason, patient_id, closed_at, addressee, nth)),
  stored as (
    select asked.nth, m.id, m.acknowledgement, (m.state = 'RECEIVED'
      or (m.state in ('REJECTED', 'FAILED') and (m.state, m.reason) is distinct from (asked.state, asked.reason)))::int as is_open
    from asked cross join lateral (
      select id, state, reason, acknowledgement from exchange.message m where m.id = asked.id and m.sender = asked.sender for update) m),
  closed as (
    update exchange.message m set state = asked.state, acknowledgement = asked.acknowledgement, reason = asked.reason,
      patient_id = asked.patient_id, closed_at = asked.closed_at, organisation_id = coalesce(asked.addressee, m.organisation_id)
    from stored join asked using (nth) where m.id = stored.id and stored.is_open = 1 returning stored.nth)
  select asked.nth::int, case when closed.nth is null then stored.acknowledgement else asked.acknowledgement end as acknowledgement
  from asked left join stored using (nth) left join closed using (nth)`;

/** The items by their keys, and where each of them stood before. */
const sortedBy = <Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly [Item[], number[]] => {
  const keyed = items.map((item, place) => ({ item, place, key: keyOf(item) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.place - b.place));
  return [keyed.map(({ item }) => item), keyed.map(({ place }) => place)];
};

/** Where each text begins when all are written one after the other; PostgreSQL counts from 1. */
const startsOf = (arrivals: readonly Arrival[]): number[] => {
  let next = 1;
  return arrivals.map(({ raw }) => {
    const start = next;
    next += raw.length;
    return start;
  });
};
