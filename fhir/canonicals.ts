/** A resource that is named as if by a Reference where FHIR wants a canonical URL, and the member that does so. */
export type RelativeCanonical = { readonly member: string; readonly name: string };

/**
 * The relative names in members that hold canonical URLs: FHIR wants those absolute, and a relative one means something
 * nowhere but in the store in which it was written. STU3 had references in their place. FHIR R4 §2.3.0.2, canonical()
 */
export const relativeCanonicals = (text: string): readonly RelativeCanonical[] => {
  const found: RelativeCanonical[] = [];
  withCanonicals(text, (one) => {
    found.push(one);
    return one.name;
  });
  return found;
};

/** What whoever wrote it ought to know. */
export const whyRelativeIsLost = (name: string): string =>
  `${name} is a name of your own store, where others cannot read. In the record the feed stands before it; the canonical URL ` +
  'of what it names would be understood by everybody.';

/** The same text with other names in their place; every other byte stays. */
export const withCanonicals = (text: string, nameOf: (one: RelativeCanonical) => string): string =>
  mayHold.test(text)
    ? text.replace(holding, (whole: string, ...[member = '']: string[]) =>
        whole.replace(relative, (_name, name: string) => `"${nameOf({ member, name })}"`),
      )
    : text;

const mayHold = /"(?:questionnaire|instantiatesCanonical)"/;

// A quote that ends a name is never within a string: there it has a backslash before it.
const string = String.raw`"(?:[^"\\]|\\.)*"`;
const holding = new RegExp(
  String.raw`"(questionnaire|instantiatesCanonical)"\s*:\s*(?:${string}|\[\s*${string}(?:\s*,\s*${string})*\s*\])`,
  'g',
);
const relative = /"([A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64}(?:\|[^"\\]*)?)"/g;
