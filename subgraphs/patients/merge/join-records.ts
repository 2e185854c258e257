import type { NewId } from '../../../kernel/id.ts';
import type { Context } from '../../kit/context.ts';
import { nameOf } from '../../kit/principal-name.ts';
import type { Sql } from '../../kit/sql.ts';
import { actsIn } from '../act.store.ts';
import { endedSharing } from '../flags/flags.sql.ts';
import type { Mergeable } from './merge.rules.ts';
import { joinConsents, type JoinedConsent } from './join-consents.ts';
import * as statements from './merge.sql.ts';

/** A record that is held until the transaction ends. */
export type Held = Mergeable & { readonly sharingDisabled: boolean; readonly accessFrozen: boolean };

/** For whom, why, and by what message or person. */
export type Ground = {
  readonly organisation: string;
  readonly message?: string;
  readonly note?: string;
  /** The administrator to whose proposal both users have agreed. */
  readonly proposedBy?: string;
};

/** What a merge took away and added, as it is kept for a reversal. */
export type Before = {
  readonly identifiers: readonly { readonly system: string; readonly value: string }[];
  readonly emails: readonly { readonly address: string; readonly isPrimary: boolean }[];
  readonly links: readonly unknown[];
  /** Teams that hold the survivor by this merge alone. */
  readonly addedLinks: readonly string[];
  readonly consents: readonly unknown[];
  readonly invitations: readonly string[];
  /** What the merge itself stopped of the survivor. */
  readonly survivor: {
    readonly sharingDisabled: boolean;
    readonly accessFrozen: boolean;
    readonly consents: readonly unknown[];
    readonly invitations: readonly string[];
    /** Consents that were joined with the merged record's, by agreement. */
    readonly joined?: readonly JoinedConsent[];
  };
};

/** In the order of their ids, so that two merges never wait for each other in a circle. */
export const hold = async (transaction: Sql, ids: readonly string[]): Promise<ReadonlyMap<string, Held>> =>
  new Map(
    (await transaction.query<Held>('patients.merge-hold', statements.holdBoth, [ids])).map((one) => [one.id, one]),
  );

export const differInNationalNumber = async (transaction: Sql, pair: readonly string[]): Promise<boolean> =>
  (await transaction.query<{ differ: boolean }>('patients.merge-numbers', statements.nationalNumbersDiffer, pair))[0]
    ?.differ ?? false;

type Joining = { readonly survivor: Held; readonly merged: Held; readonly ground: Ground };

/**
 * Makes one record of two that are held. Nothing of what is in them moves: the survivor is read under both ids from now
 * on, by the survivor's consents alone. ADR 22
 */
export const joinRecords = async (
  { transaction, context, newId }: { readonly transaction: Sql; readonly context: Context; readonly newId: NewId },
  { survivor, merged, ground }: Joining,
): Promise<string> => {
  const now = context.clock.now();
  const pair = [survivor.id, merged.id];
  const id = newId();
  const links = await transaction.query<{ link: { team_id: string }; added: boolean }>(
    'patients.merge-links',
    statements.takeLinks,
    [...pair, now],
  );
  // Only where both have agreed are both registered, and the merged record's consents somebody's own word.
  const joins = survivor.registered && merged.registered && !survivor.sharingDisabled && !merged.sharingDisabled;
  const joined = joins ? await joinConsents(transaction, { survivor: survivor.id, merged: merged.id, now }) : [];
  const before: Before = {
    identifiers: await transaction.query('patients.merge-identifiers', statements.takeIdentifiers, pair),
    emails: await transaction.query('patients.merge-emails', statements.takeEmails, pair),
    links: links.map(({ link }) => link),
    addedLinks: links.filter(({ added }) => added).map(({ link }) => link.team_id),
    consents: consentsIn(await transaction.query('patients.merge-consents', statements.suspendConsents, [merged.id])),
    invitations: idsIn(await transaction.query('patients.merge-invitations', statements.withdraw, [merged.id, now])),
    survivor: { ...(await closeLikeMerged(transaction, { survivor, merged, now })), joined },
  };
  await transaction.query('patients.merge-glass', statements.closeGlass, [merged.id, now]);
  const origin = ground.message ?? id;
  await transaction.query('patients.merge-lead', statements.lead, [...pair, now, origin]);
  await transaction.query('patients.merge-follow', statements.follow, [
    survivor.id,
    survivor.sharingDisabled || merged.sharingDisabled,
    survivor.accessFrozen || merged.accessFrozen,
    now,
    origin,
    JSON.stringify({ merged: merged.id, identifiers: before.identifiers }),
  ]);
  const { principal } = context;
  await transaction.query('patients.merge-insert', statements.insertMerge, [
    ...[id, ...pair, ground.organisation],
    ground.proposedBy === undefined ? nameOf(principal) : `person/${ground.proposedBy}`,
    ground.proposedBy ?? (principal.kind === 'person' ? principal.user : null),
    ground.message ?? null,
    ground.note ?? null,
    now,
    JSON.stringify(before),
  ]);
  const details = { merge: id, survivor: survivor.id, merged: merged.id, ...ground };
  for (const patient of pair)
    await actsIn(transaction, newId).record(context, {
      kind: 'RECORDS_MERGED',
      organisation: ground.organisation,
      patient,
      details,
    });
  return id;
};

/** What a privacy officer has stopped stays stopped: where only the merged record was, the survivor is closed like it. */
const closeLikeMerged = async (
  transaction: Sql,
  { survivor, merged, now }: { readonly survivor: Held; readonly merged: Held; readonly now: Date },
): Promise<Before['survivor']> => {
  const { sharingDisabled, accessFrozen } = survivor;
  const flags = { sharingDisabled, accessFrozen };
  if (sharingDisabled || !merged.sharingDisabled) return { ...flags, consents: [], invitations: [] };
  const consents = consentsIn(
    await transaction.query('patients.merge-survivor-consents', statements.consentsOf, [survivor.id]),
  );
  const values = [survivor.id, now];
  await transaction.query('patients.end-sharing', endedSharing, values);
  await transaction.query('patients.end-glass', statements.closeGlass, values);
  const invitations = idsIn(await transaction.query('patients.end-invitations', statements.withdraw, values));
  return { ...flags, consents, invitations };
};

const consentsIn = (rows: readonly { readonly consent: unknown }[]): readonly unknown[] =>
  rows.map(({ consent }) => consent);

const idsIn = (rows: readonly { readonly id: string }[]): readonly string[] => rows.map(({ id }) => id);
