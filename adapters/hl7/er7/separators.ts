import { invalid, type Failure } from '../../../kernel/failure.ts';

/** The characters that divide a message. One that the sender left out of MSH-2 divides nothing. */
export type Separators = {
  readonly field: string;
  readonly component: string;
  readonly repetition: string | undefined;
  readonly escape: string | undefined;
  readonly subcomponent: string | undefined;
};

/** A message is built with all five. */
export type AllSeparators = { readonly [Name in keyof Separators]: string };

export const standardSeparators: AllSeparators = {
  field: '|',
  component: '^',
  repetition: '~',
  escape: '\\',
  subcomponent: '&',
};

/**
 * Reads the separators that a message declares for itself, before anything else of it can be read. HL7 v2.4 §2.8
 *
 * MSH-2 may stop early: what is missing does not exist in this message. `^~&` is read as component, repetition,
 * sub-component, because in practice that is `^~\&` whose backslash some string literal has swallowed. A fifth
 * character is the truncation character of v2.7, which means nothing here.
 */
export const readSeparators = (text: string): Separators | Failure => {
  // As nearly all have it: nothing is to be checked.
  if (text.startsWith('MSH|^~\\&|')) return standardSeparators;
  if (!text.startsWith('MSH')) return invalid('The message does not begin with an MSH segment.', 'MSH[1]');
  const field = text.charAt(3);
  if (!canSeparate(field)) {
    return invalid('MSH-1 is the field separator: one punctuation character, as a rule "|".', 'MSH[1].1');
  }
  const encoding = /^[^\r\n]*/.exec(text.slice(4, 16))?.[0].split(field)[0] ?? '';
  const declared = Array.from(encoding);
  if (declared.length === 0 || declared.length > 5 || !declared.every(canSeparate)) {
    return invalid('MSH-2 lists the separators, one punctuation character each, as a rule "^~\\&".', 'MSH[1].2');
  }
  if (new Set([field, ...declared]).size !== declared.length + 1) {
    return invalid('The separators in MSH-1 and MSH-2 are not all different.', 'MSH[1].2');
  }
  const [component = '', repetition, third, fourth] = declared;
  return encoding.length === 3 && third === '&'
    ? { field, component, repetition, escape: undefined, subcomponent: third }
    : { field, component, repetition, escape: third, subcomponent: fourth };
};

/** Letters and digits spell segment names and escapes, blanks are content, and `""` is the null value. */
const canSeparate = (character: string): boolean => /^[!#-/:-@[-`{-~]$/.test(character);
