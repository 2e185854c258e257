import { describe, expect, it } from 'vitest';
import type { OrganisationId, PatientId, TeamId } from '../../kernel/id.ts';
import { organisations, patients, teams } from '../../prisma/demo.ts';
import { customer, person } from '../../test/calls.ts';
import { aliceId, bobId, everything, minutes, openLetters, type Page, type Publishing } from './letters.fixture.ts';

const { database, clock, queries, placementFor, purviewFor, publish, pages, letters } = await openLetters();

describe('the letters of a patient', () => {
  const several = async (count: number, name = 'letter', more: Publishing = {}): Promise<void> => {
    for (let nth = 0; nth < count; nth += 1) {
      clock.set(minutes(nth));
      await publish({ externalId: `${name}-${String(nth)}`, ...more });
    }
  };

  it('come newest first, page by page, without a gap or a repetition', async () => {
    await several(7);
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: Page = await letters({ first: 3, after });
      seen.push(...page.items.map(({ externalId }) => externalId));
      after = page.next;
    } while (after !== null);
    expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((nth) => `letter-${String(nth)}`));
  });

  it('do not fall between two pages when they were published in the same instant', async () => {
    for (const externalId of ['a', 'b', 'c', 'd']) await publish({ externalId });
    const first = await letters({ first: 2 });
    const second = await letters({ first: 2, after: first.next });
    expect([...first.items, ...second.items].map(({ externalId }) => externalId).toSorted()).toEqual([
      'a',
      'b',
      'c',
      'd',
    ]);
  });

  it('show only the labels of the purview, on no page and in no cursor anything else', async () => {
    await several(6, 'open');
    await several(6, 'hidden', { specialty: '360' });
    const seen: Page[] = [];
    let after: string | null = null;
    do {
      const page: Page = await letters({
        by: person('diaz'),
        first: 2,
        after,
        sight: { labels: ['GENERAL_HEALTH'], basis: 'CONSENT' },
      });
      seen.push(page);
      after = page.next;
    } while (after !== null);
    expect(seen.map(({ items }) => items.length)).toEqual([2, 2, 2]);
    const hidden = await database.pool.query<{ id: string }>(
      `select id from mail.letter where label = 'SEXUAL_HEALTH'`,
    );
    const said = seen
      .map(({ items, next }) => JSON.stringify(items) + Buffer.from(next?.split('.')[1] ?? '', 'base64url').toString())
      .join();
    for (const { id } of hidden.rows) expect(said).not.toContain(id);
    expect(said).not.toContain('hidden');
  });

  it('show a source its own whatever the label', async () => {
    await publish({ specialty: '360' });
    const sight = { labels: [], basis: 'SOURCE' } as const;
    const byTeam = await letters({
      by: person('diaz'),
      sight: { ...sight, sources: [teams['riverside-diabetes'].id as TeamId] },
    });
    const byOrganisation = await letters({
      by: customer('riverside'),
      sight: { ...sight, sources: [organisations.riverside.id as OrganisationId] },
    });
    const byStranger = await letters({
      by: customer('hillside'),
      sight: { ...sight, sources: [organisations.hillside.id as OrganisationId] },
    });
    expect([byTeam, byOrganisation, byStranger].map(({ items }) => items.length)).toEqual([1, 1, 0]);
  });

  it('come for many patients in one query, each with its own sight', async () => {
    await publish({ externalId: 'for Alice' });
    await publish({ externalId: 'for Bob', placed: { patient: bobId } });
    await publish({ externalId: 'hidden of Bob', placed: { patient: bobId }, specialty: '360' });
    const by = person('diaz');
    queries.length = 0;
    const found = await pages(by, [
      { id: bobId, purview: purviewFor(by, { patient: bobId, labels: ['GENERAL_HEALTH'] }) },
      { id: patients.carol.id, purview: purviewFor(by, { patient: patients.carol.id as PatientId }) },
      { id: aliceId, purview: purviewFor(by) },
    ]);
    expect(found.map((page) => page?.items.map(({ externalId }) => externalId))).toEqual([
      ['for Bob'],
      [],
      ['for Alice'],
    ]);
    expect(queries).toEqual(['mail.letters']);
  });

  it.each([
    ['without a purview', undefined],
    ['with none', null],
    ['with a forged one', `${purviewFor(person('alice')).slice(0, -2)}xx`],
    [
      'with an unsigned one',
      Buffer.from(JSON.stringify({ patient: aliceId, labels: everything })).toString('base64url'),
    ],
    ['with somebody else’s', purviewFor(person('carol'))],
    ['with another patient’s', purviewFor(person('alice'), { patient: bobId })],
    ['with a placement for a purview', placementFor(person('alice'))],
  ])('are nothing %s', async (_, purview) => {
    await publish();
    queries.length = 0;
    expect(await pages(person('alice'), [{ id: aliceId, purview }])).toEqual([null]);
    expect(queries).toEqual([]);
  });

  it('are nothing with a purview that has expired', async () => {
    const purview = purviewFor(person('alice'));
    clock.set(minutes(2));
    expect(await pages(person('alice'), [{ id: aliceId, purview }])).toEqual([null]);
  });

  it('keep the title of a delayed letter from those who have to wait', async () => {
    await publish({ title: 'HIV result', visibleFrom: minutes(1).toISOString() });
    const waiting = { masks: ['DELAYED'] } as const;
    expect((await letters({ sight: waiting })).items).toMatchObject([
      { title: null, visibleFrom: minutes(1).toISOString() },
    ]);
    expect((await letters({ by: person('diaz') })).items).toMatchObject([{ title: 'HIV result' }]);
    clock.set(minutes(1));
    expect((await letters({ sight: waiting })).items).toMatchObject([{ title: 'HIV result' }]);
  });

  it.each([{ first: 0 }, { first: 201 }, { after: 'nonsense' }, { after: purviewFor(person('alice')) }])(
    'refuse a page like %j',
    async (page) => {
      await expect(letters(page)).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
    },
  );

  it('refuse the cursor of another patient', async () => {
    await several(2);
    const { next } = await letters({ first: 1 });
    await expect(letters({ by: person('bob'), sight: { patient: bobId }, after: next })).rejects.toMatchObject({
      extensions: { code: 'BAD_USER_INPUT' },
    });
  });
});
