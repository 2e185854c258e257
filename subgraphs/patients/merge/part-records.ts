import type { NewId } from '../../../kernel/id.ts';
import type { Context } from '../../kit/context.ts';
import type { Sql } from '../../kit/sql.ts';
import { actsIn } from '../act.store.ts';
import type { Before } from './join-records.ts';
import { partConsents } from './join-consents.ts';
import { follow } from './merge.sql.ts';
import * as statements from './reversal.sql.ts';

export type Standing = {
  readonly id: string;
  readonly survivor: string;
  readonly merged: string;
  readonly organisation: string;
  readonly mergedAt: Date;
  readonly before: Before;
};

type Flags = { readonly sharingDisabled: boolean; readonly accessFrozen: boolean };

/** Two records that are held are two again: each as it was, and what came to the survivor meanwhile stays there. */
export const partRecords = async (
  { transaction, context, newId }: { readonly transaction: Sql; readonly context: Context; readonly newId: NewId },
  { id, survivor, merged, organisation, mergedAt, before }: Standing,
): Promise<void> => {
  const now = context.clock.now();
  const pair = [survivor, merged];
  await transaction.query('patients.part-identifiers', statements.giveIdentifiers, [
    ...pair,
    before.identifiers.map(({ system }) => system),
    before.identifiers.map(({ value }) => value),
  ]);
  await transaction.query('patients.part-emails', statements.giveEmails, [
    ...pair,
    before.emails.map(({ address }) => address),
    before.emails.map(({ isPrimary }) => isPrimary),
  ]);
  await transaction.query('patients.part-drop-links', statements.dropLinks, [survivor, before.addedLinks]);
  await transaction.query('patients.part-links', statements.giveLinks, [JSON.stringify(before.links)]);
  await transaction.query('patients.part-consents', statements.giveConsents, [JSON.stringify(before.consents)]);
  await transaction.query('patients.part-invitations', statements.reinvite, [before.invitations, mergedAt]);
  await partConsents(transaction, survivor, before.survivor.joined ?? []);
  const flags = await reopened(transaction, { survivor, mergedAt, before });
  const principal = context.principal;
  const by = principal.kind === 'person' ? principal.user : null;
  await transaction.query('patients.part-close', statements.closeMerge, [id, now, by]);
  await transaction.query('patients.part-release', statements.release, [...pair, now, id]);
  await transaction.query('patients.merge-follow', follow, [
    survivor,
    flags.sharingDisabled,
    flags.accessFrozen,
    now,
    id,
    JSON.stringify({ released: merged, identifiers: before.identifiers }),
  ]);
  for (const patient of pair)
    await actsIn(transaction, newId).record(context, {
      kind: 'MERGE_REVERSED',
      organisation,
      patient,
      details: { merge: id, survivor, merged },
    });
};

/** The survivor's flags as they are to be now: those that the merge set are taken back, unless somebody else set them since. */
const reopened = async (
  transaction: Sql,
  { survivor, mergedAt, before }: Pick<Standing, 'survivor' | 'mergedAt' | 'before'>,
): Promise<Flags> => {
  const [now] = await transaction.query<Flags>('patients.part-flags', statements.flagsOf, [survivor]);
  if (now === undefined) throw new Error('A record has gone, and records never go.');
  const acted = async (kinds: readonly string[]): Promise<boolean> =>
    (await transaction.query('patients.part-acted', statements.actedSince, [survivor, kinds, mergedAt])).length > 0;
  const sharing = now.sharingDisabled && !before.survivor.sharingDisabled && !(await acted(ofSharing));
  const frozen = now.accessFrozen && !before.survivor.accessFrozen && !(await acted(ofAccess));
  if (sharing) {
    await transaction.query('patients.part-consents', statements.giveConsents, [
      JSON.stringify(before.survivor.consents),
    ]);
    await transaction.query('patients.part-invitations', statements.reinvite, [before.survivor.invitations, mergedAt]);
  }
  return { sharingDisabled: now.sharingDisabled && !sharing, accessFrozen: now.accessFrozen && !frozen };
};

const ofSharing = ['SHARING_DISABLED', 'SHARING_ENABLED'];
const ofAccess = ['ACCESS_FROZEN', 'ACCESS_UNFROZEN'];
