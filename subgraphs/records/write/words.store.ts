import { busy, type Failure } from '../../../kernel/failure.ts';
import { codedTexts } from '../extract/coded-text.ts';
import { wordsIn } from '../extract/words.ts';
import { typeNumber } from '../fhir/tables.ts';
import type { Solving } from '../read/solving.ts';
import { statement } from '../read/statement.ts';
import { bigints } from '../search/criterion.ts';

/** So many are taken up at once, and so many on the way of one search. */
const usual = { chunk: 500, most: 20_000 };

type Needs = Pick<Solving, 'run' | 'schema' | 'sql' | 'within'>;
type Stale = { readonly rid: string; readonly ver: number; readonly updated: string; readonly content: string };

/**
 * Takes up the words of whatever of a type has been written since the last search by words. It costs nothing to write,
 * and the first search by words of what is there already has to be asked more than once.
 *
 * @returns busy where more is to be taken up than a search can wait for; what was done stays done
 */
export const keepUpWords = async (
  needs: Needs,
  type: string,
  { chunk, most } = usual,
): Promise<Failure | undefined> => {
  const { until, since } = await horizon(needs, type);
  let from = since;
  for (let done = chunk; ; done += chunk) {
    const stale = await staleOf(needs, { type, from, chunk });
    if (stale.length > 0) await keep(needs, type, stale);
    const isAll = stale.length < chunk;
    from = stale.at(-1)?.updated ?? from;
    if (isAll || done >= most) {
      await note(needs, type, isAll ? until : from);
      return isAll ? undefined : late(type);
    }
  }
};

type OfPatients = { readonly patients: readonly string[]; readonly chunk?: number; readonly most?: number };

/**
 * The same for some patients' records, which remember nothing of what was taken up when: all that they hold of a type is
 * compared, and that is as much as the search is going to look at.
 */
export const keepUpWordsOf = async (
  needs: Needs,
  type: string,
  { patients, chunk = usual.chunk, most = usual.most }: OfPatients,
): Promise<Failure | undefined> => {
  let after = '0';
  for (let done = chunk; ; done += chunk) {
    const stale = await staleIn(needs, { type, patients, after, chunk });
    if (stale.length > 0) await keep(needs, type, stale);
    if (stale.length < chunk) return undefined;
    if (done >= most) return late(type);
    after = stale.at(-1)?.rid ?? after;
  }
};

const late = (type: string): Failure => busy(`The texts of ${type} are being taken up: ask again in a moment.`);

/** What is being taken up by nobody's search, in this process. */
const underway = new Set<string>();

/** Goes on where a search could not wait, until all is taken up: whoever asks again finds it, or is nearer to it. */
export const goOnWithWords = async (needs: Needs, type: string, parts = usual): Promise<void> => {
  const which = `${needs.schema}/${String(needs.within.store)}/${type}`;
  if (underway.has(which)) return;
  underway.add(which);
  try {
    let more: Failure | undefined;
    do more = await keepUpWords(needs, type, parts);
    while (more !== undefined);
  } finally {
    underway.delete(which);
  }
};

/**
 * Whatever is not seen now is of a transaction that began after the oldest that is open now; `updated` is when a row's
 * began, cut to the millisecond.
 */
const horizon = async (
  { run, schema, sql, within }: Needs,
  type: string,
): Promise<{ readonly until: string; readonly since: string }> => {
  const { bind, values } = statement();
  const [row] = await run<{ until: string; since: string }>(
    `select (least(now(), (select min(a.xact_start) from pg_stat_activity a where a.datname = current_database())) - interval '1 second')::text as until,
  coalesce((select u.updated from ${schema}.words_until u where u.store = ${bind(within.store, 'int2')} and u.type = ${bind(typeNumber(type) ?? 0, 'int2')}), '-infinity')::text as since`,
    values,
    sql,
  );
  if (row === undefined) throw new Error('PostgreSQL does not say what time it is.');
  return row;
};

const staleOf = (
  { run, schema, sql, within }: Needs,
  { type, from, chunk }: { readonly type: string; readonly from: string; readonly chunk: number },
): Promise<readonly Stale[]> => {
  const { bind, values } = statement();
  return run<Stale>(
    `select r.rid, r.ver, r.updated::text as updated, v.content
from (select r.rid, r.ver, r.updated from ${schema}.res r left join ${schema}.words w on w.rid = r.rid
  where r.store = ${bind(within.store, 'int2')} and r.store > 0 and r.type = ${bind(typeNumber(type) ?? 0, 'int2')}
    and r.updated >= ${bind(from, 'timestamptz')} and not r.deleted and w.ver is distinct from r.ver
  order by r.updated, r.rid limit ${String(chunk)}) r
join ${schema}.ver v on v.rid = r.rid and v.ver = r.ver order by r.updated, r.rid`,
    values,
    sql,
  );
};

type InRecords = {
  readonly type: string;
  readonly patients: readonly string[];
  readonly after: string;
  readonly chunk: number;
};

const staleIn = (
  { run, schema, sql }: Needs,
  { type, patients, after, chunk }: InRecords,
): Promise<readonly Stale[]> => {
  const { bind, values } = statement();
  return run<Stale>(
    `select r.rid, r.ver, r.updated::text as updated, v.content
from (select r.rid, r.ver, r.updated from ${schema}.res r left join ${schema}.words w on w.rid = r.rid
  where r.store = 0 and r.patient = any((select ${bind(patients, 'uuid[]')})::uuid[]) and r.type = ${bind(typeNumber(type) ?? 0, 'int2')}
    and not r.deleted and w.ver is distinct from r.ver and r.rid > ${bind(after, 'bigint')}
  order by r.rid limit ${String(chunk)}) r
join ${schema}.ver v on v.rid = r.rid and v.ver = r.ver order by r.rid`,
    values,
    sql,
  );
};

/** A later version that another search has taken up stays. */
const keep = async ({ run, schema, sql, within }: Needs, type: string, stale: readonly Stale[]): Promise<void> => {
  const textsOf = codedTexts({ ...within, type });
  const read = stale.map(({ rid, ver, content }) => {
    const resource: unknown = JSON.parse(content);
    return { rid, ver, ...wordsIn(resource), texts: textsOf(resource) };
  });
  const texts = read.flatMap((one) => one.texts.map((text) => ({ ...text, rid: one.rid })));
  const { bind, values } = statement();
  const rids = bind(bigints(read.map(({ rid }) => rid)), 'bigint[]');
  const vers = bind(
    read.map(({ ver }) => ver),
    'int[]',
  );
  const narratives = bind(
    read.map(({ narrative }) => narrative),
    'text[]',
  );
  const contents = bind(
    read.map(({ content }) => content),
    'text[]',
  );
  const places = bind(bigints(texts.map(({ ph }) => ph)), 'bigint[]');
  const vals = bind(
    texts.map(({ val }) => val),
    'text[]',
  );
  const owners = bind(bigints(texts.map(({ rid }) => rid)), 'bigint[]');
  await run(
    `with w as (
  insert into ${schema}.words as w(rid, ver, narrative, content)
  select x.rid, x.ver, x.narrative::tsvector, x.content::tsvector
  from unnest(${rids}, ${vers}, ${narratives}, ${contents}) x(rid, ver, narrative, content) order by x.rid
  on conflict (rid) do update set ver = excluded.ver, narrative = excluded.narrative, content = excluded.content
  where w.ver < excluded.ver returning rid),
t as materialized (select t.* from unnest(${places}, ${vals}, ${owners}) t(ph, val, rid) join w on w.rid = t.rid),
d as (delete from ${schema}.coded_text c using w where c.rid = w.rid
  and not exists (select from t where t.rid = c.rid and t.ph = c.ph and t.val = c.val))
insert into ${schema}.coded_text(ph, val, rid) select t.ph, t.val, t.rid from t order by 1, 2, 3 on conflict do nothing`,
    values,
    sql,
  );
};

const note = async ({ run, schema, sql, within }: Needs, type: string, updated: string): Promise<void> => {
  const { bind, values } = statement();
  await run(
    `insert into ${schema}.words_until as u(store, type, updated)
values (${bind(within.store, 'int2')}, ${bind(typeNumber(type) ?? 0, 'int2')}, ${bind(updated, 'timestamptz')})
on conflict (store, type) do update set updated = greatest(u.updated, excluded.updated) where u.updated < excluded.updated`,
    values,
    sql,
  );
};
