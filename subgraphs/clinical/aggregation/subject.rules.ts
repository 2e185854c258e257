type Resource = Readonly<Record<string, unknown>>;

/**
 * The id of the Patient of the same store whom a resource is about; undefined where it names none, or one that is
 * elsewhere: another feed's `Patient/1` is somebody else. STU3 and R4 name it alike. Domain reference §7.6, mandatory parameters
 */
export const subjectOf = (resource: Resource, feed: string): string | undefined => {
  if (resource['resourceType'] === 'Patient') return textOf(resource['id']);
  return (
    idIn(resource['subject'], feed) ?? idIn(resource['patient'], feed) ?? participantIn(resource['participant'], feed)
  );
};

/** An appointment is its participants'; of several patients none is meant more than the others. */
const participantIn = (participants: unknown, feed: string): string | undefined => {
  if (!Array.isArray(participants)) return undefined;
  const ids = new Set(participants.flatMap((one: unknown) => idIn(objectOf(one)['actor'], feed) ?? []));
  return ids.size === 1 ? [...ids][0] : undefined;
};

const idIn = (reference: unknown, feed: string): string | undefined => {
  const [, of = feed, id] = patientReference.exec(textOf(objectOf(reference)['reference']) ?? '') ?? [];
  return of === feed ? id : undefined;
};

/** With or without the base of a customer's store and the version. FHIR R4 §2.3.0.1 */
const patientReference =
  /^(?:https?:\/\/[^?#]+\/fhir\/customer\/([a-z0-9-]+)\/)?Patient\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/[A-Za-z0-9\-.]+)?$/;

const objectOf = (value: unknown): Resource =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Resource) : {};

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
