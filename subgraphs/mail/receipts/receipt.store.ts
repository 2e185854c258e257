import type { Sql } from '../../kit/sql.ts';
import type { Sender } from '../sender.rules.ts';
import type { ReadReceipt } from './receipt.types.ts';

export type ReceiptStore = {
  /** In the order of the numbers, one statement for all. */
  receipts(sender: Sender, numbers: readonly string[]): Promise<ReadReceipt[]>;
  /** Of letters that have been read, in the order of their first reading that counts: behind a place, and before a moment. */
  readings(
    sender: Sender,
    within: { readonly after: ReadingPlace; readonly before: Date; readonly limit: number },
  ): Promise<readonly Reading[]>;
};

export type ReadingPlace = { readonly at: string; readonly letter: string };
export type Reading = ReadReceipt & { readonly readAt: Date; readonly letter: string };

export const receiptStore = (sql: Sql): ReceiptStore => ({
  receipts: ({ organisation, teams }, numbers) => sql.query('mail.receipts', receipts, [organisation, teams, numbers]),

  readings: ({ organisation, teams }, { after, before, limit }) =>
    sql.query('mail.readings', readings, [organisation, teams, after.at, after.letter, before, limit]),
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

/** One way to have been read; `isFirst` of the other, where there is one. Each walks its index, and stops when it has enough. */
const readingsBy = (table: string, other: string, { counts, isFirst }: { counts: string; isFirst: string }): string => `
  (select l.external_id as "documentIdentifier", true as read, f.read_at as "readAt", l.id as letter
  from ${table} f join mail.letter l on l.id = f.letter_id and l.edition = f.edition
    left join mail.option o on o.organisation_id = l.organisation_id
    left join ${other} s on s.letter_id = f.letter_id and s.edition = f.edition
  where l.organisation_id = $1 and not l.withdrawn and ($2::uuid[] is null or l.team_id = any($2)) and ${counts} and ${isFirst}
    and (f.read_at, f.letter_id) > ($3::timestamptz, $4::uuid) and f.read_at < $5
  order by f.read_at, f.letter_id limit $6)`;

const byPatient = {
  counts: 'true',
  isFirst: '(s.read_at is null or o.carers_count is not true or f.read_at <= s.read_at)',
};
const byCarer = { counts: 'o.carers_count', isFirst: '(s.read_at is null or f.read_at < s.read_at)' };

const readings = `${readingsBy('mail.receipt', 'mail.carer_receipt', byPatient)}
  union all ${readingsBy('mail.carer_receipt', 'mail.receipt', byCarer)}
  order by "readAt", letter limit $6`;
