import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBook, casesIn, expectationOf } from './expectation.ts';
import { readPatients } from './graph-looks.ts';
import { guessesIn, type Target } from './guess.ts';
import { comparable, hiddenFrom, missingItem, nobody, openSiege, targetOf, type Siege } from './siege.ts';

let siege: Siege;
beforeAll(async () => {
  siege = await openSiege();
});
afterAll(() => siege.close());

const sdl = readFileSync(new URL('../../schema/api.graphql', import.meta.url), 'utf8');

describe('a patient who is hidden from the caller', () => {
  it.each(guessesIn(sdl).map((guess) => [guess.field, guess] as const))(
    'is missing to %s, in every byte',
    async (_field, { query, variables }) => {
      const asked = { frozen: 0, others: 0 };
      for (const attacker of siege.attackers)
        for (const patient of hiddenFrom(attacker).slice(0, 4)) {
          const [hidden, missing] = [targetOf(siege.world, patient), nobody(siege.world)];
          const ofHidden = await attacker.asker.graph(query, variables(hidden));
          const ofMissing = await attacker.asker.graph(query, variables(missing));
          expect(comparable(ofHidden, hidden), attacker.name).toEqual(comparable(ofMissing, missing));
          expect(ofHidden.text, attacker.name).not.toContain('GRAPHQL_VALIDATION_FAILED');
          expect(ofHidden.status, attacker.name).toBeLessThan(500);
          const isFrozen = siege.world.patients.some(({ id, accessFrozen }) => id === patient && accessFrozen);
          asked[isFrozen ? 'frozen' : 'others'] += 1;
        }
      expect(Math.min(asked.frozen, asked.others)).toBeGreaterThan(10);
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
    for (const attacker of siege.attackers)
      for (const path of paths)
        for (const patient of hiddenFrom(attacker).slice(0, 1)) {
          const [hidden, missing] = [targetOf(siege.world, patient), nobody(siege.world)];
          const ofHidden = comparable(await attacker.asker.fhir(path(hidden)), hidden);
          expect(ofHidden, attacker.name).toEqual(comparable(await attacker.asker.fhir(path(missing)), missing));
        }
  });
});

describe('an item that is hidden from the caller', () => {
  it('is missing in the record that is seen, by GraphQL and FHIR, in every byte', async () => {
    let asked = 0;
    for (const { name, asker, expected } of siege.attackers)
      for (const item of siege.world.items.filter(({ kind }) => kind === 'DocumentReference').slice(0, 12)) {
        if (!expected.reads(item.patient) || expected.sightOf(item) !== 'hidden') continue;
        const [hidden, missing] = [targetOf(siege.world, item.patient), targetOf(siege.world, item.patient)].map(
          (of, nth) => ({
            ...of,
            item: nth === 0 ? item.id : missingItem(item.patient),
          }),
        ) as [Target, Target];
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
    for (const { asker, expected } of siege.attackers)
      for (const patient of siege.world.patients.filter(({ id }) => expected.reads(id))) {
        const others = siege.world.items
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

describe('many callers at the same instant', () => {
  // What is asked for at the same time is gathered into one question to the database, over callers too.
  it('are each answered with their own sight', async () => {
    const everybody = siege.attackers;
    const expectations = everybody.map(({ asker, expected }) => {
      const book = aBook();
      const own = expectationOf(siege.world, expected.actor, book);
      return { book, done: Promise.all([readPatients(asker, own), readPatients(asker, own)]) };
    });
    for (const { book, done } of expectations) {
      await done;
      expect(book.differences).toEqual([]);
      expect(casesIn(book)).toBeGreaterThan(5);
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
    for (const { asker } of siege.attackers.slice(0, 4)) {
      const { status, json } = await asker.graph(query);
      expect(status).toBe(400);
      expect(json).toMatchObject({ errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] });
    }
  });

  it('is told the same of one record under two names at once', async () => {
    for (const { asker, expected } of siege.attackers)
      for (const { id } of siege.world.patients.slice(0, 3)) {
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
