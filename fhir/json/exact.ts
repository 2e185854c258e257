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
export const writeExact = (value: Exact): string => {
  if (value instanceof ExactNumber) return value.text;
  if (Array.isArray(value)) return `[${value.map(writeExact).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([name, member]) => `${JSON.stringify(name)}:${writeExact(member)}`)
    .join(',')}}`;
};
