import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { permissions } from '../../gateway/permissions.ts';
import { aBook, casesIn, expectationOf, type Expectation } from './expectation.ts';
import type { Item } from './facts.ts';
import { readPatients } from './graph-looks.ts';
import { guessesIn, type Target } from './guess.ts';
import { settle } from './settle.ts';
import { openStack, type Asker, type Reply, type Stack } from './wiring.ts';
import { sceneOf, worlds, type Scene } from './world.ts';

let stack: Stack;
let scene: Scene;
beforeAll(async () => {
  stack = await openStack();
  const [drawn] = fc.sample(worlds, { seed: 20_260_601, numRuns: 1 });
  if (drawn === undefined) throw new Error('No world was drawn.');
  scene = sceneOf(drawn);
  await settle(stack, scene.world);
});
afterAll(() => stack.close());

type Attacker = { readonly name: string; readonly asker: Asker; readonly expected: Expectation };

/** Everybody whom the shield lets ask for patients at all. */
const attackers = (): readonly Attacker[] =>
  scene.actors
    .filter(({ integration }) => (permissions.Query.patient as readonly string[]).includes(integration))
    .map((actor) => ({
      name: `${actor.kind} through ${actor.integration}`,
      asker: stack.as(actor),
      expected: expectationOf(scene.world, actor, aBook()),
    }));

const hiddenFrom = ({ expected }: Attacker): readonly string[] =>
  scene.world.patients.flatMap(({ id }) => (expected.reads(id) ? [] : [id]));

const itemOf = (patient: string, of: (item: Item) => boolean): Item | undefined =>
  scene.world.items.find((item) => item.patient === patient && of(item));

const missingId = (patient: string): string => `${patient.replaceAll('-', '')}.zzzzzzzzzzzzz`;

const targetOf = (patient: string): Target => ({
  patient,
  item: itemOf(patient, ({ kind }) => kind === 'Observation')?.id ?? missingId(patient),
  letter: itemOf(patient, ({ kind }) => kind === 'Letter')?.id ?? randomUUID(),
  stranger: '00000000-0000-4000-8000-00000000abcd',
});

const nobody = (): Target => {
  const patient = randomUUID();
  return { ...targetOf(patient), patient };
};

/** What a caller gets, without what differs between any two questions. */
const comparable = ({ status, text }: Reply, of: Target) => ({
  status,
  text: Object.entries(of)
    .reduce((rest, [name, value]) => rest.replaceAll(value, name), text)
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'ID')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME'),
});

const sdl = readFileSync(new URL('../../schema/api.graphql', import.meta.url), 'utf8');

describe('a patient who is hidden from the caller', () => {
  it.each(guessesIn(sdl).map((guess) => [guess.field, guess] as const))(
    'is missing to %s, in every byte',
    async (_field, { query, variables }) => {
      let asked = 0;
      for (const attacker of attackers())
        for (const patient of hiddenFrom(attacker).slice(0, 2)) {
          const [hidden, missing] = [targetOf(patient), nobody()];
          const ofHidden = await attacker.asker.graph(query, variables(hidden));
          const ofMissing = await attacker.asker.graph(query, variables(missing));
          expect(comparable(ofHidden, hidden), attacker.name).toEqual(comparable(ofMissing, missing));
          expect(ofHidden.text, attacker.name).not.toContain('GRAPHQL_VALIDATION_FAILED');
          expect(ofHidden.status, attacker.name).toBeLessThan(500);
          asked += 1;
        }
      expect(asked).toBeGreaterThan(10);
    },
  );

  it('is missing to FHIR, read and searched, in every byte', async () => {
    const paths = [
      ({ patient }: Target) => `Patient/${patient}`,
      ({ patient }: Target) => `Patient?_id=${patient}`,
      ({ patient }: Target) => `Observation?subject=Patient/${patient}&_total=accurate`,
      ({ patient }: Target) => `Appointment?actor=Patient/${patient}&_summary=count`,
      ({ item }: Target) => `Observation/${item}`,
      ({ item }: Target) => `Binary/${item}`,
    ];
    for (const attacker of attackers())
      for (const path of paths)
        for (const patient of hiddenFrom(attacker).slice(0, 1)) {
          const [hidden, missing] = [targetOf(patient), nobody()];
          const ofHidden = comparable(await attacker.asker.fhir(path(hidden)), hidden);
          expect(ofHidden, attacker.name).toEqual(comparable(await attacker.asker.fhir(path(missing)), missing));
        }
  });
});

describe('an item that is hidden from the caller', () => {
  it('is missing in the record that is seen, by GraphQL and FHIR, in every byte', async () => {
    let asked = 0;
    for (const { name, asker, expected } of attackers())
      for (const item of scene.world.items.filter(({ kind }) => kind === 'DocumentReference').slice(0, 12)) {
        if (!expected.reads(item.patient) || expected.sightOf(item) !== 'hidden') continue;
        const [hidden, missing] = [targetOf(item.patient), targetOf(item.patient)].map((of, nth) => ({
          ...of,
          item: nth === 0 ? item.id : missingId(item.patient),
        })) as [Target, Target];
        const question = `query ($p: ID!, $i: ID!) { patient(id: $p) { record(type: "DocumentReference", id: $i) { id } documentContent(documentId: $i) } }`;
        const graph = (of: Target) => asker.graph(question, { p: of.patient, i: of.item });
        expect(comparable(await graph(hidden), hidden), name).toEqual(comparable(await graph(missing), missing));
        for (const type of ['DocumentReference', 'Binary']) {
          const [ofHidden, ofMissing] = [
            await asker.fhir(`${type}/${hidden.item}`),
            await asker.fhir(`${type}/${missing.item}`),
          ];
          expect(comparable(ofHidden, hidden), name).toEqual(comparable(ofMissing, missing));
        }
        asked += 1;
      }
    expect(asked).toBeGreaterThan(10);
  });

  it('is not found under another patient’s record', async () => {
    for (const { asker, expected } of attackers())
      for (const patient of scene.world.patients.filter(({ id }) => expected.reads(id))) {
        const others = scene.world.items
          .filter((item) => item.patient !== patient.id && item.kind === 'DocumentReference')
          .slice(0, 5);
        const fields = others.map(
          ({ id }, nth) =>
            `r${nth}: record(type: "DocumentReference", id: "${id}") { id } c${nth}: documentContent(documentId: "${id}")`,
        );
        const { json } = await asker.graph(`{ patient(id: "${patient.id}") { id ${fields.join(' ')} } }`);
        const { id, ...found } = (json as { data: { patient: Record<string, unknown> } }).data.patient;
        expect(id).toBe(patient.id);
        expect(Object.values(found).filter((one) => one !== null)).toEqual([]);
      }
  });
});

describe('a cursor', () => {
  const page = 'observations(first: 1, after: $after) { items { id } next }';

  it('of one caller shows another caller nothing more of the same record', async () => {
    let followed = 0;
    const everybody = attackers();
    for (const patient of scene.world.patients) {
      const cursors: string[] = [];
      for (const { asker } of everybody) {
        const { json } = await asker.graph(`query ($after: String) { patient(id: "${patient.id}") { ${page} } }`);
        const next = (json as Paged).data?.patient?.observations.next ?? undefined;
        if (next !== undefined) cursors.push(next);
      }
      for (const { asker, expected } of everybody)
        for (const after of new Set(cursors)) {
          const reply = await asker.graph(
            `query ($after: String) { patient(id: "${patient.id}") { observations(first: 200, after: $after) { items { id } } } }`,
            { after },
          );
          const shown = ((reply.json as Paged).data?.patient?.observations.items ?? []).map(({ id }) => id);
          const allowed = expected.listed(patient.id, 'Observation').map(({ id }) => id);
          expect(shown.filter((id) => !allowed.includes(id))).toEqual([]);
          followed += 1;
        }
    }
    expect(followed).toBeGreaterThan(50);
  });

  it('of the list of patients shows another caller only patients of their own', async () => {
    const everybody = attackers();
    for (const one of everybody) {
      const { json } = await one.asker.graph('{ patients(first: 1) { next } }');
      const after = (json as { data: { patients: { next: string | null } } }).data.patients.next;
      if (after === null) continue;
      for (const { asker, expected } of everybody) {
        const reply = await asker.graph(
          'query ($after: String) { patients(first: 200, after: $after) { items { id } } }',
          { after },
        );
        const { data } = reply.json as { data: { patients: { items: { id: string }[] } } | null };
        for (const { id } of data?.patients.items ?? []) expect(expected.finds(id)).toBe(true);
      }
    }
  });

  it('that was tampered with is refused as bad input, or starts nowhere that is hidden', async () => {
    for (const { asker, expected } of attackers().slice(0, 6))
      for (const patient of scene.world.patients) {
        const { json } = await asker.graph(`query ($after: String) { patient(id: "${patient.id}") { ${page} } }`);
        const next = (json as Paged).data?.patient?.observations.next;
        if (next === undefined || next === null) continue;
        for (const after of [
          `${next}x`,
          next.slice(1),
          next.split('').reverse().join(''),
          '',
          '0',
          '../',
          '\u0000',
          'x'.repeat(5_000),
        ]) {
          const reply = await asker.graph(
            `query ($after: String) { patient(id: "${patient.id}") { observations(first: 200, after: $after) { items { id } } } }`,
            { after },
          );
          expect(reply.status).toBe(200);
          const { data, errors = [] } = reply.json as Paged;
          for (const { extensions } of errors) expect(extensions.code).toBe('BAD_USER_INPUT');
          for (const { id } of data?.patient?.observations.items ?? [])
            expect(expected.listed(patient.id, 'Observation').map((item) => item.id)).toContain(id);
        }
      }
  });
});

type Paged = {
  readonly data: {
    readonly patient: {
      readonly observations: { readonly items: { id: string }[]; readonly next: string | null };
    } | null;
  } | null;
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
};

describe('many callers at the same instant', () => {
  // What is asked for at the same time is gathered into one question to the database, over callers too.
  it('are each answered with their own sight', async () => {
    const everybody = attackers();
    const expectations = everybody.map(({ asker, expected }) => {
      const book = aBook();
      const own = expectationOf(scene.world, expected.actor, book);
      return { book, done: Promise.all([readPatients(asker, own), readPatients(asker, own)]) };
    });
    for (const { book, done } of expectations) {
      await done;
      expect(book.differences).toEqual([]);
      expect(casesIn(book)).toBeGreaterThan(100);
    }
  });
});

describe('the outside', () => {
  it.each([
    '{ patient(id: "x") { purview } }',
    '{ _service { sdl } }',
    '{ _entities(representations: []) { __typename } }',
    '{ __schema { types { name } } }',
  ])('cannot ask %s', async (query) => {
    for (const { asker } of attackers().slice(0, 4)) {
      const { status, json } = await asker.graph(query);
      expect(status).toBe(400);
      expect(json).toMatchObject({ errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] });
    }
  });

  it('is told the same of one record under two names at once', async () => {
    for (const { asker, expected } of attackers())
      for (const { id } of scene.world.patients.slice(0, 3)) {
        const fields = 'observations(first: 200) { items { id value } }';
        const { json } = await asker.graph(
          `{ one: patient(id: "${id}") { ${fields} } other: patient(id: "${id.toUpperCase()}") { ${fields} } }`,
        );
        const { one, other } = (json as { data: Record<'one' | 'other', unknown> }).data;
        expect(one).toEqual(other);
        expect(one !== null).toBe(expected.reads(id));
      }
  });
});
