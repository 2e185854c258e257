import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase, type TestDatabase } from '../../test/database.ts';
import { anObservation, riverside } from '../../test/record-writes.ts';
import { countingSql } from '../../test/slice.ts';
import { openCustomerStore, type CustomerStore, type OwnedWrite } from './index.ts';

// What is written into a customer's own store, and what each write leaves behind.

let database: TestDatabase;
let sql: ReturnType<typeof countingSql>;
let store: CustomerStore;

beforeAll(async () => {
  database = await testDatabase();
  sql = countingSql(database.sql);
  store = openCustomerStore({ sql, schema: 'clinical', store: 31, version: 'R4' });
});

afterAll(() => database.drop());

type Given = { readonly id?: string; readonly text?: string };

const aWrite = (resource: object, { id = randomUUID(), text = JSON.stringify(resource) }: Given = {}): OwnedWrite => ({
  type: (resource as { resourceType: string }).resourceType,
  id,
  owner: riverside,
  origin: 'PUT riverside-customer',
  content: { resource, text },
});

const aCreation = (resource: object, text?: string): OwnedWrite => ({
  ...aWrite(resource, text === undefined ? {} : { text }),
  origin: 'POST riverside-customer',
  isNew: true,
});

/** PostgreSQL's text has no U+0000, so that no statement with it succeeds. */
const unwritable = (): OwnedWrite => aCreation(anObservation(), '{"resourceType":"Observation","x":"\u0000"}');

const found = async (query: string, type = 'Observation'): Promise<readonly string[]> => {
  const page = await store.searchWholeStore({ type, query, first: 50 });
  if (!('items' in page)) throw new Error(page.message);
  return page.items.map(({ id }) => id);
};

/** The versions that the outbox tells of, in its order. */
const told = async (ids: readonly string[]): Promise<readonly { id: string; ver: number }[]> => {
  const { rows } = await database.pool.query<{ id: string; ver: number }>(
    'select r.id, o.ver from clinical.outbox o join clinical.res r using (rid) where r.store = 31 and r.id = any($1) order by o.seq',
    [ids],
  );
  return rows;
};

describe('what is new', () => {
  it.each([1, 3])('is found by whatever it says, and told of, %i at a time', async (count) => {
    const mark = `n${String(count)}`;
    const writes = Array.from({ length: count }, () =>
      aCreation(
        anObservation({
          identifier: [{ system: 'urn:test', value: mark }],
          code: { coding: [{ system: 'urn:codes', code: mark }] },
          subject: { reference: `Patient/${mark}` },
          valueQuantity: { value: 5000 + count, unit: 'g' },
        }),
      ),
    );
    const ids = writes.map(({ id }) => id).sort();
    const results = await store.write(writes);
    expect(results.map(({ outcome, version }) => `${outcome} ${String(version)}`)).toEqual(ids.map(() => 'created 1'));
    for (const query of [
      `identifier=urn:test|${mark}`,
      `code=urn:codes|${mark}&_sort=-date`,
      `subject=Patient/${mark}`,
      `value-quantity=${String(5000 + count)}`,
    ])
      expect([query, [...(await found(query))].sort()]).toEqual([query, ids]);
    expect((await told(ids)).map(({ ver }) => ver)).toEqual(ids.map(() => 1));
  });

  it('is found by the id that it has, and not by one that was sent and passed over', async () => {
    const sent = `sent-${randomUUID()}`;
    const creation = aCreation({ ...anObservation({ code: { text: 'passed over' } }), id: sent });
    await store.write([creation]);
    for (const query of ['_id=ID', '_filter=_id eq ID', '_id=ID&_sort=_id', '_content=ID'])
      expect([query, await found(query.replace('ID', creation.id)), await found(query.replace('ID', sent))]).toEqual([
        query,
        [creation.id],
        [],
      ]);
    expect(await store.readAsOwner({ type: 'Observation', id: sent })).toBeUndefined();
  });

  it('is found by strings that begin alike for longer than an index holds', async () => {
    const long = 'x'.repeat(250);
    const [{ id } = { id: '' }] = await store.write([
      aCreation({ resourceType: 'Patient', name: [{ family: `${long}a` }, { family: `${long}b` }] }),
    ]);
    expect(await found(`family=${long}b`, 'Patient')).toEqual([id]);
  });

  it('is replaced and deleted like anything else, in order', async () => {
    const creation = aCreation(anObservation({ identifier: [{ value: 'first' }] }));
    const { id } = creation;
    await store.write([creation]);
    await store.write([aWrite(anObservation({ identifier: [{ value: 'second' }] }), { id })]);
    expect(await found('identifier=first')).toEqual([]);
    expect(await found('identifier=second')).toEqual([id]);
    await store.write([{ type: 'Observation', id, owner: riverside, origin: 'DELETE riverside-customer' }]);
    expect(await found('identifier=second')).toEqual([]);
    expect((await told([id])).map(({ ver }) => ver)).toEqual([1, 2, 3]);
  });

  it('shares statements with what comes at the same time, and fails alone', async () => {
    sql.queries.length = 0;
    const sound = await Promise.all(Array.from({ length: 16 }, () => store.writeOne(aCreation(anObservation()))));
    expect(sound.map(({ outcome }) => outcome)).toEqual(sound.map(() => 'created'));
    expect(sql.queries.length).toBeLessThan(4);

    const mixed = Array.from({ length: 8 }, (_, index) => (index === 3 ? unwritable() : aCreation(anObservation())));
    const settled = await Promise.allSettled(mixed.map((write) => store.writeOne(write)));
    expect(settled.map(({ status }) => status)).toEqual(
      mixed.map((_, index) => (index === 3 ? 'rejected' : 'fulfilled')),
    );
    const ids = mixed.map(({ id }) => id);
    expect((await told(ids)).map(({ id }) => id).sort()).toEqual(ids.filter((_, index) => index !== 3).sort());
  });
});

describe('reading one at a time', () => {
  it('shares a statement with who reads at the same time, and each is told of its own', async () => {
    const [here, deleted] = [aWrite(anObservation()), aWrite(anObservation())];
    await store.write([here, deleted]);
    await store.write([{ type: 'Observation', id: deleted.id, owner: riverside, origin: 'DELETE riverside-customer' }]);
    const other = openCustomerStore({ sql, schema: 'clinical', store: 32, version: 'R4' });
    sql.queries.length = 0;
    const read = await Promise.all(
      [here.id, 'nobody', deleted.id, 'not an id', here.id].map((id) => store.readAsOwner({ type: 'Observation', id })),
    );
    expect(read.map((item) => item && { id: item.id, version: item.version, deleted: item.deleted })).toEqual([
      { id: here.id, version: 1, deleted: false },
      undefined,
      { id: deleted.id, version: 2, deleted: true },
      undefined,
      { id: here.id, version: 1, deleted: false },
    ]);
    expect(sql.queries).toHaveLength(1);
    expect(await store.readAsOwner({ type: 'Patient', id: here.id })).toBeUndefined();
    expect(await Promise.all([here.id, here.id].map((id) => other.readAsOwner({ type: 'Observation', id })))).toEqual([
      undefined,
      undefined,
    ]);
  });
});

describe('a write of many', () => {
  it('tells what became of each where it was, new or not', async () => {
    const known = aWrite(anObservation());
    await store.write([known]);
    const writes = [
      aCreation(anObservation()),
      known,
      { ...aWrite(anObservation()), expected: 4 },
      aWrite(anObservation()),
    ];
    const results = await store.write(writes);
    expect(results.map(({ id, outcome, version }) => ({ id, outcome, version }))).toEqual([
      { id: writes[0]?.id, outcome: 'created', version: 1 },
      { id: known.id, outcome: 'updated', version: 2 },
      { id: writes[2]?.id, outcome: 'refused', version: 0 },
      { id: writes[3]?.id, outcome: 'created', version: 1 },
    ]);
  });

  it('that is too large for one statement is done as a whole, or not at all', async () => {
    const large = () => aCreation(anObservation({ note: [{ text: 'x'.repeat(900_000) }] }));
    const sound = [large(), large(), large(), large()];
    sql.queries.length = 0;
    await store.write(sound);
    expect(sql.queries.length).toBeGreaterThan(1);
    expect(await told(sound.map(({ id }) => id))).toHaveLength(4);

    const failing = [large(), large(), large(), unwritable()];
    await expect(store.write(failing)).rejects.toThrow();
    expect(await told(failing.map(({ id }) => id))).toEqual([]);
    expect(await store.readAsOwner({ type: 'Observation', id: failing[0]?.id ?? '' })).toBeUndefined();
  });
});
