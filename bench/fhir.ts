import { validate } from '../fhir/validate/validate.ts';
import type { Figures } from './measure.ts';

// What FHIR costs without a store: one Observation as laboratories send it, again and again in one process.

const observation = {
  resourceType: 'Observation',
  id: 'f001',
  text: {
    status: 'generated',
    div: '<div xmlns="http://www.w3.org/1999/xhtml"><p><b>Glucose</b>: 6.3 mmol/l (high)</p></div>',
  },
  identifier: [{ use: 'official', system: 'http://www.bmc.nl/zorgportal/identifiers/observations', value: '6323' }],
  status: 'final',
  category: [
    { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' }] },
  ],
  code: { coding: [{ system: 'http://loinc.org', code: '15074-8', display: 'Glucose [Moles/volume] in Blood' }] },
  subject: { reference: 'Patient/f001', display: 'P. van de Heuvel' },
  effectivePeriod: { start: '2013-04-02T09:30:10+01:00' },
  issued: '2013-04-03T15:30:10+01:00',
  performer: [{ reference: 'Practitioner/f005', display: 'A. Langeveld' }],
  valueQuantity: { value: 6.3, unit: 'mmol/l', system: 'http://unitsofmeasure.org', code: 'mmol/L' },
  interpretation: [
    { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation', code: 'H' }] },
  ],
  referenceRange: [
    {
      low: { value: 3.1, unit: 'mmol/l', system: 'http://unitsofmeasure.org', code: 'mmol/L' },
      high: { value: 6.2, unit: 'mmol/l', system: 'http://unitsofmeasure.org', code: 'mmol/L' },
    },
  ],
};

export const fhirFigures = (): readonly Figures[] => [
  figures('fhir-validate', () => validate('R4', observation).length === 0),
];

/** The best of five rounds: this machine has others to serve. */
const figures = (name: string, isRight: () => boolean): Figures => {
  const times = 20_000;
  let errors = 0;
  let best = Infinity;
  for (let round = 0; round < 5; round++) {
    const started = performance.now();
    for (let n = 0; n < times; n++) if (!isRight()) errors++;
    best = Math.min(best, (performance.now() - started) / times);
  }
  const time = Number(best.toFixed(5));
  return {
    name,
    ops_per_s: Math.round(1_000 / best),
    p50_ms: time,
    p95_ms: time,
    p99_ms: time,
    cpu_ms_per_op: time,
    errors,
  };
};
