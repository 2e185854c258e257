import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import type { PatientId } from '../../kernel/id.ts';
import { testDatabase } from '../../test/database.ts';
import { anObservation, aPatient, aWrite, riverside, seesAll } from '../../test/record-writes.ts';
import { openRecordStore, type Sight } from './index.ts';

// A patient whose items lie under several ids, because records were merged. docs/adr/0022-merging.md

const database = await testDatabase();
afterAll(database.drop);
const store = openRecordStore({ sql: database.sql, schema: 'clinical' });

const write = async (patient: PatientId, external: string, day: number): Promise<string> => {
  const at = new Date(Date.UTC(2024, 0, day));
  const stored = await store.put([
    {
      ...aWrite(patient, { key: { organisation: riverside, external }, entered: at, origin: external }),
      resource: anObservation({ effectiveDateTime: at.toISOString(), subject: { reference: `Patient/${patient}` } }),
    },
  ]);
  if (!Array.isArray(stored)) throw new Error('Not stored.');
  return (stored as readonly { id: string }[])[0]?.id ?? '';
};
const sightOf = (patient: PatientId, ...formerly: readonly PatientId[]): Sight => ({
  ...seesAll(patient),
  ...(formerly.length === 0 ? {} : { formerly }),
});
const pagesOf = async (sight: Sight, first: number): Promise<string[]> => {
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = await store.search(sight, {
      ...{ type: 'Observation', query: '_total=accurate', first },
      ...(after === undefined ? {} : { after }),
    });
    if (!('items' in page)) throw new Error(page.message);
    seen.push(...page.items.map(({ origin }) => origin));
    expect(page.total).toBeGreaterThanOrEqual(page.items.length);
    after = page.next;
  } while (after !== undefined);
  return seen;
};

it('is read under all of them, newest first, whatever lies where and however it is paged', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(2), { maxLength: 7 }), fc.integer({ min: 1, max: 4 }), async (places, first) => {
      const ids = [aPatient(), aPatient(), aPatient()] as const;
      for (const [day, place] of places.entries())
        await write(ids[place] ?? ids[0], `${ids[0]}-${String(day)}`, day + 1);
      const all = places.map((_, day) => `${ids[0]}-${String(day)}`).toReversed();
      expect(await pagesOf(sightOf(...ids), first)).toEqual(all);
      expect(await pagesOf(sightOf(ids[0]), first)).toEqual(all.filter((_, nth) => places.toReversed()[nth] === 0));
    }),
    { numRuns: 40 },
  );
});

it('is read beside others who have one id, and each sees their own', async () => {
  const [merged, survivor, other] = [aPatient(), aPatient(), aPatient()];
  await write(merged, `old ${merged}`, 1);
  await write(survivor, `new ${merged}`, 2);
  await write(other, `other ${merged}`, 3);
  const pages = await store.page([sightOf(other), sightOf(survivor, merged), sightOf(merged)], {
    type: 'Observation',
    first: 5,
  });
  if (!Array.isArray(pages)) throw new Error('The search was refused.');
  const origins = (pages as readonly { items: readonly { origin: string }[] }[]).map(({ items }) =>
    items.map(({ origin }) => origin),
  );
  expect(origins).toEqual([[`other ${merged}`], [`new ${merged}`, `old ${merged}`], [`old ${merged}`]]);
});

it('has items that name the one who remains, with their old ids, their versions, and labels that can be changed', async () => {
  const [merged, survivor] = [aPatient(), aPatient()];
  const id = await write(merged, `named ${merged}`, 1);
  const sight = sightOf(survivor, merged);
  const [item] = await store.read([{ sight, type: 'Observation', id }]);
  expect(item?.id).toBe(id);
  expect(JSON.parse(item?.text ?? '')).toMatchObject({ id, subject: { reference: `Patient/${survivor}` } });
  const [own] = await store.read([{ sight: sightOf(merged), type: 'Observation', id }]);
  expect(JSON.parse(own?.text ?? '')).toMatchObject({ subject: { reference: `Patient/${merged}` } });
  expect(await store.read([{ sight: sightOf(survivor), type: 'Observation', id }])).toEqual([undefined]);
  const change = { sight, type: 'Observation', id, label: 'MENTAL_HEALTH', by: 'somebody' } as const;
  expect(await store.relabel(change, () => true)).toMatchObject({ outcome: 'updated', version: 2 });
  expect(await store.history(sight, { type: 'Observation', id }, { first: 5 })).toMatchObject({
    items: [
      { version: 2, text: expect.stringContaining(`Patient/${survivor}`) as string },
      { version: 1, text: expect.stringContaining(`Patient/${survivor}`) as string },
    ],
  });
});

it('tells a writer under which of them an item lies, and of no others', async () => {
  const [merged, survivor, stranger] = [aPatient(), aPatient(), aPatient()];
  const key = { organisation: riverside, external: `where ${merged}` };
  await write(merged, key.external, 1);
  expect(await store.whereIs('Observation', key, [survivor, merged])).toBe(merged);
  expect(await store.whereIs('Observation', key, [stranger])).toBeUndefined();
  expect(await store.whereIs('DiagnosticReport', key, [merged])).toBeUndefined();
});
