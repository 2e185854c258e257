import type { Sql } from '../../kit/sql.ts';
import type { ToSendAgain } from './again.store.ts';

export type Forgotten = Pick<ToSendAgain, 'sender' | 'partner'> & { readonly messageId: string };

export type ForgottenStore = {
  /** Messages of partners between these ids and from before that moment, that were never answered, and are nobody's yet. */
  page(asked: { readonly after: string; readonly until: Date; readonly limit: number }): Promise<readonly Forgotten[]>;
  /** False where this sender has no such message. */
  address(message: { readonly id: string; readonly sender: string; readonly organisation: string }): Promise<boolean>;
};

export const forgottenStore = (sql: Sql): ForgottenStore => ({
  page: ({ after, until, limit }) => sql.query<Forgotten>('exchange.forgotten', page, [after, until, limit]),
  address: async ({ id, sender, organisation }) =>
    (await sql.query('exchange.address', address, [id, sender, organisation])).length === 1,
});

/** By the index on organisation and id. $1 after, $2 received until, $3 how many */
const page = `
  select id as "messageId", sender, partner from exchange.message
  where organisation_id is null and partner is not null and id > $1 and state = 'RECEIVED' and received_at <= $2
  order by id limit $3`;

/** Who closes it says the same, or the same again. */
const address = `
  update exchange.message set organisation_id = $3
  where id = $1 and sender = $2 and partner is not null and state = 'RECEIVED' returning id`;
