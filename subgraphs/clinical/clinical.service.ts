import type { CodeBook } from '../codes/index.ts';
import { changesOfLabels, type ChangesOfLabels } from '../records/index.ts';
import type { BlobStore } from './blobs.ts';
import { carePlanService, type CarePlanService } from './care-plan.service.ts';
import type { ClinicalStore } from './clinical.store.ts';
import { documentService, type DocumentService } from './document.service.ts';
import { encounterService, type EncounterService } from './encounter.service.ts';
import type { EncounterStore } from './encounter.store.ts';
import { labReportService, type LabReportService } from './lab-report.service.ts';
import { sourceListService, type SourceListService } from './source-list.service.ts';
import { readingService, type ReadingService } from './reading.service.ts';

export type ClinicalService = ReadingService &
  LabReportService &
  DocumentService &
  CarePlanService &
  SourceListService &
  EncounterService &
  ChangesOfLabels;

type Needs = {
  readonly store: ClinicalStore;
  readonly encounters: EncounterStore;
  readonly blobs: BlobStore;
  readonly codes: CodeBook;
};

export const clinicalService = ({ store, encounters, blobs, codes }: Needs): ClinicalService => ({
  ...readingService(store, blobs, codes),
  ...labReportService(store, codes),
  ...documentService(store, blobs, codes),
  ...carePlanService(store, blobs, codes),
  ...sourceListService(store),
  ...encounterService(encounters, codes),
  ...changesOfLabels(store),
});
