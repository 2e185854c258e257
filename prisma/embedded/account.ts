import { readFile, realpath, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';

/** The operating system's account under which PostgreSQL runs. */
export type Account = { readonly uid: number; readonly gid: number };

/**
 * PostgreSQL refuses to run as root; root therefore lends it the account `nobody`, which exists everywhere, so that no
 * account has to be made. Anyone else runs it as themselves: undefined.
 */
export const databaseAccount = async (): Promise<Account | undefined> => {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = await readFile('/etc/passwd', 'utf8');
  const [, uid, gid] = /^nobody:[^:]*:(-?\d+):(-?\d+):/m.exec(accounts) ?? [];
  if (uid === undefined || gid === undefined) {
    throw new Error(
      'PostgreSQL does not run as root, and there is no account `nobody` to run it. ' +
        'Start Tributary as another user, or set DATABASE_URL.',
    );
  }
  return { uid: Number(uid), gid: Number(gid) };
};

/** A folder for what may vanish with the next restart. The temporary folder may be a private one: then `/tmp`. */
export const temporaryPlace = async (account: Account | undefined): Promise<string> => {
  // A Unix socket's whole path must fit into about 100 bytes.
  if (process.platform === 'win32') return tmpdir();
  return tmpdir().length < 60 && (await canEnter(tmpdir(), account)) ? tmpdir() : '/tmp';
};

/** Whether the account can go into this folder: it and every folder above must let it. Always true for ourselves. */
export const canEnter = async (folder: string, account: Account | undefined): Promise<boolean> => {
  if (account === undefined) return true;
  for (let place = await realpath(folder); ; place = dirname(place)) {
    if (!(await permits(place, 0o1, account))) return false;
    if (place === dirname(place)) return true;
  }
};

/** Whether the account may read (4) or run or enter (1) this very file or folder. */
export const permits = async (path: string, wanted: number, account: Account | undefined): Promise<boolean> => {
  const { mode, uid, gid } = await stat(path);
  const own = account ?? { uid: process.getuid?.() ?? uid, gid: process.getgid?.() ?? gid };
  const bits = own.uid === uid ? mode >> 6 : own.gid === gid ? mode >> 3 : mode;
  return (bits & wanted) === wanted;
};
