import { subsetOf } from '../../fhir/subset.ts';
import { listOf, objectOf, textOf, type Json } from './resource.ts';

/**
 * Why a resource that is about no patient by its type tells of somebody all the same, in a sentence for the customer: then
 * it stays in its store. Undefined: everybody may read it. Of its `publicPart`, if that is not all of it. ADR 39
 */
export const whyNotForEverybody = (resource: Json): string | undefined =>
  isHome(resource)
    ? 'This Location is where somebody lives, and everybody could read it.'
    : (named(resource) ?? foundIn(resource));

/** What may stand in a resource of the directory, or be referred to by it: none of these is about a patient. */
const harmless: ReadonlySet<string> = new Set(
  `ChargeItemDefinition CodeSystem Device Endpoint HealthcareService Location Medication Organization Practitioner
   PractitionerRole Substance ValueSet`.split(/\s+/),
);

const these = [...harmless].join(', ');

/** Whatever stands in it, at whatever depth: contained resources, references, numbers of patients. */
const foundIn = (value: unknown): string | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const part of Object.values(value)) {
    const why = (Array.isArray(part) ? undefined : named(part)) ?? foundIn(part);
    if (why !== undefined) return why;
  }
  return undefined;
};

const named = (value: unknown): string | undefined => {
  const { resourceType, reference, identifier, type, system } = objectOf(value);
  const contained = textOf(resourceType);
  if (contained !== undefined && !harmless.has(contained))
    return `It contains a resource of type ${contained}, and everybody could read it: it may contain ${these}.`;
  const more = contained === 'Practitioner' ? privateOf(objectOf(value)) : [];
  if (more.length > 0) return `It contains a Practitioner, and everybody could read ${more.join(', ')}.`;
  const isReference = reference !== undefined || identifier !== undefined;
  const target = typeIn(textOf(reference)) ?? (isReference ? textOf(type) : undefined);
  if (target !== undefined && !harmless.has(target))
    return `It refers to a resource of type ${target}, and everybody could read it: it may refer to ${these}.`;
  return numbersOfPatients.test(textOf(system) ?? '')
    ? 'It has the number of a patient, and everybody could read it.'
    : undefined;
};

/** Of a reference with or without its base and version, or by a condition. FHIR R4 §2.3.0.1 */
const typeIn = (reference: string | undefined): string | undefined =>
  /^(?:.*\/)?([A-Z][A-Za-z]+)(?:\/[A-Za-z0-9\-.]{1,64}(?:\/_history\/[^/]+)?|\?.*)$/s.exec(reference ?? '')?.[1];

/** England's and Wales’s NHS number, Scotland's CHI, Northern Ireland's H&C; their systems had other hosts before. */
const numbersOfPatients = /\/(?:nhs-number|chi-number|hcn|hsc-number)$/i;

/** FHIR R4 location-physical-type: a house is somebody's. HL7 v3 ServiceDeliveryLocationRoleType: patient's residence. */
const isHome = ({ resourceType, physicalType, type }: Json): boolean =>
  resourceType === 'Location' &&
  [physicalType, ...(Array.isArray(type) ? (type as unknown[]) : [type])]
    .flatMap((concept) => listOf(objectOf(concept)['coding']))
    .some(({ code }) => code === 'ho' || code === 'PTRES');

/**
 * Of somebody who works for a customer, what there is to know of them at work: not where they live, and since when. All
 * other resources are shown whole.
 *
 * @returns with a sentence on what is left out
 */
export const publicPart = (
  text: string,
  resource: Json,
): { readonly text: string; readonly losses: readonly string[] } => {
  const left = resource['resourceType'] === 'Practitioner' ? privateOf(resource) : [];
  if (left.length === 0) return { text, losses: [] };
  return {
    text: subsetOf('R4', text, { elements: shownOfStaff }),
    losses: [`Practitioner: everybody may read it, without ${left.join(', ')}.`],
  };
};

const privateOf = (practitioner: Json): readonly string[] =>
  Object.keys(practitioner).filter((name) => !shownOfStaff.includes(name));

const shownOfStaff: readonly string[] =
  'resourceType id meta implicitRules modifierExtension identifier active name qualification'.split(' ');
