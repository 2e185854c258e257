import { isFailure, type Failure } from '../../../kernel/failure.ts';
import { defineBatch } from '../../kit/batch.ts';
import type { PageQuery, RecordStore, SearchPage, Sight, StoredItem } from '../records.types.ts';

type Wanted = Parameters<RecordStore['read']>[0][number];

/** The store's reads for callers who ask for one patient or one item at a time. */
export type GatheredReads = {
  page(sight: Sight, query: PageQuery): Promise<SearchPage | Failure>;
  item(wanted: Wanted): Promise<StoredItem | undefined>;
};

/** Whatever is asked for alike at the same time, of however many patients, is one statement. */
export const gatheredReads = (store: Pick<RecordStore, 'page' | 'read'>): GatheredReads => {
  const firstPage = defineBatch<Sight, SearchPage | Failure, PageQuery>(async (sights, query) => {
    const pages = await store.page(sights, query);
    if (!isFailure(pages)) return pages;
    // What is too much of one record must not be refused to all who ask alike.
    return sights.length === 1 ? [pages] : Promise.all(sights.map((sight) => alone(store, sight, query)));
  });
  const item = defineBatch<Wanted, StoredItem | undefined>((wanted) => store.read(wanted));
  return {
    page: async (sight, query) => {
      if (query.after === undefined) return firstPage(sight, query);
      // A cursor goes on with the page of one patient: it has nothing to share.
      return alone(store, sight, query);
    },
    item: (wanted) => item(wanted, undefined),
  };
};

const alone = async (
  store: Pick<RecordStore, 'page'>,
  sight: Sight,
  query: PageQuery,
): Promise<SearchPage | Failure> => {
  const pages = await store.page([sight], query);
  return isFailure(pages) ? pages : (pages[0] ?? { items: [], ignored: [] });
};
