import type { TestDatabase } from './database.ts';

/** What a refused message leaves behind is its trace, and what a refused look leaves behind is the log: the rest stays. */
const traces = new Set(['exchange.message', 'patients.access_log']);

/** How many rows stand in each table that holds records: compared before and after, it shows what was stored half-way. */
export const rowsOfRecords = async ({ pool }: TestDatabase): Promise<Readonly<Record<string, number>>> => {
  const { rows } = await pool.query<{ name: string }>(
    `select table_schema || '.' || table_name as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema', 'identity') order by 1`,
  );
  const names = rows.map(({ name }) => name).filter((name) => !traces.has(name));
  const counts = await pool.query<{ counts: Record<string, number> }>(
    `select jsonb_build_object(${names.map((name) => `'${name}', (select count(*) from ${quoted(name)})`).join(', ')}) as counts`,
  );
  return counts.rows[0]?.counts ?? {};
};

const quoted = (name: string): string =>
  name
    .split('.')
    .map((part) => `"${part}"`)
    .join('.');
