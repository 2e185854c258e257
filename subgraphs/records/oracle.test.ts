import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../../kernel/failure.ts';
import { testDatabase, type TestDatabase } from '../../test/database.ts';
import { aPatient, aWrite, seesAll } from '../../test/record-writes.ts';
import { openCustomerStore, openRecordStore, type CustomerStore, type RecordStore, type SearchPage } from './index.ts';

/**
 * What another server finds: queries with the resources they match, observed in its public tests. Each is asked of the
 * patients' record, through a sight, and of a customer store, as a whole: the answers must be the same.
 */
type Oracle = { groups: Group[] };
type Group = { group: string; type: string; resources: Record<string, unknown>[]; cases: Case[] };
type Case = {
  query: string;
  value?: string;
  ms_expected: number[];
  agree?: boolean;
  exact_set?: boolean;
  untyped_target?: boolean;
  note?: string;
};

const file = new URL('../../../shared/cases/search/oracle.json', import.meta.url);
const groups = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Oracle).groups : [];

let database: TestDatabase;
let record: RecordStore;

beforeAll(async () => {
  database = await testDatabase();
  record = openRecordStore({ sql: database.sql, schema: 'clinical' });
});

afterAll(() => database.drop());

if (groups.length === 0) {
  it.skip('the shared cases (../shared/cases/search/oracle.json) are not here: nothing to compare with', () =>
    undefined);
}

describe.each(groups)('$group', ({ type, resources, cases }) => {
  const patient = aPatient();
  let customer: CustomerStore;

  beforeAll(async () => {
    customer = openCustomerStore({
      sql: database.sql,
      schema: 'clinical',
      store: 100 + groups.findIndex((one) => one.resources === resources),
      version: 'R4',
    });
    const writes = resources.map((resource, index) => ({ type, order: '', resource, origin: String(index) }));
    for (const stored of [
      await record.put(writes.map((write) => aWrite(patient, write))),
      await customer.put(writes.map((write) => aWrite(null, write))),
    ])
      if (stored instanceof Failure) throw new Error(stored.message);
  });

  it.each(cases)('$query $value', async ({ query, value, ms_expected: expected }) => {
    const asked = value === undefined ? query : `${query}${encodeURIComponent(value)}`;
    const search = asked.replace(
      /^([^=]*)=(.*)$/s,
      (_, name: string, wanted: string) => `${name}=${value === undefined ? encodeURIComponent(wanted) : wanted}`,
    );
    // The patients' record keeps no texts of tokens, and refuses a search for them: `search.test.ts`.
    if (!query.includes(':text='))
      expect(found(await record.search(seesAll(patient), { type, query: search, first: 100 }))).toEqual(expected);
    expect(found(await customer.searchWholeStore({ type, query: search, first: 100 }))).toEqual(expected);
  });
});

const found = (page: SearchPage | Failure): number[] | Failure =>
  page instanceof Failure ? page : page.items.map(({ origin }) => Number(origin)).sort((one, other) => one - other);
