import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort } from './free-port.ts';
import { adt, anInpatient, controlId, oru, siu, type Inpatient } from './hospital.ts';
import * as outside from './outside.ts';
import { aBuild, run, type Build, type Program } from './program.ts';
import { dataFolder } from './wiring.ts';

// Invariant 4: AA means committed. Eight feeds send while the process is killed at random instants, and is started again
// on what is left. `CRASHES=50 npx vitest run test/crash.test.ts` for a long night; `SEED=…` for the same instants again.
const crashes = Number(process.env['CRASHES'] ?? 5);
const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const connections = 8;

/** How long after each start the process is killed, in milliseconds, and whether its database is killed with it. */
const instants = fc.sample(fc.record({ after: fc.integer({ min: 50, max: 1_500 }), database: fc.boolean() }), {
  numRuns: crashes,
  seed,
});

let build: Build;
let port: number;
let base: string;
let running: Program | undefined;
const folder = dataFolder();

const start = async (): Promise<void> => {
  running = await run({ command: 'main', build, port, environment: { DATA_DIR: folder.path } });
};

beforeAll(async () => {
  process.stdout.write(`Killed ${crashes} times; the seed of the instants is ${seed}.\n`);
  build = aBuild();
  port = await freePort();
  base = `http://127.0.0.1:${port}`;
  await start();
});
afterAll(async () => {
  await running?.end('SIGTERM');
  const postmaster = postmasterPid();
  if (postmaster !== undefined) process.kill(postmaster, 'SIGQUIT');
  build.remove();
  folder.remove();
});

/** As PostgreSQL itself writes it down; undefined once it has ended in order. */
const postmasterPid = (): number | undefined => {
  try {
    return Number(readFileSync(join(folder.path, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return undefined;
  }
};

/** SIGQUIT is the end of PostgreSQL that a power cut would be: nothing is flushed, and the next start has to recover. */
const crash = async (database: boolean): Promise<void> => {
  const postmaster = database ? postmasterPid() : undefined;
  if (postmaster !== undefined) process.kill(postmaster, 'SIGQUIT');
  await running?.end('SIGKILL');
};

/** A message, and the acknowledgement that answered it. */
type Accepted = { readonly message: string; readonly acknowledgement: Buffer };

/** What one feed has told of one patient, as far as it was accepted. */
type Told = { who: Inpatient; versions: number; reports: Map<string, string>; appointments: Map<string, string> };

/** How often a message had been taken up, and was cut off or answered AE; who finds nobody listening is not counted. */
let cutOff = 0;

/** Sends until it is answered AA, however often there is no answer, or that it may be sent again. */
const insist = async (message: string, accepted: Accepted[]): Promise<void> => {
  for (;;) {
    const reply = await outside.postHl7(base, message).catch((error: unknown) => {
      if (!isRefusedConnection(error)) cutOff++;
      return undefined;
    });
    const code = reply === undefined ? undefined : outside.msaOf(reply).code;
    if (reply !== undefined && code === 'AA') {
      accepted.push({ message, acknowledgement: reply.bytes });
      return;
    }
    if (code === 'AR') throw new Error(`A good message was rejected: ${reply?.text ?? ''}`);
    if (code === 'AE') cutOff++;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

const isRefusedConnection = (error: unknown): boolean =>
  error instanceof Error &&
  error.cause instanceof Error &&
  'code' in error.cause &&
  error.cause.code === 'ECONNREFUSED';

/** One feed: a patient registers, is told of in turn, and then comes the next, until it is told to stop. */
const feed = async (accepted: Accepted[], stopped: () => boolean): Promise<Told[]> => {
  const all: Told[] = [];
  let clock = Date.now();
  const envelope = () => ({ at: new Date((clock += 1_000)) });
  while (!stopped()) {
    const told: Told = { who: anInpatient(), versions: 1, reports: new Map(), appointments: new Map() };
    all.push(told);
    await insist(adt('A28', told.who, envelope()), accepted);
    for (let round = 0; round < 3 && !stopped(); round++) {
      const [report, appointment, potassium] = [controlId(), controlId(), `${round + 3}.1`];
      await insist(oru(told.who, { id: report, potassium }, envelope()), accepted);
      told.reports.set(report, potassium);
      await insist(siu('S12', told.who, appointment, envelope()), accepted);
      told.appointments.set(appointment, 'ACTIVE');
      const family = `Round${String.fromCharCode(65 + round)}`;
      await insist(adt('A31', { ...told.who, family }, envelope()), accepted);
      told.who = { ...told.who, family };
      told.versions++;
      if (round !== 1) continue;
      await insist(siu('S15', told.who, appointment, envelope()), accepted);
      told.appointments.set(appointment, 'CANCELLED');
    }
  }
  return all;
};

it(`loses and doubles nothing that was acknowledged, killed ${crashes} times in the middle of a stream`, async () => {
  const accepted: Accepted[] = [];
  let over = false;
  const feeds = Array.from({ length: connections }, () => feed(accepted, () => over));
  for (const { after, database } of instants) {
    const before = accepted.length;
    await new Promise((resolve) => setTimeout(resolve, after));
    await crash(database);
    await start();
    // Never killed again before something got through, else a slow machine would test nothing.
    while (accepted.length === before) await new Promise((resolve) => setTimeout(resolve, 20));
  }
  over = true;
  const told = (await Promise.all(feeds)).flat();
  expect(cutOff, 'no message was cut off: nothing has been tested').toBeGreaterThan(0);

  const riverside = await outside.clientOf(base, 'riverside-customer');
  for (const one of told) expect(await recordOf(riverside, one)).toEqual(expectedOf(one));

  // The same message again is answered with the same bytes, and does nothing.
  for (const { message, acknowledgement } of accepted) {
    const again = await outside.deliver(base, message);
    expect(again.bytes.equals(acknowledgement)).toBe(true);
  }
  for (const one of told) expect(await recordOf(riverside, one)).toEqual(expectedOf(one));
  process.stdout.write(
    `${accepted.length} messages of ${told.length} patients were accepted; ${cutOff} times one was cut off.\n`,
  );
});

type Items<Item> = { readonly items: readonly Item[] };
type View = {
  readonly familyName: string;
  readonly version: number;
  readonly labReports: Items<{ externalId: string; version: number; results: { version: number }[] }>;
  readonly observations: Items<{ code: { code: string }; quantity: { value: string } }>;
  readonly appointments: Items<{ externalId: string; status: string; version: number }>;
};

const fields =
  'familyName version labReports { items { externalId version results { version } } } observations(first: 50) { items { code { code } quantity { value } } } appointments { items { externalId status version } }';

/** What is read back through the graph, in an order of its own, with the number of results in Aggregated FHIR. */
const recordOf = async (client: outside.Client, { who }: Told) => {
  const view = (await outside.find<View>(client, who, fields)) ?? expect.unreachable('An accepted patient is gone.');
  const named = encodeURIComponent(`${outside.nhsNumberSystem}|${who.nhsNumber}`);
  const { text } = await client.fhir(`Observation?subject:Patient.identifier=${named}&_summary=count`);
  return {
    family: view.familyName,
    version: view.version,
    reports: view.labReports.items
      .map(({ externalId, version, results }) => [externalId, version, ...results.map((result) => result.version)])
      .sort(),
    potassium: view.observations.items
      .filter(({ code }) => code.code === '2823-3')
      .map(({ quantity }) => quantity.value)
      .sort(),
    appointments: view.appointments.items
      .map(({ externalId, status, version }) => [externalId, status, version])
      .sort(),
    observations: (JSON.parse(text) as { total: number }).total,
  };
};

const expectedOf = ({ who, versions, reports, appointments }: Told): Awaited<ReturnType<typeof recordOf>> => ({
  family: who.family,
  version: versions,
  reports: [...reports.keys()].map((id) => [id, 1, 1, 1]).sort(),
  potassium: [...reports.values()].sort(),
  appointments: [...appointments].map(([id, status]) => [id, status, status === 'ACTIVE' ? 1 : 2]).sort(),
  observations: reports.size * 2,
});
