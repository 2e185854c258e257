import { invalid, type Failure } from '../../../kernel/failure.ts';

/** One parameter of a search: `code:not=a,b` has the name `code`, the modifier `not` and two values, either of which will do. */
export type QueryParameter = {
  readonly name: string;
  readonly modifier: string | undefined;
  /** As written, still with escapes. */
  readonly values: readonly string[];
};

/** The parameters of a search string, decoded, in their order. Those without a value say nothing and are left out. */
export const readQuery = (query: string): readonly QueryParameter[] =>
  [...new URLSearchParams(query)].flatMap(([key, value]) => {
    const colon = key.indexOf(':');
    // A filter has commas and quotes of its own.
    const values = (key.endsWith('_filter') ? [value] : splitUnescaped(value, ',')).filter((part) => part !== '');
    if (values.length === 0 || key === '') return [];
    return [
      { name: colon < 0 ? key : key.slice(0, colon), modifier: colon < 0 ? undefined : key.slice(colon + 1), values },
    ];
  });

/** Splits where the separator has no backslash before it; the parts keep their escapes. FHIR R4 §3.1.1.3.6 (escaping) */
export const splitUnescaped = (text: string, separator: ',' | '|' | '$'): readonly string[] => {
  const parts: string[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === separator) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
};

export const escaped = (text: string): string => text.replace(/[\\,|$]/g, '\\$&');

export const unescaped = (text: string): string => text.replace(/\\([\\,|$])/g, '$1');

/** How a parameter is called in a refusal: as the caller wrote it. */
export const nameOf = ({ name, modifier }: QueryParameter): string =>
  modifier === undefined ? name : `${name}:${modifier}`;

export const malformed = (parameter: QueryParameter, value: string, expected: string): Failure =>
  invalid(`The value ${JSON.stringify(value)} of ${nameOf(parameter)} is not ${expected}.`, nameOf(parameter));
