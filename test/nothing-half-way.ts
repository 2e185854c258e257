import type { TestDatabase } from './database.ts';

/** What a refused message leaves behind is its trace, and what a refused look leaves behind is the log: the rest stays. */
const traces = new Set(['exchange.message', 'patients.access_log']);

/**
 * How many rows stand in each table that holds records: compared before and after, it shows what was stored half-way. What was
 * announced moves on by itself meanwhile, from one table to the next (ADR 32).
 */
export const rowsOfRecords = async ({ pool }: TestDatabase): Promise<Readonly<Record<string, number>>> => {
  const { rows } = await pool.query<{ name: string }>(
    `select table_schema || '.' || table_name as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema', 'identity', 'events') order by 1`,
  );
  const names = rows.map(({ name }) => name).filter((name) => !traces.has(name));
  // One statement, and so one moment; a function would take no more than a hundred arguments.
  const counts = await pool.query<{ name: string; count: number }>(
    names.map((name) => `select '${name}' as name, count(*)::int as count from ${quoted(name)}`).join(' union all '),
  );
  return Object.fromEntries(counts.rows.map(({ name, count }) => [name, count]));
};

const quoted = (name: string): string =>
  name
    .split('.')
    .map((part) => `"${part}"`)
    .join('.');
