import { notFound, type Failure } from '../../../kernel/failure.ts';
import type { NewId, OrganisationId, PatientId, UserId } from '../../../kernel/id.ts';
import type { Context } from '../../kit/context.ts';
import type { Sql } from '../../kit/sql.ts';
import { differInNationalNumber, hold, joinRecords, type Held } from './join-records.ts';
import { refuseMerge, refuseReversal, type Pair } from './merge.rules.ts';
import { rootOf } from './merge.sql.ts';
import type { RecordMerge } from './merge.types.ts';
import { partRecords, type Standing } from './part-records.ts';

/** An administrator, and the organisation for which they act. */
type Administrator = { readonly person: UserId; readonly organisation: OrganisationId };

export type Wanted = {
  readonly by: Administrator;
  readonly survivor: PatientId;
  readonly merged: PatientId;
  readonly note: string;
};

export type MergeStore = {
  merge(context: Context, wanted: Wanted): Promise<MergeRow | Failure>;
  reverse(context: Context, by: Pick<Administrator, 'person'>, id: string): Promise<MergeRow | Failure>;
  /** Of records that the organisation holds, or that were merged for it; the latest first. */
  page(
    organisation: OrganisationId,
    slot: { readonly after: string | null; readonly limit: number },
  ): Promise<MergeRow[]>;
};

/** A merge as it is kept. */
export type MergeRow = Omit<RecordMerge, 'reversibleUntil'>;

export const mergeStore = (sql: Sql, newId: NewId): MergeStore => ({
  merge: (context, { by, survivor, merged, note }) =>
    sql.transaction(async (transaction) => {
      const pair = await heldPair(transaction, survivor, merged);
      if (!(await administers(transaction, by))) return noSuchOrganisation;
      const others = await refuseOthers(transaction, pair, by.organisation);
      if (others !== undefined || pair === undefined) return others ?? notHeld('survivorId');
      const refusal = refuseMerge(pair);
      if (refusal !== undefined) return refusal;
      const ground = { organisation: by.organisation, note };
      return kept(transaction, await joinRecords({ transaction, context, newId }, { ...pair, ground }));
    }),

  reverse: (context, { person }, id) =>
    sql.transaction(async (transaction) => {
      const [known] = await transaction.query<Pick<Standing, 'survivor' | 'merged'>>('patients.merge-pair', pairOf, [
        id,
      ]);
      if (known === undefined) return noSuchMerge;
      await hold(transaction, [known.survivor, known.merged]);
      const [merge] = await transaction.query<Reversible>('patients.merge-reversible', reversible, [id, person]);
      if (merge === undefined) return noSuchMerge;
      const refusal = refuseReversal(merge, context.clock.now());
      if (refusal !== undefined) return refusal;
      await partRecords({ transaction, context, newId }, merge);
      return kept(transaction, id);
    }),

  page: (organisation, { after, limit }) => sql.query('patients.merges', page, [organisation, after, limit]),
});

type Reversible = Standing & { readonly reversedAt: Date | null; readonly later: string | null };

/** Both records, held, by what their ids lead to: an old id means the record that it was merged into. */
export const heldPair = async (
  transaction: Sql,
  ...ids: readonly [survivor: string, merged: string]
): Promise<Pair<Held> | undefined> => {
  const led = async (id: string): Promise<string | undefined> =>
    (await transaction.query<{ id: string }>('patients.merge-root', rootOf, [id]))[0]?.id;
  const [first, second] = [await led(ids[0]), await led(ids[1])];
  if (first === undefined || second === undefined) return undefined;
  const roots = [first, second] as const;
  const held = await hold(transaction, [...new Set(roots)]);
  // Somebody else may have merged one of them while we waited for it.
  if ((await led(first)) !== first || (await led(second)) !== second) return heldPair(transaction, ...ids);
  const survivor = held.get(first);
  const merged = held.get(second);
  if (survivor === undefined || merged === undefined) return undefined;
  return { survivor, merged, nationalNumbersDiffer: await differInNationalNumber(transaction, roots) };
};

/** Who is not held by the organisation is not there for it. */
export const refuseOthers = async (
  transaction: Sql,
  pair: Pair<Held> | undefined,
  organisation: string,
): Promise<Failure | undefined> => {
  for (const [field, id] of [
    ['survivorId', pair?.survivor.id],
    ['mergedId', pair?.merged.id],
  ] as const)
    if (id === undefined || !(await isHeldBy(transaction, id, organisation))) return notHeld(field);
  return undefined;
};

const kept = async (transaction: Sql, id: string): Promise<MergeRow> => {
  const [row] = await transaction.query<MergeRow>('patients.merge', one, [id]);
  if (row === undefined) throw new Error('A merge that was just written is not there.');
  return row;
};

/** What the edge knows of roles is seconds old, and until the transaction ends the role cannot. */
export const administers = async (transaction: Sql, { person, organisation }: Administrator): Promise<boolean> =>
  (await transaction.query('patients.merge-administrator', administrator, [person, organisation])).length > 0;

const isHeldBy = async (transaction: Sql, patient: string, organisation: string): Promise<boolean> =>
  (await transaction.query('patients.merge-holder', holder, [patient, organisation])).length > 0;

export const noSuchOrganisation = notFound('You administer no such organisation.', 'organisationId');
const notHeld = (field: string): Failure => notFound('There is no such record that your organisation holds.', field);
const noSuchMerge = notFound('There is no such merge of records that your organisation holds.', 'id');

const administrator = `select from patients.membership
  where person_id = $1 and organisation_id = $2 and role = 'ADMINISTRATOR' and ended_at is null for share`;

const holder = 'select from patients.team_link where patient_id = $1 and organisation_id = $2 limit 1';

const columns = `m.id, m.survivor_id as "survivorId", m.merged_id as "mergedId", m.organisation_id as "organisationId",
  coalesce(p.name, m.actor) as by, m.person_id as "personId", m.message_id as "messageId", m.note, m.merged_at as "mergedAt",
  m.reversed_at as "reversedAt", r.name as "reversedBy"`;
const merges = `patients.merge m left join patients.person p on p.id = m.person_id left join patients.person r on r.id = m.reversed_by`;

const one = `select ${columns} from ${merges} where m.id = $1`;

const pairOf = 'select survivor_id as survivor, merged_id as merged from patients.merge where id = $1';

/** For an administrator ($2) of an organisation that holds the survivor; `later` is a merge that has to go first. */
const reversible = `
  select m.id, m.survivor_id as survivor, m.merged_id as merged, m.organisation_id as organisation, m.merged_at as "mergedAt",
    m.reversed_at as "reversedAt", m.before,
    (select x.id from patients.merge x where x.reversed_at is null and x.id > m.id
      and m.survivor_id in (x.survivor_id, x.merged_id) order by x.id desc limit 1) as later
  from patients.merge m
  where m.id = $1 and exists (
    select from patients.membership a where a.person_id = $2 and a.role = 'ADMINISTRATOR' and a.ended_at is null
      and (a.organisation_id = m.organisation_id
        or exists (select from patients.team_link l where l.patient_id = m.survivor_id and l.organisation_id = a.organisation_id)))`;

const page = `select ${columns} from ${merges}
  where ($2::uuid is null or m.id < $2) and (m.organisation_id = $1
    or exists (select from patients.team_link l where l.patient_id in (m.survivor_id, m.merged_id) and l.organisation_id = $1))
  order by m.id desc limit $3`;
