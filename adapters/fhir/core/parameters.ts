/** One parameter of a FHIR search, decoded: the modifier and chain are part of the name. */
export type Parameter = { readonly name: string; readonly value: string };

/**
 * The parameters of a query string or of a form body, in their order, repetitions kept: each of them narrows the search
 * (AND). Parameters without a value say nothing and are left out. FHIR R4 §3.1.1.4.1
 */
export const parseParameters = (text: string): readonly Parameter[] =>
  [...new URLSearchParams(text)]
    .filter(([, value]) => value !== '')
    .map(([name, value]) => ({ name, value: value.replace(blankOffset, '$1+$2') }));

/** The query string of parameters: what `parseParameters` reads back as they were. */
export const writeParameters = (parameters: readonly Parameter[]): string =>
  parameters.map(({ name, value }) => `${encode(name)}=${encode(value)}`).join('&');

/**
 * The alternatives of a value (OR): split at commas, but not at `\,`. The parts stay escaped. FHIR R4 §3.1.1.4.0.1
 */
export const alternatives = (value: string): readonly string[] => splitUnescaped(value, ',');

export type Token = { readonly system?: string; readonly code: string };

/** `system|code`, `|code` or `code`, with its escapes (`\|`, `\,`, `\$`, `\\`) resolved. FHIR R4 §3.1.1.4.10 */
export const parseToken = (text: string): Token => {
  const [first = '', ...rest] = splitUnescaped(text, '|');
  if (rest.length === 0) return { code: unescaped(first) };
  return { system: unescaped(first), code: unescaped(rest.join('|')) };
};

// `+` means a blank in a query string. In a date it is the offset, from a client that did not escape it.
const blankOffset = /(T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?) (\d{2}:\d{2})/g;

/** Readable where RFC 3986 §3.4 allows it: a query may hold `:`, `/` and `,` as they are. */
const encode = (text: string): string =>
  encodeURIComponent(text).replaceAll('%3A', ':').replaceAll('%2F', '/').replaceAll('%2C', ',');

const splitUnescaped = (text: string, separator: string): string[] => {
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === separator) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, text.slice(from)];
};

const unescaped = (text: string): string => text.replace(/\\([\\|,$])/g, '$1');
