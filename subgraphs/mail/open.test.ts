import { describe, expect, it } from 'vitest';
import { customer, feedOf, person } from '../../test/calls.ts';
import { permitOf } from '../../test/slice.ts';
import { bobId, minutes, noon, openLetters } from './letters.fixture.ts';

const { database, clock, purviewFor, publish, letters, open } = await openLetters();

describe('opening a letter', () => {
  it('is its read receipt, by our clock', async () => {
    const { id } = await publish();
    clock.set(minutes(3));
    expect(await open(id)).toMatchObject({
      id,
      title: 'Clinic letter',
      state: 'READ',
      firstReadAt: minutes(3).toISOString(),
    });
    expect((await letters()).items).toMatchObject([{ state: 'READ', firstReadAt: minutes(3).toISOString() }]);
  });

  it('keeps the first time when it is opened again', async () => {
    const { id } = await publish();
    await open(id);
    clock.set(minutes(3));
    expect(await open(id)).toMatchObject({ firstReadAt: noon.toISOString() });
  });

  it('gives 64 openings at once the same time', async () => {
    const { id } = await publish();
    const opened = await Promise.all(
      Array.from({ length: 64 }, (_, nth) => {
        clock.set(minutes(nth / 1000));
        return open(id);
      }),
    );
    const { rows } = await database.pool.query<{ read_at: Date; read_by: string }>(
      'select read_at, read_by from mail.receipt',
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.read_by).toBe((person('alice') as { user: string }).user);
    expect(new Set(opened.map(({ firstReadAt }) => firstReadAt))).toEqual(new Set([rows[0]?.read_at.toISOString()]));
  });

  it('has to wait until a delayed letter is visible', async () => {
    const { id } = await publish({ visibleFrom: minutes(1).toISOString() });
    expect(await open(id)).toEqual({ kind: 'NOT_FOUND' });
    expect((await letters()).items).toMatchObject([{ state: 'PUBLISHED' }]);
    clock.set(minutes(1));
    expect(await open(id)).toMatchObject({ state: 'READ' });
  });

  it.each([
    ['a carer', person('carol')],
    ['a professional', person('diaz')],
    ['another patient', person('bob')],
    ['the organisation that sent it', customer('riverside')],
    ['the feed that sent it', feedOf('riverside')],
  ])('is not for %s: to them there is no such letter', async (_, by) => {
    const { id } = await publish();
    expect(await open(id, { by })).toEqual({ kind: 'NOT_FOUND' });
    expect((await letters()).items).toMatchObject([{ state: 'PUBLISHED' }]);
  });

  it('does not open somebody else’s letter through one’s own record', async () => {
    const { id } = await publish({ placed: { patient: bobId } });
    expect(await open(id)).toEqual({ kind: 'NOT_FOUND' });
  });

  it('does not open one’s own letter through somebody else’s record', async () => {
    const { id } = await publish();
    const permit = permitOf(person('alice'), 'bob', { isSelf: true }, clock);
    expect(await open(id, { permit })).toEqual({ kind: 'NOT_FOUND' });
  });

  it.each([
    ['somebody else’s permit', (): string => permitOf(person('bob'), 'alice', { isSelf: true }, clock)],
    ['a forged one', (): string => `${permitOf(person('alice'), 'alice', { isSelf: true }, clock).slice(0, -2)}xx`],
    ['a purview for a permit', (): string => purviewFor(person('alice'))],
    ['nothing', (): string => ''],
  ])('refuses %s', async (_, permit) => {
    const { id } = await publish();
    expect(await open(id, { permit: permit() })).toEqual({ kind: 'FORBIDDEN' });
    expect((await letters()).items).toMatchObject([{ state: 'PUBLISHED' }]);
  });

  it('refuses a permit after a minute: access that is frozen now stays frozen', async () => {
    const { id } = await publish();
    const permit = permitOf(person('alice'), 'alice', { isSelf: true }, clock);
    clock.set(minutes(2));
    expect(await open(id, { permit })).toEqual({ kind: 'FORBIDDEN' });
  });

  it.each(['01980000-0000-7000-8000-00000000dead', 'nonsense', ''])('knows no letter %j', async (id) => {
    expect(await open(id)).toEqual({ kind: 'NOT_FOUND' });
  });
});
