import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { adt, anInpatient } from './hospital.ts';
import * as outside from './outside.ts';
import { aBuild, run, type Build, type Program } from './program.ts';
import { dataFolder } from './wiring.ts';

// `PROCESSES=2 npm start`: two processes behind one port, as one system to whoever asks. ADR 40

let build: Build;
let system: Program;
const folder = dataFolder();

const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await sleep(50);
};

beforeAll(async () => {
  build = aBuild();
  system = await run({ command: 'main', build, environment: { DATA_DIR: folder.path, PROCESSES: '2' } });
  await until(() => system.output().includes('Tributary is ready.'));
});
afterAll(async () => {
  await system.end('SIGTERM');
  build.remove();
  folder.remove();
});

/** The process ids of those who serve. */
const serving = (): readonly number[] =>
  spawnSync('ps', ['-o', 'pid=,args=', '--ppid', String(system.pid)], { encoding: 'utf8' })
    .stdout.split('\n')
    .filter((line) => line.includes('main.js'))
    .map((line) => Number.parseInt(line, 10));

/**
 * As an engine does: what is not answered within ten seconds is sent again, as it was. A connection that was on its way to a
 * process when that was killed is answered by nobody.
 */
const deliver = async (message: string): Promise<string | undefined> => {
  for (;;) {
    const patience = sleep(10_000, undefined, { ref: false });
    const reply = await Promise.race([outside.postHl7(system.base, message).catch(() => undefined), patience]);
    if (reply !== undefined) return outside.msaOf(reply).code;
  }
};

const metric = async (name: string): Promise<number> => {
  const { text } = await outside.ask(`${system.base}/metrics`, 'GET', { headers: { connection: 'close' } });
  return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
};

it('tells of all whichever is asked for its metrics', async () => {
  const served = () => metric('http_request_duration_seconds_count\\{[^}]*route="/health/live"[^}]*\\}');
  const before = await served();
  for (let n = 0; n < 10; n += 1)
    await outside.ask(`${system.base}/health/live`, 'GET', { headers: { connection: 'close' } });
  expect([await served(), await served(), await served()].map((count) => count - before)).toEqual([10, 10, 10]);
  expect(await metric('tributary_processes')).toBe(2);
});

it('acknowledges what is stored, once, although one of them is killed', { timeout: 0 }, async () => {
  const [first = 0, second, ...more] = serving();
  expect([second, more]).toEqual([expect.any(Number), []]);
  const people = Array.from({ length: 60 }, () => anInpatient());
  let sent = 0;
  const codes = await Promise.all(
    people.map(async (who) => {
      const code = deliver(adt('A28', who));
      if (++sent === 30) process.kill(first, 'SIGKILL');
      return code;
    }),
  );
  expect(new Set(codes)).toEqual(new Set(['AA']));
  const riverside = await outside.clientOf(system.base, 'riverside-customer');
  for (const who of people)
    expect(await outside.find(riverside, who, 'familyName')).toEqual({ familyName: who.family });

  await until(() => serving().length === 2);
  expect(serving()).not.toContain(first);
  const [successor = 0] = serving().filter((pid) => pid !== second);
  // It is starting: it is not handed any connection yet, nor asked for its metrics.
  process.kill(successor, 'SIGSTOP');
  expect(await metric('tributary_processes')).toBe(1);
  process.kill(successor, 'SIGCONT');
  await until(async () => (await metric('tributary_processes')) === 2);
  expect(system.output()).toContain(`Process ${String(first)} has ended: SIGKILL.`);
});

it('ends with all of them', async () => {
  const all = serving();
  expect(await system.end('SIGTERM')).toBe(0);
  for (const pid of all) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});
