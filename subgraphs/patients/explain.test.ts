import { graphql } from 'graphql';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uuid7, type OrganisationId, type TeamId, type UserId } from '../../kernel/id.ts';
import type { Principal } from '../../kernel/principal.ts';
import { organisations, patients, people, teams } from '../../prisma/demo.ts';
import { seedPatients } from '../../prisma/seed-patients.ts';
import { callOf, customer, person } from '../../test/calls.ts';
import { prismaOn } from '../../test/clients.ts';
import { testDatabase } from '../../test/database.ts';
import { labels, type ItemLabel } from '../kit/label.ts';
import { stepsOf } from './explain.rules.ts';
import { openPatients } from './index.ts';
import { canRead, type Actor, type Standing } from './purview.rules.ts';

const database = await testDatabase();
const prisma = prismaOn(database.url);
const { schema } = openPatients({ sql: database.sql, newId: uuid7 });
beforeAll(() => seedPatients(prisma));
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

type Answer = {
  readonly isVisible: boolean;
  readonly capacities: { as: string; steps: { rule: string; outcome: string; reason: string }[] }[];
};
const why = async (by: Principal, viewer: object, item: object, patient: string = patients.alice.id) => {
  const { data, errors } = await graphql({
    schema,
    source: `query ($patient: ID!, $viewer: ViewerInput!, $item: ItemFactsInput!) {
      explainAccess(patientId: $patient, viewer: $viewer, item: $item) {
        isVisible waitsForDelayed capacities { as isVisible steps { rule outcome reason } } } }`,
    variableValues: { patient, viewer, item },
    contextValue: callOf(by),
  });
  return { answer: data?.['explainAccess'] as Answer | undefined, refusal: errors?.[0]?.extensions['code'] };
};

describe('An administrator’s question why', () => {
  it('is answered rule by rule, and the last one decided', async () => {
    const { answer } = await why(person('oscar'), { person: people.diaz.id }, { label: 'MENTAL_HEALTH' });
    expect(answer?.isVisible).toBe(false);
    expect(answer?.capacities).toMatchObject([{ as: 'a professional' }]);
    expect(answer?.capacities[0]?.steps.at(-1)).toEqual({
      rule: 'CONSENT',
      outcome: 'DENIES',
      reason: 'Shared is GENERAL_HEALTH; the item’s label is MENTAL_HEALTH.',
    });
  });

  it.each([
    ['the patient', { person: people.alice.id }, { label: 'MENTAL_HEALTH' }, true, 'SELF'],
    ['a carer', { person: people.carol.id }, { label: 'GENERAL_HEALTH' }, true, 'CONSENT'],
    [
      'a team that put it in',
      { team: teams['riverside-diabetes'].id },
      { sources: [teams['riverside-diabetes'].id] },
      true,
      'SOURCE',
    ],
    ['another organisation', { organisation: organisations.hillside.id }, { label: null }, true, 'CONSENT'],
    [
      'a team that does not know her',
      { team: teams['riverside-prt'].id },
      { label: 'GENERAL_HEALTH' },
      false,
      'RELATION',
    ],
  ])('is answered for %s', async (_who, viewer, item, isVisible, rule) => {
    const { answer } = await why(person('oscar'), viewer, item);
    expect(answer?.isVisible).toBe(isVisible);
    expect(answer?.capacities[0]?.steps.at(-1)?.rule).toBe(rule);
  });

  it('is on record, where the patient reads it', async () => {
    await why(person('oscar'), { person: people.diaz.id }, { label: 'MENTAL_HEALTH' });
    const { data } = await graphql({
      schema,
      source: `{ patient(id: "${patients.alice.id}") { accessLog(first: 1) { items { kind actor organisation } } } }`,
      contextValue: callOf(person('alice')),
    });
    expect(JSON.parse(JSON.stringify(data))).toEqual({
      patient: {
        accessLog: {
          items: [{ kind: 'ACCESS_EXPLAINED', actor: people.oscar.name, organisation: organisations.riverside.name }],
        },
      },
    });
  });

  it.each([
    ['who administers nothing', person('diaz'), { team: teams['riverside-prt'].id }, patients.alice.id, 'FORBIDDEN'],
    ['who is no person', customer('riverside'), { team: teams['riverside-prt'].id }, patients.alice.id, 'FORBIDDEN'],
    ['of a record held elsewhere', person('oscar'), { person: people.diaz.id }, patients.carol.id, 'NOT_FOUND'],
    ['of no record', person('oscar'), { person: people.diaz.id }, uuid7(), 'NOT_FOUND'],
    ['of what is no id', person('oscar'), { person: people.diaz.id }, 'x', 'NOT_FOUND'],
    ['about nobody', person('oscar'), {}, patients.alice.id, 'BAD_USER_INPUT'],
    [
      'about two at once',
      person('oscar'),
      { person: people.diaz.id, team: teams['riverside-prt'].id },
      patients.alice.id,
      'BAD_USER_INPUT',
    ],
    ['about what is no id', person('oscar'), { person: 'x' }, patients.alice.id, 'BAD_USER_INPUT'],
    ['about an unknown person', person('oscar'), { person: uuid7() }, patients.alice.id, 'NOT_FOUND'],
  ])('is refused to somebody, or %s', async (_why, by, viewer, patient, code) => {
    expect(await why(by, viewer, { label: 'GENERAL_HEALTH' }, patient)).toEqual({ answer: undefined, refusal: code });
  });
});

it('An explanation ends as the decision does, whatever the facts', () => {
  const user = 'user' as UserId;
  const anActor = fc.constantFrom<Actor>(
    { kind: 'patient', user, frozen: false },
    { kind: 'carer', user, frozen: false },
    { kind: 'carer', user, frozen: true },
    { kind: 'professional', user, teams: ['team' as TeamId] },
    { kind: 'team', teams: ['team' as TeamId] },
    { kind: 'organisation', organisation: 'organisation' as OrganisationId },
  );
  const someLabels = fc.oneof(fc.subarray([...labels]), fc.constant([...labels]));
  const aStanding = fc.record({
    consented: someLabels,
    hasConsent: fc.boolean(),
    linked: fc.boolean(),
    inPerson: fc.option(someLabels, { nil: undefined }),
    breaksGlass: fc.boolean(),
  }) satisfies fc.Arbitrary<Standing>;
  const anItem = fc.record({
    label: fc.constantFrom<ItemLabel>(...labels, 'UNSET'),
    sources: fc.subarray(['user', 'team', 'organisation', 'other']),
  });
  const aSubject = fc.record({ frozen: fc.boolean(), sharingDisabled: fc.boolean() });
  fc.assert(
    fc.property(anActor, aStanding, aSubject, anItem, (...[actor, standing, subject, item]) => {
      const reading = canRead({ actor, standing }, subject, { item, now: new Date() });
      const last = stepsOf({ actor, standing }, subject, item).at(-1);
      expect(last?.outcome).toBe(reading === 'HIDDEN' ? 'DENIES' : 'ALLOWS');
    }),
    { numRuns: 5_000 },
  );
});
