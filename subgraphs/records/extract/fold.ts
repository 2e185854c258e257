/**
 * A string as the search compares it: without accents and case, blanks made one. FHIR R4 §3.1.1.4.8: "insensitive to
 * casing and included combining characters, like accents"; Unicode NFD splits letters from their marks.
 */
export const fold = (text: string): string =>
  // PostgreSQL cannot hold U+0000 in a text.
  (plainAscii.test(text) ? text : text.normalize('NFD').replace(/[\p{M}\u0000]/gu, ''))
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();

const plainAscii = /^[\x01-\x7f]*$/;
