/** A literal reference, read: `Patient/1`, `Patient/1/_history/2`, `http://other/fhir/Patient/1`, `urn:uuid:…`. */
export type ReadReference = {
  /** What a search compares: `Patient/1` of a relative reference, all of an absolute one; without its version. */
  readonly target: string;
  readonly type: string | undefined;
};

const typed = /^(?:(.+)\/)?([A-Z][A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/[A-Za-z0-9\-.]+)?$/;

/** A reference to a resource of this base by its URL, as the relative one that says the same. FHIR R4 §2.3.0.1 */
export const relativeTo = (base: string | undefined, reference: string): string =>
  base !== undefined && reference.startsWith(`${base}/`) ? reference.slice(base.length + 1) : reference;

/**
 * The text of a resource with its literal references to resources of this base as relative ones. Nothing is parsed and
 * written again, so that what is no reference stays byte for byte. A quote that opens a name is never within a string:
 * there it has a backslash before it.
 */
export const relativeIn = (text: string, base: string): string =>
  // Most texts do not name it. Its end has no slash, which may be written with a backslash before it: RFC 8259 §7.
  text.includes(base.slice(base.lastIndexOf('/') + 1))
    ? text.replace(literal, (whole: string, colon: string, value: string) => {
        const reference = value.includes('\\') ? (JSON.parse(`"${value}"`) as string) : value;
        const relative = relativeTo(base, reference);
        return relative === reference ? whole : `"reference"${colon}${JSON.stringify(relative)}`;
      })
    : text;

const literal = /"reference"(\s*:\s*)"((?:[^"\\]|\\.)*)"/g;

/** Undefined for a reference into the resource itself (`#contained`). FHIR R4 §2.3.0.1 */
export const readReference = (reference: string): ReadReference | undefined => {
  if (reference.startsWith('#') || reference === '') return undefined;
  const match = typed.exec(reference);
  if (match === null) return { target: reference, type: undefined };
  const [, base, type, id] = match;
  const local = `${type ?? ''}/${id ?? ''}`;
  return { target: base === undefined ? local : `${base}/${local}`, type };
};
