import { graphql } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { uuid7, type OrganisationId } from '../../../kernel/id.ts';
import type { Person, Principal } from '../../../kernel/principal.ts';
import { organisations, patients, people, teams } from '../../../prisma/demo.ts';
import { seedPatients } from '../../../prisma/seed-patients.ts';
import { callOf, customer, person, postbridgeFeed } from '../../../test/calls.ts';
import { prismaOn } from '../../../test/clients.ts';
import { testDatabase } from '../../../test/database.ts';
import { actKinds, type ActKind } from '../act.store.ts';
import { openPatients } from '../index.ts';

const database = await testDatabase();
const prisma = prismaOn(database.url);
const { schema } = openPatients({ sql: database.sql, newId: uuid7 });
const { riverside, hillside } = organisations;
const administrator = person('oscar');
const privacyOfficer = person('petra');

beforeAll(() => seedPatients(prisma));
beforeEach(() => prisma.act.deleteMany());
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

type Shown = { readonly id: string; readonly at: string; readonly kind: ActKind; readonly patientId: string | null };
type Page = { readonly items: readonly Shown[]; readonly next: string | null };
type Asked = {
  readonly kinds?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly first?: number;
  readonly after?: string | null;
};

const acts = async (by: Principal, organisationId: string, asked: Asked = {}): Promise<Page> => {
  const { data, errors } = await graphql({
    schema,
    source: `query ($organisationId: ID!, $kinds: [ActKind!], $from: DateTime, $to: DateTime, $first: Int! = 20, $after: String) {
      acts(organisationId: $organisationId, kinds: $kinds, from: $from, to: $to, first: $first, after: $after) {
        items { id at kind by personId organisationId teamId team patientId details } next
      }
    }`,
    variableValues: { organisationId, ...asked },
    contextValue: callOf(by),
  });
  if (errors?.[0] !== undefined) throw errors[0];
  return (JSON.parse(JSON.stringify(data)) as { acts: Page }).acts;
};

const noon = new Date('2026-06-01T12:00:00Z');
const anAct = (kind: ActKind, more: Partial<Parameters<typeof prisma.act.create>[0]['data']> = {}) => ({
  id: uuid7(),
  at: noon,
  actor: `person/${people.oscar.id}`,
  personId: people.oscar.id,
  organisationId: riverside.id,
  kind,
  details: {},
  ...more,
});

describe('the acts of an organisation', () => {
  it('say who did what, when, and what it was before and after', async () => {
    const team = teams['riverside-diabetes'];
    const data = anAct('TEAM_CHANGED', { teamId: team.id, details: { name: { was: 'Diabetes', is: team.name } } });
    await prisma.act.create({ data });
    const { items } = await acts(administrator, riverside.id);
    expect(items).toEqual([
      {
        id: data.id,
        at: noon.toISOString(),
        kind: 'TEAM_CHANGED',
        by: people.oscar.name,
        personId: people.oscar.id,
        organisationId: riverside.id,
        teamId: team.id,
        team: team.name,
        patientId: null,
        details: expect.any(String) as string,
      },
    ]);
    expect(JSON.parse(String((items[0] as { details?: string }).details))).toEqual(data.details);
  });

  it('are named by the actor where that is no person', async () => {
    await prisma.act.create({ data: anAct('GRANT_REVOKED', { actor: 'internal/operator', personId: null }) });
    expect((await acts(administrator, riverside.id)).items).toMatchObject([{ by: 'internal/operator' }]);
  });

  it('tell the privacy officer of patients, and the administrator nothing of them', async () => {
    await prisma.act.createMany({
      data: actKinds.flatMap((kind) => [anAct(kind), anAct(kind, { patientId: patients.alice.id })]),
    });
    const seen = (await acts(privacyOfficer, riverside.id, { first: 200 })).items;
    expect(seen).toHaveLength(2 * actKinds.length);
    const administrated = (await acts(administrator, riverside.id, { first: 200 })).items;
    expect(administrated.map(({ kind }) => kind).sort()).toEqual([
      'CODES_REMOVED',
      'CODES_SET',
      'GRANT_REVOKED',
      'IDENTIFIER_TYPE_REMOVED',
      'IDENTIFIER_TYPE_SET',
      'INVITATION_ACCEPTED',
      'INVITATION_WITHDRAWN',
      'INVITED',
      'LABEL_MAP_REMOVED',
      'LABEL_MAP_SET',
      'MATCHING_SET',
      'MEMBER_ADDED',
      'MEMBER_REMOVED',
      'ORGANISATION_REGISTERED',
      'ORGANISATION_RENAMED',
      'PARTNER_GRANTED',
      'TEAM_CHANGED',
      'TEAM_CREATED',
    ]);
    expect(administrated.filter(({ patientId }) => patientId !== null)).toEqual([]);
  });

  it.each(['GLASS_BROKEN', 'CONSENT_SET', 'SHARING_DISABLED', 'ACCESS_EXPLAINED'])(
    'say clearly that an administrator sees none of the kind %s',
    async (kind) => {
      await expect(acts(administrator, riverside.id, { kinds: ['TEAM_CREATED', kind] })).rejects.toMatchObject({
        extensions: { code: 'FORBIDDEN', field: 'kinds' },
      });
    },
  );

  const elsewhere: Person = { ...person('oscar'), administers: [hillside.id as OrganisationId] };
  it.each<[string, Principal]>([
    ['another organisation’s administrator', elsewhere],
    ['another organisation’s privacy officer', { ...privacyOfficer, guards: [hillside.id as OrganisationId] }],
    ['a privacy officer’s app', { ...privacyOfficer, integration: 'app', client: 'wardround' }],
    ['a coordinator', person('coco')],
    ['a professional', person('diaz')],
    ['a patient', person('alice')],
    ['a client of the organisation', customer('riverside')],
    ['a partner', postbridgeFeed],
  ])('are kept from %s, whatever the organisation', async (_who, by) => {
    await prisma.act.create({ data: anAct('TEAM_CREATED') });
    const refused = { extensions: { code: 'FORBIDDEN', field: 'organisationId' } };
    await expect(acts(by, riverside.id)).rejects.toMatchObject(refused);
    await expect(acts(by, uuid7())).rejects.toMatchObject(refused);
  });

  it.each<[Asked, string]>([
    [{ first: 0 }, 'first'],
    [{ first: 201 }, 'first'],
    [{ after: '' }, 'after'],
    [{ after: '\0' }, 'after'],
    [{ after: '11111111-1111-4111-8111-111111111111' }, 'after'],
  ])('are not paged by %j', async (asked, field) => {
    await expect(acts(administrator, riverside.id, asked)).rejects.toMatchObject({
      extensions: { code: 'BAD_USER_INPUT', field },
    });
  });

  it('of another organisation are no place to go on from', async () => {
    const data = anAct('TEAM_CREATED', { organisationId: hillside.id });
    await prisma.act.create({ data });
    await expect(acts(administrator, riverside.id, { after: data.id })).rejects.toMatchObject({
      extensions: { code: 'BAD_USER_INPUT', field: 'after' },
    });
  });

  it('can be asked for at the ends of time', async () => {
    await prisma.act.create({ data: anAct('TEAM_CREATED') });
    const all = { from: '0000-01-01T00:00:00+14:00', to: '9999-12-31T23:59:59-14:00' };
    expect((await acts(administrator, riverside.id, all)).items).toHaveLength(1);
    expect((await acts(administrator, riverside.id, { from: all.to, to: all.from })).items).toEqual([]);
  });
});

describe('pages of acts', () => {
  const kindsSeen = ['TEAM_CREATED', 'MEMBER_ADDED', 'INVITED', 'GRANT_REVOKED'] as const;
  const moment = fc.integer({ min: 0, max: 6 });
  const stored = fc.array(
    fc.record({
      minute: moment,
      kind: fc.constantFrom(...kindsSeen, 'GLASS_BROKEN' as const),
      organisation: fc.constantFrom(riverside.id, hillside.id),
      patient: fc.constantFrom(null, patients.alice.id),
    }),
    { maxLength: 30 },
  );
  const asking = fc.record({
    first: fc.integer({ min: 1, max: 7 }),
    kinds: fc.option(fc.subarray([...kindsSeen]), { nil: undefined }),
    from: fc.option(moment, { nil: undefined }),
    to: fc.option(moment, { nil: undefined }),
    by: fc.constantFrom(administrator, privacyOfficer),
  });
  const at = (minute: number): Date => new Date(noon.getTime() + minute * 60_000);

  it('hold together all that may be seen, the latest first, each once', async () => {
    await fc.assert(
      fc.asyncProperty(stored, asking, async (worlds, { first, kinds, from, to, by }) => {
        await prisma.act.deleteMany();
        const rows = worlds.map(({ minute, kind, organisation, patient }) => ({
          ...anAct(kind, { organisationId: organisation, patientId: patient }),
          at: at(minute),
        }));
        await prisma.act.createMany({ data: rows });
        const guards = by === privacyOfficer;
        const expected = rows
          .filter(({ organisationId }) => organisationId === riverside.id)
          .filter(({ kind }) => (kinds ?? (guards ? actKinds : kindsSeen)).includes(kind as (typeof kindsSeen)[number]))
          .filter(({ patientId }) => guards || patientId === null)
          .filter((row) => from === undefined || row.at >= at(from))
          .filter((row) => to === undefined || row.at < at(to))
          .sort((one, other) => other.at.getTime() - one.at.getTime() || (one.id < other.id ? 1 : -1))
          .map(({ id }) => id);

        const seen: string[] = [];
        const asked = {
          first,
          ...(kinds === undefined ? {} : { kinds }),
          ...(from === undefined ? {} : { from: at(from).toISOString() }),
          ...(to === undefined ? {} : { to: at(to).toISOString() }),
        };
        for (let after: string | null = null, next; ; after = next) {
          const page: Page = await acts(by, riverside.id, { ...asked, after });
          seen.push(...page.items.map(({ id }) => id));
          next = page.next;
          if (next === null) break;
          expect(page.items).toHaveLength(first);
        }
        expect(seen).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
});
