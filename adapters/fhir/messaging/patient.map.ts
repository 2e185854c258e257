import type { Address, ContactPoint, HumanName, Identifier, Patient, Period } from 'fhir/r3.js';
import { canonical, gmcNumber, odsCode, publicIdSpellings } from '../core/systems.ts';
import type { DemographicsInput, ReceivedPatientInput } from './documents.generated.ts';
import type { Places } from './places.ts';

export type Fault = { readonly expression: string; readonly diagnostics: string };

export type PatientRead = {
  readonly input: Omit<ReceivedPatientInput, 'digest'>;
  readonly places: Places;
  /** What makes it impossible. */
  readonly faults: readonly Fault[];
  /** What was passed over. */
  readonly warnings: readonly Fault[];
};

/** A valid STU3 Patient in the words of our graph. What it does not say stays as it is. Domain reference §7.3 */
export const patientIn = (patient: Patient): PatientRead => {
  const identifiers = placed(patient.identifier ?? []).filter(({ it }) => !isOver(it));
  const names = placed(patient.name ?? []).filter(({ it }) => !isOver(it));
  const name = names.find(({ it }) => it.use === 'official') ?? names[0];
  const contacts = placed(patient.telecom ?? []).filter(({ it }) => !isOver(it) && it.value !== undefined);
  const [email, ...moreEmails] = contacts.filter(({ it }) => it.system === 'email');
  const teams = placed(patient.extension ?? []).filter(({ it }) => teamAlias.includes(it.url));
  return {
    input: {
      sentAt: patient.meta?.lastUpdated ?? null,
      identifiers: identifiers.flatMap(({ it }) => identifierOf(it)),
      demographics: said({
        ...nameOf(name?.it),
        dateOfBirth: patient.birthDate,
        gender: patient.gender === undefined ? undefined : genders[patient.gender],
        ...deathOf(patient),
        language: patient.communication?.[0]?.language.coding?.[0]?.code,
        phone: phoneOf(contacts.map(({ it }) => it)),
        emails: email?.it.value === undefined ? undefined : [email.it.value],
        address: addressOf((patient.address ?? []).filter((one) => !isOver(one))),
        primaryCare: primaryCareOf(patient),
      }),
      teams: teams.length === 0 ? null : teams.map(({ it }) => it.valueString ?? it.valueCode ?? ''),
    },
    places: {
      identifiers: identifiers.flatMap(({ it, place }) => (identifierOf(it).length === 0 ? [] : [place])),
      name: name?.place ?? 0,
      email: email?.place,
      teams: teams.map(({ place }) => place),
    },
    faults: [...identifiers.flatMap(identifierFault), ...nameFaults(name), ...birthFault(patient)],
    warnings: moreEmails.map(({ place }) => ({
      expression: `Patient.telecom[${place}]`,
      diagnostics: 'Only one e-mail address is used: this one was passed over.',
    })),
  };
};

/** The second spelling is for integrations that knew another host. */
const teamAlias: readonly string[] = [
  `${canonical}/structuredefinition/team-alias`,
  'http://fhir.patientsknowbest.com/structuredefinition/team-alias',
];

type Placed<Item> = { readonly it: Item; readonly place: number };
const placed = <Item>(list: readonly Item[]): readonly Placed<Item>[] => list.map((it, place) => ({ it, place }));

/** What is not said is left out: a null would clear it. */
const said = (demographics: Readonly<Record<string, unknown>>): DemographicsInput =>
  Object.fromEntries(Object.entries(demographics).filter(([, value]) => value !== undefined));

type Part = { readonly use?: string | undefined; readonly period?: Period | undefined };

/** STU3 identifier-use, name-use, address-use and contact-point-use: `old` names what is no longer in use. */
const isOver = ({ use, period }: Part): boolean => use === 'old' || period?.end !== undefined;

/** Care Connect's extension, UK Core's after it, and other editions of the two. */
const verificationStatus = 'NHSNumberVerificationStatus';

const identifierOf = ({ system, value, extension }: Identifier): ReceivedPatientInput['identifiers'] => {
  if (system === undefined || value === undefined) return [];
  const status = extension?.find(({ url }) => url.includes(verificationStatus));
  return [{ system, value, verification: status?.valueCodeableConcept?.coding?.[0]?.code ?? null }];
};

const identifierFault = ({ it, place }: Placed<Identifier>): readonly Fault[] => {
  const expression = `Patient.identifier[${place}]`;
  if (it.system === undefined || it.value === undefined)
    return [{ expression, diagnostics: 'An identifier has a system and a value.' }];
  return publicIdSpellings.includes(it.system)
    ? [{ expression, diagnostics: 'The public id is ours to give, and cannot be set.' }]
    : [];
};

/** The first given name is the given name; the others are middle names. */
const nameOf = (name: HumanName | undefined): Readonly<Record<string, unknown>> => {
  const [givenName, ...middle] = name?.given ?? [];
  return {
    givenName,
    middleNames: middle.length === 0 ? undefined : middle.join(' '),
    familyName: name?.family,
    title: name?.prefix?.[0],
  };
};

const nameFaults = (name: Placed<HumanName> | undefined): readonly Fault[] => {
  const expression = `Patient.name${name === undefined ? '' : `[${name.place}]`}`;
  return [
    ...(name?.it.family === undefined
      ? [{ expression: `${expression}.family`, diagnostics: 'A family name is required.' }]
      : []),
    ...(name?.it.given?.[0] === undefined
      ? [{ expression: `${expression}.given`, diagnostics: 'A given name is required.' }]
      : []),
  ];
};

const birthFault = ({ birthDate }: Patient): readonly Fault[] =>
  birthDate === undefined || birthDate.length === 10
    ? []
    : [{ expression: 'Patient.birthDate', diagnostics: 'The date of birth is a whole date: 1985-04-12.' }];

const genders = { female: 'FEMALE', male: 'MALE', other: 'INDETERMINATE', unknown: 'UNKNOWN' } as const;

const deathOf = ({ deceasedBoolean, deceasedDateTime }: Patient): Readonly<Record<string, unknown>> => {
  if (deceasedDateTime === undefined) return { deceased: deceasedBoolean };
  const at = new Date(deceasedDateTime);
  return { deceased: true, deceasedAt: Number.isNaN(at.getTime()) ? undefined : at.toISOString() };
};

/** One number only, and rather the mobile one. Domain reference §2.3 */
const phoneOf = (contacts: readonly ContactPoint[]): string | undefined => {
  const phones = contacts.filter(({ system }) => system === 'phone');
  const by = (use: string): ContactPoint | undefined => phones.find((phone) => phone.use === use);
  return (by('mobile') ?? by('home') ?? phones[0])?.value;
};

const addressOf = (addresses: readonly Address[]): DemographicsInput['address'] => {
  const address = addresses.find(({ use }) => use === 'home') ?? addresses[0];
  if (address === undefined) return undefined;
  const { line = [], text, city, state, district, postalCode, country } = address;
  return {
    lines: line.length > 0 || text === undefined ? line : [text],
    city: city ?? null,
    state: state ?? district ?? null,
    postalCode: postalCode ?? null,
    country: country ?? null,
  };
};

/** Practice and practitioner, as far as they are named by their national codes. */
const primaryCareOf = ({ generalPractitioner = [] }: Patient): DemographicsInput['primaryCare'] => {
  const of = (system: string) => generalPractitioner.find(({ identifier }) => identifier?.system === system);
  const practice = of(odsCode);
  const practitioner = of(gmcNumber);
  if (practice === undefined && practitioner === undefined) return undefined;
  return {
    practiceCode: practice?.identifier?.value ?? null,
    practiceName: practice?.display ?? null,
    practitionerCode: practitioner?.identifier?.value ?? null,
    practitionerName: practitioner?.display ?? null,
  };
};
