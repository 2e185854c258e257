import { describe, expect, it } from 'vitest';
import type { OrganisationId } from '../../kernel/id.ts';
import { organisations, patients } from '../../prisma/demo.ts';
import { feedOf, person } from '../../test/calls.ts';
import { bobId, minutes, noon, openLetters } from './letters.fixture.ts';

const { database, clock, placementFor, purviewFor, publish, letters, open } = await openLetters();

describe('publishing a letter', () => {
  it('puts it among the patient’s letters', async () => {
    const { id, outcome } = await publish({ documentType: { code: 'CL', display: 'Clinic letter' } });
    expect(outcome).toBe('CREATED');
    expect(await letters()).toEqual({
      items: [
        {
          id,
          documentId: 'document-1',
          externalId: 'letter-1',
          title: 'Clinic letter',
          documentType: 'CL',
          state: 'PUBLISHED',
          publishedAt: '2026-06-01T12:00:00.000Z',
          firstReadAt: null,
          label: 'GENERAL_HEALTH',
          visibleFrom: null,
        },
      ],
      next: null,
    });
  });

  it('takes the label from the specialty before the team’s', async () => {
    await publish({ specialty: '360', placed: { label: 'SOCIAL_CARE' } });
    expect((await letters()).items).toMatchObject([{ label: 'SEXUAL_HEALTH' }]);
  });

  it('takes the label from the team where the specialty has none', async () => {
    await publish({ specialty: '100', placed: { label: 'SOCIAL_CARE' } });
    expect((await letters()).items).toMatchObject([{ label: 'SOCIAL_CARE' }]);
  });

  it('changes nothing when the same message comes again', async () => {
    const first = await publish();
    expect(await publish({ title: 'Another' })).toEqual({ id: first.id, outcome: 'UNCHANGED' });
    expect((await letters()).items).toMatchObject([{ title: 'Clinic letter' }]);
  });

  it('changes nothing for an older message', async () => {
    const first = await publish();
    expect(await publish({ sentAt: '2026-06-01T08:59:59Z', title: 'Older' })).toEqual({
      id: first.id,
      outcome: 'STALE',
    });
    expect((await letters()).items).toMatchObject([{ title: 'Clinic letter' }]);
  });

  it('takes two messages of one instant as they come, whatever their control ids', async () => {
    const { id } = await publish({ controlId: 'b' });
    expect(await publish({ controlId: 'a' })).toEqual({ id, outcome: 'UPDATED' });
    expect(await publish({ controlId: 'a' })).toEqual({ id, outcome: 'UNCHANGED' });
  });

  it('replaces the letter whole by a newer message', async () => {
    const { id } = await publish({ documentType: { code: 'CL' }, specialty: '360' });
    clock.set(minutes(5));
    const newer = {
      sentAt: '2026-06-01T09:05:00Z',
      title: 'Corrected',
      documentId: 'document-2',
      visibleFrom: '2026-06-02T00:00:00Z',
    };
    expect(await publish(newer)).toEqual({ id, outcome: 'UPDATED' });
    expect((await letters()).items).toMatchObject([
      {
        id,
        title: 'Corrected',
        documentId: 'document-2',
        documentType: null,
        label: 'GENERAL_HEALTH',
        visibleFrom: '2026-06-02T00:00:00.000Z',
        publishedAt: minutes(5).toISOString(),
      },
    ]);
  });

  it('counts a replaced letter as unread, and keeps the receipt of what was read', async () => {
    const { id } = await publish();
    await open(id);
    await publish({ sentAt: '2026-06-01T09:05:00Z' });
    expect((await letters()).items).toMatchObject([{ state: 'PUBLISHED', firstReadAt: null }]);
    clock.set(minutes(9));
    await open(id);
    const { rows } = await database.pool.query('select edition, read_at from mail.receipt order by edition');
    expect(rows).toEqual([
      { edition: 1, read_at: noon },
      { edition: 2, read_at: minutes(9) },
    ]);
  });

  it('ends with the newest of 64 that come at once', async () => {
    const at = (nth: number): string => new Date(noon.getTime() + ((nth * 37) % 64) * 1_000).toISOString();
    await Promise.all(Array.from({ length: 64 }, (_, nth) => publish({ sentAt: at(nth), title: at(nth) })));
    expect((await letters()).items.map(({ title }) => title)).toEqual([
      minutes(0).toISOString().replace('12:00:00', '12:01:03'),
    ]);
  });

  it('refuses the number of another patient’s letter, and leaves that one as it is', async () => {
    await publish();
    const refused = await publish({ placed: { patient: bobId }, sentAt: '2026-06-01T10:00:00Z', title: 'For Bob' });
    expect(refused).toMatchObject({ kind: 'CONFLICT', field: 'externalId' });
    expect((await letters()).items).toMatchObject([{ title: 'Clinic letter' }]);
    expect((await letters({ by: person('bob'), sight: { patient: bobId } })).items).toEqual([]);
  });

  it('keeps the same number of two organisations apart', async () => {
    await publish();
    const hillside = { organisation: organisations.hillside.id as OrganisationId };
    expect(await publish({ by: feedOf('hillside'), placed: hillside })).toMatchObject({ outcome: 'CREATED' });
    expect((await letters()).items).toHaveLength(2);
  });

  it.each([
    ['no number', { externalId: ' ' }, 'externalId'],
    ['no title', { title: '' }, 'title'],
    ['a NUL', { title: 'a\0b' }, 'title'],
    ['a control id with a NUL', { controlId: '\0' }, 'message.controlId'],
    ['a kind without a name', { documentType: { code: '' } }, 'documentType'],
    ['another patient’s document', { documentId: `${patients.bob.id.replaceAll('-', '')}.1` }, 'documentId'],
  ])('refuses %s', async (_, input, field) => {
    expect(await publish(input)).toMatchObject({ kind: 'INVALID', field });
  });

  it('takes the patient’s own document', async () => {
    expect(await publish({ documentId: `${patients.alice.id.replaceAll('-', '').toUpperCase()}.1` })).toMatchObject({
      outcome: 'CREATED',
    });
  });

  it.each([
    ['a forged placement', (): string => `${placementFor(feedOf('riverside')).slice(0, -2)}xx`],
    ['somebody else’s placement', (): string => placementFor(feedOf('hillside'))],
    ['a purview for a placement', (): string => purviewFor(feedOf('riverside'))],
    ['nothing', (): string => ''],
  ])('refuses %s', async (_, placement) => {
    expect(await publish({ placement: placement() })).toMatchObject({ kind: 'FORBIDDEN' });
  });

  it('refuses a placement that has expired', async () => {
    const placement = placementFor(feedOf('riverside'));
    clock.set(minutes(6));
    expect(await publish({ placement })).toMatchObject({ kind: 'FORBIDDEN' });
  });
});
