import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decide, told, type Case } from './case.ts';
import type { Sight } from './oracle.ts';
import { openStack, type Stack } from './wiring.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await openStack();
});
afterAll(() => stack.close());

const isDecidedAs = async (one: Case, allowed: Sight): Promise<void> => {
  const { sight, differences } = await decide(stack, told(one));
  expect(sight).toBe(allowed);
  expect(differences).toEqual([]);
};

// It is 1 June 2026. Domain reference §3.1: all carers leave on the 13th, 16th and 18th birthday, unless the clinical team
// keeps them.
describe('a carer of a child, through GraphQL and FHIR alike,', () => {
  const shared = { actor: 'carer', shares: ['MENTAL_HEALTH'] } as const;
  it.each<readonly [says: string, born: string, sharedOn: string, keptPastAge: number | undefined, allowed: Sight]>([
    ['is there on the day before the 13th birthday', '2013-06-02', '2020-01-01', undefined, 'open'],
    ['has left on the 13th birthday', '2013-06-01', '2020-01-01', undefined, 'hidden'],
    ['has left after it', '2013-05-31', '2020-01-01', undefined, 'hidden'],
    ['stays where the team kept them past 13', '2013-05-31', '2020-01-01', 13, 'open'],
    ['came after the 13th birthday, and stays', '2012-05-31', '2025-07-01', undefined, 'open'],
    ['leaves at 16 who came before, even if kept past 13', '2010-05-31', '2020-01-01', 13, 'hidden'],
    ['leaves at 16 who came at 14', '2010-05-31', '2024-07-01', undefined, 'hidden'],
    ['stays where the team kept them past 16', '2010-05-31', '2020-01-01', 16, 'open'],
    ['leaves at 18, even if kept past 16', '2008-05-31', '2024-01-01', 16, 'hidden'],
    ['stays where the team kept them past 18', '2008-05-31', '2024-01-01', 18, 'open'],
    ['does not come back when the child is grown up', '1980-05-31', '1990-01-01', undefined, 'hidden'],
    ['of a grown-up does not leave', '1980-05-31', '2000-01-01', undefined, 'open'],
  ])('%s', (_says, born, sharedOn, keptPastAge, allowed) =>
    isDecidedAs({ ...shared, born, sharedOn, ...(keptPastAge === undefined ? {} : { keptPastAge }) }, allowed),
  );
});

describe('a result that is delayed, through GraphQL and FHIR alike,', () => {
  const delayed = { shares: ['MENTAL_HEALTH'], visibleFrom: new Date('2026-06-03T00:00:00Z') } as const;
  it.each([
    ['patient', 'masked'],
    ['carer', 'masked'],
    ['team professional', 'open'],
    ['individual professional', 'open'],
    ['organisation', 'open'],
    ['another patient', 'hidden'],
  ] as const)('is to a %s %s', async (actor, allowed) => {
    await isDecidedAs({ actor, ...delayed }, allowed);
    if (allowed === 'masked')
      await isDecidedAs({ actor, ...delayed, visibleFrom: new Date('2026-06-01T12:00:00Z') }, 'open');
  });
});

describe('broken glass, through GraphQL and FHIR alike,', () => {
  const broken = { actor: 'team professional', shares: [], brokeGlass: true, label: 'UNSET' } as const;
  it.each([
    [0, 'open'],
    [29, 'open'],
    [30, 'hidden'],
    [31, 'hidden'],
  ] as const)('after %i minutes leaves the record %s', (minutesAgo, allowed) =>
    isDecidedAs({ ...broken, minutesAgo }, allowed),
  );
});
