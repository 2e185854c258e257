import { isIssue } from '../fhir/issue.ts';
import { readJson } from '../fhir/json/read.ts';
import { applyFhirPathPatch } from '../fhir/patch/fhirpath-patch.ts';
import { applyJsonPatch } from '../fhir/patch/json-patch.ts';
import { subsetOf } from '../fhir/subset.ts';
import { validate } from '../fhir/validate/validate.ts';
import { fromXml } from '../fhir/xml/from-xml.ts';
import { toXml } from '../fhir/xml/to-xml.ts';
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

const text = JSON.stringify(observation);
const jsonPatch = JSON.stringify([{ op: 'replace', path: '/status', value: 'amended' }]);
const pathPatch = JSON.stringify({
  resourceType: 'Parameters',
  parameter: [
    {
      name: 'operation',
      part: [
        { name: 'type', valueCode: 'replace' },
        { name: 'path', valueString: 'Observation.status' },
        { name: 'value', valueCode: 'amended' },
      ],
    },
  ],
});

export const fhirFigures = (): readonly Figures[] => {
  const written = toXml('R4', text);
  const xml = isIssue(written) ? '' : written.xml;
  return [
    figures('fhir-read-json', () => !isIssue(readJson(text))),
    figures('fhir-validate', () => validate('R4', observation).length === 0),
    figures('fhir-to-xml', () => !isIssue(toXml('R4', text))),
    figures('fhir-from-xml', () => !isIssue(fromXml('R4', xml))),
    figures('fhir-summary', () => subsetOf('R4', text, { summary: 'true' }).length < text.length),
    figures('fhir-json-patch', () => !isIssue(applyJsonPatch(text, jsonPatch))),
    figures('fhir-path-patch', () => !isIssue(applyFhirPathPatch('R4', text, pathPatch))),
  ];
};

/** Of one core, by the processor's time and not by the clock, as this machine has others to serve: the best of five rounds, warm. */
export const figures = (name: string, isRight: () => boolean): Figures => {
  const times = 10_000;
  let errors = 0;
  let best = Infinity;
  for (let round = 0; round < 5; round++) {
    const before = process.cpuUsage();
    for (let n = 0; n < times; n++) if (!isRight()) errors++;
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1_000 / times);
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
