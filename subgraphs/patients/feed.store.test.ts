import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uuid7 } from '../../kernel/id.ts';
import { organisations } from '../../prisma/demo.ts';
import { seedPatients } from '../../prisma/seed-patients.ts';
import { prismaOn } from '../../test/clients.ts';
import { testDatabase } from '../../test/database.ts';
import { lookAtAll } from './feed-lookup.sql.ts';
import { unknownPerson } from './feed.rules.ts';
import { feedStore, type RecordChange } from './feed.store.ts';

const database = await testDatabase();
const prisma = prismaOn(database.url);
const store = feedStore(database.sql);
const riverside = organisations.riverside.id;
const at = new Date('2026-06-01T12:00:00Z');

beforeAll(() => seedPatients(prisma));
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

const change = (id: string, version: number, more: Partial<RecordChange> = {}): RecordChange => ({
  id,
  version,
  at,
  enteredAt: at,
  enteredBy: `message ${version}`,
  origin: `origin ${version}`,
  by: riverside,
  said: [],
  status: 'UNREGISTERED',
  demographics: { ...unknownPerson, family_name: 'Dale', given_name: 'Dora', date_of_birth: '1990-02-03' },
  addIdentifiers: [],
  dropIdentifiers: [],
  addEmails: [],
  links: [],
  unlink: [],
  ...more,
});

const created = async (identifier?: string): Promise<string> => {
  const id = uuid7();
  const system = 'https://fhir.example.health/id/RRV01/hospital-number';
  const addIdentifiers = identifier === undefined ? [] : [{ system, value: identifier, verification: null }];
  await store.write(change(id, 1, { addIdentifiers }));
  return id;
};
const named = (familyName: string) => ({ demographics: { ...unknownPerson, family_name: familyName } });
const nowOf = async (id: string) =>
  (
    await database.pool.query<{ version: number; family_name: string; history: unknown[] }>(
      `select p.version, p.family_name, (select jsonb_agg(content -> 'family_name' order by v.version)
         from patients.patient_version v where v.patient_id = p.id) as history from patients.patient p where p.id = $1`,
      [id],
    )
  ).rows[0];

describe('changes of demographics at the same moment', () => {
  it('are each written to their own record, with a version each', async () => {
    const ids = await Promise.all(Array.from({ length: 40 }, () => created()));
    const written = await Promise.all(ids.map((id, nth) => store.write(change(id, 2, named(`Name ${nth}`)))));
    expect(written).toEqual(ids.map(() => true));
    for (const [nth, id] of ids.entries())
      expect(await nowOf(id)).toEqual({ version: 2, family_name: `Name ${nth}`, history: ['Dale', `Name ${nth}`] });
  });

  it('of one record are one, and the others hear that it has moved on', async () => {
    const id = await created();
    const written = await Promise.all(
      Array.from({ length: 20 }, (_, nth) => store.write(change(id, 2, named(`Name ${nth}`)))),
    );
    expect(written.filter(Boolean)).toHaveLength(1);
    const winner = `Name ${written.indexOf(true)}`;
    expect(await nowOf(id)).toEqual({ version: 2, family_name: winner, history: ['Dale', winner] });
  });

  it('to a version that is not the next write nothing, and take nobody along', async () => {
    const [one, other] = [await created(), await created()];
    const written = await Promise.all([store.write(change(one, 3)), store.write(change(other, 2, named('Ellis')))]);
    expect(written).toEqual([false, true]);
    expect(await nowOf(one)).toMatchObject({ version: 1, history: ['Dale'] });
  });

  it('that the database refuses fail alone', async () => {
    const ids = await Promise.all(Array.from({ length: 10 }, () => created()));
    const impossible = { demographics: { ...unknownPerson, date_of_birth: 'no date' } };
    const results = await Promise.allSettled(
      ids.map((id, nth) => store.write(change(id, 2, nth === 4 ? impossible : named('Ellis')))),
    );
    expect(results.map(({ status }) => status)).toEqual(ids.map((_, nth) => (nth === 4 ? 'rejected' : 'fulfilled')));
    for (const [nth, id] of ids.entries()) expect(await nowOf(id)).toMatchObject({ version: nth === 4 ? 1 : 2 });
  });

  it('by two processes that hold each other’s records end, each written once', async () => {
    const elsewhere = feedStore(database.sql);
    const ids = await Promise.all(Array.from({ length: 30 }, () => created()));
    const here = ids.map((id) => store.write(change(id, 2)));
    const there = ids.toReversed().map((id) => elsewhere.write(change(id, 2)));
    const written = [await Promise.all(here), (await Promise.all(there)).reverse()];
    expect(ids.map((_, nth) => Number(written[0]?.[nth]) + Number(written[1]?.[nth]))).toEqual(ids.map(() => 1));
  });
});

describe('looking at many messages at once', () => {
  const question = (value: string, more: object = {}) => ({
    by: { organisation: riverside },
    alias: null,
    identifiers: [{ authority: 'RVS', typeCode: 'MR', value }],
    wantsRecord: true,
    ...more,
  });

  it('answers each as if it stood alone', async () => {
    const [one, other] = [await created('L1'), await created('L2')];
    const unknown = { authority: 'X', typeCode: 'Y', value: 'Z' };
    const found = await Promise.all([
      store.look(question('L1')),
      store.look(question(' L2 ', { wantsRecord: false })),
      store.look(question('nobody’s')),
      store.look(question('L1', { identifiers: [] })),
      store.look(question('L1', { identifiers: [unknown, ...question('L1').identifiers, unknown] })),
      store.look(question('L1', { alias: 'hillside' })),
      store.look(question('L1', { by: { organisation: uuid7() } })),
      store.look(question('L1', { by: { partner: 'stranger' }, alias: 'riverside-post' })),
      store.look(question('L1', { by: { partner: 'postbridge' }, alias: 'riverside-post' })),
    ]);
    expect(found.map((facts) => facts?.current?.id)).toEqual([
      one,
      undefined,
      undefined,
      undefined,
      one,
      undefined,
      undefined,
      undefined,
      one,
    ]);
    expect(found.map((facts) => facts?.matches.map(({ patient }) => patient))).toEqual([
      [one],
      [other],
      [null],
      [],
      [null, one, null],
      undefined,
      undefined,
      undefined,
      [one],
    ]);
  });

  it('says which team holds the record already', async () => {
    const id = await created('L3');
    const before = await store.look(question('L3'));
    expect(before).toMatchObject({ isLinked: false, current: { teams: [] } });
    if (before !== undefined) await store.link(id, before.sender, at);
    expect(await store.look(question('L3', { wantsRecord: false }))).toMatchObject({ isLinked: true });
  });

  it('finds a public id in any case, and takes nothing else for one', async () => {
    const id = await created();
    const of = (value: string) => question('', { identifiers: [{ authority: 'PKB', typeCode: 'PI', value }] });
    const found = await Promise.all(
      [id, id.toUpperCase(), `${id}0`, "' or 1=1", ''].map((value) => store.look(of(value))),
    );
    expect(found.map((facts) => facts?.current?.id)).toEqual([id, id, undefined, undefined, undefined]);
  });

  // The tables of organisations and types are small; those that grow with patients are never read through. The plan is
  // the one that serves every number of messages.
  it.each(['before there are patients', 'with 20 000'])('finds records by index, planned %s', async (when) => {
    if (when === 'with 20 000')
      await database.pool.query(`
        with p as (insert into patients.patient (id, version, last_updated, entered_at, entered_by, gender, deceased, status, sharing_disabled, access_frozen)
          select gen_random_uuid(), 1, now(), now(), 'bulk ' || n, 'UNKNOWN', false, 'UNREGISTERED', false, false from generate_series(1, 20000) n returning id, entered_by)
        insert into patients.identifier (system, value, patient_id) select 'bulk', entered_by, id from p`);
    const client = await database.pool.connect();
    try {
      await client.query('deallocate all');
      await client.query('begin');
      await client.query('set local plan_cache_mode = force_generic_plan');
      await client.query(
        `prepare look (uuid[], text[], text[], bool[], int[], int[], text[], text[], text[]) as ${lookAtAll}`,
      );
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(
        `explain execute look ('{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}')`,
      );
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      for (const table of ['patient', 'identifier', 'team_link', 'email'])
        expect(plan).not.toMatch(new RegExp(`Seq Scan on ${table} `));
      expect(plan).toMatch(/Index (Only )?Scan using identifier_pkey/);
    } finally {
      await client.query('rollback');
      await client.query('deallocate all');
      client.release();
    }
  });
});
