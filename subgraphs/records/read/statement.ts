import { hashOf, seedOf } from '../extract/hash.ts';
import type { Bind } from '../search/criterion.ts';
import type { Sql } from '../../kit/sql.ts';

/** A statement under construction: its text holds placeholders only, whatever it was asked. */
export type Statement = { readonly bind: Bind; readonly values: readonly unknown[] };

export const statement = (): Statement => {
  const values: unknown[] = [];
  return {
    values,
    bind: (value, type) => {
      values.push(value);
      return `$${String(values.length)}::${type}`;
    },
  };
};

/**
 * Runs a statement under a name of its own, so that it is planned once per connection, as long as there are few
 * different ones. A caller who invents ever new combinations of parameters gets them planned each time instead of filling
 * the memory of every connection. `within`: the transaction of a caller who has one.
 */
export const runner = (sql: Sql) => {
  const names = new Map<string, string>();
  return <Row>(text: string, values: readonly unknown[], within: Sql = sql): Promise<Row[]> => {
    let name = names.get(text);
    if (name === undefined && names.size < mostNamed) names.set(text, (name = `records.${hashOf(seed, text)}`));
    return within.query<Row>(name ?? '', text, values);
  };
};

export type Run = ReturnType<typeof runner>;

const mostNamed = 100;
const seed = seedOf('statement');
