/**
 * How fast the record store is on this machine: `node tools/run.mjs bench/store`. Runs on a PostgreSQL of its own with
 * everything forced to disk, prints one JSON line for each measurement and leaves nothing behind.
 */
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { hospital, observation, report } from './store-writes.ts';
import { Failure } from '../kernel/failure.ts';
import type { PatientId } from '../kernel/id.ts';
import { databaseAccount, temporaryPlace } from '../prisma/embedded/account.ts';
import { startEmbedded } from '../prisma/embedded.ts';
import { migrate } from '../prisma/migrate.ts';
import { sqlOf } from '../subgraphs/kit/sql.ts';
import { openCustomerStore, openRecordStore, type RecordStore, type Sight } from '../subgraphs/records/index.ts';

export type Measured = {
  readonly name: string;
  readonly ops_per_s: number;
  readonly p50_ms: number;
  readonly p95_ms: number;
  readonly p99_ms: number;
  /** Of this process and, where the system tells (Linux), of the database's processes. */
  readonly cpu_ms_per_op: number;
  readonly errors: number;
};

type Work = {
  readonly name: string;
  readonly operations: number;
  readonly atOnce: number;
  readonly once: (turn: number) => Promise<unknown>;
};

const patients = 400;
const perPatient = 100;

export const benchStore = async (print: (measured: Measured) => void): Promise<void> => {
  const dataDir = mkdtempSync(join(await temporaryPlace(await databaseAccount()), 'tributary-bench-'));
  // PostgreSQL runs as another user where we are root: it has to get in, or it keeps its data elsewhere.
  chmodSync(dataDir, 0o711);
  const database = await startEmbedded({ dataDir, log: (line) => void process.stderr.write(`${line}\n`) });
  // Sessions live to the end, so that their processor time can be read.
  const pool = new pg.Pool({ connectionString: database.url, max: 16, idleTimeoutMillis: 0 });
  // The database's own shutdown may reach sessions that are just being closed.
  pool.on('error', () => undefined);
  try {
    await migrate(pool);
    const sql = sqlOf(pool);
    const store = openRecordStore({ sql, schema: 'clinical' });
    const own = Array.from({ length: patients }, () => randomUUID() as PatientId);
    const measure = measurer(pool, print);
    for (const patient of own)
      await stored(store.put(Array.from({ length: perPatient }, (_, n) => observation(patient, n))));
    await pool.query('vacuum analyze');
    for (const atOnce of [1, 16])
      await measure({
        name: `store.create.${String(atOnce)}`,
        operations: atOnce === 1 ? 1500 : 8000,
        atOnce,
        once: (turn) => stored(store.put([observation(pick(own, turn), turn)])),
      });
    await measure({
      name: 'store.report',
      operations: 500,
      atOnce: 1,
      once: (turn) => stored(store.put(report(pick(own, turn), turn))),
    });
    for (const reading of readings(store, own)) await measure(reading);
    const customer = openCustomerStore({ sql, schema: 'clinical', store: 1, version: 'R4' });
    await measure({
      name: 'store.create.customer.16',
      operations: 4000,
      atOnce: 16,
      once: (turn) => stored(customer.put([{ ...observation(pick(own, turn), turn), id: randomUUID() }])),
    });
    await pool.query('vacuum analyze');
    await measure({
      name: 'store.search.customer',
      operations: 500,
      atOnce: 1,
      once: (turn) =>
        found(
          customer.searchWholeStore({
            type: 'Observation',
            query: `code=http://loinc.org|code-${String(turn % 40)}&date=ge2020`,
            first: 50,
          }),
        ),
    });
  } finally {
    await pool.end();
    await database.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
};

const readings = (store: RecordStore, own: readonly PatientId[]): readonly Work[] => [
  {
    name: 'store.page.20',
    operations: 3000,
    atOnce: 1,
    once: (turn) => found(store.page([sightOf(pick(own, turn))], { type: 'Observation', first: 20 })),
  },
  {
    name: 'store.page.20x5',
    operations: 1000,
    atOnce: 1,
    once: (turn) =>
      found(
        store.page(
          Array.from({ length: 20 }, (_, n) => sightOf(pick(own, turn * 20 + n))),
          { type: 'Observation', first: 5 },
        ),
      ),
  },
  {
    name: 'store.search.code+date',
    operations: 3000,
    atOnce: 1,
    once: (turn) =>
      found(
        store.search(sightOf(pick(own, turn)), {
          type: 'Observation',
          query: `code=http://loinc.org|code-${String(turn % 40)}&date=ge2020`,
          first: 20,
        }),
      ),
  },
  {
    name: 'store.search.code+value',
    operations: 1000,
    atOnce: 1,
    once: (turn) =>
      found(
        store.search(sightOf(pick(own, turn)), {
          type: 'Observation',
          query: `code-value-quantity=code-${String(turn % 40)}$gt50&_total=accurate`,
          first: 20,
        }),
      ),
  },
];

/** Runs the work `atOnce` at a time and prints what it took. */
const measurer =
  (pool: pg.Pool, print: (measured: Measured) => void) =>
  async (work: Work): Promise<void> => {
    for (let turn = 0; turn < 50; turn += 1) await work.once(turn);
    const times: number[] = [];
    let errors = 0;
    let next = 0;
    const worker = async (): Promise<void> => {
      while (next < work.operations) {
        const turn = (next += 1);
        const start = performance.now();
        await work.once(turn).catch(() => (errors += 1));
        times.push(performance.now() - start);
      }
    };
    const before = await processorTime(pool);
    const start = performance.now();
    await Promise.all(Array.from({ length: work.atOnce }, worker));
    const took = performance.now() - start;
    const used = (await processorTime(pool)) - before;
    times.sort((one, other) => one - other);
    const at = (share: number): number => round(times[Math.floor(times.length * share)] ?? 0);
    print({
      name: work.name,
      ops_per_s: Math.round((work.operations / took) * 1000),
      p50_ms: at(0.5),
      p95_ms: at(0.95),
      p99_ms: at(0.99),
      cpu_ms_per_op: round(used / work.operations),
      errors,
    });
  };

/** Milliseconds of processor time that we and the database's sessions have used; clock ticks on Linux are 10 ms. */
const processorTime = async (pool: pg.Pool): Promise<number> => {
  const { user, system } = process.cpuUsage();
  const sessions = await pool.query<{ pid: number }>(
    `select pid from pg_stat_activity where backend_type in ('client backend', 'walwriter')`,
  );
  const ticks = sessions.rows.map(({ pid }) => {
    try {
      const fields =
        readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
          .split(') ')[1]
          ?.split(' ') ?? [];
      return Number(fields[11]) + Number(fields[12]);
    } catch {
      return 0;
    }
  });
  return (user + system) / 1000 + ticks.reduce((sum, one) => sum + one, 0) * 10;
};

const round = (value: number): number => Math.round(value * 1000) / 1000;

const pick = <Item>(items: readonly Item[], turn: number): Item => {
  const item = items[turn % items.length];
  if (item === undefined) throw new Error('There is nothing to pick from.');
  return item;
};

const stored = async (put: ReturnType<RecordStore['put']>): Promise<void> => {
  await found(put);
};

const found = async (answer: Promise<unknown>): Promise<void> => {
  const value = await answer;
  if (value instanceof Failure) throw new Error(value.message);
};

const sightOf = (patient: PatientId): Sight => ({
  patient,
  labels: ['GENERAL_HEALTH', 'MENTAL_HEALTH'],
  sources: [hospital],
});

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  await benchStore((measured) => void process.stdout.write(`${JSON.stringify(measured)}\n`));
