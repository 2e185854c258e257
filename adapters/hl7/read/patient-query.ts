import { invalid, isFailure, type Failure } from '../../../kernel/failure.ts';
import type { Er7Message, Segment } from '../er7/message.ts';
import type { Field } from '../er7/value.ts';
import type { Header } from './header.ts';
import { all, textOf } from './sent.ts';
import { readEnd, readMoment } from './time.ts';

/** A number by which a patient is sought, and where it stands. */
export type SoughtNumber = {
  readonly value: string;
  /** A number of the organisation's own, rather than a national one. */
  readonly isLocal: boolean;
  readonly path: string;
};

/** What QRD and QRF ask for. Domain reference §4.5, QRY A19 */
export type PatientQuery = {
  /** Undefined: whoever the number. */
  readonly numbers: readonly SoughtNumber[] | undefined;
  /** Whoever there is, with or without a number, whenever changed. */
  readonly everybody: boolean;
  /** When registered or changed: from then, and before then. */
  readonly from: string | undefined;
  readonly before: string | undefined;
  readonly limit: number;
};

/** More are never answered at once, however many QRD-7 asks for. */
export const largestAnswer = 1_000;

/** QRD is required. What it says of when, how and to whom to answer is given back, and no more. */
export const readPatientQuery = (message: Er7Message, { zone }: Pick<Header, 'zone'>): PatientQuery | Failure => {
  const qrd = message.segment('QRD');
  if (qrd === undefined) return invalid('A QRD segment is required.', 'QRD[1]');
  const qrf = message.segment('QRF');
  const [start, end] = [qrf?.field(2), qrf?.field(3)];
  const parts = all({
    everybody: asksForEverybody(qrd),
    limit: readLimit(qrd.field(7)),
    from: start && sayWhen(start) ? readMoment(start, zone) : undefined,
    before: end && sayWhen(end) ? readEnd(end, zone) : undefined,
  });
  if (isFailure(parts)) return parts;
  const { everybody, limit } = parts;
  // These ask for all that are active, and other filters do not count.
  if (everybody) return { everybody, limit, numbers: undefined, from: undefined, before: undefined };
  const numbers = numbersOf(qrd.field(8));
  return isFailure(numbers) ? numbers : { ...parts, numbers, from: parts.from?.instant };
};

const sayWhen = (field: Field): boolean => textOf(field) !== undefined;

/** QRD-9.1, HL7 table 0048: demographics, or a list of the patients. */
const asksForEverybody = (qrd: Segment): boolean | Failure => {
  const what = textOf(qrd.field(9))?.toUpperCase() ?? 'DEM';
  return what === 'DEM' || what === 'APN'
    ? what === 'APN'
    : invalid('Demographics (DEM) and the list of patients (APN) can be asked for.', 'QRD[1].9.1');
};

/** CQ: `20^RD`. HL7 table 0126 knows characters, lines and pages too, of which a record has none. */
const readLimit = (quantity: Field): number | Failure => {
  const [count, unit] = [textOf(quantity.component(1)), textOf(quantity.component(2))];
  if (unit !== undefined && unit.toUpperCase() !== 'RD')
    return invalid('How many is counted in records (RD).', quantity.component(2).path);
  if (count === undefined) return largestAnswer;
  return /^0*[1-9]\d{0,8}$/.test(count)
    ? Math.min(Number(count), largestAnswer)
    : invalid('How many must be a whole number, 1 or more.', quantity.component(1).path);
};

/** XCN: the number, and thirteenth `MR` where the organisation gave it itself. Names are only given back. */
const numbersOf = (who: Field): PatientQuery['numbers'] | Failure => {
  const numbers = who.repetitions.flatMap((person): readonly SoughtNumber[] => {
    const value = textOf(person.component(1));
    const isLocal = textOf(person.component(13))?.toUpperCase() === 'MR';
    return value === undefined ? [] : [{ value, isLocal, path: person.path }];
  });
  if (numbers.length > 0) return numbers;
  return who.isBlank || who.isNull
    ? undefined
    : invalid('Patients are looked for by a number, and there is none.', who.component(1).path);
};
