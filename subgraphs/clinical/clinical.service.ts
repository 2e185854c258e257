import type { Failure } from '../../kernel/failure.ts';
import type { Context } from '../kit/context.ts';
import type { FhirRecord, FhirRecordPage } from '../kit/record.types.ts';
import type { Stored } from '../kit/store-result.types.ts';
import type { DocumentPage, LabReport, LabReportPage, Observation, ObservationPage, Patient } from './clinical.types.ts';
import type { DocumentInput, LabReportInput } from './ingest.types.ts';

type Page = { readonly first: number; readonly after?: string | null };

export type ClinicalService = {
  observations(context: Context, patient: Patient, page: Page & { readonly code?: string | null }): Promise<ObservationPage | null>;
  labReports(context: Context, patient: Patient, page: Page): Promise<LabReportPage | null>;
  /** The results of one report, in the laboratory's order. */
  results(context: Context, report: LabReport): Promise<readonly Observation[]>;
  documents(context: Context, patient: Patient, page: Page): Promise<DocumentPage | null>;
  /** The bytes of a document in Base64; null where it is missing, hidden, or not yet open to the caller. */
  documentContent(context: Context, patient: Patient, documentId: string): Promise<string | null>;
  records(
    context: Context,
    patient: Patient,
    search: Page & { readonly type: string; readonly query?: string | null },
  ): Promise<FhirRecordPage | null | Failure>;
  record(context: Context, patient: Patient, item: { readonly type: string; readonly id: string }): Promise<FhirRecord | null>;
  ingestLabReport(context: Context, input: LabReportInput): Promise<Stored | Failure>;
  ingestDocument(context: Context, input: DocumentInput): Promise<Stored | Failure>;
};
