import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { temporaryPlace, type Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { isErrno } from './files.ts';
import { giveWay } from './give-way.ts';
import type { Home } from './home.ts';
import { runningPostmaster, socketFolderPrefix, type Postmaster } from './postmaster.ts';
import { as, type Circumstances } from './program.ts';
import { settings } from './settings.ts';

/** Starts PostgreSQL and waits until it answers, however long it has to recover; or finds the one that another start was faster with. */
export const launch = async (home: Home, how: Circumstances): Promise<Postmaster> => {
  const deadline = Date.now() + patience;
  for (;;) {
    const outcome = await attemptLaunch(home, how);
    if (typeof outcome !== 'string') return outcome;
    // After a kill -9 of PostgreSQL its children need a moment to notice and let go, and on a busy machine a long one.
    if (Date.now() > deadline || !outcome.includes('shared memory block')) {
      throw new Error(`PostgreSQL does not start in ${home.data}. It says:\n${outcome}`);
    }
    await sleep(100);
  }
};

/**
 * Each statement takes a few dozen kilobytes and gives them back. Left to itself, glibc hands these to the operating system
 * every time, and PostgreSQL's processes spend a tenth of a write, and a quarter of a small sort, on fetching them again.
 * mallopt(3). Other C libraries do not know the names.
 */
const allocator = {
  MALLOC_TOP_PAD_: String(16 << 20),
  MALLOC_TRIM_THRESHOLD_: String(128 << 20),
  MALLOC_MMAP_THRESHOLD_: String(128 << 20),
};

/** Milliseconds. */
const patience = 60_000;

/** The running PostgreSQL, or its last words. */
const attemptLaunch = async (
  home: Home,
  { account, binaries, durable }: Circumstances,
): Promise<Postmaster | string> => {
  const socket = process.platform === 'win32' ? undefined : await makeSocketFolder(account);
  const port = socket === undefined ? await freePort() : 5432;
  const options = settings({ durable, port, socket }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);

  const log = await open(home.log, 'a', 0o600);
  const { size: before } = await log.stat();
  // Detached, so that Ctrl-C in the terminal reaches us alone and we shut down in our own order.
  const postgres = spawn(binaries.postgres, ['-D', home.data, ...options], {
    ...as(account, allocator),
    detached: true,
    windowsHide: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  postgres.unref();
  // Many tests at once are a crowd of their own, behind which their database would wait for good.
  if (durable) giveWay(postgres.pid);
  await log.close();

  const running = await untilReadyOrEnded(home, postgres);
  if (running !== undefined) return running;
  if (socket !== undefined) await rm(socket, { recursive: true, force: true });
  return (await readFile(home.log, 'utf8')).slice(before);
};

const untilReadyOrEnded = async (home: Home, postgres: ChildProcess): Promise<Postmaster | undefined> => {
  const ended = new AbortController();
  for (const event of ['exit', 'error']) {
    postgres.once(event, () => {
      ended.abort();
    });
  }
  for (;;) {
    const running = await runningPostmaster(home.data);
    if (running !== undefined || ended.signal.aborted) return running;
    await sleep(5);
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
