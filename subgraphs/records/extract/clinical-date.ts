import type { Hash } from './hash.ts';
import type { SearchValues } from './sink.ts';
import type { TypeIndex } from './type-index.ts';

/**
 * The date parameters that say when an item of a type happened, the first that has a value first. Types that are not
 * named here have `date`, or none.
 */
const codesByType: Readonly<Record<string, readonly string[] | undefined>> = {
  AllergyIntolerance: ['date', 'onset'],
  AuditEvent: ['date'],
  Basic: ['created'],
  ChargeItem: ['occurrence', 'entered-date'],
  Claim: ['created'],
  ClaimResponse: ['created'],
  Communication: ['sent', 'received'],
  CommunicationRequest: ['occurrence', 'authored'],
  Condition: ['onset-date', 'recorded-date', 'asserted-date'],
  DetectedIssue: ['identified', 'date'],
  DeviceRequest: ['event-date', 'authored-on'],
  DocumentManifest: ['created'],
  DocumentReference: ['date', 'created', 'indexed'],
  ExplanationOfBenefit: ['created'],
  Goal: ['start-date'],
  ImagingStudy: ['started'],
  Media: ['created', 'date'],
  MedicationAdministration: ['effective-time'],
  MedicationDispense: ['whenhandedover', 'whenprepared'],
  MedicationRequest: ['authoredon'],
  MedicationStatement: ['effective'],
  NutritionOrder: ['datetime'],
  ProcedureRequest: ['occurrence', 'authored'],
  Provenance: ['recorded'],
  QuestionnaireResponse: ['authored'],
  ReferralRequest: ['occurrence-date', 'authored-on'],
  Schedule: ['date'],
  ServiceRequest: ['occurrence', 'authored'],
  Slot: ['start'],
  Specimen: ['collected'],
  Task: ['authored-on'],
};

/** The codes by which `_sort` may name the order that items lie in. */
export const clinicalDateCodes = (type: string): readonly string[] => codesByType[type] ?? ['date'];

/**
 * When the item happened: the start of its clinical date in microseconds since 1970, -Infinity where only its end is
 * known, undefined where it has none.
 */
export const clinicalDate = (type: string, index: TypeIndex, values: SearchValues): number | undefined => {
  for (const places of datePlaces(type, index)) {
    let first: number | undefined;
    for (const { ph, lo } of values.ranges) if (places.has(ph) && (first === undefined || lo < first)) first = lo;
    if (first !== undefined) return first;
  }
  return undefined;
};

/** The very hashes: of a place's own values there is one. */
type Places = readonly ReadonlySet<Hash>[];

const known = new WeakMap<TypeIndex, Places>();

/** For each of the parameters where its values are kept. */
const datePlaces = (type: string, index: TypeIndex): Places => {
  const before = known.get(index);
  if (before !== undefined) return before;
  const places = clinicalDateCodes(type).flatMap((code) => {
    const parameter = index.parameters.get(code);
    return parameter?.kind === 'date' ? [new Set(parameter.terminals.map(({ place }) => place.halves.range))] : [];
  });
  known.set(index, places);
  return places;
};
