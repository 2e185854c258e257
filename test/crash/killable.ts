import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../free-port.ts';
import { aBuild, run, type Program } from '../program.ts';
import { dataFolder } from '../wiring.ts';

/** The whole system as one program, which is killed and started again on what is left. */
export type Killable = {
  readonly base: string;
  /**
   * Kills it as a failure would and starts it again: with its database, or alone, so that the database outlives it.
   * SIGQUIT is the end of PostgreSQL that a power cut would be: nothing is flushed, and the next start has to recover.
   */
  readonly crash: (how: { readonly database: boolean }) => Promise<void>;
  readonly stop: () => Promise<void>;
};

export const killable = async (environment: Readonly<Record<string, string>> = {}): Promise<Killable> => {
  const folder = dataFolder();
  const build = aBuild();
  const port = await freePort();
  const start = (): Promise<Program> =>
    run({ command: 'main', build, port, environment: { ...environment, DATA_DIR: folder.path } });

  /** As PostgreSQL itself writes it down; undefined once it has ended in order. */
  const postmasterPid = (): number | undefined => {
    try {
      return Number(readFileSync(join(folder.path, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
    } catch {
      return undefined;
    }
  };
  const endDatabase = (): void => {
    const postmaster = postmasterPid();
    if (postmaster !== undefined) process.kill(postmaster, 'SIGQUIT');
  };

  let running = await start();
  return {
    base: `http://127.0.0.1:${String(port)}`,
    crash: async ({ database }) => {
      if (database) endDatabase();
      await running.end('SIGKILL');
      running = await start();
    },
    stop: async () => {
      await running.end('SIGTERM');
      endDatabase();
      build.remove();
      folder.remove();
    },
  };
};
