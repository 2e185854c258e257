/**
 * The text of a message as an administrator may see it: its form whole, and of its content only what says which message
 * it is. Letters become x and digits 9, so that a missing component, a wrong separator or a date of seven digits can be
 * seen, and neither a result nor an address. By the role alone nobody sees clinical data (domain reference §1.2).
 */
export const maskText = (text: string): string => {
  const lines = text.split(/(\r\n|\r|\n)/);
  const separator = lines[0]?.startsWith('MSH') ? lines[0][3] : undefined;
  if (separator === undefined) return maskField(text);
  return lines.map((line, nth) => (nth % 2 === 1 ? line : maskSegment(line, separator))).join('');
};

/** Of the envelope nothing is about the patient. */
const whole: ReadonlySet<string> = new Set(['MSH', 'EVN', 'MSA', 'ERR', 'FHS', 'BHS', 'BTS', 'FTS']);

/** Numbers by which sender and administrator know what the message is about, types, and states; by their fields. */
const open: Readonly<Record<string, readonly number[]>> = {
  PID: [1, 2, 3],
  PV1: [1, 19],
  OBR: [1, 3, 25],
  ORC: [1, 3, 5],
  OBX: [1, 2, 11],
  TXA: [1, 12],
  SCH: [1],
  MRG: [1],
  ZTM: [1, 2],
  ZVN: [1],
};

const maskSegment = (segment: string, separator: string): string => {
  const [name = '', ...fields] = segment.split(separator);
  if (whole.has(name)) return segment;
  const shown = open[name] ?? [];
  const masked = fields.map((field, index) => (shown.includes(index + 1) ? field : maskField(field)));
  // What stands where a segment's name should be may be anything.
  return [/^[A-Z][A-Z0-9]{2}$/.test(name) ? name : maskField(name), ...masked].join(separator);
};

const maskField = (field: string): string =>
  field.length > longest ? `${masked(field.slice(0, longest))}… (${field.length} characters)` : masked(field);

/** More of the form than that tells nobody anything: a letter's file has millions of characters. */
const longest = 200;

const masked = (text: string): string => text.replaceAll(/[\p{L}\p{M}]/gu, 'x').replaceAll(/\p{N}/gu, '9');
