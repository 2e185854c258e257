import { addressOf } from './embedded/address.ts';
import { claimDatabase, type Claim } from './embedded/claim.ts';
import { databaseAccount } from './embedded/account.ts';
import { findBinaries } from './embedded/binaries.ts';
import { openHome, type Home } from './embedded/home.ts';
import { interrupt, launch } from './embedded/launch.ts';
import {
  forgetStale,
  removeSocketFolder,
  runningPostmaster,
  untilGone,
  type Postmaster,
} from './embedded/postmaster.ts';
import type { Circumstances } from './embedded/program.ts';

export type EmbeddedDatabase = {
  /** For `pg` and Prisma; holds the password, so never log it. */
  readonly url: string;
  /** Shuts PostgreSQL down in order (open connections are cut, everything is on disk) and resolves when it has ended. */
  readonly stop: () => Promise<void>;
};

export type EmbeddedOptions = {
  /** DATA_DIR: the database lives here, or where a note in here says. */
  readonly dataDir: string;
  /** False only for throw-away databases: nothing is forced to disk. */
  readonly durable?: boolean;
  readonly log: (line: string) => void;
};

/**
 * A real PostgreSQL 18 from npm, started beside us: no server to install, no account to create, no TCP port.
 *
 * One live owner per data directory. A PostgreSQL whose owner was killed is adopted as it runs. When this process ends
 * without `stop()`, PostgreSQL is told to shut down; when it is killed, PostgreSQL lives on until the next start.
 *
 * @throws Error with a sentence for the operator: another process owns the database, or PostgreSQL cannot run here.
 */
export const startEmbedded = async ({ dataDir, durable = true, log }: EmbeddedOptions): Promise<EmbeddedDatabase> => {
  const account = await databaseAccount();
  const binaries = await findBinaries(account, dataDir);
  const home = await openHome(dataDir, { account, binaries, durable, log });
  const { postmaster, claim } = await ownPostmaster(home, { account, binaries, durable, log });

  const onExit = (): void => {
    interrupt(postmaster.pid, binaries);
    removeSocketFolder(postmaster);
  };
  process.once('exit', onExit);

  let stopped: Promise<void> | undefined;
  const stop = async (): Promise<void> => {
    await claim.release();
    await shutDown(postmaster, home, { binaries, log });
    process.off('exit', onExit);
  };
  return { url: addressOf(postmaster, home.password, 'tributary'), stop: () => (stopped ??= stop()) };
};

/** The embedded PostgreSQL for a command that runs beside its owner; where nobody owns it, as `startEmbedded` gives it. */
export const joinEmbedded = async (options: EmbeddedOptions): Promise<EmbeddedDatabase> => {
  const { dataDir, durable = true, log } = options;
  const account = await databaseAccount();
  const binaries = await findBinaries(account, dataDir);
  const home = await openHome(dataDir, { account, binaries, durable, log });
  const running = await runningPostmaster(home.data);
  if (running === undefined) return startEmbedded(options);
  return { url: addressOf(running, home.password, 'tributary'), stop: () => Promise.resolve() };
};

/** The running PostgreSQL of this home, claimed for us: found alive, or launched. */
const ownPostmaster = async (home: Home, how: Circumstances): Promise<{ postmaster: Postmaster; claim: Claim }> => {
  for (;;) {
    const found = await runningPostmaster(home.data);
    if (found === undefined) await forgetStale(home.data);
    // When two start at once, PostgreSQL's own lock file lets one of them win; the other finds it running.
    const postmaster = found ?? (await launch(home, how));
    const claim = await claimDatabase(postmaster, home, how.log);
    if (claim === undefined) continue;
    if (found !== undefined) how.log(`Adopted the PostgreSQL ${String(found.pid)} that an earlier run left behind.`);
    return { postmaster, claim };
  }
};

const shutDown = async (
  postmaster: Postmaster,
  home: Home,
  { binaries, log }: Pick<Circumstances, 'binaries' | 'log'>,
): Promise<void> => {
  interrupt(postmaster.pid, binaries);
  if (await untilGone(postmaster, home.data, 60_000)) return;
  // Its log is written ahead, so a hard end costs a recovery at the next start and no data.
  log(`PostgreSQL ${String(postmaster.pid)} has not ended within a minute; it is stopped at once.`);
  process.kill(postmaster.pid, 'SIGQUIT');
  await untilGone(postmaster, home.data, 10_000);
};
