/**
 * A decimal whose digits are kept: `1.00` says more than `1`, and a JavaScript number would forget it.
 * R4 datatypes, decimal: "the precision of the decimal value has significance".
 */
export class Decimal {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** JSON's own grammar of numbers, which is FHIR's, and short enough for a binary number to come near it. */
export const isDecimal = (text: string): boolean =>
  /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text) && text.length <= 40 && Number.isFinite(Number(text));

/** JSON text in which each Decimal stands as it was given; what is undefined is left out. */
export const writeExact = (value: unknown): string => {
  if (value instanceof Decimal) return value.text;
  if (Array.isArray(value)) return `[${value.map(writeExact).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  // Written for speed: each result of each report comes by.
  let text = '';
  for (const [name, member] of Object.entries(value))
    if (member !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${writeExact(member)}`;
  return `{${text}}`;
};

/** JSON with every number as the text that stands there; where a plain number says the same, as that. */
export const readExact = (json: string): unknown =>
  JSON.parse(
    mayLoseDigits.test(json)
      ? json.replaceAll(stringOrNumber, (token) => (token.startsWith('"') ? token : `"${token}"`))
      : json,
  );

/**
 * Whether a number there would be written otherwise by JavaScript: it ends in 0 behind its point, has an exponent or
 * would get one, is a negative zero, or has more digits than a double keeps. A string that looks so costs only time.
 */
const mayLoseDigits = /[:[,\s]-?(?:\d+\.\d*0[,}\]\s]|[\d.]+[eE]|0[,}\]\s]|0\.0{5}|[\d.]{16})/;

/** Strings are matched only so that the digits in them are left alone. */
const stringOrNumber = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
