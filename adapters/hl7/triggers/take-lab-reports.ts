import { conflict, isFailure, unsupported, type Failure } from '../../../kernel/failure.ts';
import { ask, unlessRefused } from '../asking.ts';
import { IngestLabReportsDocument, type AskedCodeInput, type LabReportInput } from '../documents.generated.ts';
import { inMessage } from '../places.ts';
import { identifiersFromPid } from '../read/identifiers.ts';
import { labReportsFromOru, type LabReport } from '../read/lab-report.ts';
import { measurementsApart } from '../read/measurement.ts';
import { kindOf } from '../read/report-kind.ts';
import { each } from '../read/sent.ts';
import { sourceOf, type Incoming, type Trigger } from './incoming.ts';
import { toLabReport } from './lab-report.map.ts';
import { labReportPlaces } from './lab-report.places.ts';
import { inRecord, type KnownCode } from './match-patient.ts';
import { storeFiles } from './report-files.ts';
import { staleWarnings } from './stored.ts';

/** ORU R01: reports of laboratories and radiology, and measurements, all of them or none. Domain reference §4.5 */
export const takeLabReports: Trigger = async (incoming) => {
  const identifiers = identifiersFromPid(incoming.message);
  if (isFailure(identifiers)) return identifiers;
  const groups = readReports(incoming);
  if (isFailure(groups)) return groups;
  const asSent = forGraph(groups);
  // What is no laboratory's may be radiology's to the organisation, and that comes with the match.
  if (isFailure(asSent) && isFailure(forGraph(groups.map(ofRadiology)))) return asSent;
  return inRecord(incoming, { identifiers, codes: askedCodes(incoming, groups) }, async ({ placement, codes }) => {
    const read = codes.length === 0 ? asSent : forGraph(groups.map((report) => inKind(report, codes)));
    if (isFailure(read)) return read;
    const stored = read.sent.length === 0 ? [] : await storeReports(incoming, placement, read);
    return isFailure(stored) ? stored : [...leftOutOf(groups), ...stored];
  });
};

/** @returns warnings of those that came too late */
const storeReports = async (
  incoming: Incoming,
  placement: string,
  read: Read,
): Promise<readonly Failure[] | Failure> => {
  const whole = await withFiles(incoming, placement, read);
  if (isFailure(whole)) return whole;
  const input = { placement, message: sourceOf(incoming), reports: whole };
  const data = await ask(incoming.asking, IngestLabReportsDocument, { input });
  if (isFailure(data)) return data;
  const stored = unlessRefused(data.ingestLabReports);
  if (isFailure(stored)) return inMessage(stored, labReportPlaces(read.sent));
  return read.sent.flatMap(({ path }, index) => staleWarnings(stored.reports[index]?.outcome, `${path}.3.1`));
};

/** The reports of a message, as they were read and as the graph is to have them. */
type Read = { readonly sent: readonly LabReport[]; readonly reports: readonly LabReportInput[] };

/** The reports with their files, which are stored by then. */
const withFiles = async (
  incoming: Incoming,
  placement: string,
  { sent, reports }: Read,
): Promise<readonly LabReportInput[] | Failure> => {
  if (sent.every(({ files }) => files.length === 0)) return reports;
  const whole: LabReportInput[] = [];
  for (const [index, input] of reports.entries()) {
    const report = sent[index];
    const files = report === undefined ? [] : await storeFiles(incoming, placement, report);
    if (isFailure(files)) return files;
    whole.push({ ...input, files });
  }
  return whole;
};

/** Measurements are reports of their own to the graph. */
const forGraph = (groups: readonly LabReport[]): Read | Failure => {
  const sent = groups.filter(hasResults).flatMap(measurementsApart);
  const reports = each(sent, toLabReport);
  return isFailure(reports) ? reports : { sent, reports };
};

const hasResults = ({ content, files }: LabReport): boolean =>
  content.kind === 'TEXT' || content.results.length + files.length > 0;

/** What is told of the order is no result, and nobody looks for it among results. */
const leftOutOf = (groups: readonly LabReport[]): readonly Failure[] =>
  groups
    .flatMap(({ leftOut }) => leftOut)
    .map((path) => unsupported('This tells of the order, and is no result: it was not stored.', `${path}.11`));

/** Whether a report is radiology, MSH-3 and OBR-24 may say in the organisation's own codes. Domain reference §4.5 */
const askedCodes = ({ header }: Incoming, groups: readonly LabReport[]): readonly AskedCodeInput[] => {
  const sections = new Set(groups.flatMap(({ kind, discipline }) => (kind === 'RADIOLOGY' ? [] : (discipline ?? []))));
  return [
    ...(header.application === undefined ? [] : [{ set: 'APPLICATION' as const, code: header.application }]),
    ...Array.from(sections, (code) => ({ set: 'DISCIPLINE' as const, code })),
  ];
};

const inKind = (report: LabReport, codes: readonly KnownCode[]): LabReport =>
  codes.some(
    ({ set, code, standard }) =>
      (set === 'APPLICATION' || code === report.discipline) && kindOf(standard?.code) === 'RADIOLOGY',
  )
    ? ofRadiology(report)
    : report;

const ofRadiology = (report: LabReport): LabReport => ({ ...report, kind: 'RADIOLOGY' });

const readReports = ({ message, header }: Incoming): readonly LabReport[] | Failure => {
  const reports = labReportsFromOru(message, header);
  return isFailure(reports) ? reports : (refuseSameId(reports) ?? reports);
};

/**
 * Two reports of one id and one test would be one, and the second would be taken for the first sent again. One id for several
 * tests is that of a specimen or a request.
 */
const refuseSameId = (reports: readonly LabReport[]): Failure | undefined => {
  const seen = new Map<string, string>();
  for (const { externalId, test, path } of reports) {
    const name = JSON.stringify([externalId, test.code ?? test.display]);
    const before = seen.get(name);
    if (before !== undefined)
      return conflict(`${before} has the same id, and the same test. Give each report its own id.`, `${path}.3.1`);
    seen.set(name, path);
  }
  return undefined;
};
