import { conflict, isFailure, type Failure } from '../../../kernel/failure.ts';
import type { LabReportInput, LabResultInput } from '../documents.generated.ts';
import type { Coded } from '../read/coded.ts';
import type { LabReport, ReportStatus } from '../read/lab-report.ts';
import type { LabResult, ResultStatus } from '../read/lab-result.ts';
import { each } from '../read/sent.ts';
import { toCoding } from './coding.map.ts';
import { toValue } from './lab-value.map.ts';

/** One OBR of an ORU R01 for the graph. Two results of the same name are refused: one would hide the other. */
export const toLabReport = (report: LabReport): LabReportInput | Failure => {
  const results = refuseFiles(report) ?? resultsOf(report);
  if (isFailure(results)) return results;
  return {
    externalId: report.externalId,
    kind: report.kind,
    placerId: report.placerId,
    code: toCoding(report.test),
    status: fhirStatus[statusOf(report)],
    discipline: report.discipline,
    requestingLocation: report.requestingLocation,
    specialty: report.specialty?.code,
    effectiveAt: takenAt(report),
    issuedAt: report.issuedAt?.instant,
    visibleFrom: visibleFrom(report),
    text: textOf(report),
    results,
  };
};

/** Names a result within its report: OBX-3 and OBX-4, joined so that no two names give the same. */
export const keyOf = ({ test, subId }: Pick<LabResult, 'test' | 'subId'>): string => {
  const parts = [test.code ?? test.display ?? '', test.system ?? '', subId ?? ''];
  const sent = parts.map((part) => part.replaceAll('%', '%25').replaceAll('^', '%5E'));
  return sent.slice(0, sent.findLastIndex((part) => part !== '') + 1).join('^');
};

/** A laboratory has values, and no files beside them. */
const refuseFiles = ({ kind, files }: LabReport): Failure | undefined => {
  if (kind !== 'LABORATORY') return undefined;
  const values = files.map(({ value, path }) => value && toValue(value, `${path}.5`));
  return values.find((value) => isFailure(value));
};

const resultsOf = ({ content, test }: LabReport): readonly LabResultInput[] | Failure => {
  if (content.kind === 'TEXT') return content.status === 'DELETED' ? [withdrawn(test)] : [];
  const seen = new Map<string, string>();
  const anyDelay = content.results.some((result) => result.visibleFrom !== undefined);
  return each(content.results, (result) => {
    const key = keyOf(result);
    const before = seen.get(key);
    seen.set(key, result.path);
    return before === undefined
      ? toResult(result, key, anyDelay)
      : conflict(`This is the same test as ${before}: tell them apart here.`, `${result.path}.4`);
  });
};

const toResult = (result: LabResult, key: string, anyDelay: boolean): LabResultInput | Failure => {
  const value = result.value && toValue(result.value, `${result.path}.5`);
  if (isFailure(value)) return value;
  return {
    key,
    code: toCoding(result.test),
    subId: result.subId,
    number: value?.number,
    comparator: value?.comparator,
    text: value?.text,
    coded: value?.coded,
    unit: result.unit?.code ?? result.unit?.display,
    referenceRange: result.range,
    interpretation: result.flags.length === 0 ? undefined : result.flags.join(' '),
    status: fhirResultStatus[result.status],
    observedAt: result.at.instant,
    // One without a delay of its own would have the report's: it is to be seen at once, which is since it was observed.
    visibleFrom: result.visibleFrom ?? (anyDelay ? result.at.instant : undefined),
    notes: result.comments,
  };
};

/** The graph takes results back, not reports: a report of nothing but a text is left without it. */
const withdrawn = (test: Coded): LabResultInput => ({
  key: 'text',
  code: toCoding(test),
  status: fhirResultStatus.DELETED,
  notes: [],
});

/** OBR-25, else what the results make of it. */
const statusOf = ({ status, content, files }: LabReport): ReportStatus => {
  if (content.kind === 'TEXT') return content.status === 'DELETED' ? 'CANCELLED' : (status ?? ofResult[content.status]);
  if (status !== undefined) return status;
  const statuses = [...content.results, ...files].map((result) => ofResult[result.status]);
  const decisive = (['PRELIMINARY', 'CORRECTED', 'FINAL'] as const).find((one) => statuses.includes(one));
  return decisive ?? 'CANCELLED';
};

/** When the specimen was taken, else the first observation made. */
const takenAt = (report: LabReport): string | undefined => {
  const { takenAt: taken, content } = report;
  if (taken !== undefined) return taken.instant;
  if (content.kind === 'TEXT') return content.at.instant;
  return [...content.results, ...report.files].map(({ at }) => at.instant).sort()[0];
};

/** The report speaks of all its results, so that it waits for the last of them. */
const visibleFrom = ({ content, files }: LabReport): string | undefined =>
  content.kind === 'TEXT'
    ? content.visibleFrom
    : [...content.results, ...files]
        .flatMap((result) => result.visibleFrom ?? [])
        .sort()
        .at(-1);

/** Notes on the report as a whole, then the lines of the report if it is a text. */
const textOf = ({ comments, content }: LabReport): string | undefined => {
  const lines = content.kind === 'TEXT' && content.status !== 'DELETED' ? content.lines : [];
  const text = [...comments, ...lines].join('\n');
  return text.trim() === '' ? undefined : text;
};

const fhirStatus = {
  REGISTERED: 'registered',
  PARTIAL: 'partial',
  PRELIMINARY: 'preliminary',
  FINAL: 'final',
  CORRECTED: 'corrected',
  CANCELLED: 'cancelled',
} as const satisfies Record<ReportStatus, string>;

const fhirResultStatus = {
  PRELIMINARY: 'preliminary',
  FINAL: 'final',
  CORRECTED: 'corrected',
  DELETED: 'entered-in-error',
  CANCELLED: 'cancelled',
} as const satisfies Record<ResultStatus, string>;

/** A result that is taken back is a correction of its report. */
const ofResult = {
  PRELIMINARY: 'PRELIMINARY',
  FINAL: 'FINAL',
  CORRECTED: 'CORRECTED',
  DELETED: 'CORRECTED',
  CANCELLED: 'CANCELLED',
} as const satisfies Record<ResultStatus, ReportStatus>;
