import { messagePlaces, type Places } from '../places.ts';
import type { LabReport } from '../read/lab-report.ts';
import type { LabResult } from '../read/lab-result.ts';

/** Where in the message each part of the reports' input comes from. */
export const labReportPlaces = (reports: readonly LabReport[]): Places =>
  new Map([...messagePlaces, ...reports.flatMap((report, index) => reportPlaces(report, `reports[${index}]`))]);

type Place = readonly [field: string, path: string];

const reportPlaces = ({ path, content, files }: LabReport, report: string): readonly Place[] => [
  [report, path],
  ...ofReport.map(([field, position]): Place => [`${report}.${field}`, `${path}.${position}`]),
  [`${report}.visibleFrom`, content.kind === 'TEXT' ? `${content.path}.13` : path],
  [`${report}.text`, content.kind === 'TEXT' ? `${content.path}.5` : path],
  [`${report}.specialty`, 'PV1[1].10'],
  ...files.map((file, index): Place => [`${report}.files[${index}]`, file.path]),
  ...(content.kind === 'RESULTS' ? content.results : []).flatMap((result, index) =>
    resultPlaces(result, `${report}.results[${index}]`),
  ),
];

const resultPlaces = ({ path }: LabResult, result: string): readonly Place[] => [
  [result, path],
  ...ofResult.map(([field, position]): Place => [`${result}.${field}`, `${path}.${position}`]),
];

const ofReport = [
  ['externalId', '3.1'],
  ['placerId', '2.1'],
  ['code', '4'],
  ['effectiveAt', '7'],
  ['issuedAt', '22'],
  ['discipline', '24'],
  ['status', '25'],
] as const;

const ofResult = [
  ['key', '3'],
  ['code', '3'],
  ['subId', '4'],
  ['number', '5'],
  ['comparator', '5'],
  ['text', '5'],
  ['coded', '5'],
  ['unit', '6'],
  ['referenceRange', '7'],
  ['interpretation', '8'],
  ['status', '11'],
  ['visibleFrom', '13'],
  ['observedAt', '14'],
] as const;
