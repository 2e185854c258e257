import type { Failure, FailureKind } from '../../kernel/failure.ts';
import type { Er7Message } from './er7/message.ts';
import type { Er7Text, Repetition } from './er7/value.ts';

/** Where in a message something is wrong; each part is blank where it is not said. */
export type Place = Record<'segment' | 'ordinal' | 'field' | 'repetition' | 'component' | 'subcomponent', string>;

/** Of a path such as `PID[1].3[2].1`. A field in other terms than a path in the message has no place in it. */
export const placeOf = (path = ''): Place => {
  const match = /^([A-Z][A-Z0-9]{2})\[(\d+)\](?:\.(\d+)(?:\[(\d+)\])?(?:\.(\d+)(?:\.(\d+))?)?)?$/.exec(path);
  const [, segment = '', ordinal = '', field = '', repetition = '', component = '', subcomponent = ''] = match ?? [];
  return { segment, ordinal, field, repetition: field && (repetition || '1'), component, subcomponent };
};

/** HL7 table 0357, v2.4 §2.16.5.3. */
const errors = {
  100: 'Segment sequence error',
  101: 'Required field missing',
  102: 'Data type error',
  103: 'Table value not found',
  200: 'Unsupported message type',
  201: 'Unsupported event code',
  202: 'Unsupported processing id',
  204: 'Unknown key identifier',
  205: 'Duplicate key identifier',
  206: 'Application record locked',
  207: 'Application internal error',
} as const;

type Code = keyof typeof errors;

/**
 * The code of table 0357 for what is wrong with a message, and its meaning. What our failures do not tell apart, the
 * message itself does: a field that is refused and blank is one that is missing. ADR 10
 */
export const errorCodeOf = ({ kind, field }: Failure, message: Er7Message | undefined): readonly [string, string] => {
  const code = codes[kind] ?? codeAt(placeOf(field), message);
  return [String(code), errors[code]];
};

/** Of those that the place does not decide. */
const codes: Readonly<Record<FailureKind, Code | undefined>> = {
  invalid: undefined,
  unsupported: undefined,
  not_found: 204,
  forbidden: 204,
  gone: 204,
  conflict: 205,
  busy: 206,
  unavailable: 207,
};

const codeAt = (place: Place, message: Er7Message | undefined): Code => {
  if (message === undefined || place.segment === '') return 102;
  if (place.field === '') return 100;
  if (isMissing(place, message)) return 101;
  const { segment, field, component } = place;
  return ofField.get([segment, field, component].filter((part) => part !== '').join('.')) ?? 102;
};

const isMissing = ({ segment, ordinal, ...place }: Place, message: Er7Message): boolean => {
  const within = message.segments(segment)[Number(ordinal) - 1];
  if (within === undefined) return true;
  const value = valueAt(within.field(Number(place.field)).repetition(Number(place.repetition)), place);
  return value.isBlank || value.isNull;
};

const valueAt = (
  value: Repetition,
  { component, subcomponent }: Pick<Place, 'component' | 'subcomponent'>,
): Er7Text => {
  if (component === '') return value;
  const part = value.component(Number(component));
  return subcomponent === '' ? part : part.subcomponent(Number(subcomponent));
};

/** Fields that are wrong in a way of their own where they are not blank: nearly all of them hold a code of a table. */
const ofField: ReadonlyMap<string, Code> = new Map([
  ['MSH.9.1', 200],
  ['MSH.9.2', 201],
  ['MSH.11', 202],
  ['MSH.18', 103],
  ['PID.3', 204],
  ['PID.8', 103],
  ['PID.30', 103],
  ['OBR.25', 103],
  ['OBX.2', 103],
  ['OBX.5.4', 103],
  ['OBX.11', 103],
  ['ZVN.1.1', 103],
  ['ZTM.1', 204],
  ['ZTM.2', 204],
]);
