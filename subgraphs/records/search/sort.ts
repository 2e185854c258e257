import { invalid, isFailure, unsupported, type Failure } from '../../../kernel/failure.ts';
import { clinicalDateCodes } from '../extract/clinical-date.ts';
import type { TypeIndex } from '../extract/type-index.ts';
import { jsonPathOf } from '../fhir/json-path.ts';
import { bigints, type Bind } from './criterion.ts';
import { dateRange } from '../extract/date.ts';
import { hashOf, seedOf } from '../extract/hash.ts';
import { nameOf, type QueryParameter } from './query.ts';

/** One of the keys that a page of a customer's store is sorted by; what has no value comes last. FHIR R4 §3.1.1.5.1 */
export type SortKey = {
  readonly descending: boolean;
  readonly type: 'text' | 'float8' | 'timestamptz';
  /** The key of the row `r`, whose content is `r.content` where `content` is set. */
  readonly expression: (bind: Bind) => string;
  readonly content: boolean;
};

/** All keys of `_sort`. Columns are as they are; numbers, dates and strings lie in the row; codes are read from the content. */
export const sortKeysOf = (type: string, index: TypeIndex, parameter: QueryParameter): readonly SortKey[] | Failure => {
  const keys: SortKey[] = [];
  for (const value of parameter.values) {
    const descending = value.startsWith('-');
    const key = keyOf(type, index, { code: descending ? value.slice(1) : value, descending });
    if (key === undefined)
      return invalid(`${type} has no search parameter ${JSON.stringify(value)} to sort by.`, nameOf(parameter));
    if (isFailure(key)) return key;
    keys.push(key);
  }
  return keys;
};

const keyOf = (
  type: string,
  { parameters }: TypeIndex,
  { code, descending }: { readonly code: string; readonly descending: boolean },
): SortKey | Failure | undefined => {
  const column = (name: string, of: SortKey['type']): SortKey => ({
    descending,
    type: of,
    expression: () => `r.${name}`,
    content: false,
  });
  if (code === '_id') return column('id', 'text');
  if (code === '_lastUpdated') return column('updated', 'timestamptz');
  if (code === 'date' && clinicalDateCodes(type).includes(code) && !parameters.has(code))
    return column('at', 'timestamptz');
  const known = parameters.get(code);
  if (known === undefined) return undefined;
  const choose = descending ? 'max' : 'min';
  const places = known.terminals.map(({ place }) => place.range);
  switch (known.kind) {
    case 'string':
    case 'uri':
      return {
        descending,
        type: 'text',
        content: false,
        expression: (bind) =>
          `(select ${choose}(v.val collate "C") from unnest(r.str_ph, r.str_val) as v(ph, val) where v.ph = any(${bind(bigints(places), 'bigint[]')}))`,
      };
    case 'number':
    case 'quantity':
    case 'date':
      return {
        descending,
        type: 'float8',
        content: false,
        expression: (bind) =>
          `(select ${choose}(${descending ? 'coalesce(v.hi, v.lo)' : 'v.lo'}) from unnest(r.num_ph, r.num_lo, r.num_hi) as v(ph, lo, hi) where v.ph = any(${bind(bigints(places), 'bigint[]')}))`,
      };
    case 'token':
    case 'reference': {
      const paths = known.terminals.flatMap(({ path }) => jsonPathOf(path) ?? []);
      return {
        descending,
        type: 'text',
        content: true,
        expression: (bind) =>
          `(select ${choose}((t.value #>> '{}') collate "C") from ${paths.map((path) => `jsonb_path_query(r.content, ${bind(path, 'text')}::jsonpath)`).reduce((all, one) => `(select value from ${all} as a(value) union all select value from ${one} as b(value))`)} as t(value))`,
      };
    }
    case 'composite':
    case 'special':
      return unsupported(`Nothing is sorted by ${code}: it is no one value.`, '_sort');
  }
};

const seed = seedOf('sorted');

/** Where a sorted page ended: its last row's keys, null where it has none, and the row. */
export type SortPlace = { readonly keys: readonly (string | null)[]; readonly rid: string };

export const writeSortPlace = (question: string, { keys, rid }: SortPlace): string =>
  Buffer.from(JSON.stringify([hashOf(seed, question), rid, ...keys])).toString('base64url');

export const readSortPlace = (question: string, sort: readonly SortKey[], after: string): SortPlace | Failure => {
  const refusal = invalid('This cursor is not from a page of this search.', 'after');
  try {
    const [mark, rid, ...keys] = JSON.parse(Buffer.from(after, 'base64url').toString()) as unknown[];
    if (mark !== hashOf(seed, question) || typeof rid !== 'string' || !/^\d{1,18}$/.test(rid)) return refusal;
    if (keys.length !== sort.length) return refusal;
    const sound = keys.filter((key, index): key is string | null => isKey(sort[index], key));
    return sound.length === keys.length ? { keys: sound, rid } : refusal;
  } catch {
    return refusal;
  }
};

const isKey = (sort: SortKey | undefined, key: unknown): boolean => {
  if (key === null) return true;
  if (typeof key !== 'string' || sort === undefined || key.includes('\0')) return false;
  if (sort.type === 'text') return true;
  if (sort.type === 'float8') return /^-?(?:Infinity|\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/.test(key);
  return key.includes(':') && dateRange(key.replace(' ', 'T').replace(/([+-]\d{2})$/, '$1:00')) !== undefined;
};

/** Only rows `m` after the place: by the first key that differs; what has no key comes last. */
export const afterSortPlace = (sort: readonly SortKey[], { keys, rid }: SortPlace, bind: Bind): string => {
  const row = `m.rid > ${bind(rid, 'bigint')}`;
  return sort.reduceRight((rest, { descending, type }, index) => {
    const name = `m.k${String(index)}`;
    const key = keys[index] ?? null;
    if (key === null) return `(${name} is null and ${rest})`;
    const value = bind(key, type);
    return `(${name} ${descending ? '<' : '>'} ${value} or ${name} is null or (${name} = ${value} and ${rest}))`;
  }, row);
};

export const orderBySort = (sort: readonly SortKey[], row: string): string =>
  [
    ...sort.map(({ descending }, index) => `${row}.k${String(index)} ${descending ? 'desc' : 'asc'} nulls last`),
    `${row}.rid`,
  ].join(', ');
