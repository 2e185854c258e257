import { execFile, type SpawnOptions } from 'node:child_process';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';

/** All that one start of PostgreSQL depends on, besides the place of its data. */
export type Circumstances = {
  readonly account: Account | undefined;
  readonly binaries: Binaries;
  readonly durable: boolean;
  readonly log: (line: string) => void;
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

export const as = (account: Account | undefined, environment: Readonly<Record<string, string>> = {}): SpawnOptions => ({
  ...account,
  // Root's own folder may be one that the account cannot enter.
  cwd: account === undefined ? undefined : '/',
  // Nothing of ours: PGPORT, PGDATESTYLE and the like would change the server.
  ...(process.platform === 'win32' ? {} : { env: { PATH: '/usr/bin:/bin', ...environment } }),
});
