import { randomUUID } from 'node:crypto';
import { afterAll, expect, it } from 'vitest';
import { testDatabase } from '../../test/database.ts';
import { announce, type Announcement } from './announce.ts';

const database = await testDatabase();
afterAll(database.drop);

const released = (organisation: string): Announcement => ({
  kind: 'message.released',
  organisation,
  about: { messageId: randomUUID(), controlId: 'c-1', outcome: 'APPROVED' },
});

const announcedFor = (organisation: string): Promise<unknown[]> =>
  database.sql.query(
    'test.announced',
    `select kind, patient_id as patient, label, sources::text[] as sources, about from events.outbox
     where organisation_id = $1 order by seq`,
    [organisation],
  );

it('writes what happened, and about which item, in the order given', async () => {
  const [organisation, team, patient, letterId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const readAt = new Date('2024-03-01T10:00:00Z');
  const first = released(organisation);
  const about = { letterId, documentId: 'd-1', externalId: 'x-1', readAt };
  const sources = [organisation, team];
  await database.sql.transaction((transaction) =>
    announce(transaction, [
      first,
      { kind: 'document.read', organisation, patient, item: { label: 'SEXUAL_HEALTH', sources }, about },
    ]),
  );
  expect(await announcedFor(organisation)).toEqual([
    { kind: first.kind, patient: null, label: null, sources: null, about: first.about },
    {
      kind: 'document.read',
      patient,
      label: 'SEXUAL_HEALTH',
      sources,
      about: { ...about, readAt: readAt.toISOString() },
    },
  ]);
});

it('says nothing of what was undone', async () => {
  const organisation = randomUUID();
  await expect(
    database.sql.transaction(async (transaction) => {
      await announce(transaction, [released(organisation)]);
      throw new Error('changed my mind');
    }),
  ).rejects.toThrow('changed my mind');
  expect(await announcedFor(organisation)).toEqual([]);
});
