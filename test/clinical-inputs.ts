import type { Content } from '../kernel/content.ts';
import type { AppointmentDetailsInput } from '../subgraphs/appointments/index.ts';
import type { DocumentInput, LabReportInput, LabReportsInput, LabResultInput } from '../subgraphs/clinical/index.ts';

/** What a client writes for an input: the fields of its class, without the class. */
type Plain<Input> = Input extends Content | Date | string | number | null | undefined
  ? Input
  : Input extends readonly (infer Element)[]
    ? readonly Plain<Element>[]
    : { readonly [Field in keyof Input]: Plain<Input[Field]> };

/** What feeds send, with only what has to be there; a test adds what it is about. */
export const aMessage = (sentAt = '2026-05-01T09:00:00Z', controlId = 'M1') => ({
  id: '0190c0de-0000-7000-8000-000000000001',
  sentAt: new Date(sentAt),
  controlId,
});

export const aResult = (result: Partial<Plain<LabResultInput>> = {}): Plain<LabResultInput> => ({
  key: '718-7',
  code: { system: 'http://loinc.org', code: '718-7', display: 'Haemoglobin' },
  status: 'final',
  notes: [],
  ...('number' in result || 'text' in result || 'coded' in result ? {} : { number: '13.20', unit: 'g/dL' }),
  ...result,
});

export const aLabReport = (report: Partial<Plain<LabReportInput>> = {}): Plain<LabReportInput> => ({
  externalId: 'LAB-1',
  code: { code: 'FBC', display: 'Full blood count' },
  status: 'final',
  effectiveAt: new Date('2026-05-01T08:00:00Z'),
  results: [aResult()],
  ...report,
});

export const labReports = (input: Partial<Plain<LabReportsInput>> = {}): Plain<LabReportsInput> => ({
  placement: '',
  message: aMessage(),
  reports: [aLabReport()],
  ...input,
});

export const pdf = Buffer.from('%PDF-1.7\nA letter.\n%%EOF');

export const aDocument = (document: Partial<Plain<DocumentInput>> = {}): Plain<DocumentInput> => ({
  placement: '',
  message: aMessage(),
  externalId: 'DOC-1',
  type: { code: 'CL', display: 'Clinic letter' },
  title: 'Clinic letter',
  writtenAt: new Date('2026-05-01T08:00:00Z'),
  contentType: 'application/pdf',
  content: pdf.toString('base64'),
  ...document,
});

export const someDetails = (details: Partial<Plain<AppointmentDetailsInput>> = {}): Plain<AppointmentDetailsInput> => ({
  start: new Date('2026-07-01T09:30:00Z'),
  participants: [],
  ...details,
});
