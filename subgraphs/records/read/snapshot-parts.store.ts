import { typeNames, typeNumber } from '../fhir/tables.ts';
import type { SnapshotPart } from '../records.types.ts';
import type { OwnedNeeds } from './owned.store.ts';
import { statement } from './statement.ts';

/** Rows of one part: as many as are soon fetched again where a connection breaks. */
const rowsEach = 50_000;

/** The types that hold something, each cut by its ids into parts that can be read one by one. */
export const partsOfSnapshot =
  ({ run, schema, store }: OwnedNeeds) =>
  async (types: readonly string[], before: Date): Promise<readonly SnapshotPart[]> => {
    const { bind, values } = statement();
    const own = `r.store = ${bind(store, 'int2')} and r.store > 0 and r.type`;
    const numbers = bind(types.map(typeNumber), 'int2[]');
    const cut = `order by r.id offset ${bind(rowsEach - 1, 'int')} limit 1`;
    const text = `with recursive b(type, n, id) as (
  select t.type, 1, (select r.id from ${schema}.res r where ${own} = t.type ${cut}) from unnest(${numbers}) t(type)
  where exists (select from ${schema}.res r where ${own} = t.type and (not r.deleted or r.updated >= ${bind(before, 'timestamptz')}))
  union all
  select b.type, b.n + 1, (select r.id from ${schema}.res r where ${own} = b.type and r.id > b.id ${cut}) from b where b.id is not null)
select type, id from b order by type, n`;
    const rows = await run<{ type: number; id: string | null }>(text, values);
    return rows.map(({ type, id }, index) => {
      const previous = rows[index - 1];
      return {
        type: typeNames()[type - 1] ?? '',
        ...(previous?.type === type && previous.id !== null ? { from: previous.id } : {}),
        ...(id === null ? {} : { to: id }),
      };
    });
  };

/** The types of which something changed in a time, and those of which something was deleted. */
export const changedTypes =
  ({ run, schema, store }: OwnedNeeds) =>
  async (
    types: readonly string[],
    { since, before }: { readonly since: Date; readonly before: Date },
  ): Promise<readonly { readonly type: string; readonly deleted: boolean }[]> => {
    const { bind, values } = statement();
    const text = `select t.type, d.deleted from unnest(${bind(types.map(typeNumber), 'int2[]')}) t(type), unnest(array[false, true]) d(deleted)
where exists (select from ${schema}.ver v where v.store = ${bind(store, 'int2')} and v.store > 0 and v.type = t.type
  and v.updated >= ${bind(since, 'timestamptz')} and v.updated < ${bind(before, 'timestamptz')} and v.deleted = d.deleted)
order by t.type, d.deleted`;
    const rows = await run<{ type: number; deleted: boolean }>(text, values);
    return rows.map(({ type, deleted }) => ({ type: typeNames()[type - 1] ?? '', deleted }));
  };
