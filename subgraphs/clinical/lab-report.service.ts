import { isFailure, type Failure } from '../../kernel/failure.ts';
import type { Context } from '../kit/context.ts';
import { openPlacement, type Placement } from '../kit/placement.ts';
import type { Stored } from '../kit/store-result.types.ts';
import type { PutResult, RecordWrite, StoredItem } from '../records/index.ts';
import type { ClinicalStore } from './clinical.store.ts';
import type { LabReportInput } from './ingest.types.ts';
import { refuseLabReport } from './lab-report-refusal.rules.ts';
import { diagnosticReportOf, resultsIn, withLateResults } from './lab-report.rules.ts';
import { observationOf, resultNumber } from './observation.rules.ts';
import { bodyOf, ownSight, storedOf, writeFrom } from './writing.ts';

export type LabReportService = {
  /**
   * Stores a report and its results as one. Each is an item of its own in the sender's order: results that an earlier
   * message brought stay, and an older message that comes late still brings those that no other has brought.
   *
   * @returns forbidden where the placement is not the caller's; invalid with the path in the input as the field;
   *   conflict where the number belongs to a report of another patient
   */
  ingestLabReport(context: Context, input: LabReportInput): Promise<Stored | Failure>;
};

export const labReportService = (store: ClinicalStore): LabReportService => ({
  ingestLabReport: async (context, input) => {
    const placement = openPlacement(context, input.placement);
    if (isFailure(placement)) return placement;
    const refusal = refuseLabReport(input);
    if (refusal !== undefined) return refusal;

    const results = resultWrites(store, placement, input);
    const key = { organisation: placement.organisation, external: input.externalId };
    const base = { ...writeFrom(placement, input), type: 'DiagnosticReport', key, ...delayOf(input.visibleFrom) };
    return storedOf(
      await store.amend({
        item: { sight: ownSight(placement), type: base.type, id: store.idFor(placement.patient, base.type, key) },
        writes: (current) => {
          const listed = listedResults(current, results);
          return [{ ...base, ...bodyOf(diagnosticReportOf(input, listed, placement)) }, ...results];
        },
        afterwards: (current, [report, ...written]) => {
          const late =
            report?.outcome === 'stale' && current !== undefined ? lateResults(current, results, written) : [];
          return current === undefined || late.length === 0 ? [] : [{ ...base, ...lateReport(current, late) }];
        },
      }),
    );
  },
});

type ResultWrite = RecordWrite & { readonly id: string };

const resultWrites = (store: ClinicalStore, placement: Placement, input: LabReportInput): readonly ResultWrite[] =>
  input.results.map((result) => {
    const key = { organisation: placement.organisation, external: resultNumber(input.externalId, result.key) };
    return {
      ...writeFrom(placement, input),
      type: 'Observation',
      id: store.idFor(placement.patient, 'Observation', key),
      key,
      ...delayOf(result.visibleFrom ?? input.visibleFrom),
      ...bodyOf(observationOf(input, result, placement)),
      // OBX-11 D: the laboratory takes the result back. Domain reference §4.5
      deleted: result.status === 'entered-in-error',
    };
  });

const delayOf = (visibleFrom: Date | null | undefined): { readonly visibleFrom?: Date } =>
  visibleFrom === null || visibleFrom === undefined ? {} : { visibleFrom };

/** Results that earlier messages brought, and then this one's. */
const listedResults = (current: StoredItem | undefined, results: readonly ResultWrite[]): readonly string[] => {
  const ours = new Set(results.map(({ id }) => id));
  const earlier = current === undefined ? [] : resultsIn(current.text).filter((id) => !ours.has(id));
  return [...earlier, ...results.filter(({ deleted }) => deleted !== true).map(({ id }) => id)];
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
  return { ...moment, label, sources, ...delayOf(visibleFrom), text, resource: JSON.parse(text) as object };
};
