import type { ItemLabel, Label } from '../kit/label.ts';
import type { Permit } from '../kit/permit.ts';
import type { Sql } from '../kit/sql.ts';

/** A letter as whoever wants to change its label sees it. */
export type Labelled = {
  readonly id: string;
  readonly label: ItemLabel;
  readonly sources: readonly string[];
  readonly edition: number;
};

export type Relabelling = {
  readonly id: string;
  readonly label: Label;
  readonly at: Date;
  readonly by: string;
};

export type RelabellingStore = {
  readonly sql: Sql;
  /** The letter, if it is in this patient's record and in the view. */
  letter(id: string, permit: Pick<Permit, 'patient' | 'formerly' | 'view'>): Promise<Labelled | undefined>;
  /** Writes the label and the trace of it; false where the letter is not any more as it was seen. */
  relabel(seen: Labelled, change: Relabelling, transaction: Sql): Promise<boolean>;
};

export const relabellingStore = (sql: Sql): RelabellingStore => ({
  sql,

  letter: async (id, { patient, formerly = [], view: { labels, sources } }) => {
    const [letter] = await sql.query<Labelled>('mail.labelled', labelledLetter, [
      id,
      [patient, ...formerly],
      labels,
      sources,
    ]);
    return letter;
  },

  relabel: async (seen, { id, label, at, by }, transaction) => {
    const written = await transaction.query('mail.relabel', relabelLetter, [
      seen.id,
      seen.edition,
      seen.label,
      label,
      id,
      at,
      by,
    ]);
    return written.length > 0;
  },
});

const labelledLetter = `
  select id, label, sources, edition from mail.letter
  where id = $1 and patient_id = any($2::uuid[]) and not withdrawn and (label = any($3::text[]) or sources && $4::uuid[])`;

// The edition stays: what was read stays read.
const relabelLetter = `
  with letter as (
    update mail.letter set label = $4::text, chosen_label = $4::text
    where id = $1::uuid and edition = $2::int and label = $3::text returning id),
  trace as (
    insert into mail.relabelling (id, letter_id, at, by, old_label, new_label)
    select $5::uuid, id, $6::timestamptz, $7::text, $3::text, $4::text from letter where $3::text <> $4::text)
  select id from letter`;
