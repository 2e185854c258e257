import {
  canonical,
  codingOf,
  conceptOf,
  given,
  instant,
  instantOf,
  organisationReference,
  senderIdentifier,
  type GivenCoding,
} from '../kit/fhir.rules.ts';
import { inWords, noCodes, type Codes } from '../kit/code-set.rules.ts';
import type { SourceMessageInput } from '../kit/source-message.types.ts';
import type { LabReport } from './clinical.types.ts';
import type { DiagnosticReportResource, Extension, Item, Place } from './fhir.types.ts';
import type { ReportFileInput } from './ingest.types.ts';
import type { KnownReport } from './known-report.rules.ts';

/** A report as an R4 DiagnosticReport. `results`: the ids of its Observations, in the laboratory's order. */
export const diagnosticReportOf = (
  report: KnownReport,
  results: readonly string[],
  { message, ...place }: Place & { readonly message: SourceMessageInput },
): object => ({
  resourceType: 'DiagnosticReport',
  extension: [
    messageExtension(message.sentAt.toISOString(), message.controlId),
    ...extensionOf('requesting-location', report.requestingLocation),
    ...extensionOf('specialty', report.specialty),
  ],
  identifier: [senderIdentifier(place.organisation, report.externalId)],
  basedOn: orderedBy(report, place),
  status: report.status,
  category: [
    { coding: [{ system: sections, ...(report.kind === 'RADIOLOGY' ? radiology : laboratory) }] },
    ...(report.discipline === 'RAD' && report.kind === 'RADIOLOGY' ? [] : disciplineOf(report)),
  ],
  code: conceptOf(report.code),
  subject: { reference: `Patient/${place.patient}` },
  effectiveDateTime: instant(report.effectiveAt),
  issued: instant(report.issuedAt),
  performer: [organisationReference(place.organisation)],
  result: results.length === 0 ? undefined : results.map(referenceTo),
  presentedForm: listOf([...textForm(report.text), ...(report.files ?? []).map(fileForm)]),
});

/** An R4 DiagnosticReport as the graph shows it. `closed`: there it is, but what it says is not yet open to the caller. */
export const projectLabReport = (
  item: Item,
  closed: boolean,
  codes: Codes = noCodes,
): LabReport & { readonly resultIds: readonly string[] } => {
  const report = JSON.parse(item.text) as DiagnosticReportResource;
  return {
    id: item.id,
    version: item.version,
    externalId: report.identifier?.[0]?.value,
    kind: kindOf(report),
    code: inWords(codes, 'ORDER', codingOf(report.code) ?? {}),
    discipline: disciplineIn(report, codes),
    status: report.status,
    files: filesOf(report),
    effectiveAt: instantOf(report.effectiveDateTime ?? report.effectivePeriod?.start),
    issuedAt: instantOf(report.issued),
    text: closed ? undefined : textOf(report),
    label: item.label === 'UNSET' ? undefined : item.label,
    visibleFrom: item.visibleFrom,
    resultIds: resultIdsOf(report),
  };
};

/** The ids of the results that a stored report lists. */
export const resultsIn = (reportText: string): readonly string[] =>
  resultIdsOf(JSON.parse(reportText) as DiagnosticReportResource);

/** A place in the sender's order of messages. */
export type Moment = { readonly entered: string; readonly order: string };

/**
 * The stored report with more results, and the moment under which it is to be stored: just after its own. An older
 * message that comes late leaves what the report says alone, but its results belong to the report all the same.
 */
export const withLateResults = (
  reportText: string,
  late: readonly string[],
): { readonly text: string; readonly moment: Moment } => {
  const report = JSON.parse(reportText) as DiagnosticReportResource;
  const stored = report.extension?.find(({ url }) => url === messageUrl)?.extension;
  const entered = stored?.find(({ url }) => url === 'sent')?.valueInstant;
  const controlId = stored?.find(({ url }) => url === 'control-id')?.valueString;
  if (entered === undefined || controlId === undefined)
    throw new Error('A stored report does not say which message it is from.');
  // Another message of the same instant, to the store: that is taken (ADR 8), and a later one still overwrites it.
  const order = `${controlId} `;
  const text = JSON.stringify({
    ...report,
    extension: report.extension?.map((one) => (one.url === messageUrl ? messageExtension(entered, order) : one)),
    result: [...(report.result ?? []), ...late.map(referenceTo)],
  });
  return { text, moment: { entered, order } };
};

const laboratory = { code: 'LAB', display: 'Laboratory' };
const radiology = { code: 'RAD', display: 'Radiology' };
const sections = 'http://terminology.hl7.org/CodeSystem/v2-0074';
/** What that system has; a laboratory's own letters are none of it. */
const table0074: ReadonlySet<string> = new Set(
  (
    'AU BG BLB CG CH CP CT CTH CUS EC EN GE HM ICU IMM LAB MB MCB MYC NMR NMS NRS OSL OT OTH OUS PF PHR PHY PT ' +
    'RAD RC RT RUS RX SP SR TX VR VUS XRC'
  ).split(' '),
);
const messageUrl = `${canonical}/structuredefinition/message`;

/** MSH-7 and MSH-10 of the message that the report stands at: its place in the sender's order. */
const messageExtension = (sent: string, controlId: string): Extension => ({
  url: messageUrl,
  extension: [
    { url: 'sent', valueInstant: sent },
    { url: 'control-id', valueString: controlId },
  ],
});

const extensionOf = (name: string, text: string | null | undefined): readonly object[] => {
  const valueString = given(text);
  return valueString === undefined ? [] : [{ url: `${canonical}/structuredefinition/${name}`, valueString }];
};

const orderedBy = (report: KnownReport, place: Place): readonly object[] | undefined => {
  const placer = given(report.placerId);
  if (placer === undefined) return undefined;
  const type = { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'PLAC' }] };
  return [{ type: 'ServiceRequest', identifier: { type, ...senderIdentifier(place.organisation, placer) } }];
};

const disciplineOf = ({ discipline, disciplineStandard: standard }: KnownReport): readonly object[] => {
  const section = given(discipline);
  if (section === undefined) return [];
  const coded: GivenCoding = table0074.has(section) ? { system: sections, code: section } : { display: section };
  return [conceptOf({ ...coded, standard }) ?? {}];
};

const textForm = (text: string | null | undefined): readonly object[] => {
  const lines = given(text);
  return lines === undefined ? [] : [{ contentType: plainText, data: Buffer.from(lines).toString('base64') }];
};

/** A file is the content of a document: `Binary/ID` gives its bytes to whoever may see that. */
const fileForm = ({ documentId, contentType, title }: ReportFileInput): object => ({
  contentType,
  url: `Binary/${documentId}`,
  title,
});

const listOf = (forms: readonly object[]): readonly object[] | undefined => (forms.length === 0 ? undefined : forms);

const plainText = 'text/plain; charset=utf-8';

const textOf = (report: DiagnosticReportResource): string | undefined => {
  const data = report.presentedForm?.find((form) => form.contentType?.startsWith('text/plain') && form.data)?.data;
  return data === undefined ? report.conclusion : Buffer.from(data, 'base64').toString();
};

const kindOf = ({ category }: DiagnosticReportResource): LabReport['kind'] =>
  category?.some((concept) => codingOf(concept)?.code === 'RAD') === true ? 'RADIOLOGY' : 'LABORATORY';

/** The second category, where there is one: the first says whether it is a laboratory's or radiology's. */
const disciplineIn = ({ category = [] }: DiagnosticReportResource, codes: Codes): LabReport['discipline'] => {
  const section = category[1];
  const shown = codingOf(section);
  const display = codes.meaning('DISCIPLINE', { code: section?.text ?? shown?.code })?.display;
  return display === undefined ? shown : { ...shown, display };
};

const filesOf = ({ presentedForm = [] }: DiagnosticReportResource): LabReport['files'] =>
  presentedForm.flatMap(({ url, contentType, title }) => {
    const documentId = /^Binary\/([A-Za-z0-9\-.]{1,64})$/.exec(url ?? '')?.[1];
    return documentId === undefined ? [] : [{ documentId, contentType, title }];
  });

const referenceTo = (observation: string): { readonly reference: string } => ({
  reference: `Observation/${observation}`,
});

const resultIdsOf = (report: DiagnosticReportResource): readonly string[] =>
  (report.result ?? []).flatMap(
    ({ reference }) => /^Observation\/([A-Za-z0-9\-.]{1,64})$/.exec(reference ?? '')?.[1] ?? [],
  );
