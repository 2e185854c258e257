import { describe, expect, it } from 'vitest';
import { person } from '../../test/calls.ts';
import { permitOf } from '../../test/slice.ts';
import { noon, openLetters, type Outcome } from './letters.fixture.ts';

const { database, clock, ask, publish, letters, open } = await openLetters();

describe('another label for a letter', () => {
  const relabel = async (id = '', label = 'SEXUAL_HEALTH', may: Parameters<typeof permitOf>[2] = { isSelf: true }) => {
    const by = person('alice');
    const source = `mutation ($input: ChangeLabelInput!) { changeLetterLabel(input: $input) { ... on Stored { outcome } ... on Refusal { kind } } }`;
    const input = { permit: permitOf(by, 'alice', may, clock), id, label };
    return (await ask<{ changeLetterLabel: Outcome }>(by, source, { input })).changeLetterLabel;
  };

  it('survives a newer message, leaves what was read read, and leaves a trace', async () => {
    const { id } = await publish();
    await open(id);
    expect(await relabel(id)).toEqual({ outcome: 'UPDATED' });
    expect(await relabel(id)).toEqual({ outcome: 'UNCHANGED' });
    expect((await letters()).items).toMatchObject([{ label: 'SEXUAL_HEALTH', state: 'READ' }]);
    await publish({ sentAt: '2026-06-01T09:05:00Z' });
    expect((await letters()).items).toMatchObject([{ label: 'SEXUAL_HEALTH' }]);
    await publish({ sentAt: '2026-06-01T09:06:00Z', label: 'SOCIAL_CARE' });
    expect((await letters()).items).toMatchObject([{ label: 'SOCIAL_CARE' }]);
    const { rows } = await database.pool.query('select at, by, old_label, new_label from mail.relabelling');
    expect(rows).toEqual([
      { at: noon, by: `person/${person('alice').user}`, old_label: 'GENERAL_HEALTH', new_label: 'SEXUAL_HEALTH' },
    ]);
  });

  it('is forbidden to whom the permit does not let, and not found where it does not show the letter', async () => {
    const { id } = await publish();
    expect(await relabel(id, 'MENTAL_HEALTH', { asCarer: ['GENERAL_HEALTH'] })).toEqual({ kind: 'FORBIDDEN' });
    expect(await relabel(id, 'MENTAL_HEALTH', { isSelf: true, view: { labels: [], sources: [] } })).toEqual({
      kind: 'NOT_FOUND',
    });
    expect(await relabel('nonsense')).toEqual({ kind: 'NOT_FOUND' });
  });
});
