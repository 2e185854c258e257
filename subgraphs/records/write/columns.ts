import type { ScalarType } from '../search/criterion.ts';
import { bigints, floats, literal, utf8, type Element } from './arrays.ts';
import type { Row } from './row.ts';

/** A column of rows as they travel: its name in statements, its type, what a row has in it, and how it is read. */
export type Column = readonly [
  name: string,
  type: ScalarType,
  value: (row: Row) => Element,
  read?: (column: string) => string,
];

/**
 * Columns of lists, equally long within a row: null where there is none. All rows' elements travel one after the other,
 * and each row takes its stretch of them: of elements of one width PostgreSQL copies it without looking at the others.
 */
export type Lists = {
  readonly lengthIn: (row: Row) => number | null;
  /** Where a row's list is the one before it, it does not travel again. */
  readonly isSame?: (row: Row, previous: Row) => boolean;
  readonly columns: readonly ListColumn[];
};

type ListColumn = readonly [
  name: string,
  type: 'uuid[]' | 'bigint[]' | 'float8[]' | 'bytea',
  array: (rows: readonly Row[]) => Buffer | string,
  read?: (list: string) => string,
];

/** What of a row a statement needs, next to `content`. */
export type Columns = { readonly plain: readonly Column[]; readonly lists: readonly Lists[] };

const plain: readonly Column[] = [
  ['type', 'int2', ({ type }) => type],
  ['id', 'text', ({ id }) => id],
  ['patient', 'uuid', ({ patient }) => patient],
  ['key', 'uuid', ({ key }) => key],
  ['label', 'text', ({ label }) => label],
  ['label_stands', 'boolean', ({ labelStands }) => labelStands],
  ['entered', 'timestamptz', ({ entered }) => entered],
  ['entered_order', 'text', ({ order }) => order],
  ['at', 'timestamptz', ({ at }) => at],
  ['visible_from', 'timestamptz', ({ visibleFrom }) => visibleFrom],
  ['origin', 'text', ({ origin }) => origin],
  ['deleted', 'boolean', ({ deleted }) => deleted],
  // Of elements of all widths a row's would have to be looked for.
  ['str_val', 'text', ({ strings }) => strings?.values ?? null, (column) => `${column}::text[]`],
  ['ways', 'int', ({ ways }) => ways],
  ['str_ways', 'int', ({ stringWays }) => stringWays],
];

const lists = {
  sources: {
    lengthIn: ({ sources }) => sources.length,
    isSame: ({ sources }, previous) =>
      sources.length === previous.sources.length &&
      sources.every((source, place) => source === previous.sources[place]),
    columns: [['sources', 'uuid[]', (rows) => literal(rows.flatMap(({ sources }) => sources))]],
  },
  tokens: {
    lengthIn: ({ tokens }) => tokens.length / 2,
    columns: [['toks', 'bigint[]', (rows) => bigints(rows.map(({ tokens }) => tokens))]],
  },
  ranges: {
    lengthIn: ({ ranges }) => ranges?.lows.length ?? null,
    columns: [
      ['num_ph', 'bigint[]', (rows) => bigints(rows.map(({ ranges }) => ranges?.places ?? []))],
      ['num_lo', 'float8[]', (rows) => floats(rows.map(({ ranges }) => ranges?.lows ?? []))],
      [
        'num_hi',
        'float8[]',
        (rows) => floats(rows.map(({ ranges }) => ranges?.highs ?? [])),
        (list) => `array_replace(${list}, 'NaN', null)`,
      ],
    ],
  },
  strings: {
    lengthIn: ({ strings }) => (strings === null ? null : strings.places.length / 2),
    columns: [['str_ph', 'bigint[]', (rows) => bigints(rows.map(({ strings }) => strings?.places ?? []))]],
  },
  ordered: {
    lengthIn: ({ ordered }) => ordered.length / 2,
    columns: [['ordered', 'bigint[]', (rows) => bigints(rows.map(({ ordered }) => ordered))]],
  },
} as const satisfies Readonly<Record<string, Lists>>;

const { sources, tokens, ranges, strings, ordered } = lists;

/** Of several rows: as bytes, which need no escaping. */
export const contents: Lists = {
  lengthIn: ({ content }) => Buffer.byteLength(content),
  columns: [['content', 'bytea', (rows) => utf8(rows.map(({ content }) => content))]],
};

const but = (...names: readonly string[]): readonly Column[] => plain.filter(([name]) => !names.includes(name));

export const customerColumns: Columns = { plain, lists: [sources, tokens, ranges, strings, ordered] };

/** The patients' record has no ways into it, and a write may say which version it follows. */
const recordColumns: Columns = {
  plain: [...but('ways', 'str_ways'), ['seen', 'int', ({ seen }) => seen ?? null]],
  lists: [sources, tokens, ranges, strings],
};

/** What travels for a put into the patients' record, and into a customer's store (`withWays`). */
export const columnsOfPut = (withWays: boolean): Columns => (withWays ? customerColumns : recordColumns);

/** What is not the same for all that is new in a customer's store. */
export const createdColumns: Columns = {
  plain: but('key', 'label', 'label_stands', 'entered_order', 'visible_from', 'deleted'),
  lists: customerColumns.lists,
};

/** What is looked at where an item is searched for. */
export const soughtColumns: Columns = {
  plain: plain.filter(([name]) => ['id', 'at', 'entered', 'str_val'].includes(name)),
  lists: [tokens, ranges, strings],
};
