import {
  codingOf,
  conceptOf,
  given,
  instant,
  instantOf,
  wordsOf,
  type Concept,
  type GivenCoding,
} from '../kit/fhir.rules.ts';
import type { Item, Place } from './fhir.types.ts';
import type {
  Allergy,
  AllergyInput,
  Diagnosis,
  DiagnosisInput,
  Medication,
  MedicationInput,
} from './source-list.types.ts';

/** One entry of a list: the FHIR type that it becomes, what tells it from the others, and what its label follows from. */
export type Entry = {
  readonly type: 'AllergyIntolerance' | 'Condition' | 'MedicationStatement';
  readonly key: string;
  readonly code: GivenCoding;
  readonly resource: (place: Place, now: Date) => object;
};

/** AL1 as an R4 AllergyIntolerance. */
export const allergyEntry = (allergy: AllergyInput): Entry => ({
  type: 'AllergyIntolerance',
  key: keyOf(allergy.allergen, allergy.onset),
  code: allergy.allergen,
  resource: ({ patient }) => ({
    resourceType: 'AllergyIntolerance',
    clinicalStatus: { coding: [{ system: `${terminology}/allergyintolerance-clinical`, code: 'active' }] },
    category: listOf(categories.get(given(allergy.kind)?.toUpperCase() ?? '')),
    code: conceptOf(allergy.allergen),
    patient: { reference: `Patient/${patient}` },
    onsetDateTime: instant(allergy.onset),
    note: notesOf(allergy.source),
    reaction: reactionsOf(allergy),
  }),
});

/** DG1 as an R4 Condition. */
export const diagnosisEntry = ({ diagnosis, at, kind }: DiagnosisInput): Entry => ({
  type: 'Condition',
  key: keyOf(diagnosis, at),
  code: diagnosis,
  resource: ({ patient }) => ({
    resourceType: 'Condition',
    clinicalStatus: { coding: [{ system: `${terminology}/condition-clinical`, code: 'active' }] },
    category: [{ coding: [{ system: `${terminology}/condition-category`, code: 'encounter-diagnosis' }] }],
    code: conceptOf(diagnosis),
    subject: { reference: `Patient/${patient}` },
    recordedDate: instant(at),
    note: notesOf(kind),
  }),
});

/** ZRX as an R4 MedicationStatement; one whose end is past is completed. */
export const medicationEntry = (medication: MedicationInput): Entry => ({
  type: 'MedicationStatement',
  key: given(medication.externalId) ?? keyOf(medication.name, medication.start),
  code: medication.name,
  resource: ({ patient }, now) => ({
    resourceType: 'MedicationStatement',
    status: medication.end && medication.end < now ? 'completed' : 'active',
    medicationCodeableConcept: conceptOf(medication.name),
    subject: { reference: `Patient/${patient}` },
    effectivePeriod: medication.start || medication.end ? periodOf(medication) : undefined,
    informationSource: given(medication.prescriber) === undefined ? undefined : { display: medication.prescriber },
    reasonCode: listOf(conceptOf({ display: medication.indication })),
    dosage: listOf(dosageOf(medication)),
  }),
});

/** What is in the list and not yet open to the caller is there, and says nothing; nor do the two that follow. */
export const projectAllergy = (item: Item, closed: boolean): Allergy => {
  if (closed) return { ...shared(item), allergen: {}, reactions: [], notes: [] };
  const allergy = JSON.parse(item.text) as Resource;
  const manifestations = (allergy.reaction ?? []).flatMap(({ manifestation = [] }) => manifestation);
  return {
    ...shared(item),
    allergen: codingOf(allergy.code) ?? {},
    severity: allergy.reaction?.[0]?.severity,
    reactions: manifestations.flatMap((one) => wordsOf(one) ?? []).filter((words) => words !== unknownReaction),
    onset: instantOf(allergy.onsetDateTime),
    notes: (allergy.note ?? []).flatMap(({ text }) => text ?? []),
  };
};

export const projectDiagnosis = (item: Item, closed: boolean): Diagnosis => {
  if (closed) return { ...shared(item), condition: {} };
  const condition = JSON.parse(item.text) as Resource;
  return { ...shared(item), condition: codingOf(condition.code) ?? {}, recordedAt: instantOf(condition.recordedDate) };
};

export const projectMedication = (item: Item, closed: boolean): Medication => {
  if (closed) return { ...shared(item), name: {} };
  const statement = JSON.parse(item.text) as Resource;
  return {
    ...shared(item),
    name: codingOf(statement.medicationCodeableConcept) ?? {},
    dosage: statement.dosage?.[0]?.text,
    start: instantOf(statement.effectivePeriod?.start),
    end: instantOf(statement.effectivePeriod?.end),
  };
};

/** The elements that the graph shows, of all three types. */
type Resource = {
  readonly code?: Concept;
  readonly medicationCodeableConcept?: Concept;
  readonly onsetDateTime?: string;
  readonly recordedDate?: string;
  readonly effectivePeriod?: { readonly start?: string; readonly end?: string };
  readonly dosage?: readonly { readonly text?: string }[];
  readonly note?: readonly { readonly text?: string }[];
  readonly reaction?: readonly { readonly manifestation?: readonly Concept[]; readonly severity?: string }[];
};

const terminology = 'http://terminology.hl7.org/CodeSystem';
const unknownReaction = 'Not said';

const shared = ({ id, version, label }: Item) => ({ id, version, label: label === 'UNSET' ? undefined : label });

/** The code, else the words, and since when: the same twice in one list would be one item. */
const keyOf = ({ system, code, display }: GivenCoding, at: Date | null | undefined): string =>
  JSON.stringify([given(code) === undefined ? [display] : [system, code], at?.toISOString()]);

const listOf = <Element>(element: Element | undefined): readonly Element[] | undefined =>
  element === undefined ? undefined : [element];

const notesOf = (text: string | null | undefined): readonly object[] | undefined =>
  given(text) === undefined ? undefined : [{ text }];

/** HL7 table 0127, as far as R4 has a category for it. */
const categories = new Map([
  ['DA', 'medication'],
  ['FA', 'food'],
  ['EA', 'environment'],
]);

/** HL7 table 0128. */
const severities = new Map([
  ['SV', 'severe'],
  ['MO', 'moderate'],
  ['MI', 'mild'],
]);

/** R4 wants a manifestation wherever a severity is said. */
const reactionsOf = ({ severity, reactions }: AllergyInput): readonly object[] | undefined => {
  const code = severities.get(given(severity?.code)?.toUpperCase() ?? '');
  const description = code === undefined ? (given(severity?.display) ?? given(severity?.code)) : undefined;
  const said = reactions.filter((reaction) => given(reaction) !== undefined);
  if (said.length === 0 && code === undefined && description === undefined) return undefined;
  const manifestation = (said.length === 0 ? [unknownReaction] : said).map((text) => ({ text }));
  return [{ manifestation, description, severity: code }];
};

const periodOf = ({ start, end }: MedicationInput): object => ({ start: instant(start), end: instant(end) });

const dosageOf = ({ dose, route, frequency }: MedicationInput): object | undefined => {
  const words = [dose, route, frequency].flatMap((part) => given(part) ?? []);
  return words.length === 0 ? undefined : { text: words.join(' '), route: conceptOf({ display: route }) };
};
