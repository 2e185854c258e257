import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Pool } from 'pg';
import { readPrismaSchema, type SchemaLines } from './schema-file.ts';

const ourSchema = fileURLToPath(new URL('./schema/', import.meta.url));

/**
 * The tables of the document store, which `subgraphs/records` reads and writes with its own SQL: Prisma does not know them.
 * What they look like is settled by their migration and its tests.
 */
const documentStore = ['clinical', 'appointments'].flatMap((schema) =>
  ['res', 'ver', 'ord', 'num', 'dt', 'str', 'outbox', 'words', 'words_until', 'coded_text'].map(
    (table) => `${schema}.${table}`,
  ),
);

/** The events, likewise: `subgraphs/kit/announce.ts` and the exchange slice have their own SQL. */
const events = [
  'outbox',
  'event',
  'endpoint',
  'replay',
  'dead_letter',
  'endpoint_act',
  'notice',
  'mail',
  'unsubscribed',
  'refused_address',
].map((table) => `events.${table}`);

/**
 * Where the Prisma schema and the database disagree, one line each; none when every model, column, type, nullability,
 * primary key and enum is the same on both sides.
 */
export const schemaDifferences = async (pool: Pool, folder = ourSchema): Promise<readonly string[]> => {
  const expected = readPrismaSchema(await readSchemaFiles(folder));
  const found = await readDatabase(pool);
  const missing = [...expected].filter((line) => !found.has(line)).map((line) => `only in the Prisma schema: ${line}`);
  const extra = [...found].filter((line) => !expected.has(line)).map((line) => `only in the database: ${line}`);
  return [...missing, ...extra].sort();
};

const readSchemaFiles = async (folder: string): Promise<string> => {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.prisma')).sort();
  return (await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))).join('\n');
};

const readDatabase = async (pool: Pool): Promise<SchemaLines> => {
  const columns = await pool.query<{ line: string }>({ text: columnLines, values: [[...documentStore, ...events]] });
  const enums = await pool.query<{ line: string }>(enumLines);
  return new Set([...columns.rows, ...enums.rows].map(({ line }) => line));
};

const ours = `n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')`;

// `timestamptz` without a precision has 6 digits.
const columnLines = `
  select format('%s.%s.%s %s', n.nspname, c.relname, a.attname,
           regexp_replace(format_type(a.atttypid, a.atttypmod), '^timestamp with', 'timestamp(6) with'))
         || case when a.attnotnull then ' not null' else '' end
         || case when a.attnum = any(k.conkey) then ' key' else '' end as line
  from pg_attribute a
  join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p')
  join pg_namespace n on n.oid = c.relnamespace
  left join pg_constraint k on k.conrelid = c.oid and k.contype = 'p'
  where ${ours} and a.attnum > 0 and not a.attisdropped
    and format('%s.%s', n.nspname, c.relname) <> all($1)
    and c.oid <> 'public._prisma_migrations'::regclass`;

const enumLines = `
  select format('%s.%s (%s)', n.nspname, t.typname, string_agg(e.enumlabel, ', ' order by e.enumsortorder)) as line
  from pg_type t
  join pg_namespace n on n.oid = t.typnamespace
  join pg_enum e on e.enumtypid = t.oid
  where ${ours}
  group by n.nspname, t.typname`;
