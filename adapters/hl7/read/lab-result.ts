import { invalid, isFailure, type Failure } from '../../../kernel/failure.ts';
import type { Segment } from '../er7/message.ts';
import { readCoded, requiredCoded, type Coded } from './coded.ts';
import type { Header } from './header.ts';
import { readObservationValue, type ObservationValue } from './observation.ts';
import { all, sent, textOf } from './sent.ts';
import { daysLater, readDays, readMoment, type Moment } from './time.ts';

export type ResultStatus = 'PRELIMINARY' | 'FINAL' | 'CORRECTED' | 'DELETED' | 'CANCELLED';

/** One OBX. */
export type LabResult = {
  /** `OBX[3]` */
  readonly path: string;
  readonly test: Coded;
  /** OBX-4 tells apart results of one test. */
  readonly subId: string | undefined;
  readonly value: ObservationValue | undefined;
  readonly unit: Coded | undefined;
  readonly range: string | undefined;
  /** OBX-8, as sent: `H`, `LL`. */
  readonly flags: readonly string[];
  readonly status: ResultStatus;
  readonly at: Moment;
  /** When the patient may see it; `undefined` is at once. */
  readonly visibleFrom: string | undefined;
  readonly comments: readonly string[];
};

/** An OBX under its OBR. Whether it may lack a value depends on the report; the notes that follow it are the report's to add. */
export const readLabResult = (obx: Segment, obr: Segment, header: Header): LabResult | Failure => {
  const time = [obx.field(14), obr.field(7)].find((field) => !field.isBlank && !field.isNull);
  const parts = all({
    test: requiredCoded(obx.field(3), 'The test'),
    status: readStatus(obx),
    value: readObservationValue(obx, header.zone),
    at:
      time === undefined
        ? invalid('The time of the observation is required, here or in OBR-7.', obx.field(14).path)
        : readMoment(time, header.zone),
    delay: sent(obx.field(13).component(1), readDays),
  });
  if (isFailure(parts)) return parts;
  const { test, status, value, at, delay } = parts;
  return {
    path: obx.path,
    test,
    subId: textOf(obx.field(4)),
    value,
    unit: readCoded(obx.field(6)),
    range: textOf(obx.field(7)),
    flags: obx.field(8).repetitions.flatMap((flag) => textOf(flag) ?? []),
    status,
    at,
    visibleFrom: typeof delay === 'number' ? daysLater(at.instant, delay) : undefined,
    comments: [],
  };
};

/** A result that stands by itself has a value, unless it is taken back or could not be had. */
export const lacksValue = (result: LabResult, obx: Segment): Failure | undefined => {
  if (result.value !== undefined || valueless.has(result.status)) return undefined;
  return obx.field(2).isBlank
    ? invalid('The type of the value is required.', obx.field(2).path)
    : invalid('The value is required.', obx.field(5).path);
};

/** HL7 table 0085, as far as it speaks of a result that exists, changes or goes away. */
const statuses = new Map<string, ResultStatus>([
  ['F', 'FINAL'],
  ['U', 'FINAL'],
  ['C', 'CORRECTED'],
  ['P', 'PRELIMINARY'],
  ['R', 'PRELIMINARY'],
  ['S', 'PRELIMINARY'],
  ['I', 'PRELIMINARY'],
  ['D', 'DELETED'],
  ['W', 'DELETED'],
  ['X', 'CANCELLED'],
]);

/** Table 0085: O tells more of the order, N says that the test was not asked for although the order implies it. */
export const isNoResult = (obx: Segment): boolean => /^\s*[ON]\s*$/i.test(obx.field(11).text);

const valueless: ReadonlySet<ResultStatus> = new Set(['DELETED', 'CANCELLED']);

const readStatus = (obx: Segment): ResultStatus | Failure => {
  const field = obx.field(11);
  return (
    statuses.get(field.text.trim().toUpperCase()) ??
    invalid(`The status of the result must be one of ${[...statuses.keys()].join(', ')}.`, field.path)
  );
};
