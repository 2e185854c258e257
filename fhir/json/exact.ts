/**
 * A number as it was written: `1.00` says more than 1, and must come back as it was. "The precision of the decimal value
 * has significance." FHIR R4 §2.24.0.1
 */
export class ExactNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** JSON whose numbers are texts. */
export type Exact = string | boolean | null | ExactNumber | Exact[] | ExactMembers;
export type ExactMembers = { [name: string]: Exact };

export const isExactMembers = (value: Exact | undefined): value is ExactMembers =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber);

/** An assignment of `__proto__` would set the prototype. */
export const setMember = (owner: ExactMembers, name: string, value: Exact): void => {
  if (name === '__proto__')
    Object.defineProperty(owner, name, { value, enumerable: true, writable: true, configurable: true });
  else owner[name] = value;
};

/** The same text that `readExact` has read, but for blanks and escapes. */
export const writeExact = (value: Exact): string => written('', value);

/** Written for speed: all is added to one text, as it comes. */
const written = (before: string, value: Exact): string => {
  if (typeof value === 'string') return before + quoted(value);
  if (typeof value !== 'object' || value === null) return before + String(value);
  if (value instanceof ExactNumber) return before + value.text;
  let text = before;
  let between = '';
  if (Array.isArray(value)) {
    text += '[';
    for (const item of value) {
      text = written(text + between, item);
      between = ',';
    }
    return `${text}]`;
  }
  text += '{';
  for (const name in value) {
    const member = value[name];
    if (member === undefined) continue;
    text = written(`${text}${between}${quoted(name)}:`, member);
    between = ',';
  }
  return `${text}}`;
};

/** Few texts have anything that JSON escapes, surrogates without their other half included. RFC 8259 §7 */
const quoted = (text: string): string => (toEscape.test(text) ? JSON.stringify(text) : `"${text}"`);
const toEscape = /["\\\u0000-\u001f\ud800-\udfff]/;
