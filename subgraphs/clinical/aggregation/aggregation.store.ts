import type { Sql } from '../../kit/sql.ts';
import { typeNames, typeNumber, type FhirVersion, type ItemName } from '../../records/index.ts';
import * as statements from './aggregation.sql.ts';
import type { CustomerHomeInput, CustomerOutcomeInput } from './aggregation.types.ts';
import type { KeptReason } from './report.types.ts';

/** A resource of a customer's store that has been written since it was settled last. */
export type TakenChange = {
  readonly item: string;
  readonly seen: string;
  readonly feed: string;
  readonly organisation: string;
  readonly fhirVersion: FhirVersion;
  readonly store: number;
  readonly id: string;
  readonly version: number;
  readonly writtenAt: Date;
  readonly deleted: boolean;
  readonly content: string;
  readonly home: string | null;
  readonly doubts: readonly string[];
  readonly attempts: number;
};

export type TakenSubject = {
  readonly feed: string;
  readonly id: string;
  readonly version: number;
  readonly writtenAt: Date;
  readonly resource: string;
};

export type KeptRow = {
  readonly cursor: string;
  readonly content: string;
  readonly id: string;
  readonly version: number;
  readonly reason: KeptReason;
  readonly detail: string | null;
  readonly at: Date;
  readonly retryAt: Date | null;
};

export type LossyRow = Pick<KeptRow, 'cursor' | 'content' | 'id' | 'version'> & { readonly detail: string };

export type FateRow = Pick<KeptRow, 'version' | 'detail' | 'retryAt'> & {
  readonly deleted: boolean;
  readonly waiting: boolean;
  /** Null until it is settled for the first time, and where a deletion has been. */
  readonly state: 'PLACED' | 'KEPT' | null;
  readonly reason: KeptReason | null;
  readonly at: Date | null;
};

export type ReportRow = {
  readonly placed: number;
  readonly waiting: number;
  readonly counts: readonly { readonly reason: KeptReason; readonly resources: number }[];
};

export type AggregationStore = ReturnType<typeof aggregationStore>;

/** The customers' stores as the aggregator sees them. */
export const aggregationStore = (sql: Sql) => ({
  /** Gives some of the turns that nobody has to `holder`, with what there is to do in them. */
  take: async ({ now, until, holder, most }: Turn): Promise<readonly TakenChange[]> => {
    await sql.query('clinical.wake', statements.wakeByTime, [now, most]);
    const turns = await sql.query('clinical.claim', statements.claim, [now, holder, until, turnsAtOnce]);
    if (turns.length === 0) return [];
    const taken = await sql.query<TakenChange>('clinical.take', statements.take, [holder, now, most]);
    if (taken.length === 0) await sql.query('clinical.release', statements.release, [holder]);
    return taken;
  },

  /** Whether the turn is still that of its holder: then it is written down where resources are about to be put. */
  doubt: async (holder: string, now: Date, homes: readonly CustomerHomeInput[]): Promise<boolean> => {
    const values = [holder, now, homes.map(({ item }) => item), homes.map(({ patient }) => patient)];
    const [row] = await sql.query<{ held: boolean }>('clinical.doubt', statements.doubt, values);
    return row?.held === true;
  },

  subjects: (of: readonly { readonly store: number; readonly id: string }[]): Promise<readonly TakenSubject[]> =>
    sql.query<TakenSubject>('clinical.subjects', statements.subjects, [
      of.map(({ store }) => store),
      of.map(({ id }) => id),
      patientType,
    ]),

  /** How many were settled; undone are those whose turn has passed to somebody else. */
  settle: async (holder: string, now: Date, outcomes: readonly CustomerOutcomeInput[]): Promise<number> => {
    const values = [holder, now, JSON.stringify(outcomes), patientType, typeNames()];
    const [row] = await sql.query<{ settled: number }>('clinical.settle', statements.settle, values);
    return row?.settled ?? 0;
  },

  report: async (feed: string): Promise<ReportRow | undefined> =>
    (await sql.query<ReportRow>('clinical.aggregation-report', statements.report, [feed]))[0],

  kept: (
    feed: string,
    { after, reason, most }: { readonly after: string; readonly reason: KeptReason | null; readonly most: number },
  ): Promise<readonly KeptRow[]> => sql.query<KeptRow>('clinical.kept', statements.kept, [feed, after, reason, most]),

  lossy: async (
    feed: string,
    { after, most }: { readonly after: string; readonly most: number },
  ): Promise<readonly LossyRow[]> => sql.query<LossyRow>('clinical.lossy', statements.lossy, [feed, after, most]),

  /** What has become of one resource; undefined where there has never been one of that type and id. */
  fate: async (feed: string, { type, id }: ItemName): Promise<FateRow | undefined> =>
    (await sql.query<FateRow>('clinical.fate', statements.fate, [feed, typeNumber(type) ?? 0, id]))[0],

  /** All resources of a feed, or of all feeds, are brought into the records anew. */
  again: async (feed: string | null): Promise<void> => {
    await sql.query('clinical.aggregate-again', statements.again, [feed]);
  },
});

type Turn = { readonly now: Date; readonly until: Date; readonly holder: string; readonly most: number };

/** Of sixteen: so that a second process finds something to do. */
const turnsAtOnce = 8;

const patientType = typeNumber('Patient');
