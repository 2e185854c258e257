import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../../../kernel/clock.ts';
import type { OrganisationId, SourceId, TeamId } from '../../../kernel/id.ts';
import type { Principal } from '../../../kernel/principal.ts';
import { organisations, teams } from '../../../prisma/demo.ts';
import { person } from '../../../test/calls.ts';
import { testDatabase } from '../../../test/database.ts';
import { asking, idOf, noon, patientBy, permitOf, purviewOf } from '../../../test/slice.ts';
import { directoryBlobs, openClinical } from '../index.ts';

const database = await testDatabase();
const directory = await mkdtemp(join(tmpdir(), 'library-'));
const slice = openClinical({ sql: database.sql, blobs: directoryBlobs(directory, randomUUID) });
const clock = fixedClock(noon);
afterAll(async () => {
  await database.drop();
  await rm(directory, { recursive: true });
});
beforeEach(async () => {
  await database.pool.query('truncate clinical.res, clinical.ver, clinical.library_resource, events.outbox');
  clock.set(noon);
});

const [alice, carol, coco, diaz, oscar] = [
  person('alice'),
  person('carol'),
  person('coco'),
  person('diaz'),
  person('oscar'),
];
const riverside = organisations.riverside.id as OrganisationId;
const diabetes = teams['riverside-diabetes'].id as TeamId;
const hillside = teams['hillside-community'].id as TeamId;
const apptly: Principal = {
  kind: 'team',
  integration: 'tethered.rest',
  client: 'apptly',
  partner: 'apptly',
  organisation: riverside,
  team: diabetes,
};

type Outcome = {
  readonly id?: string;
  readonly ids?: readonly string[];
  readonly kind?: string;
  readonly field?: string;
};
const call = async (by: Principal, name: string, [argument, type]: [string, string], value: unknown) => {
  const fields =
    name === 'giveResource' ? 'AddedItems { ids }' : 'LibraryResource { id organisationId teamId retiredAt }';
  const { data, errors } = await asking(slice, by, clock).run(
    `mutation ($value: ${type}!) { ${name}(${argument}: $value) { ... on ${fields} ... on Refusal { kind field } } }`,
    { value },
  );
  expect(errors).toBeUndefined();
  return data?.[name] as Outcome;
};
const publish = (by: Principal, more: object) =>
  call(by, 'publishResource', ['input', 'PublishResourceInput'], { title: 'A', url: 'https://nhs.uk/a', ...more });
const give = (by: Principal, resourceId: string | undefined, may: Parameters<typeof permitOf>[2], label?: string) =>
  call(by, 'giveResource', ['input', 'GiveResourceInput'], {
    permit: permitOf(by, 'alice', may, clock),
    resourceId,
    label,
  });
const asTeam = { writer: { as: 'TEAM' as const, sources: [diabetes as SourceId] } };
const givenTo = async (by: Principal, may: Parameters<typeof purviewOf>[2]) =>
  (
    await asking(slice, by, clock).patient<{ givenResources: { items: readonly object[] } | null }>(
      patientBy('alice', purviewOf(by, 'alice', may, clock)),
      'givenResources { items { resourceId title url teamId label givenAt } }',
    )
  ).givenResources?.items;

describe('A library', () => {
  it.each([
    ['a team, by who coordinates it', coco, { teamId: diabetes }, { teamId: diabetes, organisationId: riverside }],
    ['the team that a client is tied to', apptly, {}, { teamId: diabetes, organisationId: riverside }],
    ['an organisation, by its administrator', oscar, { organisationId: riverside }, { teamId: null }],
  ])('is kept for %s', async (_who, by, named, expected) => {
    const resource = await publish(by, named);
    expect(resource).toMatchObject(expected);
    const retired = await call(by, 'retireResource', ['id', 'ID'], resource.id);
    expect(retired).toMatchObject({ id: resource.id, retiredAt: '2026-06-01T12:00:00.000Z' });
  });

  it.each([
    ['the coordinator of another team', coco, { teamId: hillside }, 'teamId'],
    ['a client that is tied to another team', apptly, { teamId: hillside }, 'teamId'],
    ['a coordinator, for the organisation', coco, { organisationId: riverside }, 'organisationId'],
    ['an administrator, for another', oscar, { organisationId: organisations.hillside.id }, 'organisationId'],
    ['an administrator, for a team', oscar, { teamId: diabetes }, 'teamId'],
    ['a professional', diaz, { teamId: diabetes }, 'teamId'],
    ['a patient', alice, { teamId: diabetes }, 'teamId'],
    ['somebody who names nobody', coco, {}, 'teamId'],
  ])('is not kept by %s', async (_who, by, named, field) => {
    expect(await publish(by, named)).toEqual({ kind: 'FORBIDDEN', field });
    const { id } = await publish(apptly, {});
    const others = { ...apptly, team: hillside } as Principal;
    for (const stranger of [diaz, alice, oscar, others])
      expect(await call(stranger, 'retireResource', ['id', 'ID'], id)).toEqual({ kind: 'NOT_FOUND', field: 'id' });
  });
});

describe('What a patient is given', () => {
  it('is an item of the record: by its label, for its source, and for nobody else', async () => {
    const { id } = await publish(apptly, { title: 'Relax' });
    const { ids } = await give(apptly, id, asTeam, 'MENTAL_HEALTH');
    expect(ids).toHaveLength(1);
    const seen = [
      { resourceId: id, title: 'Relax', teamId: diabetes, label: 'MENTAL_HEALTH', url: 'https://nhs.uk/a' },
    ];
    expect(await givenTo(alice, { labels: ['MENTAL_HEALTH'] })).toMatchObject(seen);
    expect(await givenTo(apptly, { sources: [diabetes] })).toMatchObject(seen);
    expect(await givenTo(carol, { labels: ['GENERAL_HEALTH'] })).toEqual([]);
  });

  it('is told to the patient, who is not told what', async () => {
    const { id } = await publish(apptly, {});
    await give(apptly, id, asTeam);
    const { rows } = await database.pool.query(`select kind, patient_id, about from events.outbox`);
    expect(rows).toEqual([{ kind: 'record.changed', patient_id: idOf('alice'), about: { type: 'Library' } }]);
  });

  it('is given once, and stays when it is retired', async () => {
    const { id } = await publish(apptly, {});
    const first = await give(apptly, id, asTeam);
    clock.set('2026-06-02T12:00:00Z');
    expect(await give(apptly, id, asTeam)).toEqual(first);
    await call(apptly, 'retireResource', ['id', 'ID'], id);
    expect(await give(apptly, id, asTeam)).toEqual({ kind: 'CONFLICT', field: 'resourceId' });
    expect(await givenTo(alice, { labels: ['GENERAL_HEALTH'] })).toMatchObject([
      { givenAt: '2026-06-02T12:00:00.000Z' },
    ]);
  });

  it.each([
    ['the patient', alice, { writer: { as: 'PATIENT' as const, sources: [] } }],
    ['a carer', carol, { asCarer: ['GENERAL_HEALTH' as const], writer: { as: 'CARER' as const, sources: [] } }],
    ['a team that has no consent', diaz, {}],
  ])('is not given by %s', async (_who, by, may) => {
    const { id } = await publish(apptly, {});
    expect(await give(by, id, may)).toEqual({ kind: 'FORBIDDEN', field: 'permit' });
    expect((await database.pool.query('select from clinical.res')).rowCount).toBe(0);
  });

  it('comes from a professional whom the patient asked in person, of no team', async () => {
    const { id } = await publish(apptly, {});
    const { user } = person('diaz');
    await give(diaz, id, { writer: { as: 'TEAM', sources: [user] } });
    expect(await givenTo(alice, { labels: ['GENERAL_HEALTH'] })).toMatchObject([{ resourceId: id, teamId: null }]);
  });
});
