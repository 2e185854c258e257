import { invalid, isFailure, type Failure } from '../../../kernel/failure.ts';
import { typeNumber } from '../fhir/tables.ts';
import { isId } from '../item-id.ts';
import type { SnapshotItem, SnapshotPage, SnapshotQuery } from '../records.types.ts';
import type { SearchIn } from '../search/compile.ts';
import type { Bind } from '../search/criterion.ts';
import { filterOf, fulfilling } from './snapshot-filter.store.ts';
import { statement } from './statement.ts';
import type { OwnedNeeds } from './owned.store.ts';

type Row = {
  readonly id: string;
  /** Null where nothing of the item was there yet. */
  readonly ver: number | null;
  readonly updated: Date;
  readonly deleted: boolean;
  readonly content: string | null;
  readonly place: string;
  readonly looked_at: number;
  /** Whether a filter finds it; null where it is no longer the current version, of which alone there is a row. */
  readonly matches: boolean | null;
};

/** Of the contents on one page; the first is on it whatever its size. */
const mostBytes = 1024 * 1024;

/**
 * What a type held before an instant, page by page, in an order that writing does not change: versions are only ever added,
 * so that the same page is the same for good. Whoever names the instant makes sure that all that began before it has ended.
 *
 * A page looks at so many rows and no more. It may hold fewer items than it has looked at, or none, and yet have a next.
 */
export const snapshotOf =
  ({ run, schema, store, ...rest }: OwnedNeeds & Pick<SearchIn, 'version'>) =>
  async (query: SnapshotQuery): Promise<SnapshotPage | Failure> => {
    const { bind, values } = statement();
    const within = { ...rest, store, now: query.before };
    const filters = query.deleted ? undefined : query.filters;
    const filter = filters === undefined ? undefined : filterOf(within, query.type, filters);
    if (isFailure(filter)) return filter;
    const matches =
      filter === undefined
        ? 'true'
        : `(select coalesce(${filter(bind)}, false) from ${schema}.res r where r.rid = s.rid and r.ver = s.ver)`;
    const type = bind(typeNumber(query.type) ?? 0, 'int2');
    const own = (row: string): string =>
      `${row}.store = ${bind(store, 'int2')} and ${row}.store > 0 and ${row}.type = ${type}`;
    const candidates =
      query.since === undefined ? asItWas(query, { schema, own, bind }) : changed(query, { schema, own, bind });
    if (typeof candidates !== 'string') return candidates;
    const text = `with c as materialized (${candidates}),
s as (select c.*, sum(size) over (order by n) - size as before, (select count(*)::int from c) as looked_at from c)
select s.id, s.ver, s.updated, s.deleted, s.place, s.looked_at, ${matches} as matches,
  (select v.content from ${schema}.ver v where v.rid = s.rid and v.ver = s.ver - s.deleted::int) as content
from s where before < ${bind(mostBytes, 'int')} order by n`;
    const rows = await run<Row>(text, values);
    const last = rows.at(-1);
    const isLast = last === undefined || (last.looked_at < query.first && rows.length === last.looked_at);
    const there = rows.flatMap((row) => itemOf(row, query.deleted));
    const earlier = there.filter(({ matches: found }) => found === null).map(({ item }) => item);
    const found =
      filter === undefined ? new Set<string>() : await fulfilling({ run, within, type: query.type }, filter, earlier);
    const items = there.filter(({ item, matches: isFound }) => isFound ?? found.has(item.id)).map(({ item }) => item);
    return { items, ...(isLast ? {} : { next: last.place }) };
  };

const itemOf = ({ id, ver, updated, deleted, content, matches }: Row, wanted: boolean) =>
  ver === null || deleted !== wanted
    ? []
    : [{ matches, item: { id, version: ver, lastUpdated: updated, text: content ?? '' } satisfies SnapshotItem }];

type Parts = { readonly schema: string; readonly own: (row: string) => string; readonly bind: Bind };

/** Items by their ids, each in its last version before the instant. */
const asItWas = ({ before, from, to, after, first }: SnapshotQuery, { schema, own, bind }: Parts): string | Failure => {
  if (after !== undefined && !isId(after)) return lost;
  const bounds = [
    ...((after ?? from) === undefined ? [] : [`r.id > ${bind(after ?? from, 'text')}`]),
    ...(to === undefined ? [] : [`r.id <= ${bind(to, 'text')}`]),
  ];
  return `select r.rid, r.id, v.ver, v.updated, coalesce(v.deleted, true) as deleted, coalesce(octet_length(v.content), 0) as size, r.id as place,
  row_number() over (order by r.id) as n
from (select rid, id from ${schema}.res r where ${[own('r'), ...bounds].join(' and ')} order by id limit ${bind(first, 'int')}) r
left join lateral (select * from ${schema}.ver v where v.rid = r.rid and v.updated < ${bind(before, 'timestamptz')} order by v.ver desc limit 1) v on true`;
};

/** Items that changed since, each in its last version before the instant, in the order in which they changed. */
const changed = (
  { before, since, deleted, after, first }: SnapshotQuery,
  { schema, own, bind }: Parts,
): string | Failure => {
  const place = after === undefined ? undefined : /^(\S+) (\d{1,18}) (\d{1,9})$/.exec(after);
  if (place === null || Number.isNaN(Date.parse(place?.[1] ?? '2000-01-01'))) return lost;
  const until = bind(before, 'timestamptz');
  const next =
    place === undefined
      ? ''
      : ` and (v.updated, v.rid, v.ver) > (${bind(place[1], 'timestamptz')}, ${bind(place[2], 'bigint')}, ${bind(Number(place[3]), 'int')})`;
  return `select v.rid, r.id, v.ver, v.updated, v.deleted, octet_length(v.content) as size,
  to_char(v.updated at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.USZ') || ' ' || v.rid || ' ' || v.ver as place,
  row_number() over (order by v.updated, v.rid, v.ver) as n
from (select v.* from ${schema}.ver v where ${own('v')} and v.updated >= ${bind(since, 'timestamptz')} and v.updated < ${until}
    and v.deleted = ${String(deleted)}${next}
    and not exists (select from ${schema}.ver n where n.rid = v.rid and n.ver = v.ver + 1 and n.updated < ${until})
  order by v.updated, v.rid, v.ver limit ${bind(first, 'int')}) v
cross join lateral (select * from ${schema}.res r where r.rid = v.rid limit 1) r`;
};

const lost: Failure = invalid('This is no place in an export.', 'after');
