import { afterAll, beforeAll, expect, it } from 'vitest';
import { uuid7 } from '../../kernel/id.ts';
import { organisations, patients } from '../../prisma/demo.ts';
import { seedPatients } from '../../prisma/seed-patients.ts';
import { callOf, feedOf, person } from '../../test/calls.ts';
import { prismaOn } from '../../test/clients.ts';
import { testDatabase } from '../../test/database.ts';
import { asking } from '../../test/slice.ts';
import { isFailure } from '../../kernel/failure.ts';
import { openPermit } from '../kit/permit.ts';
import { openPlacement } from '../kit/placement.ts';
import { openPatients } from './index.ts';

const database = await testDatabase();
const slice = openPatients({ sql: database.sql, newId: uuid7 });
const prisma = prismaOn(database.url);
beforeAll(() => seedPatients(prisma));
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

const [oscar, alice, diaz] = [person('oscar'), person('alice'), person('diaz')];
const organisation = organisations.riverside.id;

const map = async (call: 'setLabelMap' | 'removeLabelMap', input: object, by = oscar) => {
  const type = call === 'setLabelMap' ? 'LabelMapInput' : 'LabelMapKeyInput';
  const query = `mutation ($input: ${type}!) { ${call}(input: $input) { ... on LabelMap { code label } ... on Refusal { kind field } } }`;
  const { data, errors } = await asking(slice, by).run(query, { input: { organisation, ...input } });
  expect(errors).toBeUndefined();
  return data?.[call];
};

const mapsInPlacement = async () => {
  const feed = feedOf('riverside');
  const { data, errors } = await asking(slice, feed).run(
    'mutation ($input: MatchPatientInput!) { matchPatientFromFeed(input: $input) { ... on PlacedPatient { placement } ... on Refusal { kind message } } }',
    {
      input: {
        message: { id: uuid7(), sentAt: '2026-05-01T09:00:00Z', controlId: uuid7() },
        identifiers: [{ authority: 'NHS', typeCode: 'NH', value: patients.alice.nhsNumber }],
      },
    },
  );
  expect(errors).toBeUndefined();
  const { placement } = data?.['matchPatientFromFeed'] as { placement: string };
  const opened = openPlacement(callOf(feed), placement);
  return isFailure(opened) ? expect.unreachable(opened.message) : opened.maps;
};

it('A code that an administrator maps travels in the placement, and is in the audit', async () => {
  expect(await mapsInPlacement()).toBeUndefined();
  expect(await map('setLabelMap', { kind: 'ITEM', code: 'HIV', label: 'MENTAL_HEALTH' })).toEqual({
    code: 'HIV',
    label: 'MENTAL_HEALTH',
  });
  await map('setLabelMap', { kind: 'ITEM', code: ' HIV ', label: 'SEXUAL_HEALTH' });
  await map('setLabelMap', { kind: 'SPECIALTY', code: '307', label: 'SOCIAL_CARE' });
  expect(await mapsInPlacement()).toEqual({ ITEM: { '|HIV': 'SEXUAL_HEALTH' }, SPECIALTY: { '|307': 'SOCIAL_CARE' } });
  const list = `query ($id: ID!) { labelMaps(organisation: $id) { kind system code label } }`;
  expect((await asking(slice, oscar).run(list, { id: organisation })).data?.['labelMaps']).toHaveLength(2);
  expect(await map('removeLabelMap', { kind: 'SPECIALTY', code: '307' })).toMatchObject({ code: '307' });
  expect(await map('removeLabelMap', { kind: 'SPECIALTY', code: '307' })).toMatchObject({ kind: 'NOT_FOUND' });
  const { rows } = await database.pool.query('select kind from patients.act where organisation_id = $1 order by id', [
    organisation,
  ]);
  expect(rows.map(({ kind }: { kind: string }) => kind)).toEqual([
    'LABEL_MAP_SET',
    'LABEL_MAP_SET',
    'LABEL_MAP_SET',
    'LABEL_MAP_REMOVED',
  ]);
});

it('Nobody maps codes but an administrator of the organisation', async () => {
  const input = { kind: 'ITEM', code: 'X', label: 'MENTAL_HEALTH' };
  for (const by of [alice, diaz]) expect(await map('setLabelMap', input, by)).toMatchObject({ kind: 'FORBIDDEN' });
  expect(await map('setLabelMap', { ...input, organisation: organisations.hillside.id })).toMatchObject({
    kind: 'FORBIDDEN',
  });
});

it('The code of a map is a code, without a system where it is a specialty', async () => {
  const label = 'MENTAL_HEALTH';
  expect(await map('setLabelMap', { kind: 'ITEM', code: ' ', label })).toEqual({ kind: 'INVALID', field: 'code' });
  expect(await map('setLabelMap', { kind: 'ITEM', code: 'a\0', label })).toEqual({ kind: 'INVALID', field: 'code' });
  expect(await map('setLabelMap', { kind: 'ITEM', system: 'a|b', code: 'a', label })).toMatchObject({
    field: 'system',
  });
  expect(await map('setLabelMap', { kind: 'SPECIALTY', system: 'a', code: 'a', label })).toMatchObject({
    field: 'system',
  });
});

it('A permit says what the caller may do: the patient, a carer by label, a professional by team', async () => {
  const permitFor = async (by: typeof alice) => {
    const query = '{ patient(id: "' + patients.alice.id + '") { permit } }';
    const { data } = await asking(slice, by).run(query, {});
    const permit = openPermit(callOf(by), (data?.['patient'] as { permit: string }).permit);
    return isFailure(permit) ? expect.unreachable(permit.message) : permit;
  };
  expect(await permitFor(alice)).toMatchObject({ isSelf: true, asCarer: [], asProfessional: [] });
  expect(await permitFor(person('carol'))).toMatchObject({ isSelf: false, asCarer: ['GENERAL_HEALTH'] });
  expect(await permitFor(diaz)).toMatchObject({ isSelf: false, asCarer: [], asProfessional: diaz.teams });
});
