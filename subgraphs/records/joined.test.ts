import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../../kernel/failure.ts';
import type { PatientId } from '../../kernel/id.ts';
import { testDatabase, type TestDatabase } from '../../test/database.ts';
import { anObservation, aPatient, aWrite, hillside, riverside, seesAll } from '../../test/record-writes.ts';
import {
  gatheredReads,
  openRecordStore,
  type RecordStore,
  type RecordWrite,
  type SearchPage,
  type Sight,
} from './index.ts';

// What a search of the patients' record goes through, sorts by, and brings along; and that none of it shows anything that
// the sight does not.

let database: TestDatabase;
let store: RecordStore;

beforeAll(async () => {
  database = await testDatabase();
  store = openRecordStore({ sql: database.sql, schema: 'clinical' });
});
afterAll(() => database.drop());

type Parts = Partial<RecordWrite>;
const secret = { label: 'MENTAL_HEALTH' } as const;
const seesGeneral = (patient: PatientId): Sight => ({ patient, labels: ['GENERAL_HEALTH'], sources: [hillside] });
const referring = (type: string, external: string, patient: PatientId) => ({
  reference: `${type}/${store.idFor(patient, type, { organisation: riverside, external: external + patient })}`,
});

/** An encounter, and an observation made in it; each as the test wants it to be. */
const visit = async ({ encounter, observation }: { readonly encounter?: Parts; readonly observation?: Parts } = {}) => {
  const patient = aPatient();
  const key = (external: string) => ({ organisation: riverside, external: external + patient });
  const stored = await store.put([
    aWrite(patient, {
      type: 'Encounter',
      key: key('visit'),
      resource: { resourceType: 'Encounter', status: 'finished', class: { code: 'IMP' } },
      ...encounter,
    }),
    aWrite(patient, {
      key: key('result'),
      resource: anObservation({ encounter: referring('Encounter', 'visit', patient) }),
      ...observation,
    }),
  ]);
  if (stored instanceof Failure) throw new Error(stored.message);
  return patient;
};

const search = async (sight: Sight, query: string, type = 'Observation', first = 50): Promise<SearchPage> => {
  const found = await store.search(sight, { type, query, first });
  if (found instanceof Failure) throw new Error(`${found.field ?? ''}: ${found.message}`);
  return found;
};
const total = async (sight: Sight, query: string, type = 'Observation') =>
  (await search(sight, `${query}&_total=accurate`, type)).total;
const included = async (sight: Sight, query: string, type = 'Observation') =>
  ((await search(sight, query, type)).included ?? []).map((item) => item.type);

const to = '_include=Observation:encounter';
const from = '_revinclude=Observation:encounter';
const chain = 'encounter.status=finished';
const typedChain = 'encounter:Encounter.status=finished';
const has = '_has:Observation:encounter:status=final';

describe('what a search brings along', () => {
  it('is what the page refers to, and what refers to the page, each once', async () => {
    const patient = await visit();
    const sight = seesAll(patient);
    expect(await included(sight, to)).toEqual(['Encounter']);
    expect(await included(sight, `${to}&_include=Observation:*`)).toEqual(['Encounter']);
    expect(await included(sight, from, 'Encounter')).toEqual(['Observation']);
    expect(await included(sight, '_include=Observation:encounter:Patient')).toEqual([]);
  });

  it('goes on from what it brought where that is asked for, and never brings what is on the page', async () => {
    const sight = seesAll(await visit());
    expect(await included(sight, `${to}&_revinclude:iterate=Observation:encounter`)).toEqual(['Encounter']);
    expect(await included(sight, `${from}&_include:iterate=Observation:encounter`, 'Encounter')).toEqual([
      'Observation',
    ]);
  });

  it('names what lies with others', async () => {
    const patient = aPatient();
    const reference = `Patient/${patient}`;
    await store.put([aWrite(patient, { resource: anObservation({ subject: { reference } }) })]);
    expect(await search(seesAll(patient), '_include=Observation:subject')).toMatchObject({
      included: [],
      beyond: [reference],
    });
  });

  it('is never what the sight does not show, whoever refers to it', async () => {
    const hiddenVisit = seesGeneral(await visit({ encounter: secret }));
    expect(await included(hiddenVisit, to)).toEqual([]);
    const hiddenResult = seesGeneral(await visit({ observation: secret }));
    expect(await included(hiddenResult, from, 'Encounter')).toEqual([]);
    const another = await visit();
    const patient = aPatient();
    const encounter = referring('Encounter', 'visit', another);
    await store.put([aWrite(patient, { resource: anObservation({ encounter }) })]);
    expect(await included(seesAll(patient), to)).toEqual([]);
    expect(await included(seesAll(another), from, 'Encounter')).toEqual(['Observation']);
  });

  it('tells nothing of what a delayed result refers to', async () => {
    const patient = await visit({ observation: { visibleFrom: new Date('2024-07-01') } });
    const masked = { ...seesAll(patient), maskedAt: new Date('2024-06-01') };
    expect(await included(masked, to)).toEqual([]);
    expect(await included(masked, from, 'Encounter')).toEqual([]);
    const open = { ...masked, maskedAt: new Date('2024-07-02') };
    expect(await included(open, to)).toEqual(['Encounter']);
    expect(await included(open, from, 'Encounter')).toEqual(['Observation']);
  });
});

describe('a search through other items', () => {
  it('finds what refers to a match, and what a match refers to', async () => {
    const sight = seesAll(await visit());
    for (const query of [chain, typedChain]) expect(await total(sight, query)).toBe(1);
    expect(await total(sight, 'encounter.status=planned')).toBe(0);
    expect(await total(sight, has, 'Encounter')).toBe(1);
    expect(await total(sight, '_has:Observation:encounter:status=amended', 'Encounter')).toBe(0);
    expect(await total(sight, `encounter.${has}`)).toBe(1);
  });

  it('does not go through what the sight does not show', async () => {
    const hiddenVisit = seesGeneral(await visit({ encounter: secret }));
    for (const query of [chain, typedChain]) expect(await total(hiddenVisit, query)).toBe(0);
    const hiddenResult = seesGeneral(await visit({ observation: secret }));
    expect(await total(hiddenResult, has, 'Encounter')).toBe(0);
  });

  it('does not go through what a delayed item says', async () => {
    const late = { visibleFrom: new Date('2024-07-01') };
    const maskedAt = new Date('2024-06-01');
    const delayedResult = { ...seesAll(await visit({ observation: late })), maskedAt };
    expect(await total(delayedResult, chain)).toBe(0);
    expect(await total(delayedResult, has, 'Encounter')).toBe(0);
    expect(await total(delayedResult, '_has:Observation:encounter:_lastUpdated=gt2020', 'Encounter')).toBe(0);
    const delayedVisit = { ...seesAll(await visit({ encounter: late })), maskedAt };
    expect(await total(delayedVisit, chain)).toBe(0);
  });

  it('gives each of those who ask at once an answer of their own', async () => {
    const patient = await visit({ encounter: secret });
    const reads = gatheredReads(store);
    const query = `${chain}&${to}&_total=accurate`;
    const ask = (sight: Sight) => reads.page(sight, { type: 'Observation', query, first: 5 });
    const pages = await Promise.all([ask(seesGeneral(patient)), ask(seesAll(patient)), ask(seesGeneral(patient))]);
    expect(pages).toMatchObject([{ total: 0 }, { total: 1, included: [{ type: 'Encounter' }] }, { total: 0 }]);
    const includes = await Promise.all(
      [seesGeneral(patient), seesAll(patient)].map((sight) =>
        reads.page(sight, { type: 'Observation', query: to, first: 5 }),
      ),
    );
    expect(includes).toMatchObject([{ included: [] }, { included: [{ type: 'Encounter' }] }]);
  });
});

describe('an order that no index has', () => {
  const ward = async (statuses: readonly string[], parts: (index: number) => Parts = () => ({})) => {
    const patient = aPatient();
    await store.put(
      statuses.map((status, index) =>
        aWrite(patient, { origin: status, resource: anObservation({ status }), ...parts(index) }),
      ),
    );
    return patient;
  };
  const origins = ({ items }: SearchPage) => items.map(({ origin }) => origin);

  it('is that of the values, in pages that neither repeat nor skip', async () => {
    const sight = seesAll(await ward(['final', 'amended', 'registered', 'corrected']));
    expect(origins(await search(sight, '_sort=status'))).toEqual(['amended', 'corrected', 'final', 'registered']);
    const met: string[] = [];
    let after: string | undefined;
    do {
      const page = await store.search(sight, { type: 'Observation', query: '_sort=-status', first: 3, after });
      if (page instanceof Failure) throw new Error(page.message);
      met.push(...origins(page));
      after = page.next;
    } while (after !== undefined);
    expect(met).toEqual(['registered', 'final', 'corrected', 'amended']);
  });

  it('tells nothing of the content of a delayed result', async () => {
    const late = (index: number): Parts => (index === 0 ? { visibleFrom: new Date('2024-07-01') } : {});
    for (const sort of ['status', '-status']) {
      const masked = {
        ...seesAll(await ward(['final', 'amended', 'registered'], late)),
        maskedAt: new Date('2024-06-01'),
      };
      expect(origins(await search(masked, `_sort=${sort}`)).at(-1)).toBe('final');
    }
  });

  it('holds no hidden item, and its cursor names none', async () => {
    const mental = (index: number): Parts => (index === 1 ? secret : {});
    const sight = seesGeneral(await ward(['final', 'corrected', 'amended'], mental));
    const page = await search(sight, '_sort=status', 'Observation', 1);
    expect(origins(page)).toEqual(['amended']);
    expect(Buffer.from(page.next ?? '', 'base64url').toString()).not.toContain('corrected');
    expect(
      await store.search(sight, { type: 'Observation', query: '_sort=status', first: 1, after: page.next }),
    ).toMatchObject({ items: [{ origin: 'final' }] });
  });
});
