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

/** A resource as it would be if its literal references to resources of this base were relative. */
export const withRelativeReferences = <Node>(base: string, node: Node): Node => {
  if (Array.isArray(node)) return node.map((element: unknown) => withRelativeReferences(base, element)) as Node;
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([name, value]: [string, unknown]) => [
      name,
      name === 'reference' && typeof value === 'string' ? relativeTo(base, value) : withRelativeReferences(base, value),
    ]),
  ) as Node;
};

/** Undefined for a reference into the resource itself (`#contained`). FHIR R4 §2.3.0.1 */
export const readReference = (reference: string): ReadReference | undefined => {
  if (reference.startsWith('#') || reference === '') return undefined;
  const match = typed.exec(reference);
  if (match === null) return { target: reference, type: undefined };
  const [, base, type, id] = match;
  const local = `${type ?? ''}/${id ?? ''}`;
  return { target: base === undefined ? local : `${base}/${local}`, type };
};
