import type { Failure } from '../../kernel/failure.ts';
import type { Context } from '../kit/context.ts';
import type { FhirRecord, FhirRecordPage } from '../kit/record.types.ts';
import type { Stored } from '../kit/store-result.types.ts';
import type { AppointmentPage, Patient, PutAppointmentInput, SetAppointmentStatusInput } from './appointments.types.ts';

type Page = { readonly first: number; readonly after?: string | null };

export type AppointmentsService = {
  list(context: Context, patient: Patient, page: Page): Promise<AppointmentPage | null>;
  records(context: Context, patient: Patient, search: Page & { readonly query?: string | null }): Promise<FhirRecordPage | null | Failure>;
  record(context: Context, patient: Patient, id: string): Promise<FhirRecord | null>;
  put(context: Context, input: PutAppointmentInput): Promise<Stored | Failure>;
  setStatus(context: Context, input: SetAppointmentStatusInput): Promise<Stored | Failure>;
};
