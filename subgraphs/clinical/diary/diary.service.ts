import { isFailure, type Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import { pagingOf, type Page } from '../../kit/paging.ts';
import { openPermit, writerIn } from '../../kit/permit.ts';
import type { Once } from '../../kit/posted.ts';
import { gatheredReads, isClosed, sightIn } from '../../records/index.ts';
import { addedBy } from '../added.ts';
import type { ClinicalStore } from '../clinical.store.ts';
import type { Patient } from '../clinical.types.ts';
import { performerOf } from '../measurements/measurement.rules.ts';
import type { AddedItems } from '../measurements/measurement.types.ts';
import { bodyOf } from '../writing.ts';
import { diaryCode, entryOf, projectEntry, refuseEntry } from './diary.rules.ts';
import type { AddDiaryEntryInput, DiaryPage } from './diary.types.ts';

export type DiaryService = {
  /** Null where the caller has no purview of the patient. */
  diary(context: Context, patient: Patient, page: Page): Promise<DiaryPage | null | Failure>;
  /** @returns forbidden where the permit is not the caller's, or lets it add nothing; invalid with the path in the input */
  addEntry(context: Context, input: AddDiaryEntryInput): Promise<AddedItems | Failure>;
};

export const diaryService = (store: ClinicalStore, once: Once): DiaryService => {
  const records = gatheredReads(store);
  return {
    diary: async (context, patient, page) => {
      const sight = sightIn(context, patient);
      if (sight === undefined) return null;
      const paging = pagingOf(page);
      if (isFailure(paging)) return paging;
      const query = new URLSearchParams({ code: `${diaryCode.system}|${diaryCode.code}` }).toString();
      const found = await records.page(sight, { type: 'Observation', query, ...paging });
      if (isFailure(found)) return found;
      return { items: found.items.map((item) => projectEntry(item, isClosed(sight, item))), next: found.next };
    },

    addEntry: async (context, input) => {
      const permit = openPermit(context, input.permit);
      if (isFailure(permit)) return permit;
      const label = input.label ?? 'GENERAL_HEALTH';
      const writer = writerIn(permit, label);
      if (isFailure(writer)) return writer;
      const refusal = refuseEntry(input);
      if (refusal !== undefined) return refusal;
      const { patient } = permit;
      const { permit: _, idempotencyKey: key, ...content } = input;
      return once({ context, key, content: { patient, content } }, async (within) => {
        const now = context.clock.now();
        const entry = entryOf(input, { patient, now, performer: performerOf(patient, writer) });
        const write = { type: 'Observation', patient, label, ...addedBy(context, writer), ...bodyOf(entry) };
        const results = await store.put([write], within);
        return isFailure(results) ? results : { ids: results.map(({ id }) => id) };
      });
    },
  };
};
