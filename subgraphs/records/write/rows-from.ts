import type { SqlType } from '../search/criterion.ts';
import { integers, literal } from './arrays.ts';
import { contents, type Columns, type Lists } from './columns.ts';
import type { Row } from './row.ts';

export type Count = 'one' | 'many';

export const countOf = (rows: readonly Row[]): Count => (rows.length === 1 ? 'one' : 'many');

/**
 * One row comes as itself, several as arrays, in $2 and on unless parameters are given. The planner does not see how long
 * these are (`(select $1)`): for each length it would make another plan, which takes longer than to run it.
 */
export const rowsFrom = (count: Count, of: Columns, parameter = numbered()): string =>
  count === 'one' ? oneFrom(of, parameter) : severalFrom(of, parameter);

type Parameter = (type: SqlType) => string;

const numbered = (): Parameter => {
  let last = 1;
  return (type) => `$${String((last += 1))}::${type}`;
};

const oneFrom = (of: Columns, parameter: Parameter): string => {
  const columns = [...of.plain, ...of.lists.flatMap(({ columns: own }) => own)];
  const values = columns.map(([name, type, , read = asIs]) => `${read(parameter(type))} as ${name}`);
  return `select ${values.join(', ')}, ${parameter('text')} as content`;
};

const severalFrom = (of: Columns, parameter: Parameter): string => {
  const names = of.plain.map(([name]) => name);
  const arrays = of.plain.map(([, type]) => `(select ${parameter(`${type}[]`)})`);
  const values = of.plain.map(([name, , , read = asIs]) => `${read(name)} as ${name}`);
  for (const [place, { columns }] of [...of.lists, contents].entries()) {
    const [first, last] = [`first${String(place)}`, `last${String(place)}`];
    for (const [name, type, , read = asIs] of columns)
      values.push(`${read(stretch({ of: parameter(type), type, first, last }))} as ${name}`);
    names.push(first, last);
    arrays.push(`(select ${parameter('int[]')})`, `(select ${parameter('int[]')})`);
  }
  return `select ${values.join(', ')} from unnest(${arrays.join(', ')}) as x(${names.join(', ')})`;
};

type Stretch = { readonly of: string; readonly type: string; readonly first: string; readonly last: string };

const stretch = ({ of, type, first, last }: Stretch): string =>
  type === 'bytea'
    ? `convert_from(substr(${of}, ${first}, ${last} - ${first} + 1), 'UTF8')`
    : `(${of})[${first}:${last}]`;

const asIs = (text: string): string => text;

/** The values of one row, or of several as arrays. */
export const valuesIn = (rows: readonly Row[], of: Columns): readonly unknown[] => {
  const [first, ...others] = rows;
  if (first === undefined) return [];
  if (others.length > 0)
    return [
      ...of.plain.map(([, , value]) => literal(rows.map(value))),
      ...[...of.lists, contents].flatMap((lists) => together(rows, lists)),
    ];
  const elements = of.lists.flatMap(({ lengthIn, columns }) =>
    columns.map(([, , array]) => (lengthIn(first) === null ? null : array(rows))),
  );
  return [...of.plain.map(([, , value]) => value(first)), ...elements, first.content];
};

/** The elements of all rows, and for each row which are its first and its last; PostgreSQL counts from 1. */
const together = (rows: readonly Row[], { lengthIn, isSame, columns }: Lists): readonly unknown[] => {
  const own: Row[] = [];
  const [firsts, lasts]: [(number | null)[], (number | null)[]] = [[], []];
  let end = 0;
  let [first, last]: [number | null, number | null] = [null, null];
  for (const [index, row] of rows.entries()) {
    const previous = rows[index - 1];
    if (previous === undefined || isSame?.(row, previous) !== true) {
      const length = lengthIn(row);
      own.push(row);
      [first, last] = length === null ? [null, null] : [end + 1, (end += length)];
    }
    firsts.push(first);
    lasts.push(last);
  }
  return [...columns.map(([, , array]) => array(own)), integers(firsts), integers(lasts)];
};
