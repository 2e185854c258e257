import type { CustomerIdentifierInput, DemographicsInput, Gender } from './documents.generated.ts';
import { listOf, objectOf, textOf, type Json } from './resource.ts';

type PatientInFeed = {
  readonly identifiers: readonly CustomerIdentifierInput[];
  readonly dateOfBirth: string | null;
  readonly demographics: DemographicsInput;
};

/**
 * A Patient of a customer's store, STU3 or R4, in the words of our graph. Who has no name there has said nothing about it:
 * only what stands there is a change.
 */
export const patientIn = (patient: Json): PatientInFeed => {
  const dateOfBirth = dayOf(patient['birthDate']);
  return {
    identifiers: listOf(patient['identifier']).flatMap(identifierOf),
    dateOfBirth: dateOfBirth ?? null,
    demographics: said({
      ...nameOf(patient),
      dateOfBirth,
      gender: genders.get(String(patient['gender'])),
      ...deathOf(patient),
      language: languageOf(patient),
      phone: phoneOf(patient),
      address: addressOf(patient),
    }),
  };
};

/** What is not said is left out: a GraphQL null would clear it. */
const said = (demographics: Readonly<Record<string, unknown>>): DemographicsInput =>
  Object.fromEntries(Object.entries(demographics).filter(([, value]) => value !== undefined));

/** UK Core's extension, Care Connect's before it, and other editions of the two. */
const verificationStatus = 'NHSNumberVerificationStatus';

const identifierOf = (identifier: Json): readonly CustomerIdentifierInput[] => {
  const system = textOf(identifier['system']);
  const value = textOf(identifier['value']);
  if (system === undefined || value === undefined || isOver(identifier)) return [];
  const [status] = listOf(identifier['extension']).filter(({ url }) => String(url).includes(verificationStatus));
  const codes = listOf(objectOf(status?.['valueCodeableConcept'])['coding']).map(({ code }) => textOf(code));
  const verification = codes.find((code) => code !== undefined);
  return [{ system, value, verification: verification ?? null }];
};

/** FHIR R4 §8.1.11, identifier-use and name-use: `old` names something that is no longer in use. */
const isOver = ({ use, period }: Json): boolean => use === 'old' || textOf(objectOf(period)['end']) !== undefined;

const nameOf = (patient: Json): Readonly<Record<string, unknown>> => {
  const names = listOf(patient['name']).filter((name) => !isOver(name));
  const [name] = [...names.filter(({ use }) => use === 'official'), ...names.filter(({ use }) => use !== 'nickname')];
  const given = textsOf(name?.['given']);
  return {
    familyName: textOf(name?.['family']),
    givenName: given[0],
    middleNames: given.length > 1 ? given.slice(1).join(' ') : undefined,
    title: textsOf(name?.['prefix'])[0],
  };
};

const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.flatMap((one) => textOf(one) ?? []) : [];

/** A birthday of which only the year is known is none that could be compared. */
const dayOf = (value: unknown): string | undefined => {
  const text = textOf(value);
  if (text === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const at = new Date(`${text}T00:00:00Z`);
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== text ? undefined : text;
};

/** FHIR R4 administrative-gender: `other` is what HL7 v2 calls ambiguous. */
const genders: ReadonlyMap<string, Gender> = new Map<string, Gender>([
  ['female', 'FEMALE'],
  ['male', 'MALE'],
  ['other', 'INDETERMINATE'],
  ['unknown', 'UNKNOWN'],
]);

const deathOf = (patient: Json): Readonly<Record<string, unknown>> => {
  const at = new Date(textOf(patient['deceasedDateTime']) ?? '');
  if (!Number.isNaN(at.getTime())) return { deceased: true, deceasedAt: at.toISOString() };
  return typeof patient['deceasedBoolean'] === 'boolean' ? { deceased: patient['deceasedBoolean'] } : {};
};

const languageOf = (patient: Json): string | undefined => {
  const spoken = listOf(patient['communication']);
  const [first] = [...spoken.filter(({ preferred }) => preferred === true), ...spoken];
  const language = objectOf(first?.['language']);
  return textOf(listOf(language['coding'])[0]?.['code']) ?? textOf(language['text']);
};

/** One number only, and rather the mobile one. Domain reference §2.3 */
const phoneOf = (patient: Json): string | undefined => {
  const phones = listOf(patient['telecom']).filter((contact) => contact['system'] === 'phone' && !isOver(contact));
  const [first] = [
    ...phones.filter(({ use }) => use === 'mobile'),
    ...phones.filter(({ use }) => use === 'home'),
    ...phones,
  ];
  return textOf(first?.['value']);
};

const addressOf = (patient: Json): DemographicsInput['address'] | undefined => {
  const addresses = listOf(patient['address']).filter((address) => !isOver(address));
  const [address] = [...addresses.filter(({ use }) => use === 'home'), ...addresses];
  if (address === undefined) return undefined;
  const line = textsOf(address['line']);
  return {
    lines: line.length > 0 ? line : textOf(address['text']) === undefined ? [] : [String(address['text'])],
    city: textOf(address['city']) ?? null,
    state: textOf(address['state']) ?? textOf(address['district']) ?? null,
    postalCode: textOf(address['postalCode']) ?? null,
    country: textOf(address['country']) ?? null,
  };
};
