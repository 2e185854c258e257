import { messagePlaces, type Places } from '../places.ts';
import type { LabReport } from '../read/lab-report.ts';

/** Where in the message each part of a report's input comes from. */
export const labReportPlaces = ({ path, content }: LabReport): Places =>
  new Map([
    ...messagePlaces,
    ...ofReport.map(([field, position]) => [field, `${path}.${position}`] as const),
    ['results', path],
    ['visibleFrom', content.kind === 'TEXT' ? `${content.path}.13` : path],
    ['text', content.kind === 'TEXT' ? `${content.path}.5` : path],
    ['requestingLocation', path],
    ['specialty', 'PV1[1].10'],
    ...(content.kind === 'RESULTS' ? content.results : []).flatMap((result, index) => [
      [`results[${index}]`, result.path] as const,
      ...ofResult.map(([field, position]) => [`results[${index}].${field}`, `${result.path}.${position}`] as const),
    ]),
  ]);

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
