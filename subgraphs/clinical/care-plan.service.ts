import { isFailure, type Failure } from '../../kernel/failure.ts';
import type { CodeBook } from '../codes/index.ts';
import type { Context } from '../kit/context.ts';
import { pagingOf, type Page } from '../kit/paging.ts';
import { gatheredReads, isClosed, sightIn, type Sight, type StoredItem } from '../records/index.ts';
import type { BlobStore } from './blobs.ts';
import type { CarePlanVersionPage } from './care-plan.types.ts';
import type { ClinicalStore } from './clinical.store.ts';
import type { Document, DocumentPage, Patient } from './clinical.types.ts';
import { carePlan, contentHash, isCarePlan, projectDocument } from './document.rules.ts';

/** All of these answer null where the caller has no purview of the patient, or of what is asked for. */
export type CarePlanService = {
  carePlans(context: Context, patient: Patient, page: Page): Promise<DocumentPage | null | Failure>;
  /** Newest first; of these only versions that the caller may see as they were then. */
  carePlanVersions(
    context: Context,
    patient: Patient,
    page: Page & { readonly carePlanId: string },
  ): Promise<CarePlanVersionPage | null | Failure>;
  /** The bytes of one version, in Base64. */
  carePlanContent(
    context: Context,
    patient: Patient,
    wanted: { readonly carePlanId: string; readonly version: number },
  ): Promise<string | null | Failure>;
};

export const carePlanService = (store: ClinicalStore, blobs: BlobStore, codes: CodeBook): CarePlanService => {
  const records = gatheredReads(store);

  const shown = async (sight: Sight, items: readonly StoredItem[]): Promise<readonly Document[]> => {
    const known = await codes.among(items.flatMap(({ sources }) => sources));
    return items.map((item) => projectDocument(item, isClosed(sight, item), known(item.sources)));
  };

  return {
    carePlans: async (context, patient, page) => {
      const sight = sightIn(context, patient);
      if (sight === undefined) return null;
      const paging = pagingOf(page);
      if (isFailure(paging)) return paging;
      const query = `category=${encodeURIComponent(`${carePlan.system}|${carePlan.code}`)}`;
      const plans = await records.page(sight, { type, query, ...paging });
      if (isFailure(plans)) return plans;
      return { items: await shown(sight, plans.items), next: plans.next };
    },

    carePlanVersions: async (context, patient, { carePlanId, ...page }) => {
      const sight = sightIn(context, patient);
      if (sight === undefined) return null;
      const paging = pagingOf(page);
      if (isFailure(paging)) return paging;
      const versions = await store.history(sight, { type, id: carePlanId }, paging);
      if (isFailure(versions)) return versions.kind === 'not_found' ? null : versions;
      const plans = versions.items.filter(({ text }) => isCarePlan(text));
      const documents = await shown(sight, plans);
      const items = plans.flatMap(({ lastUpdated: storedAt }, index) => {
        const document = documents[index];
        return document === undefined ? [] : [{ document, storedAt }];
      });
      return { items, next: versions.next };
    },

    carePlanContent: async (context, patient, { carePlanId, version }) => {
      const sight = sightIn(context, patient);
      if (sight === undefined) return null;
      // A care plan has few versions: they are looked through, newest first.
      let after: string | undefined;
      do {
        const page = { first: 100, ...(after === undefined ? {} : { after }) };
        const versions = await store.history(sight, { type, id: carePlanId }, page);
        if (isFailure(versions)) return versions.kind === 'not_found' ? null : versions;
        const item = versions.items.find((one) => one.version === version);
        if (item !== undefined) {
          const sha256 = isClosed(sight, item) || !isCarePlan(item.text) ? undefined : contentHash(item.text);
          if (sha256 === undefined) return null;
          const content = await blobs.read(sha256);
          return isFailure(content) ? content : content.toString('base64');
        }
        after = versions.next;
      } while (after !== undefined);
      return null;
    },
  };
};

const type = 'DocumentReference';
