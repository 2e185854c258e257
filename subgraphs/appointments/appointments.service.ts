import type { CodeBook } from '../codes/index.ts';
import { changesOfLabels, type ChangesOfLabels } from '../records/index.ts';
import type { AppointmentsStore } from './appointments.store.ts';
import { readingService, type ReadingService } from './reading.service.ts';
import { writingService, type WritingService } from './writing.service.ts';

export type AppointmentsService = ReadingService & WritingService & ChangesOfLabels;

export const appointmentsService = (store: AppointmentsStore, codes: CodeBook): AppointmentsService => ({
  ...readingService(store, codes),
  ...writingService(store),
  ...changesOfLabels(store),
});
