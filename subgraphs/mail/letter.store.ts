import { announcing } from '../kit/announce.ts';
import type { ItemLabel } from '../kit/label.ts';
import type { Purview } from '../kit/purview.ts';
import type { Sql } from '../kit/sql.ts';
import type { KeptLetter } from './letter.rules.ts';

export type NewLetter = {
  readonly id: string;
  readonly patient: string;
  /** And the records that were merged into that one: a letter that lies there is theirs as well. */
  readonly patients: readonly string[];
  readonly organisation: string;
  readonly team: string;
  readonly externalId: string;
  readonly documentId: string;
  readonly title: string;
  readonly documentType: string | null;
  readonly label: ItemLabel;
  /** True: against a label that somebody chose for the letter earlier. */
  readonly labelStands: boolean;
  readonly sources: readonly string[];
  readonly visibleFrom: Date | null;
  readonly publishedAt: Date;
  /** MSH-7, MSH-10 and the id of the message. */
  readonly entered: Date;
  readonly enteredOrder: string;
  readonly origin: string;
};

/** Where a page ends: the next begins behind it. */
export type Place = { readonly publishedAt: string; readonly id: string };

export type Standing = 'created' | 'updated' | 'unchanged' | 'stale' | 'another patient';
export type Withdrawn = Pick<
  NewLetter,
  'patients' | 'organisation' | 'externalId' | 'entered' | 'enteredOrder' | 'origin'
>;
export type Reading = {
  readonly letter: string;
  readonly patients: readonly string[];
  readonly by: string;
  readonly at: Date;
  /** The labels that are shared with whoever opens it for the patient; absent: it is the patient. */
  readonly asCarer?: readonly ItemLabel[];
};

export type LetterStore = {
  /** Newest first, only those inside the sight; a list for each of the patients, in their order, in one query. */
  pages(
    sights: readonly Pick<Purview, 'patient' | 'formerly' | 'labels' | 'sources'>[],
    after: Place | null,
    limit: number,
  ): Promise<KeptLetter[][]>;
  /** Puts the letter in its place unless a message that is as new or newer was here first. */
  put(letter: NewLetter): Promise<{ readonly id: string; readonly standing: Standing }>;
  /** Takes the letter of this number back, unless a message as new or newer was here first; undefined: there is none. */
  withdraw(letter: Withdrawn): Promise<{ readonly id: string; readonly standing: Standing } | undefined>;
  /** Writes the first reading of the letter as it is now; undefined: there is none that this reader may open, or not yet. */
  read(reading: Reading): Promise<KeptLetter | undefined>;
};

export const letterStore = (sql: Sql): LetterStore => ({
  pages: async (sights, after, limit) => {
    const asked = sights.map(({ patient, formerly = [], labels, sources }, nth) => ({
      ...{ nth, patient, labels, sources },
      patients: [patient, ...formerly],
    }));
    const anyMerged = sights.some(({ formerly }) => formerly !== undefined);
    const { publishedAt, id } = after ?? beforeAll;
    const [name, text] = anyMerged ? pagesOfMerged : pages;
    const rows = await sql.query<KeptLetter & { nth: number }>(name, text, [
      JSON.stringify(asked),
      publishedAt,
      id,
      limit,
    ]);
    const dealt = sights.map((): KeptLetter[] => []);
    for (const row of rows) dealt[row.nth]?.push(row);
    return dealt;
  },

  put: async (letter) => {
    const key = [letter.organisation, letter.externalId, letter.patients, letter.entered, letter.enteredOrder];
    const [written] = await sql.query<{ id: string; edition: number }>('mail.publish', putLetter, [
      ...key,
      letter.id,
      letter.team,
      letter.documentId,
      letter.title,
      letter.documentType,
      letter.label,
      letter.sources,
      letter.visibleFrom,
      letter.publishedAt,
      letter.origin,
      letter.labelStands,
      letter.patient,
    ]);
    if (written !== undefined) return { id: written.id, standing: written.edition === 1 ? 'created' : 'updated' };
    const [found] = await sql.query<{ id: string; standing: Standing }>('mail.standing', standingOfLetter, key);
    if (found === undefined) throw new Error('A letter was neither written nor found.');
    return found;
  },

  withdraw: async ({ organisation, externalId, patients, entered, enteredOrder, origin }) => {
    const key = [organisation, externalId, patients, entered, enteredOrder];
    const [written] = await sql.query<{ id: string }>('mail.withdraw', withdrawLetter, [...key, origin]);
    if (written !== undefined) return { id: written.id, standing: 'updated' };
    const [found] = await sql.query<{ id: string; standing: Standing }>('mail.standing', standingOfLetter, key);
    return found?.standing === 'another patient' ? undefined : found;
  },

  read: async ({ letter, patients, by, at, asCarer }) => {
    const values = [letter, patients, at, by];
    const [row] =
      asCarer === undefined
        ? await sql.query<KeptLetter>('mail.read', readLetter, values)
        : await sql.query<KeptLetter>('mail.read-as-carer', readAsCarer, [...values, asCarer]);
    return row;
  },
});

/** Behind no letter at all. */
const beforeAll: Place = { publishedAt: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };

const columns = `l.id, l.document_id as "documentId", l.external_id as "externalId", l.title, l.document_type as "documentType", l.label, l.sources,
  l.visible_from as "visibleFrom", l.published_at as "publishedAt"`;

/** The range of one patient is walked in its order; where records were merged, those of several ids are put in order. */
const pagesOf = (isTheirs: string): string => `
  select asked.nth, letter.*
  from jsonb_to_recordset($1::jsonb) asked(nth int, patient uuid, patients uuid[], labels text[], sources uuid[])
  cross join lateral (
    select ${columns}, r.read_at as "firstReadAt"
    from mail.letter l left join mail.receipt r on r.letter_id = l.id and r.edition = l.edition
    where ${isTheirs} and not l.withdrawn and (l.label = any(asked.labels) or l.sources && asked.sources)
      and (l.published_at, l.id) < ($2::timestamptz, $3::uuid)
    order by l.published_at desc, l.id desc limit $4) letter
  order by asked.nth, letter."publishedAt" desc, letter.id desc`;

const pages = ['mail.letters', pagesOf('l.patient_id = asked.patient')] as const;
const pagesOfMerged = ['mail.letters-merged', pagesOf('l.patient_id = any(asked.patients)')] as const;

const putLetter = `
  insert into mail.letter as l (organisation_id, external_id, patient_id, entered, entered_order, id, team_id, document_id, title,
    document_type, label, sources, visible_from, published_at, origin, edition)
  values ($1, $2, $17::uuid, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 1)
  on conflict (organisation_id, external_id) do update set entered = excluded.entered, entered_order = excluded.entered_order,
    team_id = excluded.team_id, document_id = excluded.document_id, title = excluded.title, document_type = excluded.document_type,
    label = case when $16::boolean then excluded.label else coalesce(l.chosen_label, excluded.label) end, sources = excluded.sources, visible_from = excluded.visible_from, published_at = excluded.published_at,
    origin = excluded.origin, edition = l.edition + 1, withdrawn = false
  where l.patient_id = any($3::uuid[]) and (l.entered < excluded.entered or (l.entered = excluded.entered and l.entered_order <> excluded.entered_order))
  returning l.id, l.edition`;

const standingOfLetter = `
  select id, case when patient_id <> all($3::uuid[]) then 'another patient'
    when (entered, entered_order) = ($4, $5) then 'unchanged' else 'stale' end as standing
  from mail.letter where organisation_id = $1 and external_id = $2`;

const withdrawLetter = `
  update mail.letter set withdrawn = true, entered = $4::timestamptz, entered_order = $5, origin = $6::uuid
  where organisation_id = $1 and external_id = $2 and patient_id = any($3::uuid[])
    and (entered < $4::timestamptz or (entered = $4::timestamptz and entered_order <> $5))
  returning id`;

const isThere =
  'l.id = $1 and l.patient_id = any($2::uuid[]) and not l.withdrawn and (l.visible_from is null or l.visible_from <= $3::timestamptz)';

// The patient's own receipt is what everybody is shown; whether the carer's counts as well is for the sender to choose.
const readAsCarer = `
  with letter as (
    select ${columns}, l.edition from mail.letter l where ${isThere} and l.label = any($5::text[])),
  receipt as (
    insert into mail.carer_receipt as r (letter_id, edition, read_at, read_by) select id, edition, $3::timestamptz, $4::uuid from letter
    on conflict (letter_id, edition) do nothing)
  select letter.*, r.read_at as "firstReadAt" from letter left join mail.receipt r on r.letter_id = letter.id and r.edition = letter.edition`;

// The update that changes nothing waits for whoever reads at the same moment, and gives the time of the first.
const readLetter = `
  with letter as (
    select ${columns}, l.edition from mail.letter l where ${isThere}),
  receipt as (
    insert into mail.receipt as r (letter_id, edition, read_at, read_by) select id, edition, $3::timestamptz, $4::uuid from letter
    on conflict (letter_id, edition) do update set read_at = r.read_at returning letter_id, read_at, xmax = 0 as is_first),
  announced as (${announcing(`
    select 'document.read', l.organisation_id, l.patient_id, l.label, l.sources, jsonb_build_object('letterId', l.id,
      'documentId', l.document_id, 'externalId', l.external_id, 'readAt', r.read_at)
    from receipt r join mail.letter l on l.id = r.letter_id where r.is_first`)})
  select letter.*, receipt.read_at as "firstReadAt" from letter cross join receipt`;
