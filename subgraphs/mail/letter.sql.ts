import { dispatchParts, openedParts, withdrawnPart } from './dispatch/dispatch.sql.ts';

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

export const pages = ['mail.letters', pagesOf('l.patient_id = asked.patient')] as const;
export const pagesOfMerged = ['mail.letters-merged', pagesOf('l.patient_id = any(asked.patients)')] as const;

export const putLetter = `
  with letter as (
    insert into mail.letter as l (organisation_id, external_id, patient_id, entered, entered_order, id, team_id, document_id, title,
      document_type, label, sources, visible_from, published_at, origin, edition, withdrawn)
    values ($1, $2, $17::uuid, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 1, $18)
    on conflict (organisation_id, external_id) do update set entered = excluded.entered, entered_order = excluded.entered_order,
      team_id = excluded.team_id, document_id = excluded.document_id, title = excluded.title, document_type = excluded.document_type,
      label = case when $16::boolean or l.document_id <> excluded.document_id then excluded.label else coalesce(l.chosen_label, excluded.label) end, sources = excluded.sources, visible_from = excluded.visible_from, published_at = excluded.published_at,
      origin = excluded.origin, edition = l.edition + 1, withdrawn = excluded.withdrawn
    where l.patient_id = any($3::uuid[]) and (l.entered < excluded.entered or (l.entered = excluded.entered and l.entered_order <> excluded.entered_order))
    returning l.id, l.edition, l.organisation_id, l.patient_id, l.label, l.sources, l.external_id),
  ${dispatchParts(19)}
  select id, edition from letter`;

export const standingOfLetter = `
  select id, case when patient_id <> all($3::uuid[]) then 'another patient'
    when (entered, entered_order) = ($4, $5) then 'unchanged' else 'stale' end as standing
  from mail.letter where organisation_id = $1 and external_id = $2`;

export const withdrawLetter = `
  with letter as (
    update mail.letter set withdrawn = true, entered = $4::timestamptz, entered_order = $5, origin = $6::uuid
    where organisation_id = $1 and external_id = $2 and patient_id = any($3::uuid[])
      and (entered < $4::timestamptz or (entered = $4::timestamptz and entered_order <> $5))
    returning id),
  ${withdrawnPart('$7')}
  select id from letter`;

/** What is read of a letter that is opened; and of it what is told of that. */
const opened = `${columns}, l.edition, l.organisation_id, l.patient_id`;

const isThere =
  'l.id = $1 and l.patient_id = any($2::uuid[]) and not l.withdrawn and (l.visible_from is null or l.visible_from <= $3::timestamptz)';

// The patient's own receipt is what everybody is shown; whether the carer's counts as well is for the sender to choose.
export const readAsCarer = `
  with letter as (
    select ${opened} from mail.letter l where ${isThere} and l.label = any($5::text[])),
  first as (
    insert into mail.carer_receipt as r (letter_id, edition, read_at, read_by) select id, edition, $3::timestamptz, $4::uuid from letter
    on conflict (letter_id, edition) do nothing returning read_at),
  receipt as (
    select first.read_at, o.carers_count and r.letter_id is null as counts
    from first cross join letter join mail.option o on o.organisation_id = letter.organisation_id
      left join mail.receipt r on r.letter_id = letter.id and r.edition = letter.edition),
  ${openedParts('$3')}
  select letter.*, r.read_at as "firstReadAt" from letter left join mail.receipt r on r.letter_id = letter.id and r.edition = letter.edition`;

// The update that changes nothing waits for whoever reads at the same moment, and gives the time of the first; a row that
// was there before has an xmax by it.
export const readLetter = `
  with letter as (
    select ${opened} from mail.letter l where ${isThere}),
  receipt as (
    insert into mail.receipt as r (letter_id, edition, read_at, read_by) select id, edition, $3::timestamptz, $4::uuid from letter
    on conflict (letter_id, edition) do update set read_at = r.read_at returning read_at, xmax = 0 as counts),
  ${openedParts('$3')}
  select letter.*, receipt.read_at as "firstReadAt" from letter cross join receipt`;
