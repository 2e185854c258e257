import { randomUUID } from 'node:crypto';
import type { PatientId } from '../kernel/id.ts';
import type { RecordWrite } from '../subgraphs/records/index.ts';

/** The organisation that everything in these measurements is from. */
export const hospital = '00000000-0000-4000-8000-000000000001';

/** A laboratory result of about 1,400 bytes with two codings, three references and a value, somewhere in ten years. */
export const observation = (patient: PatientId, turn: number): RecordWrite => {
  const code = (turn * 7 + Math.floor(turn / 40)) % 40;
  const at = new Date(Date.UTC(2016, 0, 1) + ((turn * 7919) % 3650) * 86_400_000 + turn * 1000).toISOString();
  return {
    type: 'Observation',
    patient,
    key: { organisation: hospital, external: randomUUID() },
    label: 'GENERAL_HEALTH',
    sources: [hospital, '00000000-0000-4000-8000-0000000000a1'],
    entered: new Date(),
    order: String(turn),
    origin: 'bench',
    resource: {
      resourceType: 'Observation',
      meta: { profile: ['http://hl7.org/fhir/StructureDefinition/Observation'] },
      identifier: [{ system: 'urn:oid:1.2.3', value: randomUUID() }],
      status: 'final',
      category: [
        {
          coding: [
            {
              system: 'http://terminology.hl7.org/CodeSystem/observation-category',
              code: 'laboratory',
              display: 'Laboratory',
            },
          ],
        },
      ],
      code: {
        coding: [
          { system: 'http://loinc.org', code: `code-${String(code)}`, display: 'Haemoglobin [Mass/volume] in Blood' },
          { system: 'http://snomed.info/sct', code: `38082009${String(code)}`, display: 'Haemoglobin' },
        ],
        text: 'Haemoglobin',
      },
      subject: { reference: `Patient/${patient}` },
      encounter: { reference: `Encounter/${patient}` },
      performer: [{ reference: 'Organization/riverside' }],
      effectiveDateTime: at,
      issued: at,
      valueQuantity: { value: (turn * 13) % 100, unit: 'g/L', system: 'http://unitsofmeasure.org', code: 'g/L' },
      referenceRange: [
        {
          low: { value: 115, unit: 'g/L' },
          high: { value: 165, unit: 'g/L' },
          text: 'The reference range of the laboratory for adults',
        },
      ],
      note: [
        {
          text: 'Sample received in good condition; analysed within two hours of collection by the usual method of this laboratory.',
        },
      ],
    },
  };
};

/** A report with ten results, put in one go. */
export const report = (patient: PatientId, turn: number): RecordWrite[] => {
  const results = Array.from({ length: 10 }, (_, n) => observation(patient, turn * 10 + n));
  const { key: _, ...first } = observation(patient, turn);
  return [
    {
      ...first,
      type: 'DiagnosticReport',
      resource: {
        resourceType: 'DiagnosticReport',
        status: 'final',
        code: { text: 'Full blood count' },
        subject: { reference: `Patient/${patient}` },
      },
    },
    ...results,
  ];
};
