type Resource = Readonly<Record<string, unknown>>;

/**
 * The id of the Patient of the same store whom a resource is about; undefined where it names none, or one that is
 * elsewhere. STU3 and R4 name it alike. Domain reference §7.6, mandatory parameters
 */
export const subjectOf = (resource: Resource): string | undefined => {
  if (resource['resourceType'] === 'Patient') return textOf(resource['id']);
  return idIn(resource['subject']) ?? idIn(resource['patient']) ?? participantIn(resource['participant']);
};

/** An appointment is its participants'; of several patients none is meant more than the others. */
const participantIn = (participants: unknown): string | undefined => {
  if (!Array.isArray(participants)) return undefined;
  const ids = new Set(participants.flatMap((one: unknown) => idIn(objectOf(one)['actor']) ?? []));
  return ids.size === 1 ? [...ids][0] : undefined;
};

const idIn = (reference: unknown): string | undefined =>
  /(?:^|\/)Patient\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/[A-Za-z0-9\-.]+)?$/.exec(
    textOf(objectOf(reference)['reference']) ?? '',
  )?.[1];

const objectOf = (value: unknown): Resource =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Resource) : {};

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
