import type { CodingInput, Label } from './documents.generated.ts';
import { listOf, objectOf, someOf, textOf, type Json } from './resource.ts';

/** What of a resource tells its label. Domain reference §3.3 */
export type Labelling = {
  readonly label: Label | null;
  readonly codes: readonly CodingInput[];
  readonly specialty: CodingInput | null;
};

export const labellingOf = (resource: Json): Labelling => ({
  label: namedIn(resource),
  codes: codeElements.flatMap((element) => codingsOf(resource[element])),
  specialty: specialtyOf(resource),
});

/** Domain reference §7.7: ours, and the one that customers of our reference product send. */
const privacyLabels = [
  'https://fhir.example.health/codesystem/privacy-label',
  'http://fhir.patientsknowbest.com/codesystem/privacy-label',
];

/** The most sensitive first: a resource may name several, an item has one. Domain reference §3.3 */
const labels = ['SEXUAL_HEALTH', 'MENTAL_HEALTH', 'SOCIAL_CARE', 'GENERAL_HEALTH'] as const satisfies readonly Label[];

const namedIn = (resource: Json): Label | null => {
  const named = listOf(objectOf(resource['meta'])['security'])
    .filter(({ system }) => privacyLabels.some((known) => known === system))
    .map(({ code }) => code);
  return labels.find((label) => named.includes(label)) ?? null;
};

/** Where a resource says what it is, in one type or another. */
const codeElements = [
  'code',
  'type',
  'vaccineCode',
  'medicationCodeableConcept',
  'serviceType',
  'codeCodeableConcept',
] as const;

const specialtyOf = (resource: Json): CodingInput | null => {
  const [first] = [...codingsOf(resource['specialty']), ...codingsOf(objectOf(resource['context'])['practiceSetting'])];
  return first ?? null;
};

const codingsOf = (concepts: unknown): readonly CodingInput[] =>
  someOf(concepts).flatMap((concept) =>
    listOf(concept['coding']).flatMap(({ system, code }) => {
      const given = textOf(code);
      return given === undefined ? [] : [{ system: textOf(system) ?? null, code: given }];
    }),
  );
