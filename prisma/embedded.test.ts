import { spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { makeProject, start, type Started } from '../test/embedded-project.ts';
import { startEmbedded } from './embedded.ts';

const project = await makeProject();
afterAll(project.remove);

const isRoot = process.getuid?.() === 0;
const nobody = 65534;

const newDataDir = (owner?: number): string => {
  const folder = mkdtempSync('/tmp/tributary-data-');
  if (owner !== undefined) chownSync(folder, owner, owner);
  chmodSync(folder, 0o755);
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
};

/** Starts it in a process of its own, and makes sure that nothing is left of it after the test. */
const begin = async (options: Parameters<typeof start>[1], where = project): Promise<Started> => {
  const started = await start(where, options);
  if (typeof started === 'string') throw new Error(started);
  onTestFinished(async () => {
    if (started.process.exitCode === null && started.process.signalCode === null) await started.end('SIGTERM');
  });
  return started;
};

const query = async <Row>(url: string, text: string): Promise<Row[]> => {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(text)).rows as Row[];
  } finally {
    await client.end();
  }
};

const socketOf = (url: string): string => new URL(url).searchParams.get('host') ?? '';
const postmasterOf = (data: string): number =>
  Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]);
const dataIn = (dataDir: string): string => join(dataDir, 'postgres', 'data');
const isStopped = (data: string): boolean => !existsSync(join(data, 'postmaster.pid'));

const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await sleep(10);
};

/** For what can be seen from outside without harm. */
const shared = { dataDir: mkdtempSync('/tmp/tributary-data-') };
chmodSync(shared.dataDir, 0o755);
const running = await start(project, shared);
if (typeof running === 'string') throw new Error(running);
afterAll(async () => {
  await running.end('SIGTERM');
  rmSync(shared.dataDir, { recursive: true });
});

describe('the embedded database', () => {
  it('is a durable PostgreSQL 18 that keeps what it is given', async () => {
    const dataDir = newDataDir();
    const first = await begin({ dataDir });
    await query(first.url, 'create table letters (id int); insert into letters values (1)');
    const shown =
      "array(select current_setting(s) from unnest(array['fsync', 'max_wal_size', 'jit', 'data_checksums']) s)";
    expect(await query(first.url, `select ${shown} as settings, version() like 'PostgreSQL 18%' as eighteen`)).toEqual([
      { settings: ['on', '4GB', 'off', 'on'], eighteen: true },
    ]);
    await first.end('SIGTERM');

    const second = await begin({ dataDir });
    expect(await query(second.url, 'select id from letters')).toEqual([{ id: 1 }]);
  });

  it('shuts down in order on SIGTERM and on SIGINT, and leaves no socket behind', async () => {
    const dataDir = newDataDir();
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const started = await begin({ dataDir });
      const idle = new pg.Client({ connectionString: started.url });
      idle.on('error', () => undefined);
      await idle.connect();
      await started.end(signal);
      expect(started.process.exitCode).toBe(0);
      expect(isStopped(dataIn(dataDir))).toBe(true);
      expect(existsSync(socketOf(started.url))).toBe(false);
    }
    const log = readFileSync(join(dataDir, 'postgres', 'server.log'), 'utf8');
    expect(log.match(/database system is shut down$/gm)).toHaveLength(2);
    expect(log).not.toContain('not properly shut down');
  });

  it('is not reached by the keys of the terminal, which end our whole process group', async () => {
    const dataDir = newDataDir();
    const started = await begin({ dataDir });
    process.kill(-started.pid, 'SIGQUIT');
    await until(() => started.process.signalCode !== null);
    expect(await query(started.url, 'select 1 as alive')).toEqual([{ alive: 1 }]);
    await begin({ dataDir });
  });

  it('is told to shut down when its owner ends without a word', async () => {
    const dataDir = newDataDir();
    await begin({ dataDir, ending: 'exit' });
    await until(() => isStopped(dataIn(dataDir)));
  });

  it('listens on a private Unix socket and on no TCP port', async () => {
    const { url } = running;
    expect(await query(url, "select current_setting('listen_addresses') as addresses")).toEqual([{ addresses: '' }]);
    expect(statSync(socketOf(url)).mode & 0o777).toBe(0o700);
  });

  it('gives way to us, so that a question to it does not stand in our way', async () => {
    const find = "select pid from pg_stat_activity where backend_type = 'checkpointer'";
    const [inherits] = await query<{ pid: number }>(running.url, find);
    for (const pid of [postmasterOf(dataIn(shared.dataDir)), inherits?.pid])
      expect(getPriority(pid)).toBe(getPriority(running.pid) + 5);
  });

  it('lets nobody in without its password', async () => {
    const guessed = new URL(running.url);
    guessed.password = 'guess';
    await expect(query(guessed.href, 'select 1')).rejects.toThrow('password authentication failed');
  });

  it('runs twice on one machine, each with its own data', async () => {
    const other = await begin({ dataDir: newDataDir() });
    await query(other.url, 'create table letters (id int)');
    await expect(query(running.url, 'select from letters')).rejects.toThrow('does not exist');
  });

  it('forces nothing to disk where it is not meant to last', async () => {
    const { url, stop } = await startEmbedded({ dataDir: newDataDir(), durable: false, log: () => undefined });
    expect(await query(url, "select current_setting('fsync') as fsync")).toEqual([{ fsync: 'off' }]);
    await stop();
  });
});

describe('a second owner', () => {
  it('is refused, and told which process is the first', async () => {
    const { pid, url } = running;
    expect(await start(project, shared)).toContain(`already in use by process ${String(pid)}`);
    expect(await query(url, 'select 1 as unharmed')).toEqual([{ unharmed: 1 }]);
  });

  it('is refused when several start at once on a fresh directory: one of them wins', async () => {
    const dataDir = newDataDir();
    const outcomes = await Promise.all(Array.from({ length: 4 }, () => start(project, { dataDir })));
    const winners = outcomes.filter((outcome) => typeof outcome !== 'string');
    onTestFinished(async () => {
      for (const winner of winners) await winner.end('SIGTERM');
    });
    expect(winners).toHaveLength(1);
    const refusals = outcomes.filter((outcome) => typeof outcome === 'string');
    for (const refusal of refusals) expect(refusal).toContain(`in use by process ${String(winners[0]?.pid)}`);
  });

  it('is refused still after PostgreSQL has restarted itself because one of its processes crashed', async () => {
    const dataDir = newDataDir();
    const { pid, url } = await begin({ dataDir });
    const backend = query<never>(url, 'select pg_sleep(60)').catch(() => undefined);
    let found: { pid: number }[] = [];
    while (found.length === 0) {
      found = await query(url, "select pid from pg_stat_activity where query like 'select pg_sleep%'");
    }
    process.kill(Number(found[0]?.pid), 'SIGKILL');
    await backend;
    const owner = `select application_name as name from pg_locks join pg_stat_activity using (pid) where locktype = 'advisory'`;
    let owners: { name: string }[] = [];
    while (owners.length === 0) owners = await query<{ name: string }>(url, owner).catch(() => []);
    expect(owners).toEqual([{ name: `tributary ${String(pid)}` }]);
    expect(await start(project, { dataDir })).toContain(`already in use by process ${String(pid)}`);
  });
});

describe('after kill -9', () => {
  it('of its owner, PostgreSQL is adopted as it runs', async () => {
    const dataDir = newDataDir();
    const first = await begin({ dataDir });
    await query(first.url, 'create table letters (id int); insert into letters values (1)');
    const before = postmasterOf(dataIn(dataDir));
    await first.end('SIGKILL');

    const second = await begin({ dataDir });
    expect(postmasterOf(dataIn(dataDir))).toBe(before);
    expect(second.logged).toEqual([`Adopted the PostgreSQL ${String(before)} that an earlier run left behind.`]);
    expect(await query(second.url, 'select id from letters')).toEqual([{ id: 1 }]);
    await second.end('SIGTERM');
    expect(isStopped(dataIn(dataDir))).toBe(true);
  });

  it('of both, nothing that was committed is lost', async () => {
    const dataDir = newDataDir();
    const first = await begin({ dataDir });
    await query(first.url, 'create table letters (id int); insert into letters values (1)');
    process.kill(postmasterOf(dataIn(dataDir)), 'SIGKILL');
    await first.end('SIGKILL');

    const second = await begin({ dataDir });
    expect(await query(second.url, 'select id from letters')).toEqual([{ id: 1 }]);
    expect(existsSync(socketOf(first.url))).toBe(false);
  });

  it('a pid that now belongs to another program does not stop the start', async () => {
    const dataDir = newDataDir();
    const first = await begin({ dataDir });
    const note = readFileSync(join(dataIn(dataDir), 'postmaster.pid'), 'utf8');
    await first.end('SIGTERM');

    const stranger = spawn('sleep', ['600'], isRoot ? { uid: nobody, gid: nobody } : {});
    onTestFinished(() => void stranger.kill());
    const file = join(dataIn(dataDir), 'postmaster.pid');
    writeFileSync(file, note.replace(/^\d+/, String(stranger.pid)), { mode: 0o600 });
    if (isRoot) chownSync(file, nobody, nobody);
    const second = await begin({ dataDir });
    expect(await query(second.url, 'select 1 as alive')).toEqual([{ alive: 1 }]);
    expect(stranger.exitCode).toBeNull();
  });
});

// Only root can be somebody else.
describe.runIf(isRoot)('for root', () => {
  it('PostgreSQL runs as nobody', async () => {
    expect(statSync(`/proc/${String(postmasterOf(dataIn(shared.dataDir)))}`).uid).toBe(nobody);
  });

  it('a project that no one else may enter keeps its data in a place that lasts, and notes where', async () => {
    const hidden = await makeProject();
    onTestFinished(hidden.remove);
    chmodSync(hidden.folder, 0o700);
    const dataDir = join(hidden.folder, '.data');
    const first = await begin({ dataDir }, hidden);
    const place = readFileSync(join(dataDir, 'postgres.place'), 'utf8').trim();
    onTestFinished(() => {
      rmSync(place, { recursive: true });
    });
    expect(place).toMatch(/^\/var\/lib\/tributary\/[0-9a-f]{12}-/);
    await query(first.url, 'create table letters (id int)');
    await first.end('SIGTERM');

    const second = await begin({ dataDir }, hidden);
    expect(await query(second.url, 'select id from letters')).toEqual([]);
    await second.end('SIGTERM');
  });

  it('a note that leads nowhere is a refusal, not an empty database', async () => {
    const dataDir = newDataDir();
    writeFileSync(join(dataDir, 'postgres.place'), '/var/lib/tributary/gone\n');
    expect(await start(project, { dataDir })).toContain('but it is not there');
  });

  it('a database that has become unreachable is a refusal, not an empty database', async () => {
    const dataDir = newDataDir();
    const first = await begin({ dataDir });
    await first.end('SIGTERM');
    chmodSync(dataDir, 0o700);
    expect(await start(project, { dataDir })).toContain('can no longer be reached');
  });
});

describe.runIf(isRoot)('for a normal user', () => {
  it('PostgreSQL runs as that user, from a copy where the installed package cannot be completed', async () => {
    const installed = await makeProject(); // root's own, and without the links that the package needs
    onTestFinished(installed.remove);
    const dataDir = newDataDir(nobody);
    const first = await begin({ dataDir, uid: nobody }, installed);
    expect(statSync(`/proc/${String(postmasterOf(dataIn(dataDir)))}`).uid).toBe(nobody);
    const copy = readFileSync(`/proc/${String(postmasterOf(dataIn(dataDir)))}/cmdline`, 'utf8').split('\0')[0] ?? '';
    expect(copy.startsWith(join(dataDir, 'postgresql-18'))).toBe(true);
    expect(basename(copy)).toBe('postgres');
    await first.end('SIGTERM');
  });
});
