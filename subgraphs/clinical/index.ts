import type { Sql } from '../kit/sql.ts';
import { defineSubgraph, type Subgraph } from '../kit/subgraph.ts';
import type { BlobStore } from './blobs.ts';
import { CarePlanResolver } from './care-plan.resolver.ts';
import { ClinicalResolver, LabReportResolver } from './clinical.resolver.ts';
import { clinicalService } from './clinical.service.ts';
import { clinicalStore } from './clinical.store.ts';
import { SourceListResolver } from './source-list.resolver.ts';
import { EncounterResolver } from './encounter.resolver.ts';
import { encounterStore } from './encounter.store.ts';

export { directoryBlobs, type BlobStore } from './blobs.ts';
export type { DocumentInput, LabReportInput, LabReportsInput, LabResultInput } from './ingest.types.ts';

/** The clinical record: results, reports and documents of a patient, read through the purview. */
export const openClinical = ({ sql, blobs }: { readonly sql: Sql; readonly blobs: BlobStore }): Subgraph => {
  const service = clinicalService(clinicalStore(sql), encounterStore(sql), blobs);
  return defineSubgraph({
    name: 'clinical',
    resolvers: [
      new ClinicalResolver(service),
      new CarePlanResolver(service),
      new SourceListResolver(service),
      new LabReportResolver(service),
      new EncounterResolver(service),
    ],
    references: { Patient: (reference) => reference },
  });
};
