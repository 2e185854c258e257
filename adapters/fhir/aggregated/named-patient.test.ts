import { describe, expect, it } from 'vitest';
import { isProblem } from '../core/outcome.ts';
import { parseParameters, writeParameters } from '../core/parameters.ts';
import { takePatient, type PatientFilter } from '../core/named-patient.ts';
import { servedRecord, type ServedRecord } from './served.ts';

const base = 'http://localhost:4000/fhir/aggregated';
const uuid = '9f2c0000-0000-4000-8000-000000000001';
const alice = { by: 'identifier', identifier: { system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9434765919' } };
const nhs = 'https://fhir.nhs.uk/Id/nhs-number|9434765919';

const served = (type: string): ServedRecord => {
  const found = servedRecord(type);
  if (found === undefined) throw new Error(`${type} is not served.`);
  return found;
};

const take = (type: string, query: string): PatientFilter => {
  const filter = takePatient(served(type), parseParameters(query), base);
  if (isProblem(filter)) throw new Error(filter.diagnostics);
  return filter;
};

describe('the patient of a search', () => {
  it.each([
    ['Observation', `subject:Patient.identifier=${nhs}`],
    ['Observation', `patient:Patient.identifier=${nhs}`],
    ['Observation', `subject.identifier=${nhs}`],
    ['Observation', `patient.identifier=${nhs}`],
    ['Appointment', `actor:Patient.identifier=${nhs}`],
    ['Appointment', `actor.identifier=${nhs}`],
    ['Appointment', `patient.identifier=${nhs}`],
    ['Appointment', 'actor:Patient.identifier=https://fhir.nhs.uk/Id/nhs-number|943 476 5919'],
    ['Appointment', 'actor:Patient.identifier=https://fhir.nhs.uk/Id/nhs-number|943-476-5919'],
  ])('is the one with the NHS number in %s?%s', (type, query) => {
    expect(take(type, query).patient).toEqual(alice);
  });

  it.each([
    ['Observation', `subject:Patient.identifier=https://fhir.example.health/id/public-id|${uuid}`],
    ['Observation', `subject:Patient.identifier=http://fhir.patientsknowbest.com/id/public-id|${uuid}`],
    ['Observation', `patient=${uuid}`],
    ['Observation', `patient=Patient/${uuid}`],
    ['Observation', `subject=Patient/${uuid}`],
    ['Observation', `subject:Patient=${uuid}`],
    ['Observation', `subject=${base}/Patient/${uuid}`],
    ['Observation', `subject=${uuid.toUpperCase()}`],
    ['Appointment', `actor=Patient/${uuid}`],
    ['Appointment', `actor=${uuid}`],
    ['Appointment', `actor=Practitioner/1&patient=${uuid}`],
  ])('is the one with the id in %s?%s', (type, query) => {
    expect(take(type, query).patient).toEqual({ by: 'id', id: uuid });
  });

  it.each(['patient=Patient/123', 'patient:Patient.identifier=https://fhir.example.health/id/public-id|x'])(
    'is nobody in %s, and the graph can be asked for nobody',
    (query) => {
      expect(take('Observation', query).patient).toEqual({ by: 'id', id: '00000000-0000-0000-0000-000000000000' });
    },
  );

  it('leaves all other parameters as they were', () => {
    const { rest } = take('Appointment', `date=ge2026&actor=Practitioner/1&patient=${uuid}&status=booked`);
    expect(writeParameters(rest)).toBe('date=ge2026&actor=Practitioner/1&status=booked');
  });

  it.each([
    ['Observation', 'code=1', 'subject:Patient.identifier'],
    ['DiagnosticReport', '', 'subject:Patient.identifier'],
    ['DocumentReference', 'subject=Group/1', 'subject:Patient.identifier'],
    ['Appointment', 'actor=Practitioner/1', 'actor:Patient.identifier'],
    ['Appointment', `subject=${uuid}`, 'actor:Patient.identifier'],
    ['Observation', `subject:identifier=${nhs}`, 'subject:Patient.identifier'],
    ['Observation', `performer:Patient.identifier=${nhs}`, 'subject:Patient.identifier'],
  ])('is required in %s?%s, and %s is named', (type, query, parameter) => {
    expect(takePatient(served(type), parseParameters(query), base)).toMatchObject({ kind: 'required', parameter });
  });

  it.each([
    `patient=${uuid}&subject=${uuid}`,
    `patient=${uuid},${uuid}`,
    `subject:Patient.identifier=${nhs},${nhs}`,
    'subject:Patient.identifier=9434765919',
    'subject:Patient.identifier=|9434765919',
    'subject:Patient.identifier=https://fhir.nhs.uk/Id/nhs-number|',
  ])('is refused in %s', (query) => {
    expect(takePatient(served('Observation'), parseParameters(query), base)).toMatchObject({ kind: 'invalid' });
  });
});
