import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { testDatabase, type TestDatabase } from '../test/database.ts';
import { migrate } from './migrate.ts';

/** A database without any migration, and a folder to write migrations into. */
const empty = async (): Promise<{
  pool: pg.Pool;
  url: string;
  folder: string;
  write: (name: string, sql: string) => void;
}> => {
  const database = await unmigrated();
  const folder = mkdtempSync(join(tmpdir(), 'tributary-migrations-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const write = (name: string, sql: string): void => {
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, 'migration.sql'), sql);
  };
  return { pool: database.pool, url: database.url, folder, write };
};

const unmigrated = async (): Promise<TestDatabase> => {
  const database = await testDatabase({ migrated: false });
  onTestFinished(database.drop);
  return database;
};

it('applies migrations in the order of their names, each once', async () => {
  const { pool, folder, write } = await empty();
  write('0002_fill', 'insert into letters values (1); insert into letters values (2);');
  write('0001_letters', 'create table letters (id int);');
  expect(await migrate(pool, folder)).toEqual(['0001_letters', '0002_fill']);
  expect(await migrate(pool, folder)).toEqual([]);
  const { rows } = await pool.query('select id from letters');
  expect(rows).toEqual([{ id: 1 }, { id: 2 }]);
});

it('applies what has been added since', async () => {
  const { pool, folder, write } = await empty();
  write('0001_letters', 'create table letters (id int);');
  await migrate(pool, folder);
  write('0002_more', 'create table more (id int);');
  expect(await migrate(pool, folder)).toEqual(['0002_more']);
});

it("keeps Prisma's own record of each", async () => {
  const { pool, folder, write } = await empty();
  write('0001_letters', 'create table letters (id int);');
  await migrate(pool, folder);
  const { rows } = await pool.query(
    `select migration_name, checksum, logs, rolled_back_at, applied_steps_count, finished_at >= started_at as finished
     from _prisma_migrations`,
  );
  // printf 'create table letters (id int);' | sha256sum
  const checksum = 'a475ce33712ff3bafa4c97bd561bba238a3ab15ac2a383b7edc777494ce01791';
  const expected = { migration_name: '0001_letters', checksum, logs: null, rolled_back_at: null };
  expect(rows).toEqual([{ ...expected, applied_steps_count: 1, finished: true }]);
});

it('takes a checkout with Windows line ends for the same migration', async () => {
  const { pool, folder, write } = await empty();
  write('0001_letters', 'create table letters (\n  id int\n);\n');
  await migrate(pool, folder);
  write('0001_letters', 'create table letters (\r\n  id int\r\n);\r\n');
  expect(await migrate(pool, folder)).toEqual([]);
});

it('runs each migration once when eight processes start at the same moment', async () => {
  const { pool, url, folder, write } = await empty();
  write('0001_letters', 'create table letters (id int); select pg_sleep(0.05);');
  write('0002_fill', 'insert into letters values (1); select pg_sleep(0.05);');
  const pools = Array.from({ length: 8 }, () => new pg.Pool({ connectionString: url, max: 1 }));
  const ran = await Promise.all(pools.map((one) => migrate(one, folder)));
  expect(ran.flat().sort()).toEqual(['0001_letters', '0002_fill']);
  const { rows } = await pool.query('select id from letters');
  expect(rows).toHaveLength(1);
  await Promise.all(pools.map((one) => one.end()));
});

it('refuses a migration that was changed after it was applied, before it applies any other', async () => {
  const { pool, folder, write } = await empty();
  write('0001_letters', 'create table letters (id int);');
  await migrate(pool, folder);
  write('0001_letters', 'create table letters (id bigint);');
  write('0002_more', 'create table more (id int);');
  await expect(migrate(pool, folder)).rejects.toThrow('Migration 0001_letters has been changed after it was applied');
  await expect(pool.query('select from more')).rejects.toThrow('does not exist');
});

it('refuses a database that a newer version has migrated', async () => {
  const { pool, folder, write } = await empty();
  write('0001_letters', 'create table letters (id int);');
  write('0002_more', 'create table more (id int);');
  await migrate(pool, folder);
  rmSync(join(folder, '0002_more'), { recursive: true });
  await expect(migrate(pool, folder)).rejects.toThrow('does not know migration 0002_more');
});

it('refuses to go on where another tool stopped half-way', async () => {
  const { pool, folder, write } = await empty();
  write('0001_letters', 'create table letters (id int);');
  await migrate(pool, folder);
  await pool.query('update _prisma_migrations set finished_at = null');
  await expect(migrate(pool, folder)).rejects.toThrow('Migration 0001_letters was begun by another tool');
});

it('leaves nothing of a migration that fails, keeps those before it, and says which it was', async () => {
  const { pool, folder, write } = await empty();
  write('0001_letters', 'create table letters (id int);');
  write('0002_wrong', 'create table half (id int); select 1 / 0;');
  await expect(migrate(pool, folder)).rejects.toThrow('Migration 0002_wrong failed');
  await expect(pool.query('select from half')).rejects.toThrow('does not exist');
  write('0002_wrong', 'create table whole (id int);');
  expect(await migrate(pool, folder)).toEqual(['0002_wrong']);
});

it('gives the connection back as it was', async () => {
  const { folder, write, url } = await empty();
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  write('0001_path', 'create schema elsewhere; set search_path = elsewhere;');
  write('0002_letters', 'create table letters (id int);');
  await migrate(pool, folder);
  const { rows } = await pool.query("select to_regclass('public.letters') is not null as there");
  expect(rows).toEqual([{ there: true }]);
  await pool.end();
});
