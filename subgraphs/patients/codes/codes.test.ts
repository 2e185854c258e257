import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uuid7 } from '../../../kernel/id.ts';
import { organisations } from '../../../prisma/demo.ts';
import { seedPatients } from '../../../prisma/seed-patients.ts';
import { person } from '../../../test/calls.ts';
import { prismaOn } from '../../../test/clients.ts';
import { testDatabase } from '../../../test/database.ts';
import { asking } from '../../../test/slice.ts';
import { codeStore, openCodes } from '../../codes/index.ts';
import { openPatients } from '../index.ts';

const database = await testDatabase();
const codes = openCodes(database);
const slice = openPatients({ sql: database.sql, newId: uuid7, codes });
const prisma = prismaOn(database.url);
beforeAll(() => seedPatients(prisma));
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

const [oscar, alice, diaz] = [person('oscar'), person('alice'), person('diaz')];
const organisationId = organisations.riverside.id;
const fields = 'system code display standard { system code display }';

type Input = { readonly set: string; readonly codes: readonly object[]; readonly organisationId?: string };

const change = async (call: 'setCodes' | 'removeCodes', input: Input, by = oscar) => {
  const type = call === 'setCodes' ? 'SetCodesInput' : 'RemoveCodesInput';
  const query = `mutation ($input: ${type}!) { ${call}(input: $input) { ... on ChangedCodes { codes { ${fields} } } ... on Refusal { kind field message } } }`;
  const { data, errors } = await asking(slice, by).run(query, { input: { organisationId, ...input } });
  expect(errors).toBeUndefined();
  return data?.[call];
};

type Page = { readonly items: readonly { readonly code: string }[]; readonly next: string | null };
const listed = async (set: string, page: object = {}): Promise<Page> => {
  const query = `query ($id: ID!, $set: CodeSet!, $first: Int, $after: String) {
    codeSet(organisationId: $id, set: $set, first: $first, after: $after) { items { ${fields} } next } }`;
  const { data, errors } = await asking(slice, oscar).run(query, { id: organisationId, set, ...page });
  expect(errors).toBeUndefined();
  return data?.['codeSet'] as Page;
};

const hb = { code: 'HB', display: 'Haemoglobin', standard: { system: 'http://loinc.org', code: '718-7' } };

describe('An administrator', () => {
  it('says what codes mean, and says it again otherwise', async () => {
    expect(await change('setCodes', { set: 'RESULT', codes: [hb, { code: 'ESR', display: ' Sed rate ' }] })).toEqual({
      codes: [
        { system: null, code: 'ESR', display: 'Sed rate', standard: null },
        { ...hb, system: null, standard: { ...hb.standard, display: null } },
      ],
    });
    await change('setCodes', { set: 'RESULT', codes: [{ code: 'HB', display: 'Hb' }] });
    expect((await codes.of(organisationId)).meaning('RESULT', { code: 'HB' })).toMatchObject({
      display: 'Hb',
      standard: null,
    });
    expect((await listed('RESULT')).items.map(({ code }) => code)).toEqual(['ESR', 'HB']);
  });

  it('takes codes away; what was not there is passed over', async () => {
    await change('setCodes', { set: 'UNIT', codes: [{ code: 'g/l', display: 'grams per litre' }] });
    const gone = [{ code: 'g/l' }, { code: 'never' }];
    expect(await change('removeCodes', { set: 'UNIT', codes: gone })).toMatchObject({ codes: [{ code: 'g/l' }] });
    expect(await change('removeCodes', { set: 'UNIT', codes: gone })).toEqual({ codes: [] });
    expect((await codes.of(organisationId)).meaning('UNIT', { code: 'g/l' })).toBeUndefined();
  });

  it('reads a set page by page', async () => {
    const many = Array.from({ length: 450 }, (_, n) => ({
      system: n % 2 ? 'lab' : null,
      code: `C${n}`,
      display: `Test ${n}`,
    }));
    await change('setCodes', { set: 'ORDER', codes: many });
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: Page = await listed('ORDER', { first: 100, after });
      expect(page.items.length).toBeLessThanOrEqual(100);
      seen.push(...page.items.map(({ code }) => code));
      after = page.next;
    } while (after !== null);
    expect(seen.toSorted()).toEqual(many.map(({ code }) => code).toSorted());
  });

  it('leaves a trace with what was and what is', async () => {
    await change('setCodes', {
      set: 'CLASS',
      codes: [{ code: 'D', display: 'Day case', standard: { code: 'OUTPATIENT' } }],
    });
    await change('removeCodes', { set: 'CLASS', codes: [{ code: 'D' }] });
    const { rows } = await database.pool.query<{ kind: string; details: unknown; person: string }>(
      `select kind, details, person_id as person from patients.act where details->>'set' = 'CLASS' order by id`,
    );
    const day = {
      system: '',
      code: 'D',
      display: 'Day case',
      standard: { system: null, code: 'OUTPATIENT', display: null },
    };
    expect(rows).toEqual([
      { kind: 'CODES_SET', person: oscar.user, details: { set: 'CLASS', codes: [day], before: [] } },
      { kind: 'CODES_REMOVED', person: oscar.user, details: { set: 'CLASS', before: [day] } },
    ]);
  });
});

describe('Refused is', () => {
  it('whoever is not an administrator of the organisation', async () => {
    const input = { set: 'RESULT', codes: [hb] };
    for (const call of ['setCodes', 'removeCodes'] as const) {
      const asked = call === 'setCodes' ? input : { set: 'RESULT', codes: [{ code: 'HB' }] };
      for (const by of [alice, diaz]) expect(await change(call, asked, by)).toMatchObject({ kind: 'FORBIDDEN' });
      const foreign = { ...asked, organisationId: organisations.hillside.id };
      expect(await change(call, foreign)).toMatchObject({ kind: 'FORBIDDEN', field: 'organisationId' });
    }
    const query = `query ($id: ID!) { codeSet(organisationId: $id, set: RESULT) { next } }`;
    for (const [by, id] of [
      [alice, organisationId],
      [oscar, organisations.hillside.id],
    ] as const)
      expect((await asking(slice, by).run(query, { id })).errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
  });

  it.each([
    ['no code', 'RESULT', { code: ' ', display: 'x' }, 'codes[0].code'],
    ['a code that nobody can keep', 'RESULT', { code: 'a\0', display: 'x' }, 'codes[0].code'],
    ['a system with a bar', 'RESULT', { system: 'a|b', code: 'a', display: 'x' }, 'codes[0].system'],
    ['a system where a message has none', 'UNIT', { system: 'L', code: 'a', display: 'x' }, 'codes[0].system'],
    ['nothing to read', 'RESULT', { code: 'a', display: ' ' }, 'codes[0].display'],
    [
      'a standard without a system',
      'RESULT',
      { code: 'a', display: 'x', standard: { code: '1' } },
      'codes[0].standard.system',
    ],
    [
      'a standard without a code',
      'ORDER',
      { code: 'a', display: 'x', standard: { system: 's' } },
      'codes[0].standard.code',
    ],
    [
      'a gender that is none of ours',
      'GENDER',
      { code: '1', display: 'x', standard: { code: 'male' } },
      'codes[0].standard.code',
    ],
    [
      'a unit that is not of UCUM',
      'UNIT',
      { code: 'a', display: 'x', standard: { system: 's', code: 'g' } },
      'codes[0].standard.system',
    ],
    [
      'an application that sends something else',
      'APPLICATION',
      { code: 'a', display: 'x', standard: { code: 'LAB' } },
      'codes[0].standard.code',
    ],
  ])('%s', async (_, set, code, field) => {
    expect(await change('setCodes', { set, codes: [code] })).toMatchObject({ kind: 'INVALID', field });
  });

  it('a code given twice, none at all, and more than 500', async () => {
    const codesOf = (count: number) => Array.from({ length: count }, (_, n) => ({ code: `N${n}`, display: 'x' }));
    expect(await change('setCodes', { set: 'RESULT', codes: [hb, hb] })).toMatchObject({ field: 'codes[1].code' });
    for (const count of [0, 501])
      expect(await change('setCodes', { set: 'RESULT', codes: codesOf(count) })).toMatchObject({ field: 'codes' });
  });

  it('what goes past 20 000 codes; what is there may still be changed', async () => {
    await database.pool.query(
      `insert into codes.code (organisation_id, code_set, system, code, display, set_at, set_by)
       select $1, 'SPECIALTY', '', 'S' || n, 'x', now(), $2 from generate_series(1, 20000 - (select count(*)::int from codes.code where organisation_id = $1)) n`,
      [organisationId, oscar.user],
    );
    const set = 'SPECIALTY';
    expect(await change('setCodes', { set, codes: [{ code: 'new', display: 'x' }] })).toMatchObject({
      kind: 'CONFLICT',
    });
    expect(await change('setCodes', { set, codes: [{ code: 'S1', display: 'y' }] })).toMatchObject({
      codes: [{ code: 'S1', display: 'y' }],
    });
    expect(
      await codeStore(database.sql).find({ organisation: organisationId, set }, [{ system: '', code: 'new' }]),
    ).toEqual([]);
  });
});
