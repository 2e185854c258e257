import { afterAll, beforeAll, expect, it } from 'vitest';
import fc from 'fast-check';
import { round } from '../adapters/aggregator/round.ts';
import { remoteGraph } from '../adapters/remote-graph.ts';
import { systemClock } from '../kernel/clock.ts';
import type { Graph } from '../kernel/graph.ts';
import { feedClient, type FeedClient } from './customer.ts';
import { aWrite, lastWrites } from './customer-writes.ts';
import { inOneProcess, type Wiring } from './wiring.ts';

// The record and the directory are functions of what stands in the customers' stores (ADR 27, 39): aggregators that die while
// customers write leave what comes of bringing all of it in from nothing. They keep nothing in memory, so that to die is to ask no
// more: before one of their operations, or when it is done and nobody hears of it. `SEED=…` for the same deaths again.
const deaths = Number(process.env['DEATHS'] ?? 20);
const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const ends = [
  // Whatever chance says, and whether or not there is anything to do, one dies.
  { operation: 1, unheard: false },
  ...fc.sample(fc.record({ operation: fc.integer({ min: 1, max: 7 }), unheard: fc.boolean() }), {
    numRuns: deaths,
    seed,
  }),
];

let system: Wiring;
beforeAll(async () => {
  process.stdout.write(`The seed of the deaths is ${seed}.\n`);
  system = await inOneProcess();
});
afterAll(() => system.stop());

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Nothing is to be done, nothing has failed that is tried again. */
const settled = async (): Promise<void> => {
  for (;;) {
    const { rows } = await system.database.pool.query<{ waiting: number }>(
      `select (select count(*) from clinical.outbox)::int
        + (select count(*) from clinical.aggregation where reason = 'FAILED')::int as waiting`,
    );
    if (rows[0]?.waiting === 0) return;
    await pause(200);
  }
};

/** All that anybody can see in the records and in the directory, and all that customers are told. */
const everything = async () => {
  const { rows: seen } = await system.database.pool.query<object>(
    `select r.id, r.patient, r.label, r.sources, r.entered, r.entered_order, v.content
     from clinical.res r join clinical.ver v using (rid, ver) where r.store in (0, 32767) and not r.deleted order by r.id`,
  );
  const { rows: told } = await system.database.pool.query<object>(
    'select r.id, a.version, a.state, a.reason, a.detail, a.patient from clinical.aggregation a join clinical.res r using (rid) order by 1',
  );
  return { seen, told };
};

/** A graph whose user dies with its operation of this number, before or after that is done. */
const mortal = (graph: Graph, { operation, unheard }: (typeof ends)[number]): Graph => {
  let asked = 0;
  return {
    run: async (document, variables, caller) => {
      asked += 1;
      if (asked > operation || (asked === operation && !unheard)) throw new Error('Dead.');
      const answer = await graph.run(document, variables, caller);
      if (asked >= operation) throw new Error('Dead.');
      return answer;
    },
  };
};

it('leaves the same record as bringing all of it in from nothing', async () => {
  const clients = await Promise.all(
    [0, 1, 2, 3].map(() => feedClient(system.base, 'riverside-r4', 'riverside-customer')),
  );
  const graph = remoteGraph({ url: system.base, keys: system.keys, clock: systemClock });
  let dead = 0;
  const log = { error: () => undefined };
  const dying = async (): Promise<void> => {
    for (const end of ends)
      await round({ graph: mortal(graph, end), keys: system.keys, clock: systemClock, log }).catch(() => (dead += 1));
  };
  const writing = async (client: FeedClient): Promise<void> => {
    for (let n = 0; n < 50; n++) await aWrite()(client);
  };
  await Promise.all([dying(), ...clients.map(writing)]);
  expect(dead).toBeGreaterThan(0);
  for (const write of lastWrites) await Promise.all(clients.slice(0, 1).map(write));
  await settled();
  const left = await everything();
  expect(left.seen.length).toBeGreaterThan(0);
  await system.database.pool.query(`
    delete from clinical.ver where store in (0, 32767); delete from clinical.res where store in (0, 32767); truncate clinical.aggregation;
    insert into clinical.outbox (rid, ver, turn) select rid, ver, rid % 16 from clinical.res order by random()`);
  await settled();
  expect(await everything()).toEqual(left);
});
