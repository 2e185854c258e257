const special = /[&<>"\t\n\r]/;
const marks: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // As they are, a reader would make blanks of them. XML 1.0 §3.3.3
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** Text as the value of an attribute. */
export const escapeAttribute = (text: string): string =>
  special.test(text) ? text.replace(/[&<>"\t\n\r]/g, (mark) => marks[mark] ?? mark) : text;

/** Text between tags. */
export const escapeText = (text: string): string => text.replace(/[&<>\r]/g, (mark) => marks[mark] ?? mark);

/** Characters that XML 1.0 §2.2 has not, not even as references. */
export const hasNoXml = (text: string): boolean => unwritable.test(text) || !isWellFormed(text);

const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/** No half of a surrogate pair. */
const isWellFormed = (text: string): boolean => !/[\ud800-\udfff]/.test(text) || !/\p{Surrogate}/u.test(text);
