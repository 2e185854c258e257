import { afterAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import { aPatient, aWrite, seesAll } from '../../test/record-writes.ts';
import { openRecordStore } from './index.ts';

const database = await testDatabase();
afterAll(() => database.drop());

/** How the database goes about each statement that is sent. */
const plans: string[] = [];
const store = openRecordStore({
  schema: 'clinical',
  sql: {
    ...database.sql,
    query: async (name, text, values) => {
      const { rows } = await database.pool.query<{ 'QUERY PLAN': object }>(`explain (format json) ${text}`, [
        ...values,
      ]);
      plans.push(JSON.stringify(rows.map((row) => row['QUERY PLAN'])));
      return database.sql.query(name, text, values);
    },
  },
});

describe('an item that is asked for by its name', () => {
  it('is looked up by it, however much there is of the patient, and whatever the database knows of the table', async () => {
    const patient = aPatient();
    const stored = await store.put(Array.from({ length: 300 }, () => aWrite(patient)));
    if (!('length' in stored)) throw new Error(stored.message);
    const item = { type: 'Observation', id: stored[7]?.id ?? '' };
    plans.length = 0;
    expect(await store.read([{ sight: seesAll(patient), ...item }])).toMatchObject([item]);
    expect(await store.history(seesAll(patient), item, { first: 1 })).toMatchObject({ items: [item] });
    await database.pool.query('analyze clinical.res');
    expect(await store.read([{ sight: seesAll(patient), ...item }])).toMatchObject([item]);
    expect(plans).toHaveLength(3);
    for (const plan of plans) {
      expect(plan).toContain('res_id');
      expect(plan).not.toContain('res_patient');
    }
  });
});
