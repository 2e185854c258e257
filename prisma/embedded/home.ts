import { createHash, randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { canEnter, type Account } from './account.ts';
import { reachablePlace } from './binaries.ts';
import { isErrno, isThere, moveUnlessThere } from './files.ts';
import { run, type Circumstances } from './program.ts';

/** One database on disk. `data` is PostgreSQL's own directory, `log` what the server says about itself. */
export type Home = { readonly data: string; readonly log: string; readonly password: string };

/**
 * The database of this DATA_DIR, made where there is none yet.
 *
 * It is `DATA_DIR/postgres`, unless the account that runs PostgreSQL cannot get there (root's project under a 0700
 * folder): then it is kept in a place of its own, and the file `DATA_DIR/postgres.place` says where.
 */
export const openHome = async (dataDir: string, how: Circumstances): Promise<Home> => {
  await mkdir(dataDir, { recursive: true, mode: how.account === undefined ? 0o700 : 0o711 });
  const place = (await placeOf(dataDir, how.account)) ?? (await makePlace(dataDir, how));
  const password = await readFile(join(place, 'password'), 'utf8');
  return { data: join(place, 'data'), log: join(place, 'server.log'), password };
};

const noteIn = (dataDir: string): string => join(dataDir, 'postgres.place');

const placeOf = async (dataDir: string, account: Account | undefined): Promise<string | undefined> => {
  const noted = await readNote(dataDir);
  if (noted !== undefined) {
    if (await isThere(join(noted, 'data'))) return noted;
    throw new Error(
      `${noteIn(dataDir)} says that the database is in ${noted}, but it is not there. ` +
        'Put it back, or delete the note to begin with an empty database.',
    );
  }
  const inside = join(dataDir, 'postgres');
  if (!(await isThere(inside))) return undefined;
  if (await canEnter(dataDir, account)) return inside;
  throw new Error(
    `The database in ${inside} can no longer be reached by the account that runs PostgreSQL: ` +
      'a folder above it has become private. Let others enter (chmod o+x) the folders above it.',
  );
};

const readNote = async (dataDir: string): Promise<string | undefined> => {
  try {
    return (await readFile(noteIn(dataDir), 'utf8')).trim();
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
};

/** Prepared beside and moved in whole, so that a start that is killed half-way leaves no half database. */
const makePlace = async (dataDir: string, how: Circumstances): Promise<string> => {
  if (await canEnter(dataDir, how.account)) {
    const place = join(dataDir, 'postgres');
    await moveUnlessThere(await initialise(`${place}.new-`, how), place);
    return place;
  }
  await mkdir(reachablePlace, { recursive: true, mode: 0o711 });
  // The name is new each time: who deletes DATA_DIR begins anew, and never meets an old database again.
  const name = createHash('sha256').update(resolve(dataDir)).digest('hex').slice(0, 12);
  const place = await initialise(join(reachablePlace, `${name}-`), how);
  await writeFile(noteIn(dataDir), `${place}\n`, { flag: 'wx' }).catch((error: unknown) => {
    if (!isErrno(error, 'EEXIST')) throw error;
  });
  return (await readNote(dataDir)) ?? place;
};

const initialise = async (prefix: string, { account, binaries, durable }: Circumstances): Promise<string> => {
  const place = await mkdtemp(prefix);
  const passwordFile = join(place, 'password');
  await writeFile(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
  await chmod(place, 0o700);
  if (account !== undefined) {
    await chown(passwordFile, account.uid, account.gid);
    await chown(place, account.uid, account.gid);
  }
  // The password is 192 random bits, so stretching it adds nothing but CPU to every connection.
  const access = [
    '--username=tributary',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '-c',
    'scram_iterations=1',
  ];
  // One collation on every platform, by code point: order and indexes never change under us with a system update.
  const text = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const options = [`--pgdata=${join(place, 'data')}`, ...access, ...text, '--no-instructions'];
  await run(binaries.initdb, durable ? options : [...options, '--no-sync'], account);
  return place;
};
