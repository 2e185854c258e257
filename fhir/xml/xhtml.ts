import { hasNoXml } from './escape.ts';

/**
 * What is wrong with a narrative's div, as the end of a sentence that begins with it; undefined: nothing. It must be
 * well-formed, or no XML could hold it; and it may only have the elements that format text, for it is shown in browsers.
 * One pass, whatever it is. FHIR R4 §2.4.0, txt-1
 */
export const xhtmlFault = (div: string): string | undefined => {
  const text = div.trim();
  if (!/^<div[\s/>]/.test(text)) return 'must be one XHTML element, <div>';
  if (badReference.test(text) || !hasCharacters(text))
    return 'has an "&" that begins none of the references that XML knows';
  if (text.includes(']]>') || hasNoXml(text)) return 'has characters that XML may not have';
  const open: string[] = [];
  let at = 0;
  while (at < text.length) {
    if (at > 0 && open.length === 0) return 'must be one XHTML element, <div>, and nothing after it';
    const next = text.indexOf('<', at);
    if (next < 0) break;
    if (text.startsWith('<!--', next)) {
      const close = text.indexOf('--', next + 4);
      if (close < 0 || text[close + 2] !== '>') return 'has a comment without its end';
      at = close + 3;
      continue;
    }
    tag.lastIndex = next;
    const match = tag.exec(text);
    if (match === null) return 'has a tag that is not well-formed, or of a kind that narratives may not have';
    const [whole, slash, name = '', attributes = '', selfClosing] = match;
    at = next + whole.length;
    if (slash === '/') {
      if (attributes !== '' || selfClosing === '/' || open.pop() !== name)
        return `has a </${name}> that closes nothing`;
      continue;
    }
    if (!elements.has(name)) return `has an element that narratives may not have: <${name}>`;
    const fault = attributes === '' ? undefined : attributesFault(attributes);
    if (fault !== undefined) return fault;
    if (open.length === 0 && !namespace.test(attributes))
      return 'must name its namespace: <div xmlns="http://www.w3.org/1999/xhtml">';
    if (selfClosing !== '/') open.push(name);
    if (open.length > 100) return 'has elements nested deeper than 100 levels';
  }
  if (open.length > 0) return `has a <${open.at(-1) ?? ''}> that is not closed`;
  return undefined;
};

/** References by number must name characters that XML has. XML 1.0 §2.2, §4.1 */
const hasCharacters = (text: string): boolean =>
  [...text.matchAll(numbered)].every(([, hexadecimal, decimal]) => {
    const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
    return code <= 0x10ffff && !hasNoXml(String.fromCodePoint(code));
  });

const attributesFault = (text: string): string | undefined => {
  const names = new Set<string>();
  for (const [, name = '', quoted = ''] of text.matchAll(attribute)) {
    if (names.has(name)) return `has the attribute ${name} twice in one tag`;
    names.add(name);
    if (/^on/i.test(name)) return `has an attribute that narratives may not have: ${name}`;
    if ((name === 'href' || name === 'src') && script.test(quoted.slice(1, -1)))
      return `has a script, or a character reference, in ${name}`;
  }
  return undefined;
};

// Each piece begins with what the one before cannot: no text makes these go back far.
const tag = /<(\/?)([A-Za-z][A-Za-z0-9]*)((?:\s+[A-Za-z_][\w:.-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y;
const attribute = /([A-Za-z_][\w:.-]*)\s*=\s*("[^"<]*"|'[^'<]*')/g;
const namespace = /\sxmlns\s*=\s*["']http:\/\/www\.w3\.org\/1999\/xhtml["']/;
const badReference = /&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-fA-F]{1,6});)/;
const numbered = /&#(?:x([\da-fA-F]+)|(\d+));/g;
// Browsers pass over blanks and control characters before and within the name of a scheme.
const script = /^[\s\u0000-\u0020]*(?:j\s*a\s*v\s*a|v\s*b)\s*s\s*c\s*r\s*i\s*p\s*t\s*:|&#/i;

/** "Basic html formatting elements … described in chapters 7-11 and 15 of the HTML 4.0 standard." */
const elements: ReadonlySet<string> = new Set(
  (
    'a abbr acronym address area b bdo big blockquote br caption cite code col colgroup dd del dfn div dl dt em ' +
    'h1 h2 h3 h4 h5 h6 hr i img ins kbd li map ol p pre q samp small span strong sub sup table tbody td tfoot th ' +
    'thead tr tt u ul var'
  ).split(' '),
);
