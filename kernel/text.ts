/**
 * Whether a text holds a control character other than tab, line feed and carriage return. No FHIR string does (R4 datatypes,
 * string), and PostgreSQL keeps no U+0000.
 */
export const hasControlCharacter = (text: string): boolean => control.test(text);

const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/;
