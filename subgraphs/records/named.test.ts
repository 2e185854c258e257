import { afterAll, describe, expect, it } from 'vitest';
import type { PatientId } from '../../kernel/id.ts';
import { testDatabase } from '../../test/database.ts';
import { aPatient, aWrite, seesAll } from '../../test/record-writes.ts';
import { openRecordStore } from './index.ts';

const database = await testDatabase();
afterAll(() => database.drop());

type Explained = { readonly 'QUERY PLAN': object };
const planIn = ({ rows }: { readonly rows: readonly Explained[] }): string =>
  JSON.stringify(rows.map((row) => row['QUERY PLAN']));

/** How the database goes about a statement with these values. */
const planFor = async (text: string, values: readonly unknown[]): Promise<string> =>
  planIn(await database.pool.query<Explained>(`explain (format json) ${text}`, [...values]));

/** And as it is planned once for all values. */
const planForAll = async (text: string, { length }: readonly unknown[]): Promise<string> => {
  const client = await database.pool.connect();
  try {
    await client.query(`set plan_cache_mode = force_generic_plan; prepare planned as ${text}`);
    const nothing = Array.from({ length }, () => 'null').join(', ');
    return planIn(await client.query<Explained>(`explain (format json) execute planned(${nothing})`));
  } finally {
    client.release(true);
  }
};

const plans: string[] = [];
const store = openRecordStore({
  schema: 'clinical',
  sql: {
    ...database.sql,
    query: async (name, text, values) => {
      plans.push(await planFor(text, values), await planForAll(text, values));
      return database.sql.query(name, text, values);
    },
  },
});

const lookUps = async (patient: PatientId, id: string): Promise<readonly unknown[]> => [
  await store.read([{ sight: seesAll(patient), type: 'Observation', id }]),
  await store.history(seesAll(patient), { type: 'Observation', id }, { first: 1 }),
  await store.whereIs('Observation', { organisation: 'of', external: 'nobody' }, [patient]),
];

describe('an item that is read or written by its name or key', () => {
  it('is looked up by it, however much there is of the patient, and whatever the database knows of the table', async () => {
    const patient = aPatient();
    // A plan that is made now is kept by its connection, whatever the table grows to.
    await lookUps(patient, 'none');
    const stored = await store.put(Array.from({ length: 300 }, () => aWrite(patient)));
    if (!('length' in stored)) throw new Error(stored.message);
    const item = { type: 'Observation', id: stored[7]?.id ?? '' };
    const found = [[item], { items: [item] }, undefined];
    expect(await lookUps(patient, item.id)).toMatchObject(found);
    await database.pool.query('analyze clinical.res');
    expect(await lookUps(patient, item.id)).toMatchObject(found);
    expect(plans).toHaveLength(20);
    for (const plan of plans) {
      const conditions = [...plan.matchAll(/"Index Name":"res_[^{}]*"Index Cond":"([^"]*)"/g)].map(([, text]) => text);
      expect(conditions).not.toEqual([]);
      for (const condition of conditions) expect(condition).toMatch(/store = .*type = .*(id|key) = /);
    }
  });
});
