import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Pool, PoolClient } from 'pg';

type Migration = { readonly name: string; readonly sql: string; readonly checksum: string };
type Applied = { readonly name: string; readonly checksum: string; readonly finished: boolean };

const ourMigrations = fileURLToPath(new URL('./migrations/', import.meta.url));

/**
 * Brings the database to the state that this program was written for: runs each `migrations/NAME/migration.sql` that has
 * not been run, in the order of names, one transaction each. Several processes may do so at once; each runs once.
 *
 * The bookkeeping is Prisma's own (`_prisma_migrations`), so that `prisma migrate status` agrees with it.
 *
 * @returns the names of the migrations that this call has run
 * @throws Error naming the migration: it was changed after it ran, this program does not know it, or its SQL failed.
 */
export const migrate = async (pool: Pool, folder = ourMigrations): Promise<readonly string[]> => {
  const migrations = await readMigrations(folder);
  const ran: string[] = [];
  const client = await pool.connect();
  try {
    await inTurn(client, async () => {
      await client.query(bookkeeping);
      refuseIfStrange(migrations, await appliedMigrations(client));
    });
    for (const migration of migrations) {
      const isNew = await inTurn(client, () => applyUnlessDone(client, migrations, migration));
      if (isNew) ran.push(migration.name);
    }
  } finally {
    client.release();
  }
  return ran;
};

const readMigrations = async (folder: string): Promise<readonly Migration[]> => {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      // A checkout with Windows line ends is the same migration.
      const sql = (await readFile(join(folder, name, 'migration.sql'), 'utf8')).replaceAll('\r\n', '\n');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
};

/** The lock that Prisma's own migration engine takes, so that the two never run at once either. */
const lock = 72707369;

/**
 * Runs `work` in a transaction that waits for its turn among all processes. The lock belongs to the transaction, not to
 * the session, so that it also works through a pooler such as pgbouncer.
 */
const inTurn = async <Result>(client: PoolClient, work: () => Promise<Result>): Promise<Result> => {
  await client.query('begin');
  try {
    await client.query('select pg_advisory_xact_lock($1)', [lock]);
    const result = await work();
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
};

/** As Prisma 7 makes it. */
const bookkeeping = `create table if not exists public._prisma_migrations (
  id varchar(36) primary key not null,
  checksum varchar(64) not null,
  finished_at timestamptz,
  migration_name varchar(255) not null,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz not null default now(),
  applied_steps_count integer not null default 0
)`;

const appliedMigrations = async (client: PoolClient): Promise<readonly Applied[]> => {
  const { rows } = await client.query<Applied>(
    `select migration_name as name, checksum, finished_at is not null as finished
     from public._prisma_migrations where rolled_back_at is null order by migration_name`,
  );
  return rows;
};

const refuseIfStrange = (migrations: readonly Migration[], applied: readonly Applied[]): void => {
  for (const { name, checksum, finished } of applied) {
    const ours = migrations.find((migration) => migration.name === name);
    if (!finished) throw new Error(`Migration ${name} was begun by another tool and has not finished.`);
    if (ours === undefined) {
      throw new Error(`The database has been migrated by a newer version: this one does not know migration ${name}.`);
    }
    if (ours.checksum !== checksum) {
      throw new Error(
        `Migration ${name} has been changed after it was applied. Restore the file as it was, and write a new migration.`,
      );
    }
  }
};

/** True when it was ours to run; another process may have run it while we waited for our turn. */
const applyUnlessDone = async (
  client: PoolClient,
  migrations: readonly Migration[],
  { name, sql, checksum }: Migration,
): Promise<boolean> => {
  const applied = await appliedMigrations(client);
  refuseIfStrange(migrations, applied);
  if (applied.some((one) => one.name === name)) return false;
  try {
    await client.query(sql);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`Migration ${name} failed, and nothing of it was applied: ${reason}`, { cause });
  }
  // A migration may have changed the search path or other settings of its session.
  await client.query('reset all');
  await client.query(
    `insert into public._prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
     values ($1, $2, $3, now(), clock_timestamp(), 1)`,
    [randomUUID(), checksum, name],
  );
  return true;
};
