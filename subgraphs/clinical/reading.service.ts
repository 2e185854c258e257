import { invalid, isFailure, type Failure } from '../../kernel/failure.ts';
import { pageWithSpecialties, withSpecialties, type CodeBook } from '../codes/index.ts';
import type { Codes } from '../kit/code-set.rules.ts';
import type { Context } from '../kit/context.ts';
import { pagingOf, type Page } from '../kit/paging.ts';
import type { FhirRecord, FhirRecordPage } from '../kit/record.types.ts';
import {
  gatheredReads,
  isClosed,
  pageShownTo,
  shownTo,
  sightIn,
  type PageQuery,
  type Sight,
  type StoredItem,
} from '../records/index.ts';
import type { BlobStore } from './blobs.ts';
import type { ClinicalStore } from './clinical.store.ts';
import type {
  DocumentPage,
  LabReport,
  LabReportPage,
  Observation,
  ObservationPage,
  Patient,
} from './clinical.types.ts';
import { encounterInWords } from './encounter-codes.rules.ts';
import { projectEncounter } from './encounter.rules.ts';
import type { EncounterPage } from './encounter.types.ts';
import { contentHash, projectDocument } from './document.rules.ts';
import { projectLabReport } from './lab-report.rules.ts';
import { projectObservation } from './observation.rules.ts';

/** A report with what its own fields need: whose sight it is seen by, and its results' ids. */
export type SeenLabReport = LabReport & { readonly sight: Sight; readonly resultIds: readonly string[] };

/** All of these answer null where the caller has no purview of the patient; nothing tells why. */
export type ReadingService = {
  observations(
    context: Context,
    patient: Patient,
    page: Page & { readonly code?: string | null },
  ): Promise<ObservationPage | null | Failure>;
  labReports(context: Context, patient: Patient, page: Page): Promise<LabReportPage | null | Failure>;
  /** The results of one report, in the laboratory's order. */
  results(context: Context, report: SeenLabReport): Promise<readonly Observation[]>;
  documents(context: Context, patient: Patient, page: Page): Promise<DocumentPage | null | Failure>;
  encounters(context: Context, patient: Patient, page: Page): Promise<EncounterPage | null | Failure>;
  /**
   * The bytes of a document in Base64; null where it is missing, hidden, or not yet open to the caller.
   *
   * @returns unavailable where the bytes of a document that may be seen cannot be had
   */
  documentContent(context: Context, patient: Patient, documentId: string): Promise<string | null | Failure>;
  /** @returns invalid with `type`, or the name of a search parameter, as the field */
  records(
    context: Context,
    patient: Patient,
    search: Page & { readonly type: string; readonly query?: string | null },
  ): Promise<FhirRecordPage | null | Failure>;
  record(
    context: Context,
    patient: Patient,
    item: { readonly type: string; readonly id: string },
  ): Promise<FhirRecord | null>;
};

/** Whatever is asked for alike at the same time, of however many patients, is one query. */
export const readingService = (store: ClinicalStore, blobs: BlobStore, codes: CodeBook): ReadingService => {
  const records = gatheredReads(store);

  /** One page of one type, each item as `show` says. */
  const list = async <View>(
    { context, patient }: Asked,
    query: Omit<PageQuery, 'first' | 'after'> & { readonly page: Page },
    show: (item: StoredItem, closed: boolean, seen: { readonly sight: Sight; readonly codes: Codes }) => View,
  ): Promise<{ readonly items: readonly View[]; readonly next?: string | undefined } | null | Failure> => {
    const { page, ...wanted } = query;
    const sight = sightIn(context, patient);
    if (sight === undefined) return null;
    const paging = pagingOf(page);
    if (isFailure(paging)) return paging;
    const found = await records.page(sight, { ...wanted, ...paging });
    if (isFailure(found)) return found;
    const known = await codes.among(found.items.flatMap(({ sources }) => sources));
    const shownAs = (item: StoredItem): View =>
      show(item, isClosed(sight, item), { sight, codes: known(item.sources) });
    return { items: found.items.map(shownAs), next: found.next };
  };

  const read = async ({ context, patient }: Asked, type: string, id: string): Promise<Found | undefined> => {
    const sight = sightIn(context, patient);
    const item = sight === undefined ? undefined : await records.item({ sight, type, id });
    return sight === undefined || item === undefined ? undefined : { item, sight };
  };

  return {
    observations: (context, patient, { code, ...page }) =>
      list({ context, patient }, { type: 'Observation', ...codeQuery(code), page }, (item, closed, seen) =>
        projectObservation(item, closed, seen.codes),
      ),

    labReports: (context, patient, page) =>
      list({ context, patient }, { type: 'DiagnosticReport', page }, (item, closed, seen) =>
        Object.assign(projectLabReport(item, closed, seen.codes), { sight: seen.sight }),
      ),

    results: async (_context, { sight, resultIds }) => {
      const wanted = resultIds.map((id) => records.item({ sight, type: 'Observation', id }));
      const items = (await Promise.all(wanted)).filter((item) => item !== undefined);
      const known = await codes.among(items.flatMap(({ sources }) => sources));
      return items.map((item) => projectObservation(item, isClosed(sight, item), known(item.sources)));
    },

    documents: (context, patient, page) =>
      list({ context, patient }, { type: 'DocumentReference', page }, (item, closed, seen) =>
        projectDocument(item, closed, seen.codes),
      ),

    encounters: (context, patient, page) =>
      list({ context, patient }, { type: 'Encounter', page }, (item, closed, seen) =>
        encounterInWords(projectEncounter(item, closed), seen.codes),
      ),

    documentContent: async (context, patient, documentId) => {
      const found = await read({ context, patient }, 'DocumentReference', documentId);
      const sha256 =
        found === undefined || isClosed(found.sight, found.item) ? undefined : contentHash(found.item.text);
      if (sha256 === undefined) return null;
      const content = await blobs.read(sha256);
      return isFailure(content) ? content : content.toString('base64');
    },

    records: async (context, patient, { type, query, ...page }) => {
      const sight = sightIn(context, patient);
      if (sight === undefined) return null;
      if (ownedByOthers.includes(type))
        return invalid(`Another part of the record has the resources of type ${type}.`, 'type');
      const paging = pagingOf(page);
      if (isFailure(paging)) return paging;
      const found = await records.page(sight, { type, query: query ?? '', ...paging });
      return isFailure(found) ? found : pageShownTo(sight, await pageWithSpecialties(codes, found));
    },

    record: async (context, patient, { type, id }) => {
      const found = await read({ context, patient }, type, id);
      if (found === undefined) return null;
      const [item = found.item] = await withSpecialties(codes, [found.item]);
      return shownTo(found.sight)(item);
    },
  };
};

/** Fields of their own lead to these. */
const ownedByOthers = ['Patient', 'Appointment'];

type Asked = { readonly context: Context; readonly patient: Patient };
type Found = { readonly item: StoredItem; readonly sight: Sight };

/** `code=…` with the separators of FHIR search kept as part of the code, but for the bar after the system. R4 §3.1.1.4 */
const codeQuery = (code: string | null | undefined): { readonly query?: string } => {
  if (code === null || code === undefined) return {};
  return { query: `code=${encodeURIComponent(code.replaceAll(/[\\,$]/g, String.raw`\$&`))}` };
};
