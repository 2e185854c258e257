import type { Segment } from '../er7/message.ts';
import type { LabReport } from './lab-report.ts';
import type { LabResult } from './lab-result.ts';
import { textOf } from './sent.ts';

/** MEASUREMENTS: what was measured on the patient. There is no report of it, each stands for itself. */
export type ReportKind = 'LABORATORY' | 'RADIOLOGY' | 'MEASUREMENTS';

/** OBR-24 tells radiology from laboratories: HL7 table 0074, RAD and what radiologists make their pictures with. */
export const kindOf = (obr: Segment): ReportKind =>
  radiology.has(textOf(obr.field(24))?.toUpperCase() ?? '') ? 'RADIOLOGY' : 'LABORATORY';

/**
 * Measurements leave the report in which they came: whoever sends them needs some OBR to put them under. Domain reference
 * §4.5 (ORU R01 measurement)
 */
export const dividedByKind = (report: LabReport): readonly LabReport[] => {
  const { content } = report;
  if (content.kind === 'TEXT' || report.kind !== 'LABORATORY') return [report];
  const measured = content.results.filter(isMeasurement);
  if (measured.length === 0) return [report];
  const others = content.results.filter((result) => !isMeasurement(result));
  return [
    ...(others.length === 0 ? [] : [{ ...report, content: { ...content, results: others } }]),
    { ...report, kind: 'MEASUREMENTS', content: { ...content, results: measured } },
  ];
};

const radiology: ReadonlySet<string> = new Set(['RAD', 'RUS', 'CT', 'NMR', 'XRC', 'NMS', 'VUS', 'OUS']);

const isMeasurement = ({ test }: LabResult): boolean =>
  snomed.has(test.system?.toUpperCase() ?? '') && measurements.has(test.code ?? '');

const snomed: ReadonlySet<string> = new Set([
  'SCT',
  'SNM',
  'SNOMED',
  'SNOMED CT',
  'SNOMED-CT',
  'HTTP://SNOMED.INFO/SCT',
]);

/** SNOMED CT concepts of what is measured at the bedside or at home. */
const measurements: ReadonlySet<string> = new Set([
  '75367002', // blood pressure
  '271649006', // systolic blood pressure
  '271650006', // diastolic blood pressure
  '27113001', // body weight
  '50373000', // body height
  '1153637007', // body height, its later concept
  '60621009', // body mass index
  '78564009', // pulse rate
  '364075005', // heart rate
  '386725007', // body temperature
  '431314004', // peripheral oxygen saturation
  '86290005', // respiratory rate
  '276361009', // waist circumference
  '363812007', // head circumference
]);
