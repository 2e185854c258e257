import { conflict, notFound, type Failure } from '../../../kernel/failure.ts';
import type { NewId, OrganisationId, PatientId } from '../../../kernel/id.ts';
import type { Context } from '../../kit/context.ts';
import { wantMails } from '../../kit/mail.ts';
import type { Sql } from '../../kit/sql.ts';
import { actsIn, type ActKind } from '../act.store.ts';
import { joinRecords, type Held } from './join-records.ts';
import type { Pair } from './merge.rules.ts';
import { administers, heldPair, noSuchOrganisation, refuseOthers, type Wanted } from './merge.store.ts';
import { expiryOf, refuseAgreed, refuseAnswer, refuseProposal } from './proposal.rules.ts';
import type { MergeProposal } from './proposal.types.ts';
import * as statements from './proposal.sql.ts';

/** Who answers: the user of a record, an administrator, or both. */
export type Answering = {
  readonly record: PatientId | undefined;
  readonly administered: readonly OrganisationId[];
};

type Answer = { readonly id: string; readonly agrees: boolean };
type Slot = { readonly after: string | null; readonly limit: number };

/** A proposal as it is kept. */
export type ProposalRow = Omit<MergeProposal, 'state' | 'survivorId' | 'mergedId'> & {
  readonly survivorId: string;
  readonly mergedId: string;
  readonly declinedAt: Date | null;
  readonly proposedBy: string;
  /** The records that these two lead to now. */
  readonly survivorRoot: string;
  readonly mergedRoot: string;
};

export type ProposalStore = {
  propose(context: Context, wanted: Wanted): Promise<ProposalRow | Failure>;
  answer(context: Context, by: Answering, answer: Answer): Promise<ProposalRow | Failure>;
  ofOrganisation(organisation: OrganisationId, slot: Slot): Promise<ProposalRow[]>;
  /** What is proposed about a record, or about those that were merged into it. */
  ofRecord(record: PatientId, slot: Slot): Promise<ProposalRow[]>;
};

export const proposalStore = (sql: Sql, newId: NewId): ProposalStore => {
  const acting = (transaction: Sql) => ({
    record: async (context: Context, kind: ActKind, { id, organisationId, ...pair }: Recorded) => {
      for (const patient of [pair.survivorId, pair.mergedId])
        await actsIn(transaction, newId).record(context, {
          ...{ kind, patient, organisation: organisationId },
          details: { proposal: id, survivor: pair.survivorId, merged: pair.mergedId },
        });
    },
  });

  return {
    propose: (context, { by, survivor, merged, note }) =>
      sql.transaction(async (transaction) => {
        const pair = await heldPair(transaction, survivor, merged);
        if (!(await administers(transaction, by))) return noSuchOrganisation;
        const others = await refuseOthers(transaction, pair, by.organisation);
        if (others !== undefined || pair === undefined) return others ?? noSuchProposal;
        const refusal = refuseProposal(pair);
        if (refusal !== undefined) return refusal;
        const now = context.clock.now();
        const ids = [pair.survivor.id, pair.merged.id];
        const [open] = await transaction.query<{ id: string }>('patients.merge-proposed', statements.openFor, [
          ids,
          now,
        ]);
        if (open !== undefined) return conflict(`This is proposed already: ${open.id} waits for an answer.`);
        const id = newId();
        const values = [id, by.organisation, ...ids, by.person, note, now, expiryOf(now)];
        await transaction.query('patients.merge-propose', statements.insertProposal, values);
        const mails = await transaction.query<Told>('patients.merge-proposal-told', statements.told, [ids, now]);
        await wantMails(transaction, context.keys, mails);
        const kept = await proposalIn(transaction, id);
        await acting(transaction).record(context, 'MERGE_PROPOSED', kept);
        return kept;
      }),

    answer: (context, by, { id, agrees }) =>
      sql.transaction(async (transaction) => {
        const [known] = await transaction.query<ProposalRow>('patients.merge-proposal', statements.proposal, [id]);
        if (known === undefined || !concerns(known, by)) return noSuchProposal;
        // Whoever answers at the same time, or merges one of them, waits.
        const pair = await heldPair(transaction, known.survivorId, known.mergedId);
        const proposal = await proposalIn(transaction, id);
        if (pair === undefined || !concerns(proposal, by)) return noSuchProposal;
        const now = context.clock.now();
        const refusal = refuseAnswer(proposal, now);
        if (refusal !== undefined) return refusal;
        if (!agrees) {
          await transaction.query('patients.merge-decline', statements.decline, [id, now]);
          await acting(transaction).record(context, 'MERGE_DECLINED', proposal);
          return proposalIn(transaction, id);
        }
        const own = [pair.survivor, pair.merged].find((record) => record.id === by.record);
        if (own === undefined || own.accessFrozen) return noSuchProposal;
        const agreed = refuseAgreed(pair) ?? (await refuseOthers(transaction, pair, proposal.organisationId));
        if (agreed !== undefined) return conflict(agreed.message, 'id');
        await transaction.query('patients.merge-agree', statements.agree, [id, own.id === pair.survivor.id, now]);
        await acting(transaction).record(context, 'MERGE_AGREED', proposal);
        const after = await proposalIn(transaction, id);
        if (after.survivorAgreedAt === null || after.mergedAgreedAt === null) return after;
        await mergeAsAgreed({ transaction, context, newId }, pair, after);
        return proposalIn(transaction, id);
      }),

    ofOrganisation: (organisation, { after, limit }) =>
      sql.query('patients.merge-proposals', statements.ofOrganisation, [organisation, after, limit]),
    ofRecord: (record, { after, limit }) =>
      sql.query('patients.merge-proposals-about', statements.ofRecord, [record, after, limit]),
  };
};

type Told = { readonly kind: 'MERGE_PROPOSED' | 'CARED_FOR_MERGE_PROPOSED'; readonly to: string };
type Recorded = Pick<ProposalRow, 'id' | 'organisationId' | 'survivorId' | 'mergedId'>;

const mergeAsAgreed = async (
  means: { readonly transaction: Sql; readonly context: Context; readonly newId: NewId },
  pair: Pair<Held>,
  { id, organisationId, note, proposedBy }: ProposalRow,
): Promise<void> => {
  const ground = { organisation: organisationId, note, proposedBy };
  const merge = await joinRecords(means, { ...pair, ground });
  await means.transaction.query('patients.merge-agreed', statements.done, [id, merge]);
};

const concerns = ({ organisationId, survivorRoot, mergedRoot }: ProposalRow, by: Answering): boolean =>
  by.record === survivorRoot ||
  by.record === mergedRoot ||
  by.administered.some((organisation) => organisation === organisationId);

const proposalIn = async (transaction: Sql, id: string): Promise<ProposalRow> => {
  const [row] = await transaction.query<ProposalRow>('patients.merge-proposal', statements.proposal, [id]);
  if (row === undefined) throw new Error('A proposed merge is not there, and none ever goes.');
  return row;
};

const noSuchProposal = notFound('There is no such proposal that you have a part in.', 'id');
