import { createHash } from 'node:crypto';
import { hide } from '../../kernel/hidden.ts';
import type { KeyRing } from '../../kernel/seal.ts';
import { announcing } from './announce.ts';
import type { Sql } from './sql.ts';

/** An e-mail to somebody who may have no record here; of the contents of any it says nothing. Domain reference §3.1 */
export type WantedMail = { readonly to: string } & (
  | { readonly kind: 'INVITED_TO_TEAM' | 'INVITED_TO_RECORD'; readonly token: string }
  /** To a privacy officer; to a carer. */
  | { readonly kind: 'GLASS_BROKEN' | 'CARED_FOR_OPENED' }
  /** Before a birthday that ends the care of a child: to the carer, and to the patient. */
  | { readonly kind: 'CARE_ENDS' | 'CARER_LEAVES' }
  /** To whoever has one of two records that are to become one; to a carer. */
  | { readonly kind: 'MERGE_PROPOSED' | 'CARED_FOR_MERGE_PROPOSED' }
);

/** Writes down that it is to be sent, in the transaction of what it is about. Nobody reads it on the way. ADR 32 */
export const wantMails = async (transaction: Sql, keys: KeyRing, mails: readonly WantedMail[]): Promise<void> => {
  if (mails.length === 0) return;
  const rows = mails.map(({ kind, ...rest }) => ({
    kind,
    address: createHash('sha256').update(rest.to.toLowerCase()).digest('hex'),
    hidden: hide(keys, 'mail', JSON.stringify(rest)),
  }));
  await transaction.query('events.want-mails', wantAll, [JSON.stringify(rows)]);
};

const wantAll = announcing(
  `select 'mail.wanted', null::uuid, null::uuid, null::text, null::uuid[], x from jsonb_array_elements($1::jsonb) x`,
);

/**
 * As a part of a statement: that patients are to be told of something new in their records of which nobody else hears, by
 * its type. `rows` selects their ids.
 */
export const noticing = (type: 'Message' | 'Emergency' | 'Library', rows: string): string =>
  announcing(
    `select 'record.changed', null::uuid, w.patient, null::text, null::uuid[], '{"type": "${type}"}'::jsonb from (${rows}) w(patient)`,
  );
