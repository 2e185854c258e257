import { convertText } from '../fhir/convert/text.ts';
import { isIssue } from '../fhir/issue.ts';
import { figures } from './fhir.ts';
import type { Figures } from './measure.ts';

// What STU3 costs on its way to R4, from text to text: an Observation and a Patient as customers send them.

const observation = JSON.stringify({
  resourceType: 'Observation',
  id: 'f001',
  meta: { versionId: '3', lastUpdated: '2017-04-19T10:11:12.345+01:00' },
  text: {
    status: 'generated',
    div: '<div xmlns="http://www.w3.org/1999/xhtml"><p><b>Glucose</b>: 6.3 mmol/l (high)</p></div>',
  },
  identifier: [{ use: 'official', system: 'http://www.bmc.nl/zorgportal/identifiers/observations', value: '6323' }],
  status: 'final',
  category: [{ coding: [{ system: 'http://hl7.org/fhir/observation-category', code: 'laboratory' }] }],
  code: { coding: [{ system: 'http://loinc.org', code: '15074-8', display: 'Glucose [Moles/volume] in Blood' }] },
  subject: { reference: 'Patient/f001', display: 'P. van de Heuvel' },
  context: { reference: 'Encounter/f002' },
  effectivePeriod: { start: '2013-04-02T09:30:10+01:00' },
  issued: '2013-04-03T15:30:10+01:00',
  performer: [{ reference: 'Practitioner/f005', display: 'A. Langeveld' }],
  valueQuantity: { value: 6.3, unit: 'mmol/l', system: 'http://unitsofmeasure.org', code: 'mmol/L' },
  interpretation: { coding: [{ system: 'http://hl7.org/fhir/v2/0078', code: 'H', display: 'High' }] },
  comment: 'Taken before breakfast.',
  referenceRange: [
    {
      low: { value: 3.1, unit: 'mmol/l', system: 'http://unitsofmeasure.org', code: 'mmol/L' },
      high: { value: 6.2, unit: 'mmol/l', system: 'http://unitsofmeasure.org', code: 'mmol/L' },
    },
  ],
});

const patient = JSON.stringify({
  resourceType: 'Patient',
  id: 'f001',
  identifier: [{ use: 'usual', system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9990000018' }],
  active: true,
  name: [{ use: 'usual', family: 'van de Heuvel', given: ['Pieter'], suffix: ['MSc'] }],
  telecom: [
    { system: 'phone', value: '0648352638', use: 'mobile' },
    { system: 'email', value: 'p.heuvel@example.org', use: 'home' },
  ],
  gender: 'male',
  birthDate: '1944-11-17',
  deceasedBoolean: false,
  address: [{ use: 'home', line: ['Van Egmondkade 23'], city: 'Amsterdam', postalCode: '1024 RJ', country: 'NLD' }],
  maritalStatus: { coding: [{ system: 'http://hl7.org/fhir/v3/MaritalStatus', code: 'M', display: 'Married' }] },
  contact: [
    {
      relationship: [{ coding: [{ system: 'http://hl7.org/fhir/v2/0131', code: 'C' }] }],
      name: { use: 'usual', family: 'Abels', given: ['Sarah'] },
      telecom: [{ system: 'phone', value: '0690383372', use: 'mobile' }],
    },
  ],
  managingOrganization: { reference: 'Organization/f001', display: 'Burgers University Medical Centre' },
});

export const convertFigures = (): readonly Figures[] => [
  figures('convert-stu3', () => isConverted(observation)),
  figures('convert-stu3-patient', () => isConverted(patient)),
  figures('convert-stu3-exact', () => isConverted(observation.replace('6.3,', '6.30,'))),
];

const isConverted = (text: string): boolean => !isIssue(convertText('STU3', text));
