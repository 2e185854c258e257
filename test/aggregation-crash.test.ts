import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { patients } from '../prisma/demo.ts';
import { killable, type Killable } from './crash/killable.ts';
import { entriesOf, feedClient, type FeedClient } from './customer.ts';
import { aWrite, lastWrites } from './customer-writes.ts';
import { clientOf, find, type Client } from './outside.ts';

// The record is what stands in the customers' stores (ADR 27), whenever the process that brings it there is killed: each
// Observation about a Patient with a verified number is in the record with this number, and in no other. `npm run
// test:nightly` kills it twenty times; `SEED=…` for the same instants again.
const crashes = Number(process.env['AGGREGATION_CRASHES'] ?? 1);
const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));

/** How long after each start the process is killed, in milliseconds. */
const instants = fc.sample(fc.integer({ min: 50, max: 1_500 }), { numRuns: crashes, seed });

let system: Killable;
beforeAll(async () => {
  process.stdout.write(`Killed ${crashes} times; the seed of the instants is ${seed}.\n`);
  system = await killable();
});
afterAll(() => system.stop());

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

const feed = 'riverside-r4';
const open = (): Promise<FeedClient> => feedClient(system.base, feed, 'riverside-customer');

/** One of a customer's programs: it writes until it is told to stop, each write until that is answered. */
const writer = async (written: { count: number }, stopped: () => boolean): Promise<void> => {
  let client: FeedClient | undefined;
  while (!stopped()) {
    const write = aWrite();
    for (let done = false; !done;) {
      try {
        client ??= await open();
        const { status } = await write(client);
        done = status < 500 && status !== 401;
        if (status === 401) client = undefined;
      } catch {
        // It is being killed, or starts again.
      }
      if (done) written.count += 1;
      else await pause(20);
    }
  }
};

type Report = { readonly waiting: number; readonly counts: readonly { readonly reason: string }[] };

/** Nothing is to be done, nothing has failed that is tried again. */
const settled = async (client: Client): Promise<void> => {
  for (;;) {
    const { report } = await client.graph<{ report: Report }>(
      `{ report: aggregationReport(feed: "${feed}") { waiting counts { reason } } }`,
    );
    if (report.waiting === 0 && report.counts.every(({ reason }) => reason !== 'FAILED')) return;
    await pause(200);
  }
};

const people = [patients.alice, patients.carol];

type Resource = {
  readonly id?: string;
  readonly subject?: { readonly reference: string };
  readonly valueString?: string;
  readonly identifier?: readonly {
    readonly value: string;
    readonly extension: readonly { valueCodeableConcept: { coding: readonly { code: string }[] } }[];
  }[];
};

/** What the records are to hold by what stands in the store: `NHS number/value`. */
const expected = async (): Promise<readonly string[]> => {
  const client = await open();
  const all = async (type: string): Promise<readonly Resource[]> =>
    entriesOf(await client.get(`${type}?_count=1000`)).map(({ resource }) => (resource ?? {}) as Resource);
  const numbers = new Map(
    (await all('Patient')).flatMap(({ id = '', identifier: [number] = [] }) =>
      number?.extension[0]?.valueCodeableConcept.coding[0]?.code === '01' ? [[`Patient/${id}`, number.value]] : [],
    ),
  );
  return (await all('Observation')).flatMap(({ subject, valueString = '' }) => {
    const number = numbers.get(subject?.reference ?? '');
    return number === undefined ? [] : [`${number}/${valueString}`];
  });
};

/** What the records hold of it. */
const found = async (client: Client): Promise<readonly string[]> => {
  const records = people.map(async (who) => {
    const seen = await find<{ page: { items: readonly { resource: string }[] } }>(
      client,
      who,
      'page: records(type: "Observation", first: 200) { items { resource } }',
    );
    const values = (seen?.page.items ?? []).map(({ resource }) => (JSON.parse(resource) as Resource).valueString);
    return values.flatMap((value) => (value?.startsWith('0.') === true ? [`${who.nhsNumber}/${value}`] : []));
  });
  return (await Promise.all(records)).flat();
};

// No limit: twenty crashes take as long as they take, and what a dead process held waits half a minute.
it(`leaves in the records what stands in the stores, killed ${crashes} times`, { timeout: 0 }, async () => {
  const written = { count: 0 };
  let over = false;
  const writers = Array.from({ length: 4 }, () => writer(written, () => over));
  for (const [nth, after] of instants.entries()) {
    const before = written.count;
    await pause(after);
    await system.crash({ database: nth % 2 === 1 });
    while (written.count < before + 20) await pause(20);
  }
  over = true;
  await Promise.all(writers);
  const last = await open();
  for (const write of lastWrites) expect((await write(last)).status).toBeLessThan(300);

  const client = await clientOf(system.base, 'riverside-customer');
  await settled(client);
  const wanted = [...(await expected())].sort();
  expect(wanted.length).toBeGreaterThan(0);
  expect([...(await found(client))].sort()).toEqual(wanted);
});
