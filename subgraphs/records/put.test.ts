import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../kernel/failure.ts';
import { testDatabase, type TestDatabase } from '../../test/database.ts';
import { countingSql } from '../../test/slice.ts';
import { anObservation, aPatient, aWrite, hillside, riverside, seesAll } from '../../test/record-writes.ts';
import {
  openCustomerStore,
  openRecordStore,
  type ItemKey,
  type PutResult,
  type RecordStore,
  type RecordWrite,
} from './index.ts';

let database: TestDatabase;
let store: RecordStore;

beforeAll(async () => {
  database = await testDatabase();
  store = openRecordStore({ sql: database.sql, schema: 'clinical' });
});

afterAll(() => database.drop());

const key = (external: string) => ({ organisation: riverside, external });

const put = async (...writes: RecordWrite[]): Promise<readonly PutResult[]> => {
  const results = await store.put(writes);
  if (results instanceof Failure) throw new Error(results.message);
  return results;
};

const textOf = async (patient: ReturnType<typeof aPatient>, id: string): Promise<string | undefined> =>
  (await store.read([{ sight: seesAll(patient), type: 'Observation', id }]))[0]?.text;

describe('an item', () => {
  it('has the id that its key foretold', async () => {
    const patient = aPatient();
    const [result] = await put(aWrite(patient, { key: key('lab-1') }));
    expect(result).toEqual({ id: store.idFor(patient, 'Observation', key('lab-1')), version: 1, outcome: 'created' });
    expect(result?.id).toMatch(/^[0-9a-f]{32}\.[0-9a-z]{13}$/);
  });

  it('carries its id in its text', async () => {
    const patient = aPatient();
    const [result] = await put(aWrite(patient));
    expect(JSON.parse((await textOf(patient, result?.id ?? '')) ?? '')).toMatchObject({
      resourceType: 'Observation',
      id: result?.id,
    });
  });

  it('is kept byte for byte where its text is given', async () => {
    const patient = aPatient();
    const id = store.idFor(patient, 'Observation', key('exact'));
    const text = `{ "resourceType":"Observation",\n "id" : "theirs", "valueQuantity":{"value":1.00} , "status":"final"}`;
    await put(aWrite(patient, { key: key('exact'), text, resource: JSON.parse(text) as object }));
    expect(await textOf(patient, id)).toBe(text.replace('"id" : "theirs"', `"id":"${id}"`));
  });

  it('is refused where FHIR has no such type, naming the write', async () => {
    expect(await store.put([aWrite(aPatient()), aWrite(aPatient(), { type: 'Observations' })])).toMatchObject({
      kind: 'invalid',
      field: 'writes[1].type',
    });
  });
});

describe('a second write of an item', () => {
  let first: { key: ItemKey; entered: Date; order: string };

  beforeEach(() => {
    first = { key: key(randomUUID()), entered: new Date('2024-03-01T10:00:00Z'), order: 'm5' };
  });

  it('replaces it when it was entered later', async () => {
    const patient = aPatient();
    await put(aWrite(patient, first));
    const again = await put(
      aWrite(patient, {
        ...first,
        entered: new Date('2024-03-01T10:00:01Z'),
        resource: anObservation({ status: 'amended' }),
      }),
    );
    expect(again).toMatchObject([{ version: 2, outcome: 'updated' }]);
    expect(await textOf(patient, again[0]?.id ?? '')).toContain('amended');
  });

  it('replaces it by another message of the same instant, whatever its control id: they come as they are sent', async () => {
    const patient = aPatient();
    await put(aWrite(patient, first));
    expect(await put(aWrite(patient, { ...first, order: 'm6' }))).toMatchObject([{ version: 2, outcome: 'updated' }]);
    expect(await put(aWrite(patient, { ...first, order: 'm10' }))).toMatchObject([{ version: 3, outcome: 'updated' }]);
  });

  it('changes nothing when it is the same write again', async () => {
    const patient = aPatient();
    await put(aWrite(patient, first));
    expect(await put(aWrite(patient, { ...first, resource: anObservation({ status: 'amended' }) }))).toMatchObject([
      { version: 1, outcome: 'unchanged' },
    ]);
  });

  it('changes nothing when it was entered before', async () => {
    const patient = aPatient();
    const [stored] = await put(aWrite(patient, first));
    const late = aWrite(patient, {
      ...first,
      entered: new Date('2024-03-01T09:59:59Z'),
      resource: anObservation({ status: 'preliminary' }),
    });
    expect(await put(late)).toMatchObject([{ version: 1, outcome: 'stale' }]);
    expect(await textOf(patient, stored?.id ?? '')).toContain('final');
  });

  it('is told apart to the microsecond', async () => {
    const patient = aPatient();
    await put(aWrite(patient, { ...first, entered: '2024-03-01T10:00:00.000001Z' }));
    expect(await put(aWrite(patient, { ...first, entered: '2024-03-01T10:00:00.000002Z' }))).toMatchObject([
      { outcome: 'updated' },
    ]);
    expect(await put(aWrite(patient, first))).toMatchObject([{ outcome: 'stale' }]);
  });

  it('of another patient under the same key is refused, and nothing of that transaction is stored', async () => {
    const [one, other] = [aPatient(), aPatient()];
    await put(aWrite(one, { key: key('shared') }));
    const refused = await store.put([aWrite(other, { key: key('innocent') }), aWrite(other, { key: key('shared') })]);
    expect(refused).toMatchObject({ kind: 'conflict', field: 'key' });
    expect(JSON.stringify(refused)).not.toContain(one);
    expect(await store.search(seesAll(other), { type: 'Observation', first: 10 })).toMatchObject({ items: [] });
  });

  it('in the same call comes after the first', async () => {
    const patient = aPatient();
    const later = new Date('2024-03-02T10:00:00Z');
    const results = await put(
      aWrite(patient, { key: key('twice') }),
      aWrite(patient, { key: key('twice'), entered: later }),
    );
    expect(results).toMatchObject([
      { version: 1, outcome: 'created' },
      { version: 2, outcome: 'updated' },
    ]);
  });

  it('that deletes hides the item, and a late one does not bring it back', async () => {
    const patient = aPatient();
    const at = (day: number) => new Date(Date.UTC(2024, 2, day));
    const [stored] = await put(aWrite(patient, { key: key('gone'), entered: at(1) }));
    await put(aWrite(patient, { key: key('gone'), entered: at(3), deleted: true }));
    expect(await put(aWrite(patient, { key: key('gone'), entered: at(2) }))).toMatchObject([{ outcome: 'stale' }]);
    expect(await textOf(patient, stored?.id ?? '')).toBeUndefined();
    expect(
      await store.search(seesAll(patient), { type: 'Observation', query: '_total=accurate', first: 5 }),
    ).toMatchObject({
      items: [],
      total: 0,
    });
    expect(
      await store.history(seesAll(patient), { type: 'Observation', id: stored?.id ?? '' }, { first: 5 }),
    ).toMatchObject({
      kind: 'not_found',
    });
  });
});

describe('writes that arrive together', () => {
  it('of one item become one row with consecutive versions', async () => {
    const patient = aPatient();
    const results = await Promise.all(
      Array.from({ length: 64 }, (_, index) =>
        put(aWrite(patient, { key: key('race'), order: String(index).padStart(2, '0') })),
      ),
    );
    const outcomes = results.map(([result]) => result?.outcome);
    const written = results
      .flatMap(([result]) => (result?.outcome === 'stale' || result === undefined ? [] : [result.version]))
      .sort((a, b) => a - b);
    expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(1);
    expect(written).toEqual(written.map((_, index) => index + 1));
    const stored = await database.pool.query('select ver from clinical.res where patient = $1', [patient]);
    expect(stored.rows).toEqual([{ ver: 64 }]);
  });

  it('of the same items in different order never deadlock', async () => {
    const patient = aPatient();
    const names = Array.from({ length: 12 }, (_, index) => `item-${String(index)}`);
    const batch = (turn: number): RecordWrite[] =>
      (turn % 2 === 0 ? names : names.toReversed()).map((name) =>
        aWrite(patient, { key: key(name), order: String(turn).padStart(3, '0') }),
      );
    const results = await Promise.all(Array.from({ length: 40 }, (_, turn) => store.put(batch(turn))));
    expect(results.filter((result) => result instanceof Failure)).toEqual([]);
    const stored = await database.pool.query('select distinct entered_order from clinical.res where patient = $1', [
      patient,
    ]);
    // Each batch is one transaction: the items of the last one stand together.
    expect(stored.rows).toHaveLength(1);
  });

  it('of two patients under one key leave one of them', async () => {
    const patients = Array.from({ length: 16 }, aPatient);
    const results = await Promise.all(
      patients.map((patient) => store.put([aWrite(patient, { key: key('contested') })])),
    );
    expect(results.filter((result) => !(result instanceof Failure))).toHaveLength(1);
    expect(results.filter((result) => result instanceof Failure && result.kind === 'conflict')).toHaveLength(15);
  });

  it('share statements, and one that is refused does not take the others along', async () => {
    const sql = countingSql(database.sql);
    const counted = openRecordStore({ sql, schema: 'clinical' });
    const theirs = aPatient();
    await put(aWrite(theirs, { key: key('theirs') }));
    const patients = Array.from({ length: 16 }, aPatient);
    const results = await Promise.all(
      patients.map((patient, index) =>
        counted.put([
          aWrite(patient, { key: key(index === 7 ? 'theirs' : `shared-${String(index)}`) }),
          aWrite(patient, { key: key(`with-${String(index)}`) }),
        ]),
      ),
    );
    expect(results.map((result) => (result instanceof Failure ? result.kind : result.length))).toEqual(
      patients.map((_, index) => (index === 7 ? 'conflict' : 2)),
    );
    const stored = await database.pool.query('select patient from clinical.res where patient = any($1)', [patients]);
    expect(stored.rows).toHaveLength(30);

    sql.queries.length = 0;
    await Promise.all(patients.map((patient) => counted.put([aWrite(patient)])));
    expect(sql.queries.length).toBeLessThan(4);
  });

  it('end the same in whichever order they come', async () => {
    const writes = (patient: ReturnType<typeof aPatient>) =>
      [3, 1, 2, 5, 4].map((hour) =>
        aWrite(patient, {
          key: key('shuffled'),
          entered: new Date(Date.UTC(2024, 2, 1, hour)),
          resource: anObservation({ note: [{ text: `hour ${String(hour)}` }] }),
        }),
      );
    const [inOrder, shuffled] = [aPatient(), aPatient()];
    const other = (write: RecordWrite): RecordWrite => ({ ...write, key: key('shuffled too') });
    for (const write of writes(shuffled)) await put(write);
    for (const write of writes(inOrder).toSorted((a, b) => Number(a.entered) - Number(b.entered)))
      await put(other(write));
    expect(await textOf(shuffled, store.idFor(shuffled, 'Observation', key('shuffled')))).toContain('hour 5');
    expect(await textOf(inOrder, store.idFor(inOrder, 'Observation', key('shuffled too')))).toContain('hour 5');
  });
});

describe('what follows from a version that was looked at', () => {
  const later = (seconds: number) => new Date(Date.UTC(2024, 2, 1, 10, 0, seconds));

  it('is written where that version stands, and none where there was to be none', async () => {
    const patient = aPatient();
    const first = aWrite(patient, { key: key('followed'), seen: 0 });
    expect(await store.putUnlessOvertaken([first])).toMatchObject([{ version: 1, outcome: 'created' }]);
    expect(await store.putUnlessOvertaken([{ ...first, entered: later(1), seen: 1 }])).toMatchObject([
      { version: 2, outcome: 'updated' },
    ]);
  });

  it.each([
    ['another version stands', { entered: later(5), seen: 1 }],
    ['none was to be there', { entered: later(5), seen: 0 }],
    ['it comes late', { entered: later(1), seen: 2 }],
    ['it is the same write again', { entered: later(2), seen: 2 }],
  ])('is not written where %s, nor is what comes with it', async (_, parts) => {
    const patient = aPatient();
    const write = aWrite(patient, { key: key(randomUUID()) });
    await put(write);
    await put({ ...write, entered: later(2) });
    const companion = aWrite(patient, { key: key(randomUUID()) });
    expect(await store.putUnlessOvertaken([companion, { ...write, ...parts }])).toBe('overtaken');
    const stored = await database.pool.query('select ver from clinical.res where patient = $1', [patient]);
    expect(stored.rows).toEqual([{ ver: 2 }]);
  });

  it('takes along what says nothing of a version, whether that is new or has been there', async () => {
    const patient = aPatient();
    const known = aWrite(patient, { key: key(randomUUID()) });
    await put(known);
    const results = await store.putUnlessOvertaken([known, aWrite(patient, { key: key(randomUUID()), seen: 0 })]);
    expect(results).toMatchObject([
      { version: 1, outcome: 'unchanged' },
      { version: 1, outcome: 'created' },
    ]);
  });

  it('is not written under a number of another patient’s, and nobody else is kept from writing', async () => {
    const [theirs, ours] = [aPatient(), aPatient()];
    const taken = key(randomUUID());
    await put(aWrite(theirs, { key: taken }));
    const answers = await Promise.all([
      store.putUnlessOvertaken([aWrite(ours, { key: taken, seen: 0 })]),
      store.putUnlessOvertaken([aWrite(ours, { key: key(randomUUID()), seen: 0 })]),
      store.putUnlessOvertaken([aWrite(ours, { type: 'Observations' })]),
    ]);
    expect(answers).toMatchObject(['overtaken', [{ outcome: 'created' }], 'overtaken']);
  });

  it('loses nothing where several processes look and write at once', async () => {
    const patient = aPatient();
    const id = store.idFor(patient, 'Observation', key('counted'));
    // Each has a queue of its own, as another process has: they meet in the database alone.
    const processes = Array.from({ length: 8 }, () => openRecordStore({ sql: database.sql, schema: 'clinical' }));
    const countOn = async (one: RecordStore, process: number): Promise<void> => {
      for (let counted = 0; counted < 10;) {
        const [current] = await one.read([{ sight: seesAll(patient), type: 'Observation', id }]);
        const count = current === undefined ? 0 : (JSON.parse(current.text) as { count: number }).count;
        const write = aWrite(patient, {
          key: key('counted'),
          order: `${String(process)}-${String(counted)}-${String(count)}`,
          resource: { resourceType: 'Observation', count: count + 1 },
          seen: current?.version ?? 0,
        });
        if ((await one.putUnlessOvertaken([write])) !== 'overtaken') counted += 1;
      }
    };
    await Promise.all(processes.map(countOn));
    const stored = await database.pool.query<{ ver: number; count: number }>(
      `select v.ver, (v.content::json ->> 'count')::int as count
       from clinical.res r join clinical.ver v using (rid) where r.patient = $1 order by v.ver`,
      [patient],
    );
    expect(stored.rows).toEqual(Array.from({ length: 80 }, (_, index) => ({ ver: index + 1, count: index + 1 })));
  });
});

describe('within the transaction of its caller', () => {
  it('a write is undone with it', async () => {
    const patient = aPatient();
    await expect(
      database.sql.transaction(async (transaction) => {
        await store.put([aWrite(patient)], transaction);
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    expect(await store.search(seesAll(patient), { type: 'Observation', first: 1 })).toMatchObject({ items: [] });
  });
});

describe('a customer’s store', () => {
  it('keeps every version, deletions too, for its owner', async () => {
    const customer = openCustomerStore({ sql: database.sql, schema: 'clinical', store: 1, version: 'STU3' });
    const write = (hour: number, deleted = false) =>
      aWrite(null, { id: 'obs-1', entered: new Date(Date.UTC(2024, 2, 1, hour)), deleted });
    for (const one of [write(1), write(2), write(3, true)]) await customer.put([one]);
    expect(await customer.readAsOwner({ type: 'Observation', id: 'obs-1' })).toMatchObject({
      version: 3,
      deleted: true,
    });
    expect(await customer.versionAsOwner({ type: 'Observation', id: 'obs-1' }, 2)).toMatchObject({
      version: 2,
      deleted: false,
    });
    expect(await customer.historyAsOwner({ type: 'Observation', id: 'obs-1', first: 2 })).toMatchObject({
      items: [{ version: 3 }, { version: 2 }],
      next: expect.any(String) as string,
    });
    expect(await customer.searchWholeStore({ type: 'Observation', first: 5 })).toMatchObject({ items: [] });
  });

  it('is not the patients’ record: no sight reaches it', async () => {
    const patient = aPatient();
    const customer = openCustomerStore({ sql: database.sql, schema: 'clinical', store: 2, version: 'R4' });
    await customer.put([aWrite(patient, { id: 'mine' })]);
    expect(await store.search(seesAll(patient), { type: 'Observation', first: 5 })).toMatchObject({ items: [] });
    expect(await store.read([{ sight: seesAll(patient), type: 'Observation', id: 'mine' }])).toEqual([undefined]);
  });
});

describe('rows that travel together', () => {
  it('are stored as each is by itself, whatever the others have', async () => {
    const [alone, among] = [aPatient(), aPatient()];
    // As many of each, and in whatever order their ids put them.
    const [team, other] = [randomUUID(), randomUUID()];
    const writes = (patient: ReturnType<typeof aPatient>): RecordWrite[] => {
      const id = (n: number) => ({ key: { organisation: riverside, external: `${patient}-${String(n)}` } });
      const resource = (more: object) => ({ resourceType: 'Observation', status: 'final', ...more });
      return [
        aWrite(patient, { ...id(0), resource: anObservation() }),
        aWrite(patient, { ...id(1), sources: [team], resource: resource({}) }),
        aWrite(patient, { ...id(2), sources: [], resource: resource({ valueString: 'a "quoted\\ text{, ä 日' }) }),
        aWrite(patient, { ...id(3), sources: [other], resource: {}, deleted: true }),
        aWrite(patient, {
          ...id(4),
          sources: [hillside],
          resource: resource({ valueQuantity: { value: -0, comparator: '<', unit: 'mg' }, issued: '2024-02-29' }),
        }),
      ];
    };
    for (const write of writes(alone)) await put(write);
    await put(...writes(among));
    const stored = async (patient: string) => {
      const { rows } = await database.pool.query<{ row: string }>(
        `select (to_jsonb(r) - '{rid,id,key,patient,updated}'::text[])::text || replace(v.content, r.id, '') as row
         from clinical.res r join clinical.ver v using (rid) where r.patient = $1 order by 1`,
        [patient],
      );
      return rows.map(({ row }) => row);
    };
    expect(await stored(among)).toHaveLength(5);
    expect(await stored(among)).toEqual(await stored(alone));
  });
});
