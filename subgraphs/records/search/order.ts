import { unsupported, type Failure } from '../../../kernel/failure.ts';
import { clinicalDateCodes } from '../extract/clinical-date.ts';
import type { SqlType } from './criterion.ts';
import { nameOf, type QueryParameter } from './query.ts';

/** What a page is sorted by. `rid` breaks ties, except for ids, which have none. */
export type Order = {
  readonly by: 'at' | 'updated' | 'id';
  readonly descending: boolean;
};

/** Newest first, by when it happened. */
export const byDate: Order = { by: 'at', descending: true };

/** The order that `_sort` asks for: the type's clinical date, `_lastUpdated` or `_id`, each with `-` for descending. */
export const orderOf = (type: string, parameter: QueryParameter): Order | Failure => {
  const [value = '', ...others] = parameter.values;
  const descending = value.startsWith('-');
  const code = descending ? value.slice(1) : value;
  const dates = clinicalDateCodes(type);
  const by =
    dates.includes(code) || code === 'date'
      ? 'at'
      : code === '_lastUpdated'
        ? 'updated'
        : code === '_id'
          ? 'id'
          : undefined;
  if (by === undefined || others.length > 0 || parameter.modifier !== undefined)
    return unsupported(
      `${type} can be sorted by one of ${[...dates, '_lastUpdated', '_id'].join(', ')}.`,
      nameOf(parameter),
    );
  return { by, descending };
};

export const keyTypes: Readonly<Record<Order['by'], SqlType>> = {
  at: 'timestamptz',
  updated: 'timestamptz',
  id: 'text',
};

export const orderBy = ({ by, descending }: Order, row: string): string => {
  const direction = descending ? 'desc' : 'asc';
  return by === 'id' ? `${row}.id ${direction}` : `${row}.${by} ${direction}, ${row}.rid ${direction}`;
};
