import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cpu } from './measure.ts';
import { joinEmbedded } from '../prisma/embedded.ts';
import { cpuOf, residentMegabytes } from './processes.ts';

/** The whole system as `npm start` runs it, on a data directory of its own: a real database with fsync on. */
export type System = {
  readonly base: string;
  /** Milliseconds from the start of the process until it was ready. */
  readonly ready: number;
  /** CPU seconds used so far, by our process and by the database. */
  readonly cpu: () => Cpu;
  megabytes(): number;
  /** Of its database; it holds the password. */
  databaseUrl(): Promise<string>;
  stop(): Promise<void>;
};

/** As `npm start` does: a request's objects die before they are copied about, and the dead do not pile up. ADR 15 */
const asStarted = ['--max-semi-space-size=32', '--heap-growing-percent=50'];

export const startSystem = async (
  nodeOptions: readonly string[],
  program = 'main.js',
  environment: Readonly<Record<string, string>> = {},
): Promise<System> => {
  const dataDir = freshDirectory();
  const system = await startOn(dataDir, { nodeOptions, program, environment });
  return {
    ...system,
    stop: async () => {
      await system.stop();
      remove(dataDir);
    },
  };
};

/** Milliseconds until it is ready on a data directory that a run before it has left. */
export const warmStart = async (nodeOptions: readonly string[]): Promise<number> => {
  const dataDir = freshDirectory();
  const settings = { nodeOptions, program: 'main.js', environment: {} };
  await (await startOn(dataDir, settings)).stop();
  const system = await startOn(dataDir, settings);
  await system.stop();
  remove(dataDir);
  return system.ready;
};

const freshDirectory = (): string => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tributary-bench-'));
  // PostgreSQL runs as another user where we are root, and has to get in.
  chmodSync(dataDir, 0o711);
  return dataDir;
};

const remove = (dataDir: string): void => {
  rmSync(dataDir, { recursive: true, force: true });
};

type Settings = {
  readonly nodeOptions: readonly string[];
  readonly program: string;
  readonly environment: Readonly<Record<string, string>>;
};

const startOn = async (dataDir: string, { nodeOptions, program, environment }: Settings): Promise<System> => {
  const port = await freePort();
  const started = performance.now();
  const child = spawn(process.execPath, [...asStarted, ...nodeOptions, join(import.meta.dirname, '..', program)], {
    env: { ...process.env, PORT: String(port), DATA_DIR: dataDir, LOG_LEVEL: 'error', ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const base = `http://127.0.0.1:${String(port)}`;
  await untilReady(base, child);
  const ready = performance.now() - started;
  const pid = child.pid ?? 0;
  return {
    base,
    ready,
    cpu: () => cpuOf(pid),
    megabytes: () => residentMegabytes(pid),
    databaseUrl: async () => (await joinEmbedded({ dataDir, log: () => undefined })).url,
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
};

const untilReady = async (base: string, child: ChildProcess): Promise<void> => {
  for (;;) {
    if (child.exitCode !== null) throw new Error('The system did not start.');
    const answer = await fetch(`${base}/health/ready`).catch(() => undefined);
    if (answer?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  });
