import type { Sql } from '../../kit/sql.ts';
import type { Sender } from '../sender.rules.ts';
import type { ReadReceipt } from './receipt.types.ts';

export type ReceiptStore = {
  /** In the order of the numbers, one statement for all. */
  receipts(sender: Sender, numbers: readonly string[]): Promise<ReadReceipt[]>;
};

export const receiptStore = (sql: Sql): ReceiptStore => ({
  receipts: ({ organisation, teams }, numbers) => sql.query('mail.receipts', receipts, [organisation, teams, numbers]),
});

const receipts = `
  select l.external_id as "documentIdentifier", first.at is not null as read, first.at as "readAt"
  from unnest($3::text[]) with ordinality a(number, nth)
    join mail.letter l on l.organisation_id = $1 and l.external_id = a.number
    left join mail.option o on o.organisation_id = l.organisation_id
    left join mail.receipt r on r.letter_id = l.id and r.edition = l.edition
    left join mail.carer_receipt c on c.letter_id = l.id and c.edition = l.edition and o.carers_count
    cross join lateral (select least(r.read_at, c.read_at) as at) first
  where not l.withdrawn and ($2::uuid[] is null or l.team_id = any($2))
  order by a.nth`;
