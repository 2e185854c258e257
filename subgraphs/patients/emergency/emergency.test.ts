import { graphql } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock, type Clock } from '../../../kernel/clock.ts';
import { uuid7, type OrganisationId, type TeamId } from '../../../kernel/id.ts';
import type { Person, Principal } from '../../../kernel/principal.ts';
import { organisations, patients, people, teams } from '../../../prisma/demo.ts';
import { seedPatients } from '../../../prisma/seed-patients.ts';
import { callOf, customer, person, postbridgeFeed } from '../../../test/calls.ts';
import { prismaOn } from '../../../test/clients.ts';
import { testDatabase } from '../../../test/database.ts';
import { openPatients } from '../index.ts';

const database = await testDatabase();
const prisma = prismaOn(database.url);
const { schema } = openPatients({ sql: database.sql, newId: uuid7 });
const { riverside, hillside } = organisations;
const { alice, bob, carol } = patients;
const diabetes = teams['riverside-diabetes'].id;
const noon = '2026-06-01T12:00:00.000Z';
const halfPast = '2026-06-01T12:30:00.000Z';
const at = (time: string): Clock => fixedClock(`2026-06-01T${time}Z`);
const reason = 'Found unconscious; no relative can be reached.';
const diaz = person('diaz');
const petra = person('petra');
/** The same person through an app that may act for clinicians. */
const throughApp = (who: Person): Person => ({ ...who, integration: 'app', client: 'wardround' });

beforeAll(() => seedPatients(prisma));
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});
beforeEach(async () => {
  await prisma.breakGlass.deleteMany();
  await prisma.act.deleteMany();
  await prisma.accessLogEntry.deleteMany();
  await prisma.membership.updateMany({ data: { endedAt: null } });
});

type Glass = { readonly id: string; readonly until: string; readonly [other: string]: unknown };
type Page = { readonly items: readonly Glass[]; readonly next: string | null };
type Asked = { readonly source: string; readonly variables?: Record<string, unknown>; readonly clock?: Clock };

const ask = async <Answer>(by: Principal, { source, variables = {}, clock }: Asked): Promise<Answer> => {
  const contextValue = callOf(by, clock);
  const { data, errors } = await graphql({ schema, source, variableValues: variables, contextValue });
  if (errors?.[0] !== undefined) throw errors[0];
  return (JSON.parse(JSON.stringify(data)) as { answer: Answer }).answer;
};

const fields = 'id patientId personId by organisationId teamId team reason since until';
const result = `... on BrokenGlass { ${fields} } ... on Refusal { kind message field }`;
const breakGlass = (by: Principal, input: Record<string, unknown>, clock?: Clock): Promise<Glass> =>
  ask(by, {
    source: `mutation ($input: BreakGlassInput!) { answer: breakGlass(input: $input) { ${result} } }`,
    variables: { input: { reason, ...input } },
    ...(clock === undefined ? {} : { clock }),
  });
const mendGlass = (by: Principal, id: string, clock: Clock = at('12:10:00')): Promise<Glass> =>
  ask(by, { source: `mutation ($id: ID!) { answer: mendGlass(id: $id) { ${result} } }`, variables: { id }, clock });
const sees = async (by: Principal, patient: { id: string }, clock?: Clock): Promise<boolean> => {
  const source = `query ($id: ID!) { answer: patient(id: $id) { id } }`;
  return (await ask(by, { source, variables: { id: patient.id }, ...(clock === undefined ? {} : { clock }) })) !== null;
};
const acts = () => prisma.act.findMany({ orderBy: { id: 'asc' } });

describe('breaking the glass', () => {
  it('opens a record that nobody shared, for 30 minutes, and says so to all who are to know', async () => {
    expect(await sees(diaz, carol)).toBe(false);
    const broken = await breakGlass(diaz, { patientId: carol.id });
    expect(broken).toEqual({
      id: expect.any(String) as string,
      patientId: carol.id,
      personId: people.diaz.id,
      by: people.diaz.name,
      organisationId: riverside.id,
      teamId: diabetes,
      team: teams['riverside-diabetes'].name,
      reason,
      since: noon,
      until: halfPast,
    });
    expect(await sees(diaz, carol)).toBe(true);
    expect(await sees(diaz, carol, at('12:29:59.999'))).toBe(true);
    expect(await sees(diaz, carol, at('12:30:00'))).toBe(false);
    expect(await acts()).toMatchObject([
      {
        kind: 'GLASS_BROKEN',
        personId: people.diaz.id,
        organisationId: riverside.id,
        teamId: diabetes,
        patientId: carol.id,
        details: { glass: broken.id, reason, until: halfPast },
      },
    ]);
  });

  it('opens it to that professional alone, and adds the patient to no team', async () => {
    await breakGlass(diaz, { patientId: carol.id });
    expect(await prisma.teamLink.count({ where: { patientId: carol.id, teamId: diabetes } })).toBe(0);
    const colleague: Person = { ...person('hall'), teams: [diabetes as TeamId] };
    for (const by of [colleague, person('coco'), petra, person('oscar')]) expect(await sees(by, carol)).toBe(false);
    // Who has left the team has left the emergency.
    expect(await sees({ ...diaz, teams: [] }, carol)).toBe(false);
  });

  it('adds no time by doing it again, and may be done anew when it has ended', async () => {
    const first = await breakGlass(diaz, { patientId: carol.id });
    expect(await breakGlass(diaz, { patientId: carol.id }, at('12:29:00'))).toEqual(first);
    expect(await acts()).toHaveLength(1);
    const again = await breakGlass(diaz, { patientId: carol.id }, at('12:30:00'));
    expect(again).toMatchObject({ since: halfPast, until: '2026-06-01T13:00:00.000Z' });
    expect(await acts()).toHaveLength(2);
  });

  it('happens once where it is asked for several times at once', async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => breakGlass(diaz, { patientId: carol.id })));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(await acts()).toHaveLength(1);
  });

  it('can be done through an app for clinicians, and names the team of somebody in several', async () => {
    const several: Person = { ...diaz, teams: [teams['riverside-prt'].id as TeamId, diabetes as TeamId] };
    expect(await breakGlass(several, { patientId: carol.id })).toMatchObject({ kind: 'INVALID', field: 'teamId' });
    expect(await breakGlass(throughApp(several), { patientId: carol.id, teamId: diabetes })).toMatchObject({
      teamId: diabetes,
    });
    expect(await acts()).toMatchObject([{ actor: `app/wardround/${people.diaz.id}` }]);
  });

  it('is refused where sharing is disabled as where there is nobody, and leaves an act', async () => {
    const disabled = await breakGlass(diaz, { patientId: bob.id });
    expect(disabled).toMatchObject({ kind: 'NOT_FOUND', field: 'patientId' });
    const nobody = uuid7();
    expect(await breakGlass(diaz, { patientId: nobody })).toEqual(disabled);
    expect(await breakGlass(diaz, { patientId: "'; --\0" })).toEqual(disabled);
    expect(await sees(diaz, bob)).toBe(false);
    expect(await prisma.breakGlass.count()).toBe(0);
    expect(
      (await acts()).sort((one, other) => Number(one.patientId === null) - Number(other.patientId === null)),
    ).toMatchObject([
      { kind: 'GLASS_REFUSED', patientId: bob.id, teamId: diabetes, details: { reason, asked: bob.id } },
      { kind: 'GLASS_REFUSED', patientId: null, organisationId: riverside.id, details: { asked: nobody } },
    ]);
  });

  it('cannot be tried on and on', async () => {
    for (let nth = 0; nth < 10; nth++)
      expect(await breakGlass(diaz, { patientId: uuid7() })).toMatchObject({ kind: 'NOT_FOUND' });
    expect(await breakGlass(diaz, { patientId: uuid7() })).toMatchObject({ kind: 'BUSY' });
    expect(await breakGlass(diaz, { patientId: carol.id })).toMatchObject({ kind: 'BUSY' });
    expect(await breakGlass(diaz, { patientId: carol.id }, at('12:10:00'))).toMatchObject({ patientId: carol.id });
  });

  it.each<[string, Principal, Record<string, unknown>]>([
    ['a professional, for another team', diaz, { teamId: teams['hillside-community'].id }],
    ['a professional, for a team that is none', diaz, { teamId: uuid7() }],
    ['a professional, for a text that is no id', diaz, { teamId: 'x'.repeat(10_000) }],
    ['an app without the scope CLINICIAN', { ...throughApp(diaz), teams: [], inPerson: false }, {}],
    ['a coordinator of the team', person('coco'), { teamId: diabetes }],
    ['an administrator', person('oscar'), { teamId: diabetes }],
    ['the privacy officer', petra, { teamId: diabetes }],
    ['a carer', person('carol'), {}],
    ['the organisation’s client', customer('riverside'), { teamId: diabetes }],
    ['a partner', postbridgeFeed, { teamId: diabetes }],
  ])('is refused to %s', async (_who, by, input) => {
    expect(await breakGlass(by, { patientId: alice.id, ...input })).toMatchObject({ kind: 'NOT_FOUND' });
    expect(await prisma.breakGlass.count()).toBe(0);
    expect(await acts()).toEqual([]);
  });

  it('is refused to a professional who left a moment ago, though the edge does not know yet', async () => {
    await prisma.membership.updateMany({ where: { personId: people.diaz.id }, data: { endedAt: new Date(noon) } });
    expect(await breakGlass(diaz, { patientId: carol.id })).toMatchObject({ kind: 'NOT_FOUND', field: 'teamId' });
    expect(await prisma.breakGlass.count()).toBe(0);
  });

  it('opens nobody’s own record: frozen access stays frozen', async () => {
    await prisma.person.update({ where: { id: people.carol.id }, data: { patientId: null } });
    await prisma.person.update({ where: { id: people.diaz.id }, data: { patientId: carol.id } });
    expect(await breakGlass(diaz, { patientId: carol.id.toUpperCase() })).toMatchObject({ kind: 'FORBIDDEN' });
    await prisma.person.update({ where: { id: people.diaz.id }, data: { patientId: null } });
    await prisma.person.update({ where: { id: people.carol.id }, data: { patientId: carol.id } });
  });

  it.each([
    '',
    ' '.repeat(50),
    'too short',
    `   123456789   `,
    'x'.repeat(1001),
    'x'.repeat(10_000),
    `${reason}\0`,
    '\u0007'.repeat(20),
  ])('wants a reason that says something: %j', async (given) => {
    expect(await breakGlass(diaz, { patientId: carol.id, reason: given })).toMatchObject({
      kind: 'INVALID',
      field: 'reason',
    });
    expect(await acts()).toEqual([]);
  });

  it('keeps the reason as it was written', async () => {
    const written = `"Ünconscious" — 'no'; $1\n\t${'é'.repeat(900)} \\`;
    expect(await breakGlass(diaz, { patientId: carol.id, reason: ` ${written} ` })).toMatchObject({ reason: written });
  });
});

describe('a client that is tied to a team', () => {
  const apptly: Principal = {
    kind: 'team',
    integration: 'tethered.rest',
    client: 'apptly',
    partner: 'apptly',
    organisation: riverside.id as OrganisationId,
    team: diabetes as TeamId,
  };
  const another: Principal = { ...apptly, client: 'postbridge', partner: 'postbridge' };

  it('breaks the glass as the team’s clinician, and for itself alone', async () => {
    expect(await sees(apptly, carol)).toBe(false);
    const broken = await breakGlass(apptly, { patientId: carol.id });
    expect(broken).toMatchObject({ personId: null, by: 'Apptly', teamId: diabetes, since: noon, until: halfPast });
    expect(await breakGlass(apptly, { patientId: carol.id, teamId: diabetes }, at('12:29:00'))).toEqual(broken);
    expect(await sees(apptly, carol, at('12:29:59.999'))).toBe(true);
    expect(await sees(apptly, carol, at('12:30:00'))).toBe(false);
    const elsewhere: Principal = { ...apptly, team: teams['riverside-prt'].id as TeamId };
    const granted: Principal = { ...apptly, kind: 'partner', integration: 'partner.fhir' };
    for (const by of [another, elsewhere, granted, diaz, customer('riverside')])
      expect(await sees(by, carol)).toBe(false);
    expect(await acts()).toMatchObject([
      {
        kind: 'GLASS_BROKEN',
        actor: `tethered.rest/apptly/${diabetes}`,
        personId: null,
        teamId: diabetes,
        patientId: carol.id,
        details: { client: 'apptly', reason },
      },
    ]);
  });

  it('leaves professionals their own glass beside it', async () => {
    const theirs = await breakGlass(apptly, { patientId: carol.id });
    const hers = await breakGlass(diaz, { patientId: carol.id });
    expect(hers.id).not.toBe(theirs.id);
    for (const by of [another, diaz]) expect(await mendGlass(by, theirs.id)).toMatchObject({ kind: 'NOT_FOUND' });
    expect(await mendGlass(apptly, hers.id)).toMatchObject({ kind: 'NOT_FOUND' });
    expect(await mendGlass(apptly, theirs.id)).toMatchObject({ id: theirs.id });
    expect([await sees(apptly, carol, at('12:10:00')), await sees(diaz, carol, at('12:10:00'))]).toEqual([false, true]);
    const again = await breakGlass(apptly, { patientId: carol.id }, at('12:11:00'));
    expect(await mendGlass(petra, again.id, at('12:12:00'))).toMatchObject({ id: again.id });
  });

  it('has guesses of its own, and no more than others', async () => {
    for (let nth = 0; nth < 10; nth++) await breakGlass(apptly, { patientId: uuid7() });
    expect(await breakGlass(apptly, { patientId: carol.id })).toMatchObject({ kind: 'BUSY' });
    expect(await breakGlass(another, { patientId: carol.id })).toMatchObject({ patientId: carol.id });
    expect(await breakGlass(diaz, { patientId: carol.id })).toMatchObject({ patientId: carol.id });
  });

  it('is refused another team, a stopped record, and everything once its partner has ended', async () => {
    expect(await breakGlass(apptly, { patientId: carol.id, teamId: teams['riverside-prt'].id })).toMatchObject({
      kind: 'NOT_FOUND',
      field: 'teamId',
    });
    expect(await breakGlass(apptly, { patientId: bob.id })).toMatchObject({ kind: 'NOT_FOUND', field: 'patientId' });
    await prisma.partner.update({ where: { id: 'apptly' }, data: { endedAt: new Date(noon) } });
    expect(await breakGlass(apptly, { patientId: carol.id })).toMatchObject({ kind: 'NOT_FOUND', field: 'teamId' });
    await prisma.partner.update({ where: { id: 'apptly' }, data: { endedAt: null } });
  });
});

describe('mending the glass', () => {
  it.each<[string, Person]>([
    ['whoever broke it', diaz],
    ['the privacy officer', petra],
    ['whoever broke it, having left the team', { ...diaz, teams: [] }],
  ])('closes the record at once, by %s', async (_who, by) => {
    const { id } = await breakGlass(diaz, { patientId: carol.id });
    expect(await sees(diaz, carol, at('12:10:00'))).toBe(true);
    expect(await mendGlass(by, id)).toMatchObject({ id, since: noon, until: '2026-06-01T12:10:00.000Z' });
    expect(await sees(diaz, carol, at('12:10:00'))).toBe(false);
    expect(await mendGlass(by, id)).toMatchObject({ kind: 'CONFLICT', field: 'id' });
    expect((await acts()).map(({ kind }) => kind)).toEqual(['GLASS_BROKEN', 'GLASS_MENDED']);
  });

  it('is refused when the time is over', async () => {
    const { id } = await breakGlass(diaz, { patientId: carol.id });
    expect(await mendGlass(diaz, id, at('12:30:00'))).toMatchObject({ kind: 'CONFLICT' });
    expect(await acts()).toHaveLength(1);
  });

  it.each<[string, Principal]>([
    ['a colleague', { ...person('hall'), teams: [diabetes as TeamId] }],
    ['another organisation’s privacy officer', { ...petra, guards: [hillside.id as OrganisationId] }],
    ['a privacy officer’s app', throughApp(petra)],
    ['an administrator', person('oscar')],
    ['the patient', person('carol')],
    ['a client', customer('riverside')],
  ])('is refused to %s as one that is not there', async (_who, by) => {
    const { id } = await breakGlass(diaz, { patientId: carol.id });
    const refusal = await mendGlass(by, id);
    expect(refusal).toMatchObject({ kind: 'NOT_FOUND', field: 'id' });
    expect(await mendGlass(by, uuid7())).toEqual(refusal);
    expect(await mendGlass(by, 'x\0')).toEqual(refusal);
    expect(await sees(diaz, carol, at('12:10:00'))).toBe(true);
  });
});

describe('who is told', () => {
  const ofOrganisation = (
    by: Principal,
    page: { first?: number; after?: string } = {},
    organisationId = riverside.id,
  ) =>
    ask<Page>(by, {
      source: `query ($organisationId: ID!, $first: Int! = 20, $after: String) {
        answer: brokenGlass(organisationId: $organisationId, first: $first, after: $after) { items { ${fields} } next } }`,
      variables: { organisationId, ...page },
    });
  const ofPatient = (by: Principal, patient: { id: string }) =>
    ask<{ glass: Page | null; accessLog: { items: readonly Record<string, unknown>[] } | null } | null>(by, {
      source: `query ($id: ID!) { answer: patient(id: $id) {
        glass: brokenGlass(first: 5) { items { ${fields} } next } accessLog { items { kind actor team details } } } }`,
      variables: { id: patient.id },
    });

  it('is the privacy officer, page by page, the latest first', async () => {
    const broken: Glass[] = [];
    for (const patient of [alice, carol]) broken.unshift(await breakGlass(diaz, { patientId: patient.id }));
    expect(await ofOrganisation(petra)).toEqual({ items: broken, next: null });
    const first = await ofOrganisation(petra, { first: 1 });
    expect(first).toEqual({ items: [broken[0]], next: broken[0]?.id });
    expect(await ofOrganisation(petra, { first: 1, after: first.next ?? '' })).toEqual({
      items: [broken[1]],
      next: null,
    });
  });

  it.each<[string, Principal]>([
    ['an administrator', person('oscar')],
    ['a coordinator', person('coco')],
    ['another organisation’s privacy officer', { ...petra, guards: [hillside.id as OrganisationId] }],
    ['a privacy officer’s app', throughApp(petra)],
    ['who broke it', diaz],
  ])('is not %s, for the organisation', async (_who, by) => {
    const refused = { extensions: { code: 'FORBIDDEN', field: 'organisationId' } };
    await expect(ofOrganisation(by)).rejects.toMatchObject(refused);
    await expect(ofOrganisation(by, {}, uuid7())).rejects.toMatchObject(refused);
  });

  it.each<[object, string]>([
    [{ first: 0 }, 'first'],
    [{ first: 201 }, 'first'],
    [{ after: '\0' }, 'after'],
  ])('is nobody by a page of %j', async (page, field) => {
    await expect(ofOrganisation(petra, page)).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT', field } });
  });

  it('is the patient, in a list of its own and in the access log; and no one else who sees the record', async () => {
    const broken = await breakGlass(diaz, { patientId: alice.id });
    const mended = await mendGlass(diaz, broken.id, at('12:05:00'));
    const seen = await ofPatient(person('alice'), alice);
    expect(seen?.glass).toEqual({ items: [mended], next: null });
    expect(seen?.accessLog?.items).toMatchObject([
      { kind: 'GLASS_MENDED', actor: people.diaz.name, team: teams['riverside-diabetes'].name },
      { kind: 'GLASS_BROKEN', actor: people.diaz.name, team: teams['riverside-diabetes'].name },
    ]);
    expect(seen?.accessLog?.items[1]?.['details']).toContain(reason);
    for (const by of [person('carol'), diaz])
      expect(await ofPatient(by, alice)).toEqual({ glass: null, accessLog: null });
  });
});

describe('finding somebody in an emergency', () => {
  const find = (by: Principal, asked: Record<string, unknown> = {}, clock?: Clock) =>
    ask<Record<string, unknown> | null>(by, {
      source: `query ($nhsNumber: String!, $dateOfBirth: Date!, $teamId: ID) {
        answer: findInEmergency(nhsNumber: $nhsNumber, dateOfBirth: $dateOfBirth, teamId: $teamId) { id familyName givenName } }`,
      variables: { nhsNumber: carol.nhsNumber, dateOfBirth: carol.born, ...asked },
      ...(clock === undefined ? {} : { clock }),
    });

  it('names whoever has both, and puts it on record for the patient too', async () => {
    const found = { id: carol.id, familyName: carol.family, givenName: carol.given };
    expect(await find(diaz)).toEqual(found);
    expect(await find(diaz, { nhsNumber: ' 957 127 0652' })).toEqual(found);
    expect(await acts()).toMatchObject([
      { kind: 'EMERGENCY_SEARCH', patientId: carol.id, teamId: diabetes, details: { found: true } },
      { kind: 'EMERGENCY_SEARCH' },
    ]);
    expect(await sees(diaz, carol)).toBe(false);
  });

  it.each<[string, Record<string, unknown>, string | null]>([
    ['another date of birth', { dateOfBirth: '1958-01-08' }, null],
    ['a date that no database keeps', { dateOfBirth: '0000-01-01' }, null],
    ['a number that nobody has', { nhsNumber: '9434765870' }, null],
    ['a number with a wrong check digit', { nhsNumber: '9571270653' }, null],
    ['no number', { nhsNumber: '\0' }, null],
    ['a long text', { nhsNumber: '9'.repeat(10_000) }, null],
    ['somebody of whom sharing is disabled', { nhsNumber: bob.nhsNumber, dateOfBirth: bob.born }, bob.id],
  ])('finds nobody by %s, and puts that on record', async (_what, asked, patientId) => {
    expect(await find(diaz, asked)).toBeNull();
    expect(await acts()).toMatchObject([{ kind: 'EMERGENCY_SEARCH', patientId, details: { found: false } }]);
  });

  it('allows ten searches in ten minutes, however many come at once', async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 12 }, () => find(diaz)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    await expect(find(diaz)).rejects.toMatchObject({ extensions: { code: 'BUSY' } });
    expect(await find(person('hall'))).toMatchObject({ id: carol.id });
    expect(await find(diaz, {}, at('12:10:00'))).toMatchObject({ id: carol.id });
  });

  it.each<[string, Principal]>([
    ['a patient', person('alice')],
    ['a coordinator', person('coco')],
    ['the privacy officer', petra],
    ['an app without the scope CLINICIAN', { ...throughApp(diaz), teams: [] }],
    ['a client', customer('riverside')],
  ])('is not for %s', async (_who, by) => {
    await expect(find(by)).rejects.toMatchObject({ extensions: { code: 'NOT_FOUND' } });
    expect(await acts()).toEqual([]);
  });
});
