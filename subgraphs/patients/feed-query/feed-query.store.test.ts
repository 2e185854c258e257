import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { organisations, teams } from '../../../prisma/demo.ts';
import { seedPatients } from '../../../prisma/seed-patients.ts';
import { prismaOn } from '../../../test/clients.ts';
import type { OrganisationId } from '../../../kernel/id.ts';
import { testDatabase } from '../../../test/database.ts';
import type { Sql } from '../../kit/sql.ts';
import { feedViewer } from '../viewer.rules.ts';
import { feedQueryStore } from './feed-query.store.ts';

// How an organisation's newest patients are looked for, where it holds nearly all of very many, or few of them.

const database = await testDatabase();
const prisma = prismaOn(database.url);
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});
const at = new Date('2026-06-01T12:00:00Z');

beforeAll(async () => {
  await seedPatients(prisma);
  await database.pool.query(
    `with p as (insert into patients.patient (id, version, last_updated, entered_at, entered_by, gender, deceased, status, sharing_disabled, access_frozen)
      select gen_random_uuid(), 1, $1::timestamptz - n * interval '1 s', now(), 'bulk ' || n, 'UNKNOWN', false, 'UNREGISTERED', false, false
      from generate_series(1, 20000) n returning id, entered_by),
    numbers as (insert into patients.identifier (system, value, patient_id) select 'bulk', entered_by, id from p)
    insert into patients.team_link (patient_id, team_id, organisation_id, since)
    select id, $2::uuid, $3::uuid, now() from p where entered_by not like '%00'
    union all select id, $4::uuid, $5::uuid, now() from p where entered_by like '%00'`,
    [at, teams['riverside-prt'].id, organisations.riverside.id, teams['hillside-prt'].id, organisations.hillside.id],
  );
  await database.pool.query('analyze patients.patient, patients.team_link, patients.identifier');
});

const wanted = (name: keyof typeof organisations) => ({
  viewer: feedViewer({ organisation: organisations[name].id as OrganisationId, teams: null }, undefined, at),
  sought: undefined,
  systems: ['bulk'],
  changedFrom: null,
  changedBefore: null,
  limit: 5,
});

/** The plan of the statement that finds them. */
const planOf = async (name: keyof typeof organisations): Promise<string> => {
  const plans: string[] = [];
  const explaining: Sql = {
    ...database.sql,
    query: async <Row>(statement: string, text: string, values: readonly unknown[]): Promise<Row[]> => {
      if (statement === 'patients.held-share') return database.sql.query(statement, text, values);
      const plan = await database.sql.query<{ 'QUERY PLAN': string }>(`${statement}.plan`, `explain ${text}`, values);
      plans.push(plan.map((row) => row['QUERY PLAN']).join('\n'));
      return [];
    },
  };
  await feedQueryStore(explaining).newest(wanted(name));
  return plans.join();
};

describe('the newest patients of an organisation', () => {
  it('are read together where it holds most of all there are', async () => {
    expect(await planOf('riverside')).toContain('Seq Scan on patient p');
  });

  it('are looked up one by one where it holds few', async () => {
    expect(await planOf('hillside')).not.toContain('Seq Scan on patient');
  });

  it.each([
    ['riverside', [1, 2, 3, 4, 5]],
    ['hillside', [100, 200, 300, 400, 500]],
  ] as const)('are the same either way: those of %s', async (name, expected) => {
    const found = await feedQueryStore(database.sql).newest(wanted(name));
    const { rows } = await database.pool.query<{ nth: string }>(
      `select substr(p.entered_by, 6) as nth from unnest($1::uuid[]) with ordinality x(id, n) join patients.patient p using (id) order by x.n`,
      [found.map(({ id }) => id)],
    );
    expect(rows.map(({ nth }) => Number(nth))).toEqual(expected);
  });
});
