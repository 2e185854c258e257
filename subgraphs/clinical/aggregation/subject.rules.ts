type Resource = Readonly<Record<string, unknown>>;

/**
 * The id of the Patient of the same store whom a resource is about; undefined where it names none, or one that is elsewhere:
 * what is no relative reference is to another store. STU3 and R4 name it alike. Domain reference §7.6, mandatory parameters
 */
export const subjectOf = (resource: Resource): string | undefined => {
  if (resource['resourceType'] === 'Patient') return textOf(resource['id']);
  return (
    idIn(resource['subject']) ??
    idIn(resource['patient']) ??
    onlyOneIn(resource['participant'], 'actor') ??
    (resource['resourceType'] === 'Person' ? onlyOneIn(resource['link'], 'target') : undefined)
  );
};

/**
 * An appointment is its participants', and a Person is whom it is linked to; of several patients none is meant more than the
 * others.
 */
const onlyOneIn = (list: unknown, element: 'actor' | 'target'): string | undefined => {
  if (!Array.isArray(list)) return undefined;
  const ids = new Set(list.flatMap((one: unknown) => idIn(objectOf(one)[element]) ?? []));
  return ids.size === 1 ? [...ids][0] : undefined;
};

const idIn = (reference: unknown): string | undefined =>
  patientReference.exec(textOf(objectOf(reference)['reference']) ?? '')?.[1];

/** With or without the version. FHIR R4 §2.3.0.1 */
const patientReference = /^Patient\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/[A-Za-z0-9\-.]+)?$/;

const objectOf = (value: unknown): Resource =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Resource) : {};

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
