import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { freePort } from './free-port.ts';

const root = dirname(import.meta.dirname);

/** What `npm run build` makes of the sources as they are now, in a folder of its own that no later build changes. */
export type Build = { readonly folder: string; readonly remove: () => void };

export const aBuild = (): Build => {
  const { status, stderr } = spawnSync(process.execPath, ['tools/build.mjs'], { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`The build failed. ${stderr}`);
  // Under the project, so that node_modules is found.
  const folder = mkdtempSync(join(root, '.build', 'tested-'));
  cpSync(join(root, 'dist'), folder, { recursive: true });
  return {
    folder,
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** One of our programs, running. */
export type Program = {
  readonly base: string;
  readonly pid: number;
  /** All that it has written so far. */
  readonly output: () => string;
  /** Sends the signal, waits for the end and gives the exit code; null after SIGKILL. */
  readonly end: (signal: 'SIGTERM' | 'SIGKILL') => Promise<number | null>;
};

type Run = {
  /** `main`, `subgraphs/main patients` */
  readonly command: string;
  readonly build: Build;
  readonly environment: Readonly<Record<string, string>>;
  /** By default a free one. */
  readonly port?: number;
};

/** Starts a program and waits until it answers. */
export const run = async ({ command, build, environment, port }: Run): Promise<Program> => {
  const taken = port ?? (await freePort());
  const base = `http://127.0.0.1:${taken}`;
  const [file = '', ...rest] = command.split(' ');
  const child = spawn(process.execPath, [join(build.folder, `${file}.js`), ...rest], {
    cwd: build.folder,
    env: { PATH: process.env['PATH'], LOG_LEVEL: 'warn', BASE_URL: base, ...environment, PORT: String(taken) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // A test run that is broken off leaves nothing behind.
  const endWithUs = (): void => void child.kill('SIGKILL');
  process.once('exit', endWithUs);
  const ended = once(child, 'close').then(() => process.off('exit', endWithUs));
  const output = outputOf(child);
  await untilAlive(base, { command, child, output });
  return {
    base,
    pid: child.pid ?? 0,
    output,
    end: async (signal) => {
      child.kill(signal);
      await ended;
      return child.exitCode;
    },
  };
};

const outputOf = (child: ChildProcess): (() => string) => {
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      chunks.push(chunk.toString());
    });
  }
  return () => chunks.join('');
};

type Starting = { readonly command: string; readonly child: ChildProcess; readonly output: () => string };

const untilAlive = async (base: string, { command, child, output }: Starting): Promise<void> => {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${command} ended before it answered.\n${output()}`);
    const answer = await fetch(`${base}/health/live`).catch(() => undefined);
    if (answer?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
