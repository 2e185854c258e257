import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PatientId } from '../../../kernel/id.ts';
import type { Principal } from '../../../kernel/principal.ts';
import { organisations, teams } from '../../../prisma/demo.ts';
import { callOf, customer, person } from '../../../test/calls.ts';
import { at, mergeWorld, riversideNumber } from '../../../test/merging.ts';
import { anObservation, aWrite } from '../../../test/record-writes.ts';
import { labels, type ItemLabel, type Label } from '../../kit/label.ts';
import { openRecordStore, sightIn } from '../../records/index.ts';

// Who sees what of two records before they are merged, while they are, and after: the survivor's consents alone decide
// about both, and what somebody put in they go on seeing. docs/adr/0022-merging.md

let world: Awaited<ReturnType<typeof mergeWorld>>;
let records: ReturnType<typeof openRecordStore>;
beforeAll(async () => {
  world = await mergeWorld();
  records = openRecordStore({ sql: world.database.sql, schema: 'clinical' });
});
afterAll(() => world.close());

const diaz = person('diaz');
const hall = person('hall');
/** Everybody who is no user of either record, and by what they have put an item in. */
const viewers: readonly (readonly [by: Principal, own: readonly string[]])[] = [
  [diaz, [diaz.user, ...diaz.teams]],
  [hall, [hall.user, ...hall.teams]],
  [customer('riverside'), [organisations.riverside.id]],
  [customer('hillside'), [organisations.hillside.id]],
];
const sources = [...new Set(viewers.flatMap(([, own]) => own))];
const grantees = ['riverside-diabetes', 'riverside-sexual-health', 'hillside-community'] as const;

const someLabels = fc.option(fc.oneof(fc.subarray<Label>([...labels]), fc.constant<Label[]>([...labels])), {
  nil: undefined,
});
const aRecord = fc.record({
  links: fc.subarray([...grantees]),
  consents: fc.tuple(someLabels, someLabels, someLabels),
  inPerson: someLabels,
  sharingDisabled: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
  glass: fc.boolean(),
  items: fc.array(
    fc.record({
      label: fc.constantFrom<ItemLabel>(...labels, 'UNSET'),
      sources: fc.subarray(sources.map((_, nth) => nth)),
    }),
    { minLength: 3, maxLength: 5 },
  ),
});
type Drawn = typeof aRecord extends fc.Arbitrary<infer One> ? One : never;
type Item = { readonly name: string; readonly label: ItemLabel; readonly sources: readonly string[] };

let numbers = 0;
const settle = async (drawn: Drawn): Promise<{ readonly id: PatientId; readonly items: readonly Item[] }> => {
  const id = (await world.newcomer([riversideNumber(`sight-${String(++numbers)}`)])) as PatientId;
  const since = new Date('2026-01-01T00:00:00Z');
  const ofTeam = (name: (typeof grantees)[number]) => ({
    teamId: teams[name].id,
    organisationId: organisations[teams[name].organisation].id,
  });
  await world.prisma.patient.update({ where: { id }, data: { sharingDisabled: drawn.sharingDisabled } });
  await world.prisma.teamLink.createMany({
    data: drawn.links.map((name) => ({ patientId: id, ...ofTeam(name), since })),
  });
  await world.prisma.consent.createMany({
    data: grantees.flatMap((name, nth) => {
      const shared = drawn.consents[nth];
      const { teamId: granteeId, organisationId } = ofTeam(name);
      const rest = { granteeKind: 'TEAM', basis: 'TEAM', since, organisationId };
      return shared === undefined ? [] : [{ patientId: id, granteeId, labels: shared, ...rest }];
    }),
  });
  if (drawn.inPerson !== undefined)
    await world.prisma.consent.create({
      data: {
        ...{ patientId: id, granteeId: diaz.user, granteeKind: 'PERSON', labels: drawn.inPerson },
        ...{ basis: 'PATIENT', since },
      },
    });
  if (drawn.glass)
    await world.prisma.breakGlass.create({
      data: {
        ...{ id: crypto.randomUUID(), patientId: id, personId: hall.user, ...ofTeam('hillside-community') },
        ...{ reason: 'An emergency.', startedAt: at('11:59:00').now(), endsAt: at('12:29:00').now() },
      },
    });
  const items = drawn.items.map(({ label, sources: by }, nth) => ({
    name: `${id}/${String(nth)}`,
    label,
    sources: by.flatMap((one) => sources[one] ?? []),
  }));
  await records.put(
    items.map(({ name, label, sources: by }) => ({
      ...aWrite(id, anObservation()),
      ...{ label, sources: by, origin: name, key: { organisation: organisations.riverside.id, external: name } },
    })),
  );
  return { id, items };
};

/** What the caller sees of the record that this id leads to: the names of items, and by which labels; undefined: nothing. */
const seenBy = async (by: Principal, id: string) => {
  const source = 'query ($id: ID!) { answer: patient(id: $id) { id purview } }';
  const patient = await world.ask<{ id: string; purview: string } | null>(by, source, { id });
  const sight = patient === null ? undefined : sightIn(callOf(by), patient);
  if (sight === undefined) return undefined;
  const page = await records.search(sight, { type: 'Observation', query: '_total=accurate', first: 50 });
  if (!('items' in page)) throw new Error('The search was refused.');
  expect(page.total).toBe(page.items.length);
  return { names: page.items.map(({ origin }) => origin).toSorted(), labels: sight.labels };
};

it('nobody sees more of two merged records than the survivor’s consents and their own sources open, and all is as before once they are parted', async () => {
  let opened = 0;
  await fc.assert(
    fc.asyncProperty(aRecord, aRecord, async (one, other) => {
      const [survivor, merged] = [await settle(one), await settle({ ...other, glass: false })];
      const look = () =>
        Promise.all(
          viewers.map(async ([by]) => ({
            survivor: await seenBy(by, survivor.id),
            merged: await seenBy(by, merged.id),
          })),
        );
      const before = await look();
      const { id, ...refused } = await world.merge(person('oscar'), { survivorId: survivor.id, mergedId: merged.id });
      expect([id, refused.message]).toEqual([expect.any(String), undefined]);

      for (const [nth, { survivor: now, merged: byOldId }] of (await look()).entries()) {
        const [, own] = viewers[nth] ?? [diaz, []];
        const was = before[nth];
        expect(byOldId).toEqual(now);
        // Whoever saw either goes on seeing what they put in, and nobody else comes to see anything.
        if (was?.survivor === undefined && was?.merged === undefined) expect(now).toBeUndefined();
        // A privacy officer's word about either holds for both.
        const closed = one.sharingDisabled || other.sharingDisabled;
        const shared = closed ? [] : (was?.survivor?.labels ?? []);
        const may = [...survivor.items, ...merged.items].filter(
          ({ label, sources: by }) => shared.includes(label) || by.some((source) => own.includes(source)),
        );
        const names = now?.names ?? [];
        expect(may.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
        // And exactly that, for whoever still sees the record at all.
        if (now !== undefined) expect(names).toEqual(may.map(({ name }) => name).toSorted());
        opened += names.length;
      }

      expect((await world.reverse(person('oscar'), id)).id).toBe(id);
      const after = await look();
      for (const [nth, { survivor: now, merged: theirs }] of after.entries()) {
        const [, own] = viewers[nth] ?? [diaz, []];
        expect(theirs).toEqual(before[nth]?.merged);
        // What closed the survivor mended its broken glass, and that does not break again.
        const brokeGlass = one.glass && own.includes(hall.user);
        if (!(brokeGlass && other.sharingDisabled)) expect(now).toEqual(before[nth]?.survivor);
      }
    }),
    { numRuns: 30 },
  );
  expect(opened).toBeGreaterThan(100);
});
