import { rmSync } from 'node:fs';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { databaseAccount, temporaryPlace } from '../prisma/embedded/account.ts';
import { isAlive, runningPostmaster, untilGone } from '../prisma/embedded/postmaster.ts';
import { startEmbedded } from '../prisma/embedded.ts';
import { migrate } from '../prisma/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /**
     * The server of this test run and the migrated database in it that every test's own is a copy of; or why there is
     * none, so that tests without a database still run.
     */
    database: { readonly url: string; readonly template: string } | { readonly fault: string };
  }
}

/**
 * One throw-away PostgreSQL for the whole run, gone at its end, however it ends. `TEST_DATABASE_URL` names an empty
 * database of another server instead (an older PostgreSQL, say): its role must be allowed to make databases.
 */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const given = process.env['TEST_DATABASE_URL'];
  if (given !== undefined) {
    await migrateTemplate(given);
    project.provide('database', { url: given, template: new URL(given).pathname.slice(1) });
    return () => Promise.resolve();
  }
  const place = await temporaryPlace(await databaseAccount());
  await removeLeftOver(place);
  const dataDir = await mkdtemp(join(place, `${prefix}${String(process.pid)}-`));
  // PostgreSQL may run under another account, which has to pass through here.
  await chmod(dataDir, 0o711);
  const removeNow = (): void => {
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once('exit', removeNow);
  try {
    const database = await startEmbedded({
      dataDir,
      durable: false,
      log: (line) => void process.stderr.write(`${line}\n`),
    });
    await migrateTemplate(database.url);
    project.provide('database', { url: database.url, template: 'tributary' });
    return async () => {
      await database.stop();
      removeNow();
    };
  } catch (error) {
    project.provide('database', { fault: error instanceof Error ? error.message : String(error) });
    return async () => rm(dataDir, { recursive: true, force: true });
  }
};

const migrateTemplate = async (url: string): Promise<void> => {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  try {
    await migrate(pool);
  } finally {
    await pool.end();
  }
};

const prefix = 'tributary-test-';

/** What runs that were killed could not remove: their PostgreSQL, then their files. */
const removeLeftOver = async (place: string): Promise<void> => {
  for (const name of await readdir(place)) {
    const owner = Number(name.startsWith(prefix) ? name.slice(prefix.length).split('-')[0] : NaN);
    if (!Number.isInteger(owner) || isAlive(owner)) continue;
    // Another run may be clearing the same away at this moment.
    await removeRun(join(place, name)).catch(() => undefined);
  }
};

const removeRun = async (dataDir: string): Promise<void> => {
  const data = join(dataDir, 'postgres', 'data');
  const postmaster = await runningPostmaster(data);
  if (postmaster !== undefined) {
    process.kill(postmaster.pid, 'SIGQUIT');
    await untilGone(postmaster, data, 10_000);
  }
  await rm(dataDir, { recursive: true, force: true });
};
