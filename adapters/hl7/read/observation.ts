import { invalid, isFailure, type Failure } from '../../../kernel/failure.ts';
import type { Segment } from '../er7/message.ts';
import type { Field, Repetition } from '../er7/value.ts';
import { readAttachment, type Attachment } from './attachment.ts';
import { readCoded, type Coded } from './coded.ts';
import { textOf } from './sent.ts';
import { readDate, readMoment, readTimeOfDay, type Moment } from './time.ts';
import type { Zone } from './zone.ts';

/** Numbers are decimal text as sent: `7.10` says more than 7.1. */
export type ObservationValue =
  | { readonly kind: 'NUMBER'; readonly comparator: Comparator | undefined; readonly number: string }
  | {
      readonly kind: 'STRUCTURED';
      readonly comparator: string | undefined;
      readonly first: string | undefined;
      /** `-` a range, `+` and more, `:` or `/` a ratio. */
      readonly separator: string | undefined;
      readonly second: string | undefined;
    }
  | { readonly kind: 'TEXT'; readonly text: string }
  | { readonly kind: 'CODED'; readonly coded: Coded }
  | { readonly kind: 'DATE'; readonly date: string }
  | { readonly kind: 'TIME'; readonly time: string }
  | { readonly kind: 'MOMENT'; readonly moment: Moment }
  | { readonly kind: 'ATTACHMENT'; readonly attachment: Attachment }
  | { readonly kind: 'REFERENCE'; readonly uri: string };

export type Comparator = '<' | '<=' | '>' | '>=';

/** OBX-5 by the type in OBX-2, HL7 table 0125; `undefined` when nothing was sent. */
export const readObservationValue = (obx: Segment, zone: Zone): ObservationValue | undefined | Failure => {
  const field = obx.field(5);
  if (field.isBlank || field.isNull) return undefined;
  const type = obx.field(2).text.trim().toUpperCase();
  if (type === '') return invalid('The type of the value is required.', obx.field(2).path);
  // Several numbers or codes are one value that only a reader understands, so they stay text; so does a text of lines.
  if (isTextual(type)) return textual(linesOf(field).join('\n'));
  if (field.repetitions.length > 1 && isCoded(type)) return textual(field.repetitions.flatMap(inWords).join('\n'));
  if (field.repetitions.length > 1 && type !== 'ED') return textual(linesOf(field).join('\n'));
  return (
    single(type, field.repetition(1), zone) ??
    invalid(`The type of the value must be one of ${types}.`, obx.field(2).path)
  );
};

const types = 'NM, SN, ST, TX, FT, ID, IS, SI, CE, CWE, CNE, CF, DT, TM, TS, DTM, ED, RP';

const isCoded = (type: string): boolean => /^(CE|CWE|CNE|CF)$/.test(type);

/** A code as its reader says it. */
const inWords = (value: Repetition): readonly string[] => {
  const coded = readCoded(value);
  return [coded?.display ?? coded?.code].filter((text) => text !== undefined);
};

/** Types whose value is text to be read, not a value to be compared. */
export const isTextual = (type: string): boolean => /^(ST|TX|FT|ID|IS|SI)$/.test(type);

/** The lines of a text: a repetition is a line or several. */
export const linesOf = (field: Field): readonly string[] =>
  field.isNull ? [] : field.repetitions.flatMap((repetition) => repetition.whole.trimEnd().split(/\r\n|\r|\n/));

/** The same of an OBX in a text of several: one without a value is an empty line. */
export const textLines = (obx: Segment): readonly string[] => {
  const lines = linesOf(obx.field(5));
  return lines.length > 0 ? lines : [''];
};

const single = (type: string, value: Repetition, zone: Zone): ObservationValue | undefined | Failure => {
  if (isCoded(type)) {
    const coded = readCoded(value);
    return coded === undefined ? invalid('A code or its text is required.', value.path) : { kind: 'CODED', coded };
  }
  switch (type) {
    case 'NM':
      return numeric(value);
    case 'SN':
      return structured(value);
    case 'DT':
      return of(readDate(value), (date) => ({ kind: 'DATE', date }));
    case 'TM':
      return of(readTimeOfDay(value), (time) => ({ kind: 'TIME', time }));
    case 'TS':
    case 'DTM':
      return of(readMoment(value, zone), (moment) => ({ kind: 'MOMENT', moment }));
    case 'ED':
      return of(readAttachment(value), (attachment) => ({ kind: 'ATTACHMENT', attachment }));
    case 'RP': {
      const uri = textOf(value.component(1));
      return uri === undefined
        ? invalid('A reference is required.', value.component(1).path)
        : { kind: 'REFERENCE', uri };
    }
    default:
      return undefined;
  }
};

const textual = (text: string): ObservationValue => ({ kind: 'TEXT', text });

/** Laboratories write `<15` into NM although only SN may hold it; the meaning is beyond doubt. v2.4 §2.9.27 */
const numeric = (value: Repetition): ObservationValue | Failure => {
  const match = /^(<=|>=|<|>)?\s*([+-]?(?:\d+(?:\.\d*)?|\.\d+))$/.exec(value.text.trim());
  if (match === null) return invalid('This must be a number.', value.path);
  return { kind: 'NUMBER', comparator: comparatorOf(match[1]), number: match[2] ?? '' };
};

const comparatorOf = (text: string | undefined): Comparator | undefined =>
  text === '<' || text === '<=' || text === '>' || text === '>=' ? text : undefined;

/** SN, v2.4 §2.9.41: comparator^number^separator^number. */
const structured = (value: Repetition): ObservationValue | Failure => {
  const [comparator, first, separator, second] = [1, 2, 3, 4].map((position) => textOf(value.component(position)));
  const wrong = [first, second].some((number) => number !== undefined && !/^[+-]?\d*\.?\d+$/.test(number));
  return wrong || (first === undefined && second === undefined)
    ? invalid('This must be a structured number, as "<^15" or "^1^-^5".', value.path)
    : { kind: 'STRUCTURED', comparator, first, separator, second };
};

const of = <T>(value: T | Failure, wrap: (value: T) => ObservationValue): ObservationValue | Failure =>
  isFailure(value) ? value : wrap(value);
