import type { Expectation } from './expectation.ts';
import { kinds, type Kind } from './facts.ts';
import type { Reply } from './wiring.ts';

/** Each list of a patient, the kind of its items, and the field that tells what an item says. */
export const lists = [
  { name: 'observations', kind: 'Observation', field: 'observations(PAGE)', content: 'value' },
  { name: 'labReports', kind: 'DiagnosticReport', field: 'labReports(PAGE)', content: 'text' },
  { name: 'documents', kind: 'DocumentReference', field: 'documents(PAGE)', content: 'sha256' },
  { name: 'encounters', kind: 'Encounter', field: 'encounters(PAGE)', content: 'start' },
  { name: 'allergies', kind: 'AllergyIntolerance', field: 'allergies(PAGE)', content: 'onset' },
  { name: 'diagnoses', kind: 'Condition', field: 'diagnoses(PAGE)', content: 'recordedAt' },
  { name: 'medications', kind: 'MedicationStatement', field: 'medications(PAGE)', content: 'dosage' },
  { name: 'appointments', kind: 'Appointment', field: 'appointments(PAGE)', content: 'subject' },
  { name: 'letters', kind: 'Letter', field: 'letters(PAGE)', content: 'title' },
  { name: 'observationRecords', kind: 'Observation', field: 'records(type: "Observation", PAGE)', content: 'resource' },
  {
    name: 'reportRecords',
    kind: 'DiagnosticReport',
    field: 'records(type: "DiagnosticReport", PAGE)',
    content: 'resource',
  },
  {
    name: 'documentRecords',
    kind: 'DocumentReference',
    field: 'records(type: "DocumentReference", PAGE)',
    content: 'resource',
  },
  { name: 'encounterRecords', kind: 'Encounter', field: 'records(type: "Encounter", PAGE)', content: 'resource' },
  {
    name: 'allergyRecords',
    kind: 'AllergyIntolerance',
    field: 'records(type: "AllergyIntolerance", PAGE)',
    content: 'resource',
  },
  { name: 'conditionRecords', kind: 'Condition', field: 'records(type: "Condition", PAGE)', content: 'resource' },
  {
    name: 'medicationRecords',
    kind: 'MedicationStatement',
    field: 'records(type: "MedicationStatement", PAGE)',
    content: 'resource',
  },
  { name: 'personRecords', kind: 'Person', field: 'records(type: "Person", PAGE)', content: 'resource' },
  { name: 'appointmentRecords', kind: 'Appointment', field: 'appointmentRecords(PAGE)', content: 'resource' },
] as const satisfies readonly { name: string; kind: Kind; field: string; content: string }[];

export type Row = { readonly id: string; readonly content: string | null };
type Rows = { readonly items: readonly Row[]; readonly next: string | null };
export type View = Readonly<Record<string, Rows | null>> & { readonly id: never };

export const listing = (page: string, wanted: readonly (typeof lists)[number][] = lists): string =>
  wanted
    .map(
      ({ name, field, content }) => `${name}: ${field.replace('PAGE', page)} { items { id content: ${content} } next }`,
    )
    .join(' ');

/** What a slice itself shows of a patient, where it is asked past the gateway. */
export const sliceLists = {
  clinical: listsOf('clinical'),
  appointments: listsOf('appointments'),
  mail: listsOf('mail'),
} as const;

function listsOf(slice: 'clinical' | 'appointments' | 'mail'): string {
  const kindsOf = {
    clinical: kinds.filter((kind) => kind !== 'Appointment' && kind !== 'Letter'),
    appointments: ['Appointment'],
    mail: ['Letter'],
  } as const;
  return listing(
    'first: 200',
    lists.filter(({ kind }) => (kindsOf[slice] as readonly Kind[]).includes(kind)),
  );
}

export const compareLists = (where: string, view: View, patient: string, expected: Expectation): void => {
  for (const { name, kind } of lists) {
    const rows = view[name];
    if (rows === undefined) continue;
    expected.agree(`${where}: ${name} is all there`, rows?.next ?? null, null);
    compareRows(`${where}: ${name}`, rows?.items ?? [], { patient, kind }, expected);
  }
};

type Of = { readonly patient: string; readonly kind: Kind };

export const compareRows = (
  where: string,
  rows: readonly Row[],
  { patient, kind }: Of,
  expected: Expectation,
): void => {
  for (const item of expected.world.items.filter((one) => one.patient === patient && one.kind === kind)) {
    const found = rows.filter(({ id }) => id === item.id);
    expected.agree(
      where,
      found.length > 1 ? 'twice' : seenAs(found[0], found[0]?.content),
      expected.sightOf(item),
      item,
    );
  }
  const strangers = rows.filter(({ id }) => !expected.listed(patient, kind).some((item) => item.id === id));
  expected.agree(`${where}: nothing else`, strangers, []);
};

export const seenAs = (item: unknown, content: string | null | undefined): 'hidden' | 'masked' | 'open' =>
  item === undefined || item === null ? 'hidden' : content === null ? 'masked' : 'open';

/** Whatever a reply says, it says no secret. */
export const keepsSecrets = ({ text }: Reply, { secrets, agree }: Expectation): void => {
  agree(
    'a reply tells',
    secrets.filter((secret) => text.includes(secret)),
    [],
  );
};

/** All that was asked for can be answered: an error is a difference, too. */
export const dataOf = <Data>({ json, text }: Reply): Data => {
  const { data, errors } = json as { readonly data?: Data | null; readonly errors?: unknown };
  if (errors !== undefined || data === undefined || data === null) throw new Error(text);
  return data;
};
