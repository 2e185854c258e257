import { execFile, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from './free-port.ts';

// The README's first minute, as a new user has it: the files of the repository in an empty folder, `npm start`, and the
// three commands that the welcome text tells to paste. Only `npm install` is left out: what it would fetch is linked.

const root = dirname(import.meta.dirname);
const folder = mkdtempSync(join(tmpdir(), 'tributary-start-'));

/** The repository's files as they are now; what is ignored is not there, as in a fresh clone. */
const copyRepository = (): void => {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root });
  for (const file of listed.toString().split('\0')) {
    if (file === '' || !existsSync(join(root, file))) continue;
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(root, file), join(folder, file));
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
};

type Environment = Readonly<Record<string, string>>;

const environmentOf = (own: Environment): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  HOME: process.env['HOME'],
  LOG_LEVEL: 'warn',
  ...own,
});

type Started = {
  readonly output: string;
  /** SIGTERM is told to npm alone, as a service manager does; SIGINT to all, as a terminal does. */
  readonly stop: (signal: 'SIGTERM' | 'SIGINT') => Promise<void>;
  readonly kill: () => Promise<void>;
};

let port: number;

/** `npm start`, up to the end of its welcome text. */
const npmStart = async (): Promise<Started> => {
  const child = spawn('npm', ['start', '--silent'], {
    cwd: folder,
    env: environmentOf({ PORT: String(port) }),
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, as a terminal would make it: a signal to the group is a Ctrl-C.
    detached: true,
  });
  const group = -(child.pid ?? 0);
  const ended = once(child, 'close');
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  while (!/Read the record:[^]*\}'\n/.test(output)) {
    if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}.\n${output}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    output,
    stop: async (signal) => {
      if (signal === 'SIGINT') process.kill(group, signal);
      else child.kill(signal);
      await ended;
    },
    kill: async () => {
      process.kill(group, 'SIGKILL');
      await ended;
    },
  };
};

/** A pasted command, in the shell of the one who pastes it. */
const paste = (commands: string): Promise<{ readonly stdout: string }> =>
  promisify(execFile)('bash', ['-e', '-o', 'pipefail', '-c', commands], { env: environmentOf({}), timeout: 60_000 });

/** The commands of the welcome text: indented by two blanks, with the lines that belong to them. */
const commandsIn = (welcome: string): readonly string[] =>
  welcome
    .slice(welcome.indexOf('Try it.'))
    .split(/\n\n/)
    .filter((paragraph) => /^ {2}\S/.test(paragraph));

const isServing = async (): Promise<boolean> => {
  const answer = await fetch(`http://localhost:${port}/health/ready`).catch(() => undefined);
  return answer?.ok === true;
};

/** Where the database is kept: in .data, or where a note in there says. */
const databaseFolder = (): string => {
  const note = join(folder, '.data', 'postgres.place');
  return existsSync(note) ? readFileSync(note, 'utf8').trim() : join(folder, '.data', 'postgres');
};

/** PostgreSQL takes this file away when it ends in order. */
const databaseRuns = (): boolean => existsSync(join(databaseFolder(), 'data', 'postmaster.pid'));

let running: Started | undefined;

beforeAll(async () => {
  // Root's own folders are often 0700, and PostgreSQL, which never runs as root, has to manage.
  chmodSync(folder, 0o700);
  copyRepository();
  port = await freePort();
});
afterAll(async () => {
  if (running !== undefined) await running.stop('SIGTERM');
  for (const place of [databaseFolder(), folder]) rmSync(place, { recursive: true, force: true, maxRetries: 5 });
});

describe('npm start in an empty folder', () => {
  let welcome: string;

  it('builds, makes a database, and says where everything is', async () => {
    running = await npmStart();
    welcome = running.output;
    expect(welcome).toContain(`http://localhost:${port}/graphql`);
    expect(welcome).toContain('Tributary is ready.');
    expect(commandsIn(welcome)).toHaveLength(3);
    expect(await isServing()).toBe(true);
  });

  it('prints three commands that do what they say when they are pasted', async () => {
    const [send = '', token = '', read = ''] = commandsIn(welcome);
    const { stdout: acknowledgement } = await paste(send);
    expect(acknowledgement).toMatch(/^MSA\|AA\|/m);
    // One shell for both: the second command leaves its token to the third.
    const { stdout: record } = await paste(`${token}\n${read}`);
    expect(JSON.parse(record)).toMatchObject({
      data: { patients: { items: [{ familyName: 'Dale', givenName: 'Dora', dateOfBirth: '1990-02-03' }] } },
    });
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('ends in order at %s, its database too', async (signal) => {
    running ??= await npmStart();
    expect(databaseRuns()).toBe(true);
    await running.stop(signal);
    running = undefined;
    expect([await isServing(), databaseRuns()]).toEqual([false, false]);
  });

  it('is there again after kill -9, with what it knew', async () => {
    running = await npmStart();
    await running.kill();
    running = undefined;
    expect([await isServing(), databaseRuns()]).toEqual([false, true]);
    running = await npmStart();
    const [, token = '', read = ''] = commandsIn(running.output);
    const { stdout: record } = await paste(`${token}\n${read}`);
    expect(record).toContain('"familyName":"Dale"');
  });
});

describe('npm start with a wrong configuration', () => {
  const refused = (own: Environment): string => {
    const { status, stderr, stdout } = spawnSync('npm', ['start', '--silent'], {
      cwd: folder,
      env: environmentOf(own),
      encoding: 'utf8',
    });
    expect([status, stdout]).toEqual([1, '']);
    return stderr;
  };

  it('names every fault at once, and starts nothing', () => {
    const faults = refused({
      PORT: 'abc',
      LOG_LEVEL: 'loud',
      DATABASE_URL: 'mysql://root:hunter2@db/x',
      LIMIT_GRAFQL: '1',
    });
    expect(faults).toContain('PORT: found "abc"; expected a TCP port');
    for (const name of ['LOG_LEVEL', 'DATABASE_URL', 'LIMIT_GRAFQL']) expect(faults).toContain(`${name}: found`);
    expect(faults).not.toContain('hunter2');
    expect(faults).not.toMatch(/\bat .+:\d+/);
  });

  it('refuses the demo world in production, and missing secrets', () => {
    const faults = refused({ NODE_ENV: 'production', DEMO: 'true' });
    expect(faults).toContain('DEMO: found "true"');
    expect(faults).toContain('SIGNING_KEYS: found nothing');
  });

  it('says so where the port is taken', async () => {
    expect(await isServing()).toBe(true);
    const data = mkdtempSync(join(tmpdir(), 'tributary-second-'));
    chmodSync(data, 0o711);
    try {
      const fault = refused({ PORT: String(port), DATA_DIR: data });
      expect(fault).toContain(`PORT: found ${port}; expected one that is free`);
      expect(fault).not.toMatch(/\bat .+:\d+:\d+/);
    } finally {
      rmSync(data, { recursive: true, force: true, maxRetries: 5 });
    }
  });
});
