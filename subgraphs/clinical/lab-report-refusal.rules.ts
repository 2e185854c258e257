import { invalid, type Failure } from '../../kernel/failure.ts';
import { given, refuseControlCharacters, refuseEmptyCoding } from '../kit/fhir.rules.ts';
import { isDecimal } from './decimal.rules.ts';
import type { LabReportInput, LabResultInput } from './ingest.types.ts';

/** The first thing in a report that cannot be stored as it is, if there is one; `field` is its path in the input. */
export const refuseLabReport = (report: LabReportInput): Failure | undefined =>
  refuseControlCharacters(report) ??
  refuseEmpty(report.externalId, 'externalId') ??
  refuseEmpty(report.message.controlId, 'message.controlId') ??
  refuseEmptyCoding(report.code, 'code') ??
  refuseOtherThan(reportStatuses, report.status, 'status') ??
  (report.results.length === 0 && given(report.text) === undefined
    ? invalid('A report has results or a text.', 'results')
    : undefined) ??
  firstOf(report.results, (result, index) => refuseResult(result, `results[${index}]`)) ??
  refuseSameKeys(report.results);

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
const refuseSameKeys = (results: readonly LabResultInput[]): Failure | undefined =>
  firstOf(results, ({ key }, index) => {
    const first = results.findIndex((other) => other.key === key);
    return first === index
      ? undefined
      : invalid(`This names the same result as results[${first}].`, `results[${index}].key`);
  });

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
