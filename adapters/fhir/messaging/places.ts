/** Where in the Patient each part of the graph's input came from. */
export type Places = {
  /** Of each identifier, telecom and team extension that was taken: where it stood. */
  readonly identifiers: readonly number[];
  readonly name: number;
  readonly email: number | undefined;
  readonly teams: readonly number[];
};

/** The element of the Patient that a field of the graph's input came from, as FHIRPath. */
export const elementOf = (field: string | null, { identifiers, name, email, teams }: Places): string => {
  const [, list, place] = /^(\w+)\[(\d+)\]/.exec(field ?? '') ?? [];
  if (list === 'identifiers') return `Patient.identifier[${identifiers[Number(place)] ?? 0}]`;
  if (list === 'teams') return `Patient.extension[${teams[Number(place)] ?? 0}]`;
  if (field?.startsWith('demographics.emails') === true) return `Patient.telecom[${email ?? 0}]`;
  const element = elements[field ?? ''];
  return element === undefined ? 'Patient' : element.replace('name[0]', `name[${name}]`);
};

const elements: Readonly<Record<string, string | undefined>> = {
  identifiers: 'Patient.identifier',
  teams: 'Patient.extension',
  'demographics.familyName': 'Patient.name[0].family',
  'demographics.givenName': 'Patient.name[0].given',
  'demographics.dateOfBirth': 'Patient.birthDate',
  'demographics.gender': 'Patient.gender',
};
