import type { LabReport } from './lab-report.ts';
import type { LabResult } from './lab-result.ts';

/**
 * Measurements leave the report in which they came: whoever sends them needs some OBR to put them under. Domain reference
 * §4.5 (ORU R01 measurement)
 */
export const measurementsApart = (report: LabReport): readonly LabReport[] => {
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
