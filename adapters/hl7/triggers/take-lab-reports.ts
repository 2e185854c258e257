import { invalid, isFailure, type Failure } from '../../../kernel/failure.ts';
import { ask, unlessRefused } from '../asking.ts';
import { IngestLabReportsDocument, type LabReportInput } from '../documents.generated.ts';
import { inMessage } from '../places.ts';
import { identifiersFromPid } from '../read/identifiers.ts';
import { labReportsFromOru, type LabReport } from '../read/lab-report.ts';
import { measurementsApart } from '../read/measurement.ts';
import { each } from '../read/sent.ts';
import { isStopped } from './held.ts';
import { sourceOf, type Incoming, type Trigger } from './incoming.ts';
import { toLabReport } from './lab-report.map.ts';
import { labReportPlaces } from './lab-report.places.ts';
import { matchPatient } from './match-patient.ts';
import { storeFiles } from './report-files.ts';
import { staleWarnings } from './stored.ts';

/** ORU R01: reports of laboratories and radiology, and measurements, all of them or none. Domain reference §4.5 */
export const takeLabReports: Trigger = async (incoming) => {
  const identifiers = identifiersFromPid(incoming.message);
  if (isFailure(identifiers)) return identifiers;
  const sent = readReports(incoming);
  if (isFailure(sent)) return sent;
  const reports = each(sent, toLabReport);
  if (isFailure(reports)) return reports;
  const placed = await matchPatient(incoming, identifiers);
  if (isStopped(placed)) return placed;

  const whole = await withFiles(incoming, placed.placement, { sent, reports });
  if (isFailure(whole)) return whole;
  const input = { placement: placed.placement, message: sourceOf(incoming), reports: whole };
  const data = await ask(incoming.asking, IngestLabReportsDocument, { input });
  if (isFailure(data)) return data;
  const stored = unlessRefused(data.ingestLabReports);
  if (isFailure(stored)) return inMessage(stored, labReportPlaces(sent));
  const stale = sent.flatMap(({ path }, index) => staleWarnings(stored.reports[index]?.outcome, `${path}.3.1`));
  return { patientId: placed.patientId, warnings: [...placed.warnings, ...stale] };
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

const readReports = ({ message, header }: Incoming): readonly LabReport[] | Failure => {
  const reports = labReportsFromOru(message, header);
  return isFailure(reports) ? reports : (refuseSameId(reports) ?? reports.flatMap(measurementsApart));
};

/** Two reports of one id would be one, and the second would be taken for the first sent again. */
const refuseSameId = (reports: readonly LabReport[]): Failure | undefined => {
  const seen = new Map<string, string>();
  for (const { externalId, path } of reports) {
    const before = seen.get(externalId);
    if (before !== undefined) return invalid(`${before} has the same id. Give each report its own.`, `${path}.3.1`);
    seen.set(externalId, path);
  }
  return undefined;
};
