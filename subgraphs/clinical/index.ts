import { systemClock, type Clock } from '../../kernel/clock.ts';
import { uuid7, type NewId } from '../../kernel/id.ts';
import { openCodes, type CodeBook } from '../codes/index.ts';
import type { Sql } from '../kit/sql.ts';
import { oncePerKey } from '../kit/posted.ts';
import { nobodyWaits, ringing, type Wake } from '../kit/wake.ts';
import { defineSubgraph, type Subgraph } from '../kit/subgraph.ts';
import { isInRecord, openDirectory, putFromCustomers } from '../records/index.ts';
import { AggregationResolver } from './aggregation/aggregation.resolver.ts';
import { aggregationService } from './aggregation/aggregation.service.ts';
import { aggregationStore } from './aggregation/aggregation.store.ts';
import { withKeptContent } from './aggregation/customer-document.ts';
import type { BlobStore } from './blobs.ts';
import { BulkResolver } from './bulk/bulk.resolver.ts';
import { customerExporting } from './bulk/export.service.ts';
import { exportStore } from './bulk/export.store.ts';
import { customerImporting } from './bulk/import.service.ts';
import { CarePlanResolver } from './care-plan.resolver.ts';
import { ClinicalResolver, LabReportResolver } from './clinical.resolver.ts';
import { clinicalService } from './clinical.service.ts';
import { clinicalStore } from './clinical.store.ts';
import { CustomerResolver } from './customer/customer.resolver.ts';
import { feedStore } from './customer/feed.store.ts';
import { customerReading } from './customer/read.service.ts';
import { customerWriting } from './customer/write.service.ts';
import { MeasurementResolver } from './measurements/measurement.resolver.ts';
import { measurementService } from './measurements/measurement.service.ts';
import { DiaryResolver } from './diary/diary.resolver.ts';
import { diaryService } from './diary/diary.service.ts';
import { DirectoryResolver } from './directory/directory.resolver.ts';
import { directoryService } from './directory/directory.service.ts';
import { LibraryResolver } from './library/library.resolver.ts';
import { libraryService } from './library/library.service.ts';
import { libraryStore } from './library/library.store.ts';
import { UploadResolver } from './uploads/upload.resolver.ts';
import { uploadService } from './uploads/upload.service.ts';
import { questionnaireResolvers } from './questionnaires/index.ts';
import { SourceListResolver } from './source-list.resolver.ts';
import { EncounterResolver } from './encounter.resolver.ts';
import { encounterStore } from './encounter.store.ts';

export { directoryBlobs, type BlobStore } from './blobs.ts';
export { bytesBeside } from './uploads/bytes.ts';
export { removeLeftovers } from './leftover-blobs.ts';
export type { DocumentInput, LabReportInput, LabReportsInput, LabResultInput } from './ingest.types.ts';

type Parts = {
  readonly sql: Sql;
  readonly blobs: BlobStore;
  readonly clock?: Clock;
  readonly newId?: NewId;
  readonly codes?: CodeBook;
  readonly wake?: Wake;
  /** Where clients find us: what refers to a customer's store by its URL is known by it. */
  readonly baseUrl?: string;
};

/**
 * The clinical record: results, reports and documents of a patient, read through the purview; and the customers' own FHIR
 * stores, each for its owner.
 */
export const openClinical = ({
  sql,
  blobs,
  clock = systemClock,
  newId = uuid7,
  codes = openCodes({ sql }),
  wake = nobodyWaits,
  baseUrl,
}: Parts): Subgraph => {
  const toAggregate = (): void => {
    wake.ring('CUSTOMER_CHANGES');
  };
  const ofCustomers = ringing(sql, { statements: 'records.clinical.own.', ring: toAggregate });
  const feeds = feedStore({ sql: ofCustomers, clock, baseUrl });
  const store = clinicalStore(sql);
  const once = oncePerKey({ sql, schema: 'clinical' });
  const putRecords = putFromCustomers({
    store,
    owned: (type) => isInRecord(type) && type !== 'Appointment',
    prepare: withKeptContent(blobs),
  });
  const service = clinicalService({ store, encounters: encounterStore(sql), blobs, codes });
  return defineSubgraph({
    name: 'clinical',
    resolvers: [
      new ClinicalResolver(service),
      new CarePlanResolver(service),
      new SourceListResolver(service),
      new LabReportResolver(service),
      new EncounterResolver(service),
      ...questionnaireResolvers({ sql, newId, records: store }),
      new MeasurementResolver(measurementService(store, once)),
      new DiaryResolver(diaryService(store, once)),
      new LibraryResolver(libraryService({ store: libraryStore(sql), records: store, blobs, once, newId })),
      new UploadResolver(uploadService({ store, blobs, once, newId })),
      new AggregationResolver(
        aggregationService({ store: aggregationStore(sql), feeds, baseUrl, written: toAggregate }),
        putRecords,
      ),
      new DirectoryResolver(directoryService({ store: openDirectory({ sql, schema: 'clinical', clock }) })),
      new CustomerResolver(
        customerReading({ feeds }),
        customerWriting({ feeds, newId, once: oncePerKey({ sql: ofCustomers, schema: 'clinical' }) }),
      ),
      new BulkResolver(
        customerImporting({ feeds, newId }),
        customerExporting({ feeds, exports: exportStore(sql), newId, clock }),
      ),
    ],
    references: { Patient: (reference) => reference },
    works: { aggregation: 'select at from clinical.outbox' },
  });
};
