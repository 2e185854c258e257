import { conflict, Failure, invalid, isFailure } from '../../../kernel/failure.ts';
import type { Sql } from '../../kit/sql.ts';
import type { StoredItem } from '../../records/index.ts';
import type { Feed } from './feed.store.ts';

/** Most resources that one conditional deletion may delete. */
const most = 1000;

/**
 * What a condition finds. It decides what is written, so that nothing in it may be passed over.
 *
 * @returns conflict where several are found and one was wanted: FHIR's 412
 */
export const findByCondition = async (
  { store }: Feed,
  { type, query, several = false }: { readonly type: string; readonly query: string; readonly several?: boolean },
  transaction?: Sql,
): Promise<readonly StoredItem[] | Failure> => {
  const page = await store.searchWholeStore({ type, query, first: several ? most + 1 : 2 }, transaction);
  if (isFailure(page)) return new Failure(page.kind, page.message, 'condition');
  const [unknown] = page.ignored;
  if (unknown !== undefined) return invalid(`${type} cannot be searched by ${unknown}.`, 'condition');
  if (!page.selective) return invalid('A condition has to select by at least one search parameter.', 'condition');
  if (several && page.items.length > most)
    return new Failure(
      'unsupported',
      `This would delete more than ${String(most)} resources: narrow the search.`,
      'condition',
    );
  if (!several && page.items.length > 1) return conflict(`Several resources match: ${type}?${query}.`, 'condition');
  return page.items;
};
