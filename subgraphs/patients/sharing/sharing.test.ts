import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../../../kernel/clock.ts';
import { uuid7 } from '../../../kernel/id.ts';
import type { Person, Principal } from '../../../kernel/principal.ts';
import { organisations, patients, people, teams } from '../../../prisma/demo.ts';
import { seedPatients } from '../../../prisma/seed-patients.ts';
import { callOf, customer, person } from '../../../test/calls.ts';
import { prismaOn } from '../../../test/clients.ts';
import { testDatabase } from '../../../test/database.ts';
import { asking, countingSql } from '../../../test/slice.ts';
import { openPurview } from '../../kit/purview.ts';
import { openPatients } from '../index.ts';

const database = await testDatabase();
const prisma = prismaOn(database.url);
const sql = countingSql(database.sql);
const slice = openPatients({ sql, newId: uuid7 });

const alice = patients.alice.id;
const carol = people.carol.id;
const [diabetes, community] = [teams['riverside-diabetes'].id, teams['hillside-community'].id];
const [sexual, mental] = [teams['riverside-sexual-health'].id, teams['riverside-mental-health'].id];
const noon = '2026-06-01T12:00:00Z';
const all = ['GENERAL_HEALTH', 'SEXUAL_HEALTH', 'MENTAL_HEALTH', 'SOCIAL_CARE'];

beforeEach(async () => {
  await database.pool.query('truncate patients.act; delete from patients.consent; delete from patients.team_link');
  await database.pool.query('delete from patients.membership');
  await seedPatients(prisma);
  await prisma.patient.update({
    where: { id: alice },
    data: { sharingDisabled: false, accessFrozen: false, dateOfBirth: new Date(patients.alice.born) },
  });
});
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

const fields = 'kind partyId name organisation labels basis since until';
type Answered = { readonly kind: string; readonly field?: string; readonly labels?: readonly string[] } & Record<
  string,
  unknown
>;

const run = async (by: Principal, source: string, variables: object, at = noon): Promise<Record<string, unknown>> => {
  const { data, errors } = await asking(slice, by, fixedClock(at)).run(source, { ...variables });
  expect(errors).toBeUndefined();
  return data ?? {};
};
const doing =
  (name: string, type: string) =>
  async (by: Principal, input: object, at = noon): Promise<Answered> => {
    const source = `mutation ($input: ${type}!) { done: ${name}(input: $input) {
      ... on Consent { ${fields} } ... on Refusal { refused: kind message field } } }`;
    return (await run(by, source, { input: { patientId: alice, ...input } }, at))['done'] as Answered;
  };
const set = doing('setConsent', 'SetConsentInput');
const end = doing('endConsent', 'EndConsentInput');
const keep = doing('keepCarer', 'KeepCarerInput');

const sharing = async (by: Principal, { of = alice, at = noon }: { of?: string; at?: string } = {}) => {
  const { patient } = await run(by, `query ($id: ID!) { patient(id: $id) { sharing { ${fields} } } }`, { id: of }, at);
  return (patient as { sharing: Answered[] } | null)?.sharing;
};
const names = async (by: Principal, at = noon) => (await sharing(by, { at }))?.map(({ name }) => name).toSorted();

/** What the next reader of the record sees: its labels; undefined where it is not even there. */
const sees = async (by: Principal, at = noon): Promise<readonly string[] | undefined> => {
  const asked = asking(slice, by, fixedClock(at));
  const found = await asked.patient<{ purview: string } | null>({ __typename: 'Patient', id: alice }, 'purview');
  return openPurview(callOf(by, fixedClock(at)), alice, found?.purview)?.labels;
};

/** A role that the database knows of, and the edge says the same. */
const inTeam = async (name: keyof typeof people, team: string, role = 'PROFESSIONAL'): Promise<Person> => {
  const { organisationId } = await prisma.team.findUniqueOrThrow({ where: { id: team } });
  await prisma.membership.create({
    data: { id: uuid7(), personId: people[name].id, role, organisationId, teamId: team },
  });
  const own = [team as Person['teams'][number]];
  return role === 'PROFESSIONAL' ? { ...person(name), teams: own } : { ...person(name), coordinates: own };
};

describe('the patient', () => {
  it('sees with whom the record is shared', async () => {
    expect(await sharing(person('alice'))).toEqual([
      {
        ...{ kind: 'TEAM', partyId: diabetes, name: 'Riverside Diabetes', organisation: organisations.riverside.name },
        ...{ labels: ['GENERAL_HEALTH'], basis: 'PATIENT', since: expect.any(String) as string, until: null },
      },
      expect.objectContaining({ partyId: community, labels: all }),
      expect.objectContaining({ kind: 'CARER', partyId: carol, name: 'Carol Carver', organisation: null }),
    ]);
  });

  it('gives a team more, and less: its next reader sees that', async () => {
    const diaz = person('diaz');
    expect(await sees(diaz)).toEqual(['GENERAL_HEALTH']);
    expect(await set(person('alice'), { teamId: diabetes, labels: ['MENTAL_HEALTH', 'SEXUAL_HEALTH'] })).toMatchObject({
      ...{ kind: 'TEAM', partyId: diabetes, basis: 'PATIENT', since: '2026-06-01T12:00:00.000Z' },
      labels: ['SEXUAL_HEALTH', 'MENTAL_HEALTH'],
    });
    expect(await sees(diaz)).toEqual(['SEXUAL_HEALTH', 'MENTAL_HEALTH']);
    expect(await set(person('alice'), { teamId: diabetes, labels: all })).toMatchObject({ labels: all });
    expect(await sees(diaz)).toEqual([...all, 'UNSET']);
  });

  it('stops sharing with a team, which keeps what it put in itself', async () => {
    const ended = await end(person('alice'), { teamId: community });
    expect(ended).toMatchObject({ labels: [], until: '2026-06-01T12:00:00.000Z' });
    expect(await sees(person('hall'))).toEqual([]);
    const { rows } = await database.pool.query('select from patients.team_link where team_id = $1', [community]);
    expect(rows).toHaveLength(1);
    expect(await names(person('alice'))).not.toContain('Hillside Community');
  });

  it('makes a carer and a professional in person, who see the record at once, and again less', async () => {
    const hall = { ...person('hall'), teams: [] };
    expect(await sees(hall)).toBeUndefined();
    await set(person('alice'), { personId: people.hall.id, kind: 'PROFESSIONAL', labels: ['SOCIAL_CARE'] });
    expect(await sees(hall)).toEqual(['SOCIAL_CARE']);
    await set(person('alice'), { personId: people.bob.id, kind: 'CARER', labels: ['GENERAL_HEALTH'] });
    expect(await sees(person('bob'))).toEqual(['GENERAL_HEALTH']);
    expect(await end(person('alice'), { personId: people.bob.id })).toMatchObject({ labels: [] });
    expect(await sees(person('bob'))).toBeUndefined();
    // A professional still reaches what they put in; a carer put in nothing.
    await end(person('alice'), { personId: people.hall.id });
    expect(await sees(hall)).toEqual([]);
  });

  it('shares for a time, which ends by itself at that moment, in lists too', async () => {
    const until = '2026-06-03T00:00:00.000Z';
    await end(person('alice'), { teamId: community });
    await prisma.teamLink.deleteMany({ where: { teamId: community } });
    expect(await set(person('alice'), { teamId: diabetes, labels: all, until })).toMatchObject({ until });
    await set(person('alice'), { personId: people.bob.id, kind: 'CARER', labels: all, until });
    await prisma.teamLink.deleteMany({ where: { teamId: diabetes } });
    const listed = async (by: Principal, at: string) =>
      ((await run(by, '{ patients { items { id } } }', {}, at))['patients'] as { items: { id: string }[] }).items;
    const [last, over] = ['2026-06-02T23:59:59.999Z', until];
    for (const by of [person('diaz'), person('bob'), customer('riverside')]) {
      expect(await sees(by, last)).toEqual([...all, 'UNSET']);
      expect(await sees(by, over)).toBeUndefined();
      expect(await listed(by, last)).toContainEqual({ id: alice });
      expect(await listed(by, over)).not.toContainEqual({ id: alice });
    }
    expect(await names(person('alice'), over)).toEqual(['Carol Carver']);
  });

  it.each<[string, object, string]>([
    ['nobody', { labels: all }, 'teamId'],
    ['both', { labels: all, teamId: diabetes, personId: carol }, 'personId'],
    ['no label', { labels: [], teamId: diabetes }, 'labels'],
    ['an end that is past', { labels: all, teamId: diabetes, until: noon }, 'until'],
    ['a team’s basis', { labels: all, teamId: diabetes, basis: 'COURT_ORDER' }, 'basis'],
    ['a kind for a team', { labels: all, teamId: diabetes, kind: 'CARER' }, 'kind'],
    ['no kind for a person', { labels: all, personId: carol }, 'kind'],
    ['a person as a team', { labels: all, personId: carol, kind: 'TEAM' }, 'kind'],
    ['themself', { labels: all, personId: people.alice.id, kind: 'CARER' }, 'personId'],
    ['a team that is none', { labels: all, teamId: uuid7() }, 'teamId'],
    ['a team id that is none', { labels: all, teamId: `x\0${'y'.repeat(10_000)}` }, 'teamId'],
    ['a person who is none', { labels: all, personId: uuid7(), kind: 'CARER' }, 'personId'],
    ['a person id that is none', { labels: all, personId: 'bob', kind: 'CARER' }, 'personId'],
    ['no professional', { labels: all, personId: people.bob.id, kind: 'PROFESSIONAL' }, 'personId'],
  ])('does not share with %s', async (_what, input, field) => {
    const before = await stored();
    expect(await set(person('alice'), input)).toMatchObject({ refused: expect.any(String) as string, field });
    expect(await stored()).toEqual(before);
  });

  it('does not take a professional whose last role has ended', async () => {
    await prisma.membership.updateMany({ where: { personId: people.hall.id }, data: { endedAt: new Date(noon) } });
    const input = { labels: all, personId: people.hall.id, kind: 'PROFESSIONAL' };
    expect(await set(person('alice'), input)).toMatchObject({ refused: 'NOT_FOUND', field: 'personId' });
  });

  it('ends what is shared once', async () => {
    expect(await end(person('alice'), { teamId: mental })).toMatchObject({ refused: 'NOT_FOUND', field: 'teamId' });
    await end(person('alice'), { teamId: diabetes });
    expect(await end(person('alice'), { teamId: diabetes })).toMatchObject({ refused: 'NOT_FOUND', field: 'teamId' });
  });

  it('changes nothing while access is frozen: then there is no such record', async () => {
    await prisma.patient.update({ where: { id: alice }, data: { accessFrozen: true } });
    for (const done of [
      await set(person('alice'), { teamId: diabetes, labels: all }),
      await end(person('alice'), { teamId: diabetes }),
    ])
      expect(done).toMatchObject({ refused: 'NOT_FOUND', field: 'patientId' });
  });
});

describe('a team', () => {
  it('adds itself on a basis that it states, within its default labels', async () => {
    const by = await inTeam('hall', mental);
    expect(await set(by, { teamId: mental, labels: ['MENTAL_HEALTH'], basis: 'REFERRAL' })).toMatchObject({
      ...{ kind: 'TEAM', basis: 'REFERRAL', labels: ['MENTAL_HEALTH'] },
    });
    expect(await sees(by)).toEqual(['MENTAL_HEALTH']);
    const coordinator = await inTeam('coco', mental, 'COORDINATOR');
    const more = { teamId: mental, labels: ['GENERAL_HEALTH', 'MENTAL_HEALTH'], basis: 'COURT_ORDER' };
    expect(await set(coordinator, more)).toMatchObject({ basis: 'COURT_ORDER' });
    expect(await sees(by)).toEqual(['GENERAL_HEALTH', 'MENTAL_HEALTH']);
    expect(await set(by, { ...more, labels: all })).toMatchObject({ refused: 'FORBIDDEN', field: 'labels' });
    expect(await end(coordinator, { teamId: mental })).toMatchObject({ labels: [], basis: 'COURT_ORDER' });
    expect(await sees(by)).toEqual([]);
  });

  it('adds itself through its tethered client', async () => {
    const tethered: Principal = {
      ...{ kind: 'team', integration: 'tethered.rest', client: 'apptly', partner: 'apptly' },
      organisation: organisations.riverside.id as Person['administers'][number],
      team: sexual as Person['teams'][number],
    };
    await set(tethered, { teamId: sexual, labels: ['SEXUAL_HEALTH'], basis: 'CONSENT' });
    expect(await sees(tethered)).toEqual(['SEXUAL_HEALTH']);
    const other = await set(tethered, { teamId: mental, labels: ['MENTAL_HEALTH'], basis: 'CONSENT' });
    expect(other).toMatchObject({ refused: 'NOT_FOUND', field: 'patientId' });
  });

  it.each([undefined, 'PATIENT', 'FEED'])('does not add itself on the basis %s', async (basis) => {
    const by = await inTeam('hall', mental);
    const input = { teamId: mental, labels: ['MENTAL_HEALTH'], basis };
    expect(await set(by, input)).toMatchObject({ refused: 'INVALID', field: 'basis' });
  });

  it('changes nothing that the patient has said, and does not come back once the patient has ended it', async () => {
    const input = { teamId: diabetes, labels: ['GENERAL_HEALTH'], basis: 'REFERRAL' };
    for (const by of [person('diaz'), person('coco')])
      expect(await set(by, input)).toMatchObject({ refused: 'CONFLICT', field: 'teamId' });
    const by = await inTeam('hall', mental);
    await set(by, { ...input, teamId: mental });
    await end(person('alice'), { teamId: mental });
    expect(await set(by, { ...input, teamId: mental })).toMatchObject({ refused: 'CONFLICT', field: 'teamId' });
    expect(await sees(by)).toEqual([]);
  });

  it('gives back what the patient shares with it', async () => {
    expect(await end(person('coco'), { teamId: diabetes })).toMatchObject({ labels: [] });
    expect(await sees(person('diaz'))).toEqual([]);
  });
});

describe('whoever may not', () => {
  const tries: readonly (readonly [string, () => Principal | Promise<Principal>, string])[] = [
    ['a professional of another team', () => person('hall'), diabetes],
    ['a coordinator of another team', () => person('coco'), mental],
    ['an administrator', () => person('oscar'), diabetes],
    ['a privacy officer', () => person('petra'), diabetes],
    ['a carer', () => person('carol'), diabetes],
    ['another patient', () => person('bob'), diabetes],
    ['the organisation’s own client', () => customer('riverside'), diabetes],
    [
      'a patient’s app without the scope',
      () => ({ ...person('alice'), integration: 'app', ownBehalf: false }),
      diabetes,
    ],
    [
      'a professional who has left',
      async () => {
        const by = await inTeam('hall', mental);
        await prisma.membership.updateMany({ where: { personId: by.user }, data: { endedAt: new Date(noon) } });
        return by;
      },
      mental,
    ],
    ['an administrator who says to be in the team', () => ({ ...person('oscar'), teams: [mental as never] }), mental],
    ['the person who no longer is the patient', () => ({ ...person('bob'), patient: alice as never }), mental],
  ];

  it.each(tries)('%s finds no such record, as if there were none', async (_who, who, teamId) => {
    const by = await who();
    const before = await stored();
    const asPatient = by.kind === 'person' && by.patient === alice;
    const input = { teamId, labels: ['GENERAL_HEALTH'], ...(asPatient ? {} : { basis: 'REFERRAL' }) };
    const missing = await set(by, { ...input, patientId: uuid7() });
    expect(missing).toMatchObject({ refused: 'NOT_FOUND', field: 'patientId' });
    expect(await set(by, { ...input, patientId: 'x\u0000' })).toEqual(missing);
    expect(await set(by, input)).toEqual(missing);
    expect(await end(by, { teamId })).toEqual(missing);
    expect(await stored()).toEqual(before);
  });

  it('a team of an organisation that does not hold the record finds none, to add itself and to leave', async () => {
    await prisma.consent.deleteMany({ where: { granteeId: community } });
    await prisma.teamLink.deleteMany({ where: { teamId: community } });
    const input = { teamId: community, labels: ['GENERAL_HEALTH'], basis: 'COURT_ORDER' };
    const missing = await set(person('hall'), { ...input, patientId: uuid7() });
    expect(await set(person('hall'), input)).toEqual(missing);
    expect(await end(person('hall'), { teamId: community })).toEqual(missing);
    await prisma.patient.update({ where: { id: alice }, data: { sharingDisabled: true } });
    expect(await set(person('hall'), input)).toEqual(missing);
  });

  it('a carer shares with nobody and ends nobody else, but leaves', async () => {
    const by = person('carol');
    expect(await set(by, { personId: people.bob.id, kind: 'CARER', labels: all })).toMatchObject({
      refused: 'NOT_FOUND',
    });
    expect(await end(by, { teamId: community })).toMatchObject({ refused: 'NOT_FOUND' });
    expect(await end({ ...by, integration: 'app', ownBehalf: false }, { personId: carol })).toMatchObject({
      refused: 'NOT_FOUND',
    });
    expect(await sees(by)).toEqual(['GENERAL_HEALTH']);
    expect(await end(by, { personId: carol })).toMatchObject({ labels: [] });
    expect(await sees(by)).toBeUndefined();
    expect(await end(by, { personId: carol })).toMatchObject({ refused: 'NOT_FOUND', field: 'patientId' });
  });
});

describe('while sharing is disabled', () => {
  beforeEach(() => prisma.patient.update({ where: { id: alice }, data: { sharingDisabled: true } }));

  it('nothing is shared, by nobody', async () => {
    const before = await stored();
    for (const [by, input] of [
      [person('alice'), { teamId: mental, labels: all }],
      [person('alice'), { personId: people.bob.id, kind: 'CARER', labels: all }],
      [await inTeam('hall', mental), { teamId: mental, labels: ['MENTAL_HEALTH'], basis: 'COURT_ORDER' }],
    ] as const)
      expect(await set(by, input)).toMatchObject({ refused: 'CONFLICT' });
    expect(await keep(person('diaz'), { personId: carol, pastAge: 18 })).toMatchObject({ refused: 'CONFLICT' });
    expect(await end(person('coco'), { teamId: diabetes })).toMatchObject({ refused: 'CONFLICT' });
    expect(await stored()).toEqual(before);
  });

  it('the patient ends what was shared, and a carer leaves', async () => {
    expect(await end(person('alice'), { teamId: diabetes })).toMatchObject({ labels: [] });
    expect(await end(person('carol'), { personId: carol })).toMatchObject({ labels: [] });
    await prisma.patient.update({ where: { id: alice }, data: { sharingDisabled: false } });
    expect(await sees(person('diaz'))).toEqual([]);
    expect(await sees(person('carol'))).toBeUndefined();
  });

  it('the patient alone sees with whom the record was shared', async () => {
    expect(await names(person('alice'))).toHaveLength(3);
    for (const by of [person('diaz'), person('hall'), customer('riverside')]) expect(await sharing(by)).toEqual([]);
  });
});

describe('who else knows of it', () => {
  it('knows of those alone whose labels, and whose team’s, they hold all; and of their own', async () => {
    await set(person('alice'), { teamId: sexual, labels: ['GENERAL_HEALTH'] });
    expect(await names(person('diaz'))).toEqual(['Carol Carver', 'Riverside Diabetes']);
    expect(await names(person('carol'))).toEqual(['Carol Carver', 'Riverside Diabetes']);
    expect(await names(person('hall'))).toHaveLength(4);
    await set(person('alice'), { teamId: diabetes, labels: ['SEXUAL_HEALTH', 'GENERAL_HEALTH'] });
    expect(await names(person('diaz'))).toEqual(['Carol Carver', 'Riverside Diabetes', 'Riverside Sexual Health']);
    await end(person('alice'), { teamId: diabetes });
    expect(await names(person('diaz'))).toEqual([]);
    expect(await sharing(person('oscar'))).toBeUndefined();
  });

  it('costs one statement for a whole page of patients', async () => {
    const other = { patientId: patients.carol.id, teamId: diabetes, labels: ['GENERAL_HEALTH'] };
    await set(person('carol'), other);
    sql.queries.length = 0;
    const page = await run(person('diaz'), '{ patients { items { sharing { name } } } }', {});
    expect((page['patients'] as { items: unknown[] }).items).toHaveLength(2);
    expect(sql.queries.filter((name) => name === 'patients.consents')).toHaveLength(1);
  });
});

describe('a carer of a child', () => {
  const bornOn = (day: string) => prisma.patient.update({ where: { id: alice }, data: { dateOfBirth: new Date(day) } });
  const untilOf = async (at = noon) =>
    (await sharing(person('alice'), { at }))?.find(({ partyId }) => partyId === carol)?.['until'];
  const give = () => set(person('alice'), { personId: carol, kind: 'CARER', labels: ['GENERAL_HEALTH'] });

  it('leaves on the next birthday that counts, unless a team with consent says otherwise before', async () => {
    await bornOn('2013-07-01');
    await give();
    expect(await untilOf()).toBe('2026-07-01T00:00:00.000Z');
    expect(await sees(person('carol'), '2026-07-01T00:00:00Z')).toBeUndefined();
    const kept = await keep(person('diaz'), { personId: carol, pastAge: 16 });
    expect(kept).toMatchObject({ kind: 'CARER', partyId: carol, until: '2031-07-01T00:00:00.000Z' });
    expect(await sees(person('carol'), '2029-07-02T00:00:00Z')).toEqual(['GENERAL_HEALTH']);
    expect(await sees(person('carol'), '2031-07-01T00:00:00Z')).toBeUndefined();
    expect(await keep(person('coco'), { personId: carol, pastAge: 18 })).toMatchObject({ until: null });
  });

  it('stays kept when the patient changes the labels, and not when they come back after they had left', async () => {
    await bornOn('2013-07-01');
    await give();
    await keep(person('diaz'), { personId: carol, pastAge: 13 });
    await give();
    expect(await untilOf()).toBe('2029-07-01T00:00:00.000Z');
    await end(person('alice'), { personId: carol });
    await give();
    expect(await untilOf()).toBe('2026-07-01T00:00:00.000Z');
  });

  it('is not kept too late, past an age that counts for nothing, or where nobody knows the age', async () => {
    await bornOn('2010-06-01');
    await give();
    const past = (pastAge: number, at = noon) => keep(person('diaz'), { personId: carol, pastAge }, at);
    for (const pastAge of [0, 14, 99, -1]) expect(await past(pastAge)).toMatchObject({ field: 'pastAge' });
    for (const pastAge of [13, 16]) expect(await past(pastAge)).toMatchObject({ refused: 'CONFLICT' });
    expect(await past(18, '2028-06-01T00:00:00Z')).toMatchObject({ refused: 'NOT_FOUND', field: 'personId' });
    await prisma.patient.update({ where: { id: alice }, data: { dateOfBirth: null } });
    expect(await past(18)).toMatchObject({ refused: 'CONFLICT', field: 'patientId' });
  });

  it('is not kept by a team that only holds the record, nor by the patient; nor is somebody who is no carer', async () => {
    await bornOn('2013-07-01');
    await give();
    const input = { personId: carol, pastAge: 18 };
    expect(await keep(await inTeam('hall', mental), input)).toMatchObject({ refused: 'NOT_FOUND', field: 'patientId' });
    expect(await keep(person('alice'), input)).toMatchObject({ refused: 'NOT_FOUND', field: 'patientId' });
    for (const by of [person('oscar'), person('petra'), person('carol'), customer('riverside')])
      expect(await keep(by, input)).toMatchObject({ refused: 'NOT_FOUND', field: 'patientId' });
    for (const personId of [people.bob.id, diabetes, 'x'])
      expect(await keep(person('diaz'), { ...input, personId })).toMatchObject({
        refused: 'NOT_FOUND',
        field: 'personId',
      });
    await end(person('alice'), { teamId: diabetes });
    expect(await keep(person('diaz'), input)).toMatchObject({ refused: 'NOT_FOUND', field: 'patientId' });
  });
});

describe('what is kept', () => {
  it('tells the patient of every change: who made it, what was before, and what is after', async () => {
    await set(person('alice'), { teamId: community, labels: ['GENERAL_HEALTH'] });
    await set(await inTeam('hall', mental), { teamId: mental, labels: ['MENTAL_HEALTH'], basis: 'REFERRAL' });
    await end(person('alice'), { teamId: mental });
    const source = `query ($id: ID!) { patient(id: $id) { accessLog { items { kind actor teamId details } } } }`;
    const { patient } = await run(person('alice'), source, { id: alice });
    const { items } = (patient as { accessLog: { items: (Answered & { details: string | null })[] } }).accessLog;
    const changes = items.filter(({ details }) => details !== null);
    expect(changes.map(({ kind, actor, teamId }) => [kind, actor, teamId])).toEqual([
      ['CONSENT_ENDED', 'Alice Archer', mental],
      ['CONSENT_SET', 'Nurse Tom Hall', mental],
      ['CONSENT_SET', 'Alice Archer', community],
    ]);
    expect(changes.map(({ details }) => JSON.parse(details ?? '') as unknown)).toMatchObject([
      { before: { labels: ['MENTAL_HEALTH'], basis: 'REFERRAL' }, after: { labels: [], basis: 'PATIENT' } },
      { party: mental, before: null, after: { labels: ['MENTAL_HEALTH'], basis: 'REFERRAL' } },
      { party: community, kind: 'TEAM', before: { labels: all }, after: { labels: ['GENERAL_HEALTH'] } },
    ]);
  });

  it('is at most 200 teams and persons for one record', async () => {
    const rows = Array.from({ length: 197 }, () => ({
      ...{ patientId: alice, granteeId: uuid7(), granteeKind: 'CARER', labels: [] },
      ...{ basis: 'PATIENT', since: new Date(noon) },
    }));
    await prisma.consent.createMany({ data: rows });
    const input = { teamId: mental, labels: ['GENERAL_HEALTH'] };
    expect(await set(person('alice'), input)).toMatchObject({ refused: 'CONFLICT', field: 'teamId' });
    expect(await set(person('alice'), { ...input, teamId: diabetes })).toMatchObject({ kind: 'TEAM' });
  });

  it('is one consent when two are given at once, and each has its act', async () => {
    const both = [['GENERAL_HEALTH'], ['SOCIAL_CARE']].map((labels) =>
      set(person('alice'), { teamId: mental, labels }),
    );
    await Promise.all(both);
    const acts = await prisma.act.findMany({ where: { kind: 'CONSENT_SET' } });
    const details = acts.map(
      (act) => act.details as { before: { labels: string[] } | null; after: { labels: string[] } },
    );
    const [first, second] = details.toSorted((one) => (one.before === null ? -1 : 1));
    expect(second?.before?.labels).toEqual(first?.after.labels);
  });
});

const stored = async (): Promise<unknown> => [
  await prisma.consent.findMany({ orderBy: { granteeId: 'asc' } }),
  await prisma.teamLink.count(),
  await prisma.act.count(),
];
