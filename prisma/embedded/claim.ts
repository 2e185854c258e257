import { setTimeout as sleep } from 'node:timers/promises';
import { Client, DatabaseError } from 'pg';
import { addressOf } from './address.ts';
import { isErrno } from './files.ts';
import type { Home } from './home.ts';
import { runningPostmaster, type Postmaster } from './postmaster.ts';

declare module 'pg' {
  interface Client {
    /** Lets the process end although this connection is open; `ref` takes that back. In pg since 8, not in its types. */
    unref(): void;
    ref(): void;
  }
}

export type Claim = { readonly release: () => Promise<void> };

/** "trib": no other program takes locks in the embedded server's `postgres` database. */
const lock = 0x74726962;

/**
 * Makes this process the one owner of the database, by a lock on a connection that stays open: PostgreSQL frees it when
 * this process ends, however it ends, so that it can never be stale. Makes the database `tributary` where it is missing.
 * Undefined when PostgreSQL ended meanwhile.
 *
 * @throws Error naming the process that owns the database already.
 */
export const claimDatabase = async (
  postmaster: Postmaster,
  home: Home,
  log: (line: string) => void,
): Promise<Claim | undefined> => {
  const first = await takeLock(postmaster, home);
  if (first === undefined) return undefined;
  await createDatabase(first);

  let client = first;
  let released = false;
  // PostgreSQL cuts all connections when one of its processes crashes; it goes on, so we take our lock again.
  const hold = (held: Client): void => {
    client = held;
    held.unref();
    held.on('error', () => undefined);
    held.on('end', () => {
      if (released) return;
      const lost = (error: unknown): void => {
        log(`The embedded PostgreSQL is no longer ours: ${error instanceof Error ? error.message : String(error)}`);
      };
      takeLock(postmaster, home).then((again) => {
        if (again === undefined) lost('it has ended.');
        else hold(again);
      }, lost);
    });
  };
  hold(first);
  return {
    release: async () => {
      released = true;
      // Else a process with nothing else to wait for would end in the middle of this.
      client.ref();
      await client.end().catch(() => undefined);
    },
  };
};

const takeLock = async (postmaster: Postmaster, home: Home): Promise<Client | undefined> => {
  for (let attempt = 1; ; attempt++) {
    const client = await connect(postmaster, home, attempt < 100);
    if (client !== undefined) {
      const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [lock]);
      if (rows[0]?.taken === true) return client;
      const owner = await ownerOf(client);
      await client.end();
      // For three seconds: an owner that is being restarted may still be shutting down.
      if (owner !== undefined && attempt >= 60) throw new Error(alreadyOwned(owner, home));
    }
    await sleep(50);
    if ((await runningPostmaster(home.data))?.pid !== postmaster.pid) return undefined;
  }
};

const alreadyOwned = (owner: number, home: Home): string =>
  `The database in ${home.data} is already in use by process ${String(owner)}. ` +
  'Stop that one first, give this one another DATA_DIR, or let both share a PostgreSQL by DATABASE_URL.';

/** Undefined while PostgreSQL is still starting, or just shutting down. */
const connect = async (postmaster: Postmaster, home: Home, patient: boolean): Promise<Client | undefined> => {
  const client = new Client({
    connectionString: addressOf(postmaster, home.password, 'postgres'),
    application_name: `tributary ${String(process.pid)}`,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    if (error instanceof DatabaseError && error.code === '57P03') return undefined;
    if (patient && isErrno(error, 'ECONNREFUSED', 'ENOENT', 'ECONNRESET')) return undefined;
    throw new Error(
      `PostgreSQL ${String(postmaster.pid)} runs on ${home.data} but cannot be reached` +
        `${error instanceof Error ? ` (${error.message})` : ''}. Stop it (kill -INT ${String(postmaster.pid)}) and start again.`,
      { cause: error },
    );
  }
};

const ownerOf = async (client: Client): Promise<number | undefined> => {
  const { rows } = await client.query<{ name: string }>(
    `select a.application_name as name from pg_locks l join pg_stat_activity a using (pid)
     where l.locktype = 'advisory' and l.granted and l.classid = 0 and l.objid = $1`,
    [lock],
  );
  const pid = Number(rows[0]?.name.replace('tributary ', ''));
  return Number.isInteger(pid) ? pid : undefined;
};

const createDatabase = async (client: Client): Promise<void> => {
  const { rowCount } = await client.query("select from pg_database where datname = 'tributary'");
  if (rowCount === 0) await client.query('create database tributary');
};
