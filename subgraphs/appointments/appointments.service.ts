import { changesOfLabels, type ChangesOfLabels } from '../records/index.ts';
import type { AppointmentsStore } from './appointments.store.ts';
import { readingService, type ReadingService } from './reading.service.ts';
import { writingService, type WritingService } from './writing.service.ts';

export type AppointmentsService = ReadingService & WritingService & ChangesOfLabels;

export const appointmentsService = (store: AppointmentsStore): AppointmentsService => ({
  ...readingService(store),
  ...writingService(store),
  ...changesOfLabels(store),
});
