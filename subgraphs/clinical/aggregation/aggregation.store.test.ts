import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { testDatabase } from '../../../test/database.ts';
import { sqlOf } from '../../kit/sql.ts';
import { openCustomerStore } from '../../records/index.ts';
import { aggregationStore } from './aggregation.store.ts';
import type { CustomerOutcomeInput } from './aggregation.types.ts';

const database = await testDatabase();
afterAll(database.drop);
const sql = sqlOf(database.pool);
const store = aggregationStore(sql);
const feed = openCustomerStore({ sql, schema: 'clinical', store: 7, version: 'R4' });
const organisation = '00000000-0000-4000-8000-000000000001';
const now = new Date('2026-06-01T12:00:00Z');
const later = (seconds: number): Date => new Date(now.getTime() + seconds * 1000);

beforeEach(async () => {
  await database.pool.query(`
    truncate clinical.outbox, clinical.res, clinical.ver, clinical.aggregation, clinical.aggregation_doubt;
    update clinical.aggregation_turn set holder = null, until = '-infinity'`);
  await database.pool.query(
    `insert into clinical.customer_feed (name, organisation_id, version, store) values ('f', $1, 'R4', 7) on conflict do nothing`,
    [organisation],
  );
});

const write = (type: string, id: string, more: object = {}) => {
  const resource = { resourceType: type, id, ...more };
  const content = { resource, text: JSON.stringify(resource) };
  return feed.write([{ type, id, content, owner: organisation, origin: 'PUT test' }]);
};
const about = (id: string) => ({ subject: { reference: `Patient/${id}` } });

const take = async (at = now) => {
  const holder = randomUUID();
  const taken = await store.take({ now: at, until: new Date(at.getTime() + 30_000), holder, most: 100 });
  return { holder, taken };
};
/** All that there is, by whoever gets a turn. */
const takeAll = async (at = now) => {
  const turns = [await take(at), await take(at), await take(at)];
  return turns.flatMap(({ holder, taken }) => taken.map((change) => ({ holder, ...change })));
};
type Taken = Awaited<ReturnType<typeof takeAll>>[number];

const settle = (change: Taken, outcome: Partial<CustomerOutcomeInput>, at = now) => {
  const { item, seen, version, holder } = change;
  return store.settle(holder, at, [{ item, seen, version, gone: false, ...outcome }]);
};
const placed = { patient: randomUUID() };

it('gives several writes of one resource as one change: what is there now', async () => {
  await write('Observation', 'o', { status: 'preliminary' });
  await write('Observation', 'o', { status: 'final' });
  const [change, ...others] = await takeAll();
  expect(change).toMatchObject({ id: 'o', version: 2, feed: 'f', organisation, deleted: false, home: null });
  expect(JSON.parse(change?.content ?? '')).toMatchObject({ status: 'final' });
  expect(others).toEqual([]);
});

it('gives all that is about one patient to one process, in the order of the writes, and to nobody else until its time is over', async () => {
  for (const id of ['o1', 'o2', 'o3']) await write('Observation', id, about('p'));
  const first = await take();
  expect(first.taken.map(({ id }) => id)).toEqual(['o1', 'o2', 'o3']);
  await write('Observation', 'o4', about('p'));
  expect((await take(later(29))).taken).toEqual([]);
  expect((await take(later(31))).taken.map(({ id }) => id)).toEqual(['o1', 'o2', 'o3', 'o4']);
});

it('shares the work: what is about many patients is not all taken by the first', async () => {
  for (let patient = 0; patient < 64; patient++) await write('Observation', `o${patient}`, about(`p${patient}`));
  const [one, other] = [await take(), await take()];
  expect(one.taken.length).toBeGreaterThan(0);
  expect(other.taken.length).toBeGreaterThan(0);
  expect(one.taken.length + other.taken.length).toBe(64);
});

it('settles nothing for those whose time is over', async () => {
  await write('Observation', 'o');
  const [late] = await takeAll();
  const [again] = await takeAll(later(31));
  if (late === undefined || again === undefined) expect.unreachable('It is there to be taken twice.');
  expect(await settle(late, placed, later(32))).toBe(0);
  expect(await settle(again, placed, later(32))).toBe(1);
  expect(await takeAll(later(33))).toEqual([]);
});

it('keeps what is written while it is being brought in', async () => {
  await write('Observation', 'o');
  const [change] = await takeAll();
  if (change === undefined) expect.unreachable('It is there to be taken.');
  await write('Observation', 'o', { status: 'final' });
  await settle(change, placed);
  expect(await takeAll()).toMatchObject([{ id: 'o', version: 2, home: placed.patient }]);
});

it('leaves what waits in two turns, being about somebody else now, with whoever has one of them', async () => {
  await write('Observation', 'o', about('p'));
  const [change] = await takeAll();
  if (change === undefined) expect.unreachable('It is there to be taken.');
  const turns = async (): Promise<number> => {
    const { rows } = await database.pool.query<{ turns: number }>(
      'select count(distinct turn)::int as turns from clinical.outbox',
    );
    return rows[0]?.turns ?? 0;
  };
  for (let other = 0; (await turns()) < 2; other++) await write('Observation', 'o', about(`q${other}`));
  expect(await takeAll()).toEqual([]);
  await settle(change, placed);
  expect(await takeAll()).toMatchObject([{ id: 'o', home: placed.patient }]);
});

it('knows where it may lie when whoever was putting it there is heard of no more', async () => {
  await write('Observation', 'o');
  const [dead] = await takeAll();
  if (dead === undefined) expect.unreachable('It is there to be taken.');
  const homes = [{ item: dead.item, patient: placed.patient }];
  expect(await store.doubt(dead.holder, later(29), homes)).toBe(true);
  const [failing] = await takeAll(later(31));
  if (failing === undefined) expect.unreachable('It is there to be taken again.');
  expect(failing).toMatchObject({ home: null, doubts: [placed.patient] });
  expect(await store.doubt(dead.holder, later(32), [{ item: dead.item, patient: organisation }])).toBe(false);
  await settle(failing, { reason: 'FAILED', retryAt: later(40) }, later(33));
  const [change] = await takeAll(later(41));
  if (change === undefined) expect.unreachable('It is tried again.');
  expect(change.doubts).toEqual([placed.patient]);
  await settle(change, placed, later(42));
  await write('Observation', 'o', { status: 'final' });
  expect(await takeAll(later(43))).toMatchObject([{ home: placed.patient, doubts: [] }]);
});

it('wakes what is about a Patient that is written, unless it lies where the Patient is', async () => {
  for (const id of ['kept', 'same', 'other']) await write('Observation', id, about('p'));
  const { holder, taken } = await take();
  const outcomes = taken.map(({ id, item, seen, version }) => ({
    ...{ item, seen, version, gone: false, subject: 'p' },
    ...(id === 'kept' ? { reason: 'PATIENT_MISSING' as const } : id === 'same' ? placed : { patient: organisation }),
  }));
  expect(await store.settle(holder, now, outcomes)).toBe(3);
  expect(await takeAll()).toEqual([]);
  await write('Patient', 'p');
  const [patient] = await takeAll();
  if (patient === undefined) expect.unreachable('It is there to be taken.');
  await settle(patient, { subject: 'p', subjectVersion: 1, ...placed });
  expect((await takeAll()).map(({ id }) => id).sort()).toEqual(['kept', 'other']);
});

it('looks again at what was settled without the Patient that came meanwhile', async () => {
  await write('Observation', 'o', about('p'));
  const [change] = await takeAll();
  if (change === undefined) expect.unreachable('It is there to be taken.');
  await write('Patient', 'p');
  await settle(change, { subject: 'p', reason: 'PATIENT_MISSING' });
  expect((await takeAll()).map(({ id }) => id).sort()).toEqual(['o', 'p']);
});

it('tries again when the time has come', async () => {
  await write('Observation', 'o');
  const [change] = await takeAll();
  if (change === undefined) expect.unreachable('It is there to be taken.');
  await settle(change, { reason: 'FAILED', retryAt: later(60) });
  expect(await takeAll(later(59))).toEqual([]);
  expect(await takeAll(later(61))).toMatchObject([{ id: 'o', attempts: 1 }]);
});

it('takes nothing of a store that belongs to no feed', async () => {
  const stray = openCustomerStore({ sql, schema: 'clinical', store: 8, version: 'R4' });
  const content = { resource: {}, text: '{"resourceType":"Observation"}' };
  await stray.write([{ type: 'Observation', id: 'o', content, owner: organisation, origin: 'PUT test' }]);
  expect(await takeAll()).toEqual([]);
  const { rows } = await database.pool.query('select * from clinical.outbox');
  expect(rows).toEqual([]);
});
