import { conflict, Failure } from '../../../kernel/failure.ts';
import type { NewId } from '../../../kernel/id.ts';
import type { Context } from '../../kit/context.ts';
import type { Sql } from '../../kit/sql.ts';
import { feedStore, type FeedStatements } from '../feed.store.ts';
import type { KnownIdentifier } from '../feed.rules.ts';
import type { FeedMessageInput } from '../feed.types.ts';
import type { MergedFromFeed } from './feed-merge.types.ts';
import { hold, joinRecords } from './join-records.ts';
import { inOrder, refuseMerge } from './merge.rules.ts';
import { heldPair } from './merge.store.ts';

export type MergeDone = Pick<MergedFromFeed, 'patientId' | 'outcome'>;

/** For which organisation, and by which message. */
type Ground = { readonly organisation: string; readonly message: FeedMessageInput };
type Joining = Ground & { readonly survivor: string; readonly merged: string };
type Renumbering = Ground & { readonly patient: string; readonly numbers: readonly KnownIdentifier[] };

export type FeedMergeStatements = Pick<FeedStatements, 'look' | 'link'> & {
  /** Whether a team has granted this alias for itself, and not its organisation. */
  isOfTeam(partner: string, alias: string | null): Promise<boolean>;
  join(context: Context, joining: Joining): Promise<MergeDone | Failure>;
  /** Gives a record more numbers. Throws the database's own unique violation where one was taken meanwhile. */
  renumber(context: Context, renumbering: Renumbering): Promise<MergeDone | Failure>;
};

export type FeedMergeStore = {
  alone<Result>(work: (statements: FeedMergeStatements) => Promise<Result>): Promise<Result>;
};

export const feedMergeStore = (sql: Sql, newId: NewId): FeedMergeStore => ({
  alone: (work) =>
    sql.transaction((transaction) => {
      const feed = feedStore(transaction);
      const isOfTeam = async (partner: string, alias: string | null): Promise<boolean> =>
        (await transaction.query('patients.merge-of-team', grantOfTeam, [partner, alias])).length > 0;
      return work({ ...feed, isOfTeam, join: joinIn(transaction, newId), renumber: renumberIn(transaction) });
    }),
});

const joinIn =
  (transaction: Sql, newId: NewId): FeedMergeStatements['join'] =>
  async (context, { survivor, merged, organisation, message }) => {
    const found = await heldPair(transaction, survivor, merged);
    if (found === undefined) throw new Error('A record has gone, and records never go.');
    const pair = inOrder(found);
    const patientId = pair.survivor.id;
    if (patientId === pair.merged.id) return { patientId, outcome: 'UNCHANGED' };
    // An administrator who has parted them knew what this message said.
    const values = [patientId, pair.merged.id, message.sentAt];
    if ((await transaction.query('patients.merge-parted', partedSince, values)).length > 0)
      return { patientId: found.survivor.id, outcome: 'STALE' };
    const refusal = refuseMerge(pair);
    if (refusal !== undefined) return new Failure(refusal.kind, refusal.message, 'retired');
    const ground = { organisation, message: message.id };
    await joinRecords({ transaction, context, newId }, { ...pair, ground });
    return { patientId, outcome: 'MERGED' };
  };

const renumberIn =
  (transaction: Sql): FeedMergeStatements['renumber'] =>
  async ({ clock }, { patient, numbers, message }) => {
    await hold(transaction, [patient]);
    const columns = [numbers.map(({ system }) => system), numbers.map(({ value }) => value)];
    const national = numbers.filter(({ kind }) => kind !== 'LOCAL');
    const clash = await transaction.query('patients.merge-other-number', otherNumber, [
      patient,
      national.map(({ system }) => system),
    ]);
    if (clash.length > 0)
      return conflict('The record of the number that is given up carries another national number.', 'identifiers');
    const added = await transaction.query<{ id: string }>('patients.merge-renumber', renumber, [
      patient,
      ...columns,
      numbers.map(({ verification }) => verification),
      clock.now(),
      message.id,
      JSON.stringify({ identifiers: numbers.map(({ system, value }) => ({ system, value })) }),
    ]);
    // Merged into another one between look and hold: what the numbers lead to is looked at anew.
    if (added.length === 0) throw new MovedOn();
    return { patientId: patient, outcome: 'RENUMBERED' };
  };

/** For whoever tries again where a constraint was broken: the same. */
class MovedOn extends Error {
  readonly code = '23505';
  readonly constraint = 'moved on';

  constructor() {
    super('The record has moved on.');
  }
}

const partedSince = `select from patients.merge
  where reversed_at > $3 and (survivor_id = $1 and merged_id = $2 or survivor_id = $2 and merged_id = $1) limit 1`;

const grantOfTeam = `select from patients.partner_grant
  where partner = $1 and alias = $2 and by_team and revoked_at is null limit 1`;

const otherNumber = 'select from patients.identifier where patient_id = $1 and system = any($2::text[]) limit 1';

const renumber = `
  with p as (update patients.patient set version = version + 1, last_updated = $5 where id = $1 and merged_into is null returning id, version),
  history as (insert into patients.patient_version (patient_id, version, at, origin, content) select id, version, $5, $6, $7::jsonb from p),
  added as (insert into patients.identifier (system, value, verification, patient_id)
    select x.system, x.value, x.verification, p.id from p, unnest($2::text[], $3::text[], $4::text[]) x(system, value, verification))
  select id from p`;
