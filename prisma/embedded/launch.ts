import { execFile, spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { temporaryPlace, type Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { isErrno } from './files.ts';
import type { Home } from './home.ts';
import { runningPostmaster, socketFolderPrefix, type Postmaster } from './postmaster.ts';
import { settings } from './settings.ts';

export type Launch = {
  readonly account: Account | undefined;
  readonly binaries: Binaries;
  readonly durable: boolean;
  readonly log: (line: string) => void;
};

/** Starts PostgreSQL and waits until it answers, however long it has to recover; or finds the one that another start was faster with. */
export const launch = async (home: Home, how: Launch): Promise<Postmaster> => {
  for (let attempt = 1; ; attempt++) {
    const outcome = await attemptLaunch(home, how);
    if (typeof outcome !== 'string') return outcome;
    // After a kill -9 of PostgreSQL its children need a moment to notice and let go.
    if (attempt >= 50 || !outcome.includes('shared memory block')) {
      throw new Error(`PostgreSQL does not start in ${home.data}. It says:\n${outcome}`);
    }
    await sleep(100);
  }
};

/** The running PostgreSQL, or its last words. */
const attemptLaunch = async (home: Home, { account, binaries, durable }: Launch): Promise<Postmaster | string> => {
  const socket = process.platform === 'win32' ? undefined : await makeSocketFolder(account);
  const port = socket === undefined ? await freePort() : 5432;
  const options = settings({ durable, port, socket }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);

  const log = await open(home.log, 'a', 0o600);
  const { size: before } = await log.stat();
  // Detached, so that Ctrl-C in the terminal reaches us alone and we shut down in our own order.
  const postgres = spawn(binaries.postgres, ['-D', home.data, ...options], {
    ...as(account),
    detached: true,
    windowsHide: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  postgres.unref();
  await log.close();

  const running = await untilReadyOrEnded(home, postgres);
  if (running !== undefined) return running;
  if (socket !== undefined) await rm(socket, { recursive: true, force: true });
  return (await readFile(home.log, 'utf8')).slice(before);
};

const untilReadyOrEnded = async (home: Home, postgres: ChildProcess): Promise<Postmaster | undefined> => {
  let ended = false;
  postgres.once('exit', () => (ended = true));
  postgres.once('error', () => (ended = true));
  for (;;) {
    const running = await runningPostmaster(home.data);
    if (running !== undefined || ended) return running;
    await sleep(5);
  }
};

/** Runs one of PostgreSQL's programs to its end. */
export const run = async (program: string, args: readonly string[], account: Account | undefined): Promise<void> => {
  try {
    await promisify(execFile)(program, args, as(account));
  } catch (error) {
    throw new Error(`${basename(program)} failed, so there is no embedded PostgreSQL. It says:\n${String(error)}`, {
      cause: error,
    });
  }
};

/** Orderly and at once: open connections are cut, then everything is written to disk ("fast shutdown"). */
export const interrupt = (pid: number, binaries: Binaries): void => {
  // Windows has no signals; PostgreSQL has its own there, and pg_ctl knows how to send them.
  if (process.platform === 'win32') {
    spawnSync(binaries.pgCtl, ['kill', 'INT', String(pid)], { windowsHide: true });
    return;
  }
  try {
    process.kill(pid, 'SIGINT');
  } catch (error) {
    if (!isErrno(error, 'ESRCH')) throw error;
  }
};

const as = (account: Account | undefined): SpawnOptions => ({
  ...account,
  // Root's own folder may be one that the account cannot enter.
  cwd: account === undefined ? undefined : '/',
  // Nothing of ours: PGPORT, PGDATESTYLE and the like would change the server.
  ...(process.platform === 'win32' ? {} : { env: { PATH: '/usr/bin:/bin' } }),
});

const makeSocketFolder = async (account: Account | undefined): Promise<string> => {
  const folder = await mkdtemp(join(await temporaryPlace(account), socketFolderPrefix));
  if (account !== undefined) await chown(folder, account.uid, account.gid);
  return folder;
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('A TCP server has no port.');
  return address.port;
};
