import { invalid, isFailure, type Failure } from '../../../kernel/failure.ts';
import { typeNames, typeNumber } from '../fhir/tables.ts';
import { isId } from '../item-id.ts';
import type { HistoryPage, HistoryQuery } from '../records.types.ts';
import { readPlace, writePlace } from '../search/cursor.ts';
import type { Bind } from '../search/criterion.ts';
import { versionColumns, type OwnedNeeds } from './owned.store.ts';
import { statement } from './statement.ts';
import { itemOf, type StoredRow } from './stored-row.ts';

type Row = StoredRow & { readonly type: number };

/**
 * Versions in a customer's store, newest first, deletions among them: of one item, of a type, of all types. FHIR R4 §3.1.0.9
 * An item that is not there has none.
 */
export const historyOfOwned =
  ({ run, schema, store }: OwnedNeeds) =>
  async (query: HistoryQuery): Promise<HistoryPage | Failure> => {
    const { type, id, since, at, first, after } = query;
    const question = JSON.stringify([schema, store, type, id, since, at, '_history']);
    const place = after === undefined ? undefined : readPlace(question, after);
    if (isFailure(place)) return place;
    const number = type === undefined ? undefined : typeNumber(type);
    if (type !== undefined && number === undefined) return invalid(`${type} is not a resource type.`, 'type');

    /** The versions of one type, or of one item, by its index. */
    const versions = (bind: Bind, typeOf: string): string => {
      const conditions = [
        `v.store = ${bind(store, 'int2')}`,
        'v.store > 0',
        `v.type = ${typeOf}`,
        ...(since === undefined ? [] : [`v.updated >= ${bind(since, 'timestamptz')}`]),
        ...(at === undefined ? [] : [currentAt(at, bind)]),
      ];
      return conditions.join(' and ');
    };
    const currentAt = ({ from, to }: NonNullable<HistoryQuery['at']>, bind: Bind): string => {
      const start = bind(from, 'timestamptz');
      return `v.updated < ${bind(to, 'timestamptz')} and (v.updated >= ${start} or not exists (
  select from ${schema}.ver n where n.rid = v.rid and n.ver = v.ver + 1 and n.updated <= ${start}))`;
    };
    /** An item's own versions come by its row; all others by the index of versions, each type's newest by itself. */
    const from = (bind: Bind, more: string): string => {
      if (number !== undefined && id !== undefined)
        return `${schema}.res i cross join lateral (select * from ${schema}.ver v where v.rid = i.rid and ${versions(bind, 'i.type')}${more}) v
where i.store = ${bind(store, 'int2')} and i.store > 0 and i.type = ${bind(number, 'int2')} and i.id = ${bind(isId(id) ? id : '', 'text')}`;
      const numbers = number === undefined ? typeNames().map((_, index) => index + 1) : [number];
      return `unnest(${bind(numbers, 'int2[]')}) t(type) cross join lateral (select * from ${schema}.ver v where ${versions(bind, 't.type')}${more}) v`;
    };

    const { bind, values } = statement();
    const next =
      place === undefined
        ? ''
        : ` and (v.updated, v.rid, v.ver) < (${bind(place[0], 'timestamptz')}, ${bind(place[1], 'bigint')}, ${bind(place[2], 'int')})`;
    const page = `order by v.updated desc, v.rid desc, v.ver desc limit ${bind(first + 1, 'int')}`;
    const text = `select ${versionColumns}, v.type from (select v.* from ${from(bind, `${next} ${page}`)} ${page}) v
cross join lateral (select * from ${schema}.res r where r.rid = v.rid limit 1) r order by v.updated desc, v.rid desc, v.ver desc`;
    const count = statement();
    const [rows, counted] = await Promise.all([
      run<Row>(text, values),
      query.total === true
        ? run<{ total: number }>(`select count(*)::int as total from ${from(count.bind, '')}`, count.values)
        : [],
    ]);
    const shown = rows.slice(0, first);
    const last = shown.at(-1);
    return {
      items: shown.map((row) => itemOf(typeNames()[row.type - 1] ?? '', row)),
      ...(rows.length > first && last !== undefined
        ? { next: writePlace(question, [last.key, last.rid, String(last.ver)]) }
        : {}),
      ...(counted[0] === undefined ? {} : { total: counted[0].total }),
    };
  };
