import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { TeamId } from '../../kernel/id.ts';
import type { Person } from '../../kernel/principal.ts';
import { feedOf, person } from '../../test/calls.ts';
import { aDocument, aMessage } from '../../test/clinical-inputs.ts';
import { testDatabase } from '../../test/database.ts';
import { asking, patientBy, permitOf, placementOf, purviewOf, source } from '../../test/slice.ts';
import type { Permit } from '../kit/permit.ts';
import { directoryBlobs, openClinical } from './index.ts';

const database = await testDatabase();
const directory = await mkdtemp(join(tmpdir(), 'clinical-'));
const clinical = openClinical({ sql: database.sql, blobs: directoryBlobs(directory, randomUUID) });
afterAll(async () => {
  await database.drop();
  await rm(directory, { recursive: true });
});
beforeEach(() => database.pool.query('truncate clinical.res, clinical.ver'));

const [alice, carol, diaz] = [person('alice'), person('carol'), person('diaz')];
const all = { labels: ['GENERAL_HEALTH', 'SEXUAL_HEALTH', 'MENTAL_HEALTH', 'SOCIAL_CARE', 'UNSET'] as const };

type Outcome = { readonly id?: string; readonly outcome?: string; readonly kind?: string };
const mutate = async (by: Parameters<typeof asking>[1], call: string, type: string, input: object) => {
  const query = `mutation ($input: ${type}!) { ${call}(input: $input) { ... on Stored { id outcome } ... on Refusal { kind } } }`;
  const { data, errors } = await asking(clinical, by).run(query, {
    input: JSON.parse(JSON.stringify(input)) as unknown,
  });
  expect(errors).toBeUndefined();
  return data?.[call] as Outcome;
};

const send = async (message = aMessage(), more: object = {}, feed: 'riverside' | 'hillside' = 'riverside') => {
  const by = feedOf(feed);
  const team = feed === 'riverside' ? 'riverside-diabetes' : 'hillside-community';
  const placement = placementOf(by, 'alice', team);
  return mutate(by, 'ingestDocument', 'DocumentInput', aDocument({ placement, message, ...more }));
};
const change = (id: string | undefined, label: string, may: Partial<Permit>, by: Person = alice) =>
  mutate(by, 'changeItemLabel', 'ChangeItemLabelInput', {
    permit: permitOf(by, 'alice', may),
    type: 'DocumentReference',
    id,
    label,
  });
const shown = async () => {
  const view = await asking(clinical, alice).patient<{
    documents: { items: readonly { id: string; version: number; label: string; title: string }[] };
  }>(patientBy('alice', purviewOf(alice, 'alice', all)), 'documents { items { id version label title } }');
  return view.documents.items;
};

describe('Another label for an item', () => {
  it('is a new version, by whom and when, with the same text', async () => {
    const { id } = await send();
    expect(await change(id, 'SEXUAL_HEALTH', { isSelf: true })).toEqual({ id, outcome: 'UPDATED' });
    expect(await shown()).toEqual([{ id, version: 2, label: 'SEXUAL_HEALTH', title: 'Clinic letter' }]);
    const { rows } = await database.pool.query('select ver, label, origin from clinical.ver order by ver');
    expect(rows).toEqual([
      { ver: 1, label: 'GENERAL_HEALTH', origin: aMessage().id },
      { ver: 2, label: 'SEXUAL_HEALTH', origin: `person/${alice.user}` },
    ]);
  });

  it('survives the same message and the sender’s next version, and makes none stale', async () => {
    const { id } = await send();
    await change(id, 'SEXUAL_HEALTH', { isSelf: true });
    expect(await send()).toMatchObject({ outcome: 'UNCHANGED' });
    const next = aMessage('2026-05-01T09:00:01Z', 'M2');
    expect(await send(next, { title: 'Corrected', specialty: '710' })).toMatchObject({ outcome: 'UPDATED' });
    expect(await shown()).toEqual([{ id, version: 3, label: 'SEXUAL_HEALTH', title: 'Corrected' }]);
  });

  it('gives way to one that the message itself names, and comes back after it', async () => {
    const { id } = await send();
    await change(id, 'SEXUAL_HEALTH', { isSelf: true });
    await send(aMessage('2026-05-01T09:00:01Z', 'M2'), { label: 'SOCIAL_CARE' });
    expect(await shown()).toMatchObject([{ label: 'SOCIAL_CARE' }]);
    await send(aMessage('2026-05-01T09:00:02Z', 'M3'));
    expect(await shown()).toMatchObject([{ label: 'SEXUAL_HEALTH' }]);
  });

  it('is kept as a choice where the item has it already, without a new version', async () => {
    const { id } = await send();
    expect(await change(id, 'GENERAL_HEALTH', { isSelf: true })).toEqual({ id, outcome: 'UNCHANGED' });
    await send(aMessage('2026-05-01T09:00:01Z', 'M2'), { specialty: '710' });
    expect(await shown()).toMatchObject([{ version: 2, label: 'GENERAL_HEALTH' }]);
  });

  it('is for a carer who holds the old label and the new one', async () => {
    const { id } = await send();
    expect(await change(id, 'MENTAL_HEALTH', { asCarer: ['GENERAL_HEALTH'] }, carol)).toEqual({ kind: 'FORBIDDEN' });
    expect(await change(id, 'MENTAL_HEALTH', { asCarer: ['MENTAL_HEALTH'] }, carol)).toEqual({ kind: 'FORBIDDEN' });
    expect(await change(id, 'MENTAL_HEALTH', { asCarer: ['GENERAL_HEALTH', 'MENTAL_HEALTH'] }, carol)).toMatchObject({
      outcome: 'UPDATED',
    });
  });

  it('is for a professional of a team that put the item there, and of no other', async () => {
    const { id } = await send();
    const other = { asProfessional: [source('hillside-community') as TeamId] };
    expect(await change(id, 'MENTAL_HEALTH', other, diaz)).toEqual({ kind: 'FORBIDDEN' });
    const own = { asProfessional: [source('riverside-diabetes') as TeamId] };
    expect(await change(id, 'MENTAL_HEALTH', own, diaz)).toMatchObject({ outcome: 'UPDATED' });
  });

  it('is not found for an item that the permit does not show', async () => {
    const { id } = await send();
    const blind = { isSelf: true, view: { labels: ['SOCIAL_CARE'] as const, sources: [] } };
    expect(await change(id, 'MENTAL_HEALTH', blind)).toEqual({ kind: 'NOT_FOUND' });
    expect(await change('nonsense', 'MENTAL_HEALTH', { isSelf: true })).toEqual({ kind: 'NOT_FOUND' });
  });

  it('loses nothing when the sender writes at the same time', async () => {
    const { id } = await send();
    const writes = Array.from({ length: 20 }, (_, nth) => send(aMessage(`2026-05-01T09:01:${10 + nth}Z`, `N${nth}`)));
    await Promise.all([...writes, change(id, 'SEXUAL_HEALTH', { isSelf: true })]);
    expect(await shown()).toMatchObject([{ label: 'SEXUAL_HEALTH' }]);
  });
});

it('Another organisation’s document of the same number is an item of its own, and leaves the first alone', async () => {
  const { id } = await send();
  const other = await send(aMessage('2026-06-01T09:00:00Z', 'H1'), { title: 'Other' }, 'hillside');
  expect(other).toMatchObject({ outcome: 'CREATED' });
  expect(other.id).not.toBe(id);
  expect((await shown()).find((item) => item.id === id)).toMatchObject({ version: 1, title: 'Clinic letter' });
});
