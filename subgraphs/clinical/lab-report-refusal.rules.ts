import { invalid, type Failure } from '../../kernel/failure.ts';
import { given, refuseControlCharacters, refuseEmptyCoding } from '../kit/fhir.rules.ts';
import { isDecimal } from './decimal.rules.ts';
import type { LabReportInput, LabReportsInput, LabResultInput } from './ingest.types.ts';
import { reportKey } from './observation.rules.ts';

/** The first thing in a message's reports that cannot be stored as it is, if any; `field` is its path in the input. */
export const refuseLabReports = (input: LabReportsInput): Failure | undefined =>
  refuseControlCharacters(input) ??
  refuseEmpty(input.message.controlId, 'message.controlId') ??
  (input.reports.length === 0 ? invalid('A message has at least one report.', 'reports') : undefined) ??
  firstOf(input.reports, (report, index) => refuseReport(report, `reports[${index}]`)) ??
  refuseSameNumbers(input.reports);

const refuseReport = (report: LabReportInput, field: string): Failure | undefined =>
  refuseEmpty(report.externalId, `${field}.externalId`) ??
  refuseEmptyCoding(report.code, `${field}.code`) ??
  refuseOtherThan(reportStatuses, report.status, `${field}.status`) ??
  (report.results.length === 0 && given(report.text) === undefined && !mayBeBare(report)
    ? invalid('A report has results or a text.', `${field}.results`)
    : undefined) ??
  firstOf(report.results, (result, index) => refuseResult(result, `${field}.results[${index}]`)) ??
  refuseSameKeys(report.results, `${field}.results`);

// R4 value sets diagnostic-report-status and observation-status, required. A report is not deleted: its results are.
const reportStatuses = 'registered partial preliminary final amended corrected appended cancelled unknown'.split(' ');
const resultStatuses = 'registered preliminary final amended corrected cancelled entered-in-error unknown'.split(' ');
const comparators = ['<', '<=', '>=', '>'];

const refuseResult = (result: LabResultInput, field: string): Failure | undefined =>
  refuseEmpty(result.key, `${field}.key`) ??
  refuseEmptyCoding(result.code, `${field}.code`) ??
  refuseEmptyCoding(result.coded, `${field}.coded`) ??
  refuseOtherThan(resultStatuses, result.status, `${field}.status`) ??
  refuseNumber(given(result.number), `${field}.number`) ??
  refuseComparator(result, `${field}.comparator`) ??
  refuseTwoValues(result, field);

const refuseNumber = (number: string | undefined, field: string): Failure | undefined =>
  number === undefined || isDecimal(number)
    ? undefined
    : invalid('A number is a decimal such as -12.50 or 1.5e3, of at most 40 characters.', field);

const refuseComparator = ({ comparator, number }: LabResultInput, field: string): Failure | undefined => {
  const sign = given(comparator);
  if (sign === undefined) return undefined;
  if (given(number) === undefined) return invalid('A comparator stands before a number, and there is none.', field);
  return refuseOtherThan(comparators, sign, field);
};

const refuseTwoValues = ({ number, text, coded }: LabResultInput, field: string): Failure | undefined => {
  if (given(number) === undefined && (coded === null || coded === undefined)) return undefined;
  if (given(text) !== undefined) return invalid('A result has one value: a number, a text or a code.', `${field}.text`);
  if (given(number) !== undefined && coded !== null && coded !== undefined)
    return invalid('A result has one value: a number, a text or a code.', `${field}.coded`);
  return undefined;
};

/** Two results of one name would be one item: the second would overwrite the first unseen. */
const refuseSameKeys = (results: readonly LabResultInput[], field: string): Failure | undefined => {
  const repeated = repeatedIn(results.map(({ key }) => key));
  return repeated === undefined
    ? undefined
    : invalid(`This names the same result as ${field}[${repeated.first}].`, `${field}[${repeated.again}].key`);
};

/** Of radiology a file is enough, which may have been taken back. */
const mayBeBare = ({ kind, files }: LabReportInput): boolean =>
  kind === 'RADIOLOGY' && files !== null && files !== undefined;

/** Two reports of one number and one order likewise. */
const refuseSameNumbers = (reports: readonly LabReportInput[]): Failure | undefined => {
  const repeated = repeatedIn(
    reports.map((report) => `${report.kind === 'MEASUREMENTS' ? report.kind : ''}|${reportKey(report)}`),
  );
  return repeated === undefined
    ? undefined
    : invalid(
        `This is the number and the test of reports[${repeated.first}] too.`,
        `reports[${repeated.again}].externalId`,
      );
};

const repeatedIn = (names: readonly string[]): { readonly first: number; readonly again: number } | undefined => {
  const seen = new Map<string, number>();
  for (const [again, name] of names.entries()) {
    const first = seen.get(name);
    if (first !== undefined) return { first, again };
    seen.set(name, again);
  }
  return undefined;
};

const refuseEmpty = (text: string, field: string): Failure | undefined =>
  given(text) === undefined ? invalid('This must not be empty.', field) : undefined;

const refuseOtherThan = (allowed: readonly string[], value: string, field: string): Failure | undefined =>
  allowed.includes(value) ? undefined : invalid(`This is one of ${allowed.join(', ')}.`, field);

const firstOf = <Element>(
  elements: readonly Element[],
  refuse: (element: Element, index: number) => Failure | undefined,
): Failure | undefined => {
  for (const [index, element] of elements.entries()) {
    const refusal = refuse(element, index);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
};
