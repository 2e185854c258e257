import { randomUUID } from 'node:crypto';

/** Invented resources of the size of real ones; the same number always gives the same. */
const families = ['Abbot', 'Barker', 'Carden', 'Dalby', 'Easton', 'Farley', 'Garside', 'Holm', 'Irwin', 'Jarvis'];
const givens = ['Ada', 'Ben', 'Cleo', 'Dan', 'Eve', 'Finn', 'Gwen', 'Hugh', 'Ivy', 'Jon', 'Kit', 'Liv'];
const pick = (list: readonly string[], n: number): string => list[n % list.length] ?? '';

export const mrn = 'urn:bench:mrn';

/** Some 1.9 KB. */
export const aPatient = (n: number, tag: string): object => {
  const family = pick(families, n);
  const given = pick(givens, n * 7);
  const numbered = (system: string, code: string, value: string) => ({
    type: {
      coding: [
        { system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code, display: `An identifier of type ${code}` },
      ],
    },
    system,
    value,
  });
  return {
    resourceType: 'Patient',
    language: 'en',
    text: {
      status: 'generated',
      div: `<div xmlns="http://www.w3.org/1999/xhtml">An invented person called ${given} ${family}, number ${String(n)}</div>`,
    },
    identifier: [
      numbered(mrn, 'MR', `${tag}-${String(n)}`),
      numbered('urn:bench:dl', 'DL', `S${tag}${String(n)}`),
      numbered('urn:bench:ppn', 'PPN', `X${tag}${String(n)}`),
    ],
    active: true,
    name: [
      { use: 'official', family, given: [given, pick(givens, n * 5)], prefix: ['Mx.'] },
      { use: 'maiden', family: pick(families, n * 3), given: [given] },
    ],
    telecom: [
      { system: 'phone', value: `01632 96${String(n % 10_000).padStart(4, '0')}`, use: 'home' },
      { system: 'phone', value: `07700 90${String(n % 10_000).padStart(4, '0')}`, use: 'mobile' },
      { system: 'email', value: `${given}.${family}.${String(n)}@example.org`.toLowerCase() },
    ],
    gender: n % 2 === 0 ? 'female' : 'male',
    birthDate: `${String(1930 + (n % 80))}-0${String(1 + (n % 9))}-1${String(n % 10)}`,
    address: [
      {
        use: 'home',
        line: [`${String(n)} Mill Lane`, 'Flat 2'],
        city: 'Northvale',
        postalCode: 'ZZ99 3WZ',
        country: 'GB',
      },
    ],
    maritalStatus: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-MaritalStatus', code: 'M', display: 'Married' }],
    },
    contact: [{ name: { family, given: [pick(givens, n)] }, telecom: [{ system: 'phone', value: '01632 960000' }] }],
    communication: [
      { language: { coding: [{ system: 'urn:ietf:bcp:47', code: 'en-GB', display: 'English' }] }, preferred: true },
    ],
  };
};

const codes = ['8867-4', '8310-5', '9279-1', '29463-7', '8302-2', '39156-5', '2339-0', '4548-4', '2093-3', '2160-0'];
export const codeOf = (n: number): string => pick(codes, n);

const at = (n: number): string =>
  new Date(Date.UTC(2015, 0, 1) + ((n * 7_919_113) % 315_360_000) * 1000).toISOString().replace('.000', '');

/** Some 0.6 KB. */
export const anObservation = (n: number, subject: string, encounter?: string): object => ({
  resourceType: 'Observation',
  status: 'final',
  category: [
    {
      coding: [
        {
          system: 'http://terminology.hl7.org/CodeSystem/observation-category',
          code: n % 10 < 6 ? 'vital-signs' : 'laboratory',
          display: 'A category',
        },
      ],
    },
  ],
  code: { coding: [{ system: 'http://loinc.org', code: codeOf(n), display: 'A measurement' }], text: 'A measurement' },
  subject: { reference: subject },
  ...(encounter === undefined ? {} : { encounter: { reference: encounter } }),
  effectiveDateTime: at(n),
  issued: at(n),
  valueQuantity: { value: 40 + (n % 900) / 10, unit: 'mmol/L', system: 'http://unitsofmeasure.org', code: 'mmol/L' },
});

/** A hundred resources that refer to each other: 1 Patient, 10 Encounter, 60 Observation, 15 Condition, 10 MedicationRequest, 4 Procedure. */
export const aTransaction = (n: number, tag: string): string => {
  const entry: object[] = [];
  const add = (resource: object): string => {
    const fullUrl = `urn:uuid:${randomUUID()}`;
    const { resourceType } = resource as { resourceType: string };
    entry.push({ fullUrl, resource, request: { method: 'POST', url: resourceType } });
    return fullUrl;
  };
  const patient = add(aPatient(n, tag));
  const subject = { reference: patient };
  const snomed = (code: number) => ({
    coding: [{ system: 'http://snomed.info/sct', code: String(code) }],
    text: 'A finding',
  });
  const encounters = Array.from({ length: 10 }, (_, visit) =>
    add({
      resourceType: 'Encounter',
      status: 'finished',
      class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
      subject,
      period: { start: at(n + visit), end: at(n + visit) },
    }),
  );
  const during = (index: number) => ({ reference: pick(encounters, index) });
  for (let index = 0; index < 60; index += 1) add(anObservation(n * 60 + index, patient, pick(encounters, index)));
  for (let index = 0; index < 15; index += 1)
    add({
      resourceType: 'Condition',
      clinicalStatus: {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }],
      },
      code: snomed(44054006 + index),
      subject,
      encounter: during(index),
      onsetDateTime: at(index),
    });
  for (let index = 0; index < 10; index += 1)
    add({
      resourceType: 'MedicationRequest',
      status: 'active',
      intent: 'order',
      medicationCodeableConcept: snomed(108600003 + index),
      subject,
      encounter: during(index),
      authoredOn: at(index),
    });
  for (let index = 0; index < 4; index += 1)
    add({
      resourceType: 'Procedure',
      status: 'completed',
      code: snomed(80146002 + index),
      subject,
      encounter: during(index),
      performedDateTime: at(index),
    });
  return JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry });
};
