import type { Address, CodeableConcept, HumanName, Identifier, Patient, Reference } from 'fhir/r4.js';
import { gmcNumber, nhsNumber, odsCode, publicId } from './systems.ts';

/** The demographics of our graph, as every base asks for them. */
export type Demographics = {
  readonly id: string;
  readonly version: number;
  readonly lastUpdated: string;
  readonly title: string | null;
  readonly givenName: string | null;
  readonly middleNames: string | null;
  readonly familyName: string | null;
  readonly gender: keyof typeof genders;
  readonly dateOfBirth: string | null;
  readonly deceased: boolean;
  readonly deceasedAt: string | null;
  readonly language: string | null;
  readonly phone: string | null;
  readonly emails: readonly string[];
  readonly formerIds: readonly string[];
  readonly address:
    | (Readonly<Record<'city' | 'state' | 'postalCode' | 'country', string | null>> & {
        readonly lines: readonly string[];
      })
    | null;
  readonly identifiers: readonly {
    readonly system: string;
    readonly value: string;
    readonly verification: string | null;
  }[];
  readonly primaryCare: Readonly<
    Record<'practiceCode' | 'practiceName' | 'practitionerCode' | 'practitionerName', string | null>
  > | null;
};

/**
 * The demographics of our graph as a FHIR R4 Patient. There is no managingOrganization: this Patient is merged from all
 * who sent it. Domain reference §7.5
 */
export const toFhirPatient = (patient: Demographics): Patient => ({
  resourceType: 'Patient',
  id: patient.id,
  meta: { versionId: String(patient.version), lastUpdated: patient.lastUpdated },
  identifier: identifiersOf(patient),
  name: some(namesOf(patient)),
  telecom: some(telecomOf(patient)),
  gender: genders[patient.gender],
  birthDate: text(patient.dateOfBirth),
  ...deceasedOf(patient),
  address: some(addressesOf(patient)),
  communication: some(languagesOf(patient)),
  generalPractitioner: some(primaryCareOf(patient)),
  link: some(patient.formerIds.map((id) => ({ other: { reference: `Patient/${id}` }, type: 'replaces' as const }))),
});

/** The id of a record that was merged into this patient's: it says so, and nothing else. FHIR R4 §8.1.7 (Patient.link) */
export const toReplacedPatient = ({ id, version, lastUpdated }: Demographics, formerId: string): Patient => ({
  resourceType: 'Patient',
  id: formerId,
  meta: { versionId: String(version), lastUpdated },
  active: false,
  link: [{ other: { reference: `Patient/${id}` }, type: 'replaced-by' }],
});

const genders = {
  FEMALE: 'female',
  MALE: 'male',
  INDETERMINATE: 'other',
  UNKNOWN: 'unknown',
} as const satisfies Record<string, Patient['gender']>;

const identifiersOf = ({ id, identifiers }: Demographics): Identifier[] => [
  ...identifiers
    .filter(({ system }) => system !== publicId)
    .map(({ system, value, verification }) =>
      system === nhsNumber ? nationalNumber(value, text(verification)) : { system, value },
    ),
  { system: publicId, value: id },
];

/** UK Core: an NHS number says how far it was traced, in the codes of the NHS Data Dictionary. */
const nationalNumber = (value: string, verification: string | undefined): Identifier => ({
  ...(verification === undefined
    ? {}
    : {
        extension: [
          {
            url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus',
            valueCodeableConcept: { coding: [{ system: verificationStatus, code: verification }] },
          },
        ],
      }),
  use: 'official',
  system: nhsNumber,
  value,
});

const verificationStatus = 'https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatusEngland';

const namesOf = ({ title, givenName, middleNames, familyName }: Demographics): HumanName[] => {
  const family = text(familyName);
  const given = [text(givenName), ...(middleNames ?? '').split(/\s+/).map(text)].filter(isPresent);
  const prefix = [text(title)].filter(isPresent);
  const known = family !== undefined || given.length + prefix.length > 0;
  return known ? [{ use: 'official', family, given: some(given), prefix: some(prefix) }] : [];
};

/** E-mail addresses are ranked: the primary one comes first. */
const telecomOf = ({ phone, emails }: Demographics): NonNullable<Patient['telecom']> => {
  const number = text(phone);
  return [
    ...(number === undefined ? [] : [{ system: 'phone' as const, value: number }]),
    ...emails
      .map(text)
      .filter(isPresent)
      .map((value, at) => ({ system: 'email' as const, value, rank: at + 1 })),
  ];
};

const deceasedOf = ({ deceased, deceasedAt }: Demographics): Pick<Patient, 'deceasedBoolean' | 'deceasedDateTime'> =>
  deceased && deceasedAt !== null ? { deceasedDateTime: deceasedAt } : { deceasedBoolean: deceased };

const addressesOf = ({ address }: Demographics): Address[] => {
  if (address === null) return [];
  const line = address.lines.map(text).filter(isPresent);
  const place = {
    city: text(address.city),
    state: text(address.state),
    postalCode: text(address.postalCode),
    country: text(address.country),
  };
  const known = line.length > 0 || Object.values(place).some(isPresent);
  return known ? [{ line: some(line), ...place }] : [];
};

/** Senders code languages as they please; a code is only what can be one of BCP 47. */
const languagesOf = ({ language }: Demographics): NonNullable<Patient['communication']> => {
  const said = text(language);
  if (said === undefined) return [];
  const concept: CodeableConcept = /^[a-z]{2}(-[A-Z]{2})?$/.test(said)
    ? { coding: [{ system: 'urn:ietf:bcp:47', code: said }] }
    : { text: said };
  return [{ language: concept, preferred: true }];
};

/** Practice and practitioner are not resources of this base: they are referred to by their national codes. */
const primaryCareOf = ({ primaryCare }: Demographics): Reference[] => {
  if (primaryCare === null) return [];
  const { practiceCode, practiceName, practitionerCode, practitionerName } = primaryCare;
  return [
    ...logicalReference({
      type: 'Organization',
      system: odsCode,
      code: text(practiceCode),
      display: text(practiceName),
    }),
    ...logicalReference({
      type: 'Practitioner',
      system: gmcNumber,
      code: text(practitionerCode),
      display: text(practitionerName),
    }),
  ];
};

type Logical = {
  readonly type: string;
  readonly system: string;
  readonly code: string | undefined;
  readonly display: string | undefined;
};

const logicalReference = ({ type, system, code, display }: Logical): Reference[] => {
  if (code === undefined && display === undefined) return [];
  return [{ type, ...(code === undefined ? {} : { identifier: { system, value: code } }), display }];
};

/** FHIR knows no empty strings and no empty arrays: FHIR R4 §2.6.0 */
const text = (value: string | null): string | undefined => {
  const trimmed = value?.trim();
  return trimmed === '' ? undefined : trimmed;
};

const some = <Item>(list: Item[]): Item[] | undefined => (list.length === 0 ? undefined : list);

const isPresent = <Value>(value: Value | undefined): value is Value => value !== undefined;
