import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { uuid7 } from '../kernel/id.ts';
import type { Label } from '../subgraphs/kit/label.ts';
import type { Subgraph } from '../subgraphs/kit/subgraph.ts';
import { directoryBlobs, openClinical } from '../subgraphs/clinical/index.ts';
import { openMail } from '../subgraphs/mail/index.ts';
import { feedOf, person } from './calls.ts';
import { aDocument, aMessage } from './clinical-inputs.ts';
import { testDatabase } from './database.ts';
import { asking, patientBy, permitOf, placementOf, purviewOf } from './slice.ts';

const database = await testDatabase();
const directory = await mkdtemp(join(tmpdir(), 'letter-labels-'));
const clinical = openClinical({ sql: database.sql, blobs: directoryBlobs(directory, randomUUID) });
const mail = openMail({ sql: database.sql, newId: uuid7 });
afterAll(async () => {
  await database.drop();
  await rm(directory, { recursive: true });
});
beforeEach(() => database.pool.query('truncate clinical.res, clinical.ver, mail.letter cascade'));

const [alice, carol, feed] = [person('alice'), person('carol'), feedOf('riverside')];

type Outcome = { readonly id: string; readonly outcome: string };
const stored = async (
  slice: Subgraph,
  by: typeof alice | typeof feed,
  [call, type]: [string, string],
  input: object,
) => {
  const query = `mutation ($input: ${type}!) { ${call}(input: $input) { ... on Stored { id outcome } } }`;
  const { data, errors } = await asking(slice, by).run(query, { input: JSON.parse(JSON.stringify(input)) as unknown });
  expect(errors).toBeUndefined();
  return data?.[call] as Outcome;
};

const place = () => placementOf(feed, 'alice', 'riverside-diabetes');
const send = (message = aMessage(), more: object = {}) =>
  stored(clinical, feed, ['ingestDocument', 'DocumentInput'], aDocument({ placement: place(), message, ...more }));
const publish = (documentId: string, message = aMessage(), more: object = {}) =>
  stored(mail, feed, ['publishLetter', 'PublishLetterInput'], {
    ...{ placement: place(), message, externalId: 'DOC-1', documentId, title: 'Clinic letter' },
    ...more,
  });
const relabel = (id: string, label: Label) =>
  stored(clinical, alice, ['changeItemLabel', 'ChangeItemLabelInput'], {
    ...{ permit: permitOf(alice, 'alice', { isSelf: true }), type: 'DocumentReference', id, label },
  });

/** The titles that a carer is shown who may see what is of general health, and nothing else. */
const shownToCarol = async () => {
  const purview = purviewOf(carol, 'alice', { labels: ['GENERAL_HEALTH'] });
  const view = await asking(mail, carol).patient<{ letters: { items: readonly { title: string }[] } }>(
    patientBy('alice', purview),
    'letters { items { title } }',
  );
  return view.letters.items.map(({ title }) => title);
};
const openedByCarol = async (letterId: string) => {
  const permit = permitOf(carol, 'alice', { asCarer: ['GENERAL_HEALTH'] });
  const query =
    'mutation ($input: OpenLetterInput!) { openLetter(input: $input) { ... on Letter { title } ... on Refusal { kind } } }';
  return (await asking(mail, carol).run(query, { input: { permit, letterId } })).data?.['openLetter'];
};

describe('A letter whose document gets another label', () => {
  it('hides with it from a carer, whether listed or opened', async () => {
    const { id } = await send();
    const letter = await publish(id);
    expect(await shownToCarol()).toEqual(['Clinic letter']);
    await relabel(id, 'SEXUAL_HEALTH');
    expect(await shownToCarol()).toEqual([]);
    expect(await openedByCarol(letter.id)).toEqual({ kind: 'NOT_FOUND' });
    await relabel(id, 'GENERAL_HEALTH');
    expect(await shownToCarol()).toEqual(['Clinic letter']);
  });

  it('stays hidden when its sender sends it again, and shows where the sender names the label', async () => {
    const { id } = await send();
    await publish(id);
    await relabel(id, 'SEXUAL_HEALTH');
    const again = aMessage('2026-05-01T09:00:01Z', 'M2');
    await send(again, { title: 'Corrected' });
    await publish(id, again, { title: 'Corrected' });
    expect(await shownToCarol()).toEqual([]);
    const named = aMessage('2026-05-01T09:00:02Z', 'M3');
    await send(named, { label: 'GENERAL_HEALTH' });
    await publish(id, named, { label: 'GENERAL_HEALTH' });
    expect(await shownToCarol()).toEqual(['Clinic letter']);
  });

  it('is hidden from the first where the label was there before the letter', async () => {
    const { id } = await send();
    await relabel(id, 'SEXUAL_HEALTH');
    await publish(id);
    expect(await shownToCarol()).toEqual([]);
  });

  it('is hidden as soon as the sender gives the document another label, before the letter follows', async () => {
    const { id } = await send();
    await publish(id);
    await send(aMessage('2026-05-01T09:00:01Z', 'M2'), { label: 'MENTAL_HEALTH' });
    expect(await shownToCarol()).toEqual([]);
  });

  it('takes the label of another document that its sender puts in the place of the first', async () => {
    const first = await send();
    await publish(first.id);
    await relabel(first.id, 'GENERAL_HEALTH');
    const second = await send(aMessage('2026-05-01T09:00:01Z', 'M2'), { externalId: 'DOC-2', label: 'MENTAL_HEALTH' });
    await publish(second.id, aMessage('2026-05-01T09:00:02Z', 'M3'));
    expect(await shownToCarol()).toEqual([]);
  });

  it('is never left behind, whatever of both comes first', async () => {
    const { id } = await send();
    for (let round = 0; round < 20; round += 1) {
      const message = aMessage(`2026-05-01T09:01:${10 + round}Z`, `N${round}`);
      await Promise.all([relabel(id, round % 2 === 0 ? 'SEXUAL_HEALTH' : 'GENERAL_HEALTH'), publish(id, message)]);
      expect(await shownToCarol()).toHaveLength(round % 2);
    }
  });
});
