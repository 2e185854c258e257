import type {
  AddressInput,
  DemographicsInput,
  PatientFromFeedInput,
  PrimaryCareInput,
} from '../documents.generated.ts';
import { messagePlaces, type Places } from '../places.ts';
import type { SentAddress } from '../read/address.ts';
import { preferredPhone, type Contact } from '../read/contact.ts';
import type { GeneralPractice } from '../read/general-practice.ts';
import type { PatientInMessage } from '../read/patient.ts';
import { ofSent, type Sent } from '../read/sent.ts';
import type { TeamInMessage, TeamsInMessage } from '../read/teams.ts';
import { identifierPlaces, toIdentifiers } from './identifiers.map.ts';

/** ADT A28, A31 for the graph. Blank is `undefined` (left as it is), `""` is null (cleared), on both sides. */
export const toPatient = (patient: PatientInMessage, teams: TeamsInMessage): Omit<PatientFromFeedInput, 'message'> => ({
  identifiers: toIdentifiers(patient.identifiers),
  demographics: toDemographics(patient),
  addTeams: teams.add?.map(aliasOf),
  removeTeams: teams.remove?.map(aliasOf),
});

/** Where in the message each part of the input comes from. */
export const patientPlaces = (patient: PatientInMessage, teams: TeamsInMessage): Places =>
  new Map([
    ...messagePlaces,
    ...identifierPlaces(patient.identifiers),
    ...demographicPlaces,
    ['demographics.phone', preferredPhone(contactsOf(patient))?.path ?? 'PID[1].13'],
    ...emailsOf(patient).map(({ path }, index) => [`demographics.emails[${index}]`, path] as const),
    ...(teams.add ?? []).map(({ path }, index) => [`addTeams[${index}]`, path] as const),
    ...(teams.remove ?? []).map(({ path }, index) => [`removeTeams[${index}]`, path] as const),
  ]);

const demographicPlaces: readonly (readonly [field: string, path: string])[] = [
  ['demographics', 'PID[1]'],
  ['demographics.familyName', 'PID[1].5.1'],
  ['demographics.givenName', 'PID[1].5.2'],
  ['demographics.middleNames', 'PID[1].5.3'],
  ['demographics.title', 'PID[1].5.5'],
  ['demographics.dateOfBirth', 'PID[1].7'],
  ['demographics.gender', 'PID[1].8'],
  ['demographics.genderCode', 'PID[1].8'],
  ['demographics.address', 'PID[1].11'],
  ['demographics.emails', 'PID[1].13'],
  ['demographics.language', 'PID[1].15'],
  ['demographics.deceasedAt', 'PID[1].29'],
  ['demographics.deceased', 'PID[1].30'],
  ['demographics.primaryCare', 'PD1[1]'],
  ['addTeams', 'ZTM[1].1'],
  ['removeTeams', 'ZTM[1].2'],
];

const toDemographics = (patient: PatientInMessage): DemographicsInput => {
  const emails = emailsOf(patient);
  return {
    title: patient.name?.title,
    familyName: patient.name?.family,
    givenName: patient.name?.given,
    middleNames: patient.name?.middle,
    dateOfBirth: patient.birthDate,
    gender: patient.sex,
    genderCode: patient.sexCode ?? undefined,
    // A time of death says that there was one, also where PID-30 says nothing.
    deceased: patient.deceased === undefined && patient.deathTime ? true : patient.deceased,
    deceasedAt: ofSent(patient.deathTime, ({ instant }) => instant),
    language: ofSent(patient.language, ({ code }) => code),
    phone: phoneOf(patient),
    emails: emails.length === 0 ? undefined : emails.map(({ value }) => value),
    address: ofSent(patient.address, toAddress),
    primaryCare: patient.generalPractice && toPrimaryCare(patient.generalPractice),
  };
};

/** PID-13 decides whether the number goes: a record has one, and PID-14 alone never took it away. */
const phoneOf = (patient: PatientInMessage): Sent<string> =>
  preferredPhone(contactsOf(patient))?.value ?? (patient.homeContacts === null ? null : undefined);

/** At most one of each field; the same address in both is one. */
const emailsOf = (patient: PatientInMessage): readonly Contact[] => {
  const emails = contactsOf(patient).filter(({ kind }) => kind === 'EMAIL');
  const addresses = emails.map(({ value }) => value.toLowerCase());
  return emails.filter((_, index) => addresses.indexOf(addresses[index] ?? '') === index);
};

const contactsOf = ({ homeContacts, businessContacts }: PatientInMessage): readonly Contact[] => [
  ...(homeContacts ?? []),
  ...(businessContacts ?? []),
];

/** An address is replaced as a whole; a field in which only its type was sent is no address. */
const toAddress = ({ line1, line2, city, state, postalCode, country }: SentAddress): AddressInput | undefined => {
  const lines = [line1, line2].filter((line) => typeof line === 'string');
  const says = [...lines, city, state, postalCode, country].some((part) => typeof part === 'string');
  return says ? { lines, city, state, postalCode, country } : undefined;
};

const toPrimaryCare = ({ name, odsCode, doctor }: GeneralPractice): PrimaryCareInput => ({
  practiceName: name,
  practiceCode: odsCode,
  // A doctor without a name goes by his number; that is no name.
  practitionerName: doctor === undefined || doctor.text === doctor.id ? undefined : doctor.text,
  practitionerCode: doctor?.id,
});

const aliasOf = ({ alias }: TeamInMessage): string => alias;
