import { uuid7 } from '../../kernel/id.ts';
import { endOfString, quote } from '../../kernel/json-members.ts';

/**
 * A decimal whose digits are kept: `1.00` says more than `1`, and a JavaScript number would forget it.
 * R4 datatypes, decimal: "the precision of the decimal value has significance".
 */
export class Decimal {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  /** For `writeExact`: JSON.stringify is several times as fast as what could be written here, and knows no such numbers. */
  toJSON(): string {
    return mark + this.text;
  }
}

/** Nobody can write it: it is made anew in each process. */
const mark = `decimal ${uuid7()} `;
const markedDecimal = new RegExp(`"${mark}([^"]*)"`, 'g');

/** The decimal as a JavaScript number where that is written with the same digits, as most are. */
export const decimal = (text: string): number | Decimal => {
  const number = Number(text);
  return String(number) === text ? number : new Decimal(text);
};

/** JSON's own grammar of numbers, which is FHIR's, and short enough for a binary number to come near it. */
export const isDecimal = (text: string): boolean =>
  /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text) && text.length <= 40 && Number.isFinite(Number(text));

/** JSON text in which each Decimal stands as it was given; what is undefined is left out. */
export const writeExact = (value: object): string => JSON.stringify(value).replace(markedDecimal, '$1');

/** The same with a JavaScript number for each Decimal; whatever holds none stays the same object. */
export const withNumbers = <Value extends object>(value: Value): Value => {
  let changed: Record<string, unknown> | undefined;
  for (const name of Object.keys(value)) {
    const member = (value as Readonly<Record<string, unknown>>)[name];
    if (typeof member !== 'object' || member === null) continue;
    const plain = member instanceof Decimal ? Number(member.text) : withNumbers(member);
    if (plain !== member) (changed ??= copyOf(value))[name] = plain;
  }
  return (changed as Value | undefined) ?? value;
};

const copyOf = (value: object): Record<string, unknown> =>
  (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Record<string, unknown>;

/** JSON with every number as the text that stands there. */
export const readExact = (json: string): unknown => JSON.parse(withNumbersQuoted(json));

/** Written for speed: each result that anybody reads comes by. What is in strings is passed over. */
const withNumbersQuoted = (json: string): string => {
  let quoted = '';
  let copied = 0;
  let at = 0;
  while (at < json.length) {
    const code = json.charCodeAt(at);
    if (code === quote) at = endOfString(json, at);
    else if (code === minus || isDigit(code)) {
      const end = endOfNumber(json, at);
      quoted += `${json.slice(copied, at)}"${json.slice(at, end)}"`;
      copied = at = end;
    } else at += 1;
  }
  return quoted + json.slice(copied);
};

const minus = 0x2d;
const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

const endOfNumber = (json: string, start: number): number => {
  let at = start + 1;
  while (at < json.length && isOfNumber(json.charCodeAt(at))) at += 1;
  return at;
};

/** Digits, signs, the point, and E in both forms. */
const isOfNumber = (code: number): boolean =>
  isDigit(code) || code === 0x2e || code === minus || code === 0x2b || code === 0x65 || code === 0x45;
