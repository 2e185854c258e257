import { Content } from '../../../kernel/content.ts';
import { isFailure, type Failure } from '../../../kernel/failure.ts';
import { ask, unlessRefused } from '../asking.ts';
import { DeleteDocumentDocument, IngestDocumentDocument, type ReportFileInput } from '../documents.generated.ts';
import { inMessage, messagePlaces } from '../places.ts';
import type { LabReport } from '../read/lab-report.ts';
import type { LabResult } from '../read/lab-result.ts';
import { sourceOf, type Incoming } from './incoming.ts';
import { keyOf } from './lab-report.map.ts';

/**
 * Files of a report are documents of their own, to which the report then refers. They are stored first: should the report
 * fail after that, the message is not accepted, and sent again it finds them unchanged.
 *
 * @returns what the report is to refer to: one that is taken back is not among them
 */
export const storeFiles = async (
  incoming: Incoming,
  placement: string,
  report: LabReport,
): Promise<readonly ReportFileInput[] | Failure> => {
  const stored: ReportFileInput[] = [];
  for (const file of report.files) {
    const one = await storeFile(incoming, placement, { report, file });
    if (isFailure(one)) return inMessage(one, placesOf(file));
    if (one !== undefined) stored.push(one);
  }
  return stored;
};

type FileOf = { readonly report: LabReport; readonly file: LabResult };

const storeFile = async (
  incoming: Incoming,
  placement: string,
  { report, file }: FileOf,
): Promise<ReportFileInput | undefined | Failure> => {
  const externalId = `${report.externalId}/${keyOf(file)}`;
  const common = { placement, message: sourceOf(incoming), externalId };
  if (file.value?.kind !== 'ATTACHMENT') {
    const data = await ask(incoming.asking, DeleteDocumentDocument, { input: common });
    if (isFailure(data)) return data;
    const deleted = unlessRefused(data.deleteDocument);
    return isFailure(deleted) && deleted.kind !== 'not_found' ? deleted : undefined;
  }
  const { bytes, mediaType } = file.value.attachment;
  const title = file.test.display ?? report.test.display ?? file.test.code ?? 'Report';
  const input = {
    ...common,
    title,
    type: imagingStudy,
    filename: file.test.alternate?.display ?? file.test.display,
    specialty: report.specialty?.code,
    writtenAt: file.at.instant,
    visibleFrom: file.visibleFrom,
    contentType: mediaType,
    content: new Content(bytes),
  };
  const data = await ask(incoming.asking, IngestDocumentDocument, { input });
  if (isFailure(data)) return data;
  const document = unlessRefused(data.ingestDocument);
  return isFailure(document) ? document : { documentId: document.id, contentType: mediaType, title };
};

const imagingStudy = { system: 'http://loinc.org', code: '18748-4', display: 'Diagnostic imaging study' };

const placesOf = ({ path }: LabResult) =>
  new Map([
    ...messagePlaces,
    ['externalId', `${path}.3`] as const,
    ['title', `${path}.3`] as const,
    ['content', `${path}.5`] as const,
    ['contentType', `${path}.5`] as const,
  ]);
