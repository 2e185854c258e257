import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { isErrno } from './files.ts';

/** A running PostgreSQL. `socket` is the folder of its Unix socket; undefined where it listens on 127.0.0.1. */
export type Postmaster = { readonly pid: number; readonly port: number; readonly socket: string | undefined };

/**
 * The PostgreSQL that runs on this data directory, once it answers; undefined when none does.
 * One that is starting or stopping is waited for.
 */
export const runningPostmaster = async (data: string): Promise<Postmaster | undefined> => {
  for (;;) {
    const noted = await readPidFile(data);
    if (noted === undefined || !(await isPostgres(noted.pid))) return undefined;
    if (noted.status === 'ready') return noted;
    await sleep(20);
  }
};

/** False when it still runs after `patience` milliseconds. */
export const untilGone = async (postmaster: Postmaster, data: string, patience: number): Promise<boolean> => {
  const deadline = Date.now() + patience;
  // The file goes last; a pid alone may linger as a zombie where nobody reaps.
  while ((await readPidFile(data))?.pid === postmaster.pid && isAlive(postmaster.pid)) {
    if (Date.now() > deadline) return false;
    await sleep(10);
  }
  removeSocketFolder(postmaster);
  return true;
};

/**
 * Clears away what a PostgreSQL that was killed has left. PostgreSQL does that itself, except where its old pid now
 * belongs to some other program of the same user; it then believes that it runs already.
 */
export const forgetStale = async (data: string): Promise<void> => {
  const noted = await readPidFile(data);
  if (noted === undefined || (await isPostgres(noted.pid))) return;
  await rm(join(data, 'postmaster.pid'), { force: true });
  removeSocketFolder(noted);
};

/** The name by which our socket folders are known, so that no other folder is ever removed. */
export const socketFolderPrefix = 'tributary-socket-';

/** Synchronous, since a process that is ending has time for nothing else. */
export const removeSocketFolder = ({ socket }: Postmaster): void => {
  if (socket === undefined || !basename(socket).startsWith(socketFolderPrefix)) return;
  rmSync(socket, { recursive: true, force: true });
};

/** Lines: pid, data directory, start time, port, socket folder, address, shared memory, status. PostgreSQL §66.1 */
const readPidFile = async (data: string): Promise<(Postmaster & { status: string }) | undefined> => {
  try {
    const lines = (await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n').map((line) => line.trim());
    const [pid, port] = [Number(lines[0]), Number(lines[3])];
    if (!Number.isInteger(pid) || pid <= 0) return undefined;
    return { pid, port, socket: lines[4] === '' ? undefined : lines[4], status: lines[7] ?? '' };
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
};

export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isErrno(error, 'EPERM');
  }
};

/** A pid outlives its owner: after a crash or a reboot it may be anybody's. */
const isPostgres = async (pid: number): Promise<boolean> => {
  if (!isAlive(pid)) return false;
  if (process.platform === 'win32') return true;
  const command =
    process.platform === 'linux'
      ? await readFile(`/proc/${String(pid)}/cmdline`, 'utf8').catch(() => '')
      : await promisify(execFile)('ps', ['-p', String(pid), '-o', 'command=']).then(
          ({ stdout }) => stdout,
          () => '',
        );
  return command.includes('postgres');
};
