import { Failure, invalid, isFailure } from '../../../kernel/failure.ts';
import { ask, unlessRefused } from '../asking.ts';
import { IngestLabReportDocument } from '../documents.generated.ts';
import { inMessage } from '../places.ts';
import { identifiersFromPid } from '../read/identifiers.ts';
import { labReportsFromOru, type LabReport } from '../read/lab-report.ts';
import { each } from '../read/sent.ts';
import { sourceOf, type Incoming, type Trigger } from './incoming.ts';
import { toLabReport, type LabReportForGraph } from './lab-report.map.ts';
import { labReportPlaces } from './lab-report.places.ts';
import { matchPatient } from './match-patient.ts';
import { staleWarnings } from './stored.ts';

/**
 * ORU R01: laboratory reports, in the order of the message. All that can be known to be wrong with any of them is
 * known before the first is stored. Domain reference §4.5
 */
export const takeLabReports: Trigger = async (incoming) => {
  const identifiers = identifiersFromPid(incoming.message);
  if (isFailure(identifiers)) return identifiers;
  const reports = readReports(incoming);
  if (isFailure(reports)) return reports;
  const placed = await matchPatient(incoming, identifiers);
  if (isFailure(placed)) return placed;

  const warnings = [...placed.warnings];
  for (const [index, report] of reports.entries()) {
    const stale = await store(incoming, placed.placement, report);
    if (isFailure(stale)) return index === 0 ? stale : afterOthers(stale, report.sent);
    warnings.push(...stale);
  }
  return { patientId: placed.patientId, warnings };
};

type Report = { readonly sent: LabReport; readonly forGraph: LabReportForGraph };

const readReports = ({ message, header }: Incoming): readonly Report[] | Failure => {
  const reports = labReportsFromOru(message, header);
  if (isFailure(reports)) return reports;
  return (
    refuseSameId(reports) ??
    each(reports, (sent) => {
      const forGraph = toLabReport(sent);
      return isFailure(forGraph) ? forGraph : { sent, forGraph };
    })
  );
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

const store = async (
  incoming: Incoming,
  placement: string,
  { sent, forGraph }: Report,
): Promise<readonly Failure[] | Failure> => {
  const input = { placement, message: sourceOf(incoming), ...forGraph };
  const data = await ask(incoming.asking, IngestLabReportDocument, { input });
  if (isFailure(data)) return data;
  const stored = unlessRefused(data.ingestLabReport);
  return isFailure(stored)
    ? inMessage(stored, labReportPlaces(sent))
    : staleWarnings(stored.outcome, `${sent.path}.3.1`);
};

/** What was stored stays, and storing it again changes nothing; but it would be wrong to say that nothing was. */
const afterOthers = ({ kind, message, field }: Failure, { path }: LabReport): Failure =>
  new Failure(kind, `${message} The reports before ${path} were stored.`, field ?? path);
