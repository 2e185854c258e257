import { isFailure, type Failure } from '../../kernel/failure.ts';
import type { CodeBook } from '../codes/index.ts';
import { both, type KnownCoding } from '../kit/code-set.rules.ts';
import type { Context } from '../kit/context.ts';
import { openPlacement, type Placement } from '../kit/placement.ts';
import type { SourceMessageInput } from '../kit/source-message.types.ts';
import { atHome, type PutResult, type RecordWrite, type StoredItem } from '../records/index.ts';
import type { Amendment, ClinicalStore } from './clinical.store.ts';
import type { LabReportInput, LabReportsInput } from './ingest.types.ts';
import { reportInCodes, type KnownReport, type KnownResult } from './known-report.rules.ts';
import { refuseLabReports } from './lab-report-refusal.rules.ts';
import { diagnosticReportOf, resultsIn, withLateResults } from './lab-report.rules.ts';
import { observationOf, reportKey, resultNumber } from './observation.rules.ts';
import type { StoredReports } from './stored-reports.types.ts';
import { bodyOf, ownSight, storedOf, writeFrom } from './writing.ts';

export type LabReportService = {
  /**
   * Stores the reports of a message and their results, all or none. Each is an item of its own in the sender's order:
   * results that an earlier message brought stay, and an older message that comes late still brings those that no other
   * has brought.
   *
   * @returns forbidden where the placement is not the caller's; invalid with the path in the input as the field;
   *   conflict where a number belongs to a report of another patient
   */
  ingestLabReports(context: Context, input: LabReportsInput): Promise<StoredReports | Failure>;
};

export const labReportService = (store: ClinicalStore, codes: CodeBook): LabReportService => ({
  ingestLabReports: async (context, input) => {
    const placement = openPlacement(context, input.placement);
    if (isFailure(placement)) return placement;
    const refusal = refuseLabReports(input);
    if (refusal !== undefined) return refusal;

    const known = await codes.of(placement.organisation);
    const homes = await Promise.all(input.reports.map((report) => atHome(store, placement, mainItem(report))));
    const results = await store.amend(
      input.reports.map((report, index) => ({
        ...amendmentOf(store, { ...(homes[index] ?? placement), message: input.message }, reportInCodes(report, known)),
        field: `reports[${index}].externalId`,
      })),
    );
    return isFailure(results) ? results : { reports: results.map(storedOf) };
  },
});

/** The item whose place decides that of the others: the report, and of measurements the first. */
const mainItem = (report: LabReportInput): { readonly type: string; readonly external: string } =>
  report.kind === 'MEASUREMENTS'
    ? { type: 'Observation', external: resultNumber(reportKey(report), report.results[0]?.key ?? '') }
    : { type: 'DiagnosticReport', external: reportKey(report) };

/** Where the reports of a message go, whose they are, and which message it is. */
type Origin = Placement & { readonly message: SourceMessageInput };

/**
 * A report with its results, as it is to follow from the report that is there now. The resources are made when their
 * turn has come to be written: in a crowd most messages are waiting, and what they hold is copied about (ADR 15).
 */
const amendmentOf = (store: ClinicalStore, origin: Origin, report: KnownReport): Omit<Amendment, 'field'> => {
  const writesOf = (): readonly ResultWrite[] =>
    report.results.map((result) => resultWrite(store, origin, { report, result }));
  if (report.kind === 'MEASUREMENTS') return withoutReport(origin, firstId(store, origin, report), writesOf);
  const type = 'DiagnosticReport';
  const key = { organisation: origin.organisation, external: reportKey(report) };
  const id = store.idFor(origin.patient, type, key);
  const base = { ...writeOf(origin, report, [report.code]), type, key, id, ...delayOf(report.visibleFrom) };
  return {
    item: { sight: ownSight(origin), type, id },
    writes: (current) => {
      const results = writesOf();
      return [{ ...base, ...bodyOf(diagnosticReportOf(report, listedResults(current, results), origin)) }, ...results];
    },
    whenStale: (current, [, ...written]) => {
      const late = current === undefined ? [] : lateResults(current, writesOf(), written);
      return current === undefined || late.length === 0 ? [] : [{ ...base, ...lateReport(current, late) }];
    },
  };
};

/** Measurements: each is an item by itself. */
const withoutReport = (origin: Origin, id: string, writes: () => readonly ResultWrite[]): Omit<Amendment, 'field'> => ({
  item: { sight: ownSight(origin), type: 'Observation', id },
  isBlind: true,
  writes,
});

type ResultWrite = RecordWrite & { readonly id: string };

const resultWrite = (
  store: ClinicalStore,
  origin: Origin,
  { report, result }: { readonly report: KnownReport; readonly result: KnownResult },
): ResultWrite => {
  const key = keyOf(origin, report, result);
  const { text, resource } = bodyOf(observationOf(report, result, origin));
  const {
    patient,
    label,
    labelStands,
    sources,
    entered,
    order,
    origin: message,
  } = writeOf(origin, report, [report.code, result.code]);
  return {
    type: 'Observation',
    patient,
    key,
    id: store.idFor(patient, 'Observation', key),
    label,
    labelStands,
    sources,
    entered,
    order,
    origin: message,
    visibleFrom: result.visibleFrom ?? report.visibleFrom ?? undefined,
    text,
    resource,
    // OBX-11 D: the laboratory takes the result back. Domain reference §4.5
    deleted: result.status === 'entered-in-error',
  };
};

const keyOf = ({ organisation }: Origin, report: KnownReport, { key }: KnownResult) => ({
  organisation,
  external: resultNumber(reportKey(report), key),
});

const firstId = (store: ClinicalStore, origin: Origin, report: KnownReport): string => {
  const [first] = report.results;
  return first === undefined ? '' : store.idFor(origin.patient, 'Observation', keyOf(origin, report, first));
};

/** A result is of what was ordered too: a test asked for by a sexual health screen is as private as the screen. */
const writeOf = (origin: Origin, { label, specialty }: KnownReport, codes: readonly KnownCoding[]) =>
  writeFrom(origin, { message: origin.message, label, specialty, codes: codes.flatMap(both) });

const delayOf = (visibleFrom: Date | null | undefined): { readonly visibleFrom?: Date } =>
  visibleFrom === null || visibleFrom === undefined ? {} : { visibleFrom };

/** In the order of a message that brings all that there are; one that corrects some leaves each in its place. */
const listedResults = (current: StoredItem | undefined, results: readonly ResultWrite[]): readonly string[] => {
  const ours = new Map(results.map((result) => [result.id, result]));
  const standing = results.filter(({ deleted }) => deleted !== true).map(({ id }) => id);
  const listed = current === undefined ? [] : resultsIn(current.text);
  if (listed.every((id) => ours.has(id))) return standing;
  const earlier = new Set(listed);
  return [...listed.filter((id) => ours.get(id)?.deleted !== true), ...standing.filter((id) => !earlier.has(id))];
};

/** What an older message brought although a newer one was here first, and the newer one does not list. */
const lateResults = (
  current: StoredItem,
  results: readonly ResultWrite[],
  written: readonly PutResult[],
): readonly string[] => {
  const listed = new Set(resultsIn(current.text));
  const isNew = ({ outcome }: PutResult): boolean => outcome === 'created' || outcome === 'updated';
  return results
    .filter(
      ({ id, deleted }, index) => deleted !== true && !listed.has(id) && written.slice(index, index + 1).some(isNew),
    )
    .map(({ id }) => id);
};

const lateReport = (
  current: StoredItem,
  late: readonly string[],
): Partial<RecordWrite> & Pick<RecordWrite, 'resource'> => {
  const { text, moment } = withLateResults(current.text, late);
  const { label, sources, visibleFrom } = current;
  return {
    ...moment,
    label,
    labelStands: true,
    sources,
    ...delayOf(visibleFrom),
    text,
    resource: JSON.parse(text) as object,
  };
};
