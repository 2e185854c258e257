import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decide, told, type Case } from './case.ts';
import { everyLabel } from './facts.ts';
import { openStack, type Stack } from './wiring.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await openStack();
});
afterAll(() => stack.close());

const shared = { shares: ['MENTAL_HEALTH'] } as const;
const notShared = { shares: ['GENERAL_HEALTH'] } as const;

// The rows of the access truth table in our own words; each is one item about mental health.
const rows: readonly (readonly [id: string, says: string, one: Case, isSeen: boolean])[] = [
  ['A1', 'a patient sees her own', { actor: 'patient' }, true],
  ['A2', 'a patient whose access is frozen sees nothing', { actor: 'patient', subjectFrozen: true }, false],
  ['A3', 'a patient sees nothing of another', { actor: 'another patient' }, false],
  ['B1', 'a carer whose own access is frozen sees nothing', { actor: 'carer', ...shared, actorFrozen: true }, false],
  ['B2', 'a carer sees nothing of a frozen record', { actor: 'carer', ...shared, subjectFrozen: true }, false],
  ['B3', 'a carer sees what she put there', { actor: 'carer', isSource: true }, true],
  ['B4', 'a carer sees what is shared with her', { actor: 'carer', ...shared }, true],
  ['B5', 'a carer does not see what is not shared with her', { actor: 'carer', ...notShared }, false],
  ['B6', 'a carer sees nothing where sharing is disabled', { actor: 'carer', ...shared, sharingDisabled: true }, false],
  [
    'C1',
    'a team sees its own in a frozen record',
    { actor: 'team professional', isSource: true, subjectFrozen: true },
    true,
  ],
  [
    'C2',
    'a team sees what is shared of a frozen record',
    { actor: 'team professional', ...shared, subjectFrozen: true },
    true,
  ],
  [
    'C3',
    'a professional by invitation sees nothing of a frozen record',
    { actor: 'individual professional', ...shared, subjectFrozen: true },
    false,
  ],
  ['C4', 'a team sees its own that is not shared', { actor: 'team professional', ...notShared, isSource: true }, true],
  [
    'C5',
    'a team sees nothing of others where sharing is disabled',
    { actor: 'team professional', ...shared, sharingDisabled: true },
    false,
  ],
  ['C6', 'a team sees what is shared', { actor: 'team professional', ...shared }, true],
  ['C7', 'a team does not see what is not shared', { actor: 'team professional', ...notShared }, false],
  [
    'C8',
    'breaking the glass shows what is not shared',
    { actor: 'team professional', ...notShared, brokeGlass: true },
    true,
  ],
  [
    'C9',
    'breaking the glass does not help where sharing is disabled',
    { actor: 'team professional', ...notShared, brokeGlass: true, sharingDisabled: true },
    false,
  ],
];

const isDecidedAs = async (one: Case, isSeen: boolean | 'masked'): Promise<void> => {
  const { sight, differences, cases } = await decide(stack, told(one));
  expect(sight).toBe(isSeen === 'masked' ? isSeen : isSeen ? 'open' : 'hidden');
  expect(differences).toEqual([]);
  expect(cases).toBeGreaterThan(5);
};

describe('the truth table, through GraphQL and FHIR alike', () => {
  it.each(rows)('%s: %s', (_id, _says, one, isSeen) => isDecidedAs(one, isSeen));
});

type Row = {
  readonly id: string;
  readonly actor: string;
  readonly subject?: string;
  readonly frozen?: boolean;
  readonly carerFrozen?: boolean;
  readonly subjectFrozen?: boolean;
  readonly source?: boolean | string;
  readonly consentHasFlag?: boolean;
  readonly sharingDisabled?: boolean;
  readonly breakTheGlass?: boolean;
  readonly expect: string;
};

const file = new URL('../../../shared/cases/access-truth-table.json', import.meta.url);
const table = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { rules: readonly Row[] }).rules : [];

/** The actors of the table in the words of ours. */
const actors: Readonly<Record<string, Case['actor'] | undefined>> = {
  patient: 'patient',
  carer: 'carer',
  'team professional': 'team professional',
  'individual professional': 'individual professional',
  // Only a member of a team can break the glass here.
  'any professional': 'team professional',
};

const caseOf = (row: Row): Case => {
  const actor = row.subject === 'another patient' ? 'another patient' : actors[row.actor];
  if (actor === undefined) throw new Error(`Who is a ${row.actor}?`);
  return {
    actor,
    // Where a row does not say what is shared, the answer must not hang on it: it is shared where all is denied.
    ...((row.consentHasFlag ?? row.expect.startsWith('deny')) ? shared : notShared),
    isSource: row.source !== undefined && row.source !== false,
    subjectFrozen: row.subjectFrozen === true || row.frozen === true,
    actorFrozen: row.carerFrozen === true,
    sharingDisabled: row.sharingDisabled === true,
    brokeGlass: row.breakTheGlass === true,
  };
};

describe.skipIf(table.length === 0)('the table as others wrote it (skipped where the file is not there)', () => {
  it.each(table.map((row) => [row.id, row.actor, row] as const))('%s: %s', (_id, _actor, row) =>
    isDecidedAs(caseOf(row), row.expect.startsWith('allow')),
  );

  it('has no row that is not among ours', () => {
    expect(table.map(({ id }) => id)).toEqual(rows.map(([id]) => id));
  });
});

describe('the acceptance examples of the domain reference §11', () => {
  const professional = { actor: 'team professional', shares: ['GENERAL_HEALTH'] } as const;

  it('T12: hides from a team an item about mental health of another, and shows it the same item of its own', async () => {
    await isDecidedAs({ ...professional, label: 'MENTAL_HEALTH' }, false);
    await isDecidedAs({ ...professional, label: 'MENTAL_HEALTH', isSource: true }, true);
  });

  it('T13: leaves a team its own where sharing is disabled, whatever glass it breaks', async () => {
    const disabled = { ...professional, label: 'GENERAL_HEALTH', sharingDisabled: true, brokeGlass: true } as const;
    await isDecidedAs(disabled, false);
    await isDecidedAs({ ...disabled, isSource: true }, true);
  });

  it.each(['carer', 'team professional', 'individual professional', 'organisation'] as const)(
    'T14: shows an item without a label to a %s with all four labels, and to none with three',
    async (actor) => {
      for (const missing of everyLabel)
        await isDecidedAs({ actor, label: 'UNSET', shares: everyLabel.filter((label) => label !== missing) }, false);
      await isDecidedAs({ actor, label: 'UNSET', shares: everyLabel }, true);
    },
  );
});
