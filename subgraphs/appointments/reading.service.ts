import { isFailure, type Failure } from '../../kernel/failure.ts';
import { pageWithSpecialties, withSpecialties, type CodeBook } from '../codes/index.ts';
import type { Context } from '../kit/context.ts';
import { pagingOf, type Page } from '../kit/paging.ts';
import type { FhirRecord, FhirRecordPage } from '../kit/record.types.ts';
import { gatheredReads, pageShownTo, shownTo, sightIn } from '../records/index.ts';
import { projectAppointment } from './appointment.rules.ts';
import type { AppointmentsStore } from './appointments.store.ts';
import type { AppointmentPage, Patient } from './appointments.types.ts';

/** All of these answer null where the caller has no purview of the patient; nothing tells why. */
export type ReadingService = {
  list(
    context: Context,
    patient: Patient,
    page: Page & { readonly changedSince?: Date | null },
  ): Promise<AppointmentPage | null | Failure>;
  /** @returns invalid with the name of a search parameter as the field */
  records(
    context: Context,
    patient: Patient,
    search: Page & { readonly query?: string | null },
  ): Promise<FhirRecordPage | null | Failure>;
  record(context: Context, patient: Patient, id: string): Promise<FhirRecord | null>;
};

export const readingService = (store: AppointmentsStore, codes: CodeBook): ReadingService => {
  const records = gatheredReads(store);

  return {
    list: async (context, patient, { changedSince, ...page }) => {
      const sight = sightIn(context, patient);
      if (sight === undefined) return null;
      const paging = pagingOf(page);
      if (isFailure(paging)) return paging;
      const query = changedSince ? { query: `_lastUpdated=ge${changedSince.toISOString()}` } : {};
      const found = await records.page(sight, { type: 'Appointment', ...query, ...paging });
      if (isFailure(found)) return found;
      const known = await codes.among(found.items.flatMap(({ sources }) => sources));
      return { items: found.items.map((item) => projectAppointment(item, known(item.sources))), next: found.next };
    },

    records: async (context, patient, { query, ...page }) => {
      const sight = sightIn(context, patient);
      if (sight === undefined) return null;
      const paging = pagingOf(page);
      if (isFailure(paging)) return paging;
      const found = await records.page(sight, { type: 'Appointment', query: query ?? '', ...paging });
      return isFailure(found) ? found : pageShownTo(sight, await pageWithSpecialties(codes, found));
    },

    record: async (context, patient, id) => {
      const sight = sightIn(context, patient);
      if (sight === undefined) return null;
      const found = await records.item({ sight, type: 'Appointment', id });
      const [item] = await withSpecialties(codes, found === undefined ? [] : [found]);
      return item === undefined ? null : shownTo(sight)(item);
    },
  };
};
