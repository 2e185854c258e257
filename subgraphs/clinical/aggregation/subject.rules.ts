type Resource = Readonly<Record<string, unknown>>;

/** A reference as it reads within the store. */
type InStore = (reference: string) => string;

/**
 * The id of the Patient of the same store whom a resource is about, relative or by the store's URL, of which `inStore` makes
 * a relative one; undefined where it names none, or one that is elsewhere: another feed's `Patient/1` is somebody else. STU3 and R4 name it alike.
 * Domain reference §7.6, mandatory parameters
 */
export const subjectOf = (resource: Resource, inStore: InStore): string | undefined => {
  if (resource['resourceType'] === 'Patient') return textOf(resource['id']);
  return (
    idIn(resource['subject'], inStore) ??
    idIn(resource['patient'], inStore) ??
    onlyOneIn(resource['participant'], 'actor', inStore) ??
    (resource['resourceType'] === 'Person' ? onlyOneIn(resource['link'], 'target', inStore) : undefined)
  );
};

/**
 * An appointment is its participants', and a Person is whom it is linked to; of several patients none is meant more than the
 * others.
 */
const onlyOneIn = (list: unknown, element: 'actor' | 'target', inStore: InStore): string | undefined => {
  if (!Array.isArray(list)) return undefined;
  const ids = new Set(list.flatMap((one: unknown) => idIn(objectOf(one)[element], inStore) ?? []));
  return ids.size === 1 ? [...ids][0] : undefined;
};

const idIn = (reference: unknown, inStore: InStore): string | undefined =>
  patientReference.exec(inStore(textOf(objectOf(reference)['reference']) ?? ''))?.[1];

/** With or without the version. FHIR R4 §2.3.0.1 */
const patientReference = /^Patient\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/[A-Za-z0-9\-.]+)?$/;

const objectOf = (value: unknown): Resource =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Resource) : {};

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
