import { inStandard, noCodes, type Codes, type KnownCoding, type Standard } from '../kit/code-set.rules.ts';
import type { CodingInput } from '../kit/coding.types.ts';
import type { LabReportInput, LabResultInput } from './ingest.types.ts';

/** A report with what its organisation says of its codes. */
export type KnownReport = Omit<LabReportInput, 'code' | 'results'> & {
  readonly code: KnownCoding<CodingInput>;
  readonly disciplineStandard?: Standard | null;
  readonly results: readonly KnownResult[];
};

export type KnownResult = Omit<LabResultInput, 'code'> & {
  readonly code: KnownCoding<CodingInput>;
  readonly unitStandard?: Standard | null;
};

/** Codes that the organisation has said nothing of stay as they are. */
export const reportInCodes = (report: LabReportInput, codes: Codes): KnownReport =>
  codes === noCodes ? report : inCodes(report, codes);

const inCodes = ({ code, results, ...report }: LabReportInput, codes: Codes): KnownReport => ({
  ...report,
  code: inStandard(codes, 'ORDER', code),
  disciplineStandard: codes.meaning('DISCIPLINE', { code: report.discipline })?.standard ?? null,
  results: results.map(({ code: test, ...result }) => ({
    ...result,
    code: inStandard(codes, 'RESULT', test),
    unitStandard: codes.meaning('UNIT', { code: result.unit })?.standard ?? null,
  })),
});
