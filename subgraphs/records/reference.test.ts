import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../../kernel/failure.ts';
import type { PatientId } from '../../kernel/id.ts';
import { testDatabase, type TestDatabase } from '../../test/database.ts';
import { anObservation, aPatient, aWrite, hillside, riverside } from '../../test/record-writes.ts';
import {
  openCustomerStore,
  openRecordStore,
  type RecordStore,
  type RecordWrite,
  type SearchPage,
  type Sight,
} from './index.ts';

/**
 * The store against the plainest program that does the same: filter an array. On random items, sights and searches both
 * must show the same items in the same order, and count the same, page by page, whatever else goes on in the table.
 */
let database: TestDatabase;
let store: RecordStore;
let customers = 1000;

beforeAll(async () => {
  database = await testDatabase();
  store = openRecordStore({ sql: database.sql, schema: 'appointments' });
});

afterAll(() => database.drop());

const labels = ['GENERAL_HEALTH', 'SEXUAL_HEALTH', 'MENTAL_HEALTH', 'SOCIAL_CARE', 'UNSET'] as const;
const sources = [riverside, hillside, '00000000-0000-4000-8000-00000000000a'];
const systems = ['http://a', 'http://b'];
const codes = ['x', 'y', 'z'];
const day = 86_400_000;

type Span = { text: string; lo: number; hi: number };

type Item = {
  n: number;
  patient: 0 | 1;
  label: (typeof labels)[number];
  sources: string[];
  codings: { system?: string; code: string }[];
  when: Span;
  value: number | undefined;
  unit: string;
  note: string;
};

/** A few days of March 2024 as FHIR dates of each precision, with bounds worked out by counting: many coincide. */
const span = fc.oneof(
  fc.integer({ min: 0, max: 5 }).map((offset): Span => instant(offset * day, 'day')),
  fc.integer({ min: 0, max: 20 }).map((offset): Span => instant((offset * day) / 4, 'second')),
  fc.constantFrom<Span>(
    { text: '2024', lo: Date.UTC(2024, 0), hi: Date.UTC(2025, 0) },
    { text: '2024-03', lo: Date.UTC(2024, 2), hi: Date.UTC(2024, 3) },
    { text: '2024-04', lo: Date.UTC(2024, 3), hi: Date.UTC(2024, 4) },
  ),
);

const instant = (offset: number, precision: 'day' | 'second'): Span => {
  const lo = Date.UTC(2024, 2, 1) + offset;
  const text = new Date(lo).toISOString();
  return precision === 'day'
    ? { text: text.slice(0, 10), lo, hi: lo + day }
    : { text: `${text.slice(0, 19)}Z`, lo, hi: lo + 1000 };
};

const item = fc.record<Omit<Item, 'n'>>({
  patient: fc.constantFrom(0, 1),
  label: fc.constantFrom(...labels),
  sources: fc.subarray(sources, { minLength: 1 }),
  codings: fc.array(
    fc.record({ system: fc.constantFrom(...systems), code: fc.constantFrom(...codes) }, { requiredKeys: ['code'] }),
    { maxLength: 2 },
  ),
  when: span,
  value: fc.option(
    fc.integer({ min: 0, max: 40 }).map((tenths) => tenths / 10),
    { nil: undefined },
  ),
  unit: fc.constantFrom('g', 'mg'),
  note: fc.constantFrom('Émile', 'emil', 'Zoë', 'zo', 'EMILY'),
});

const sight = fc.record({ labels: fc.subarray([...labels]), sources: fc.subarray(sources) });

type Question = { text: string; holds: (item: Item) => boolean };

const date = fc
  .tuple(fc.constantFrom('', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb'), span)
  .map(([prefix, wanted]): Question => ({
    text: `date=${prefix}${wanted.text}`,
    holds: ({ when: { lo, hi } }) => {
      const inside = lo >= wanted.lo && hi <= wanted.hi;
      return {
        '': inside,
        ne: !inside,
        gt: hi > wanted.hi,
        lt: lo < wanted.lo,
        ge: hi > wanted.hi || inside,
        le: lo < wanted.lo || inside,
        sa: lo >= wanted.hi,
        eb: hi <= wanted.lo,
      }[prefix];
    },
  }));

const code = fc
  .tuple(
    fc.constantFrom('code', 'code:not'),
    fc.array(fc.tuple(fc.constantFrom('', '|', 'http://a|', 'http://b|'), fc.constantFrom(...codes)), {
      minLength: 1,
      maxLength: 2,
    }),
  )
  .map(([name, wanted]): Question => ({
    text: `${name}=${wanted.map((parts) => parts.join('')).join(',')}`,
    holds: ({ codings }) =>
      codings.some((coding) =>
        wanted.some(
          ([system, value]) => coding.code === value && (system === '' || `${coding.system ?? ''}|` === system),
        ),
      ) ===
      (name === 'code'),
  }));

const quantity = fc
  .tuple(
    fc.constantFrom('', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb'),
    fc.integer({ min: 0, max: 40 }),
    fc.constantFrom('', '||g', '||mg'),
  )
  .map(([prefix, tenths, unit]): Question => ({
    text: `value-quantity=${prefix}${(tenths / 10).toFixed(1)}${unit}`,
    holds: (one) => {
      if (one.value === undefined || (unit !== '' && unit !== `||${one.unit}`)) return false;
      const order = Math.round(one.value * 10) - tenths;
      return {
        '': order === 0,
        ne: order !== 0,
        gt: order > 0,
        sa: order > 0,
        lt: order < 0,
        eb: order < 0,
        ge: order >= 0,
        le: order <= 0,
      }[prefix];
    },
  }));

const plain = (text: string): string => ({ é: 'e', ë: 'e' })[text] ?? text;
const folded = (text: string): string => text.toLowerCase().replace(/[éë]/g, plain);

const string = fc
  .tuple(fc.constantFrom('', ':contains', ':exact'), fc.constantFrom('emil', 'Émile', 'ZO', 'mi', 'Zoë'))
  .map(([modifier, wanted]): Question => ({
    text: `value-string${modifier}=${encodeURIComponent(wanted)}`,
    holds: (one) =>
      // An observation has one value: where there is a quantity there is no string.
      one.value === undefined &&
      (modifier === ''
        ? folded(one.note).startsWith(folded(wanted))
        : modifier === ':contains'
          ? folded(one.note).includes(folded(wanted))
          : one.note === wanted),
  }));

const composite = fc
  .tuple(fc.constantFrom(...codes), fc.integer({ min: 0, max: 40 }))
  .map(([wanted, tenths]): Question => ({
    text: `code-value-quantity=${wanted}$gt${(tenths / 10).toFixed(1)}`,
    holds: ({ codings, value }) =>
      value !== undefined && Math.round(value * 10) > tenths && codings.some((coding) => coding.code === wanted),
  }));

const missing = fc.constantFrom(true, false).map((wanted): Question => ({
  text: `value-quantity:missing=${String(wanted)}`,
  holds: ({ value }) => (value === undefined) === wanted,
}));

const questions = fc.array(
  fc.oneof({ weight: 3, arbitrary: date }, { weight: 2, arbitrary: code }, quantity, string, composite, missing),
  { maxLength: 3 },
);

const writeOf = (patients: readonly PatientId[], one: Item): RecordWrite =>
  aWrite(patients[one.patient] ?? null, {
    label: one.label,
    sources: one.sources,
    origin: String(one.n),
    order: '',
    resource: anObservation({
      code: { coding: one.codings, text: 'x' },
      effectiveDateTime: one.when.text,
      valueQuantity: one.value === undefined ? undefined : { value: one.value, code: one.unit },
      ...(one.value === undefined ? { valueString: one.note } : {}),
    }),
  });

const visible = (one: Item, { labels: seen, sources: own }: Pick<Sight, 'labels' | 'sources'>): boolean =>
  seen.includes(one.label) || one.sources.some((source) => own.includes(source));

const population = fc.array(item, { maxLength: 40 }).map((items) => items.map((one, n): Item => ({ ...one, n })));

const put = async (writer: Pick<RecordStore, 'put'>, writes: readonly RecordWrite[]): Promise<void> => {
  const stored = await writer.put(writes);
  if (stored instanceof Failure) throw new Error(stored.message);
};

/** Turns pages until there are no more; between two pages the world goes on. */
const turnAll = async (
  turn: (after: string | undefined) => Promise<SearchPage | Failure>,
  between: () => Promise<void>,
) => {
  const pages: SearchPage[] = [];
  for (let after: string | undefined; pages.length === 0 || after !== undefined;) {
    const page = await turn(after);
    if (page instanceof Failure) throw new Error(`${page.field ?? ''}: ${page.message}`);
    pages.push(page);
    after = page.next;
    if (after !== undefined) await between();
  }
  return {
    origins: pages.flatMap(({ items }) => items.map(({ origin }) => origin)),
    totals: pages.map(({ total }) => total),
  };
};

const inOrder = (items: readonly Item[]): Item[] => items.toSorted((one, other) => other.when.lo - one.when.lo);

/** The same items, and where their dates differ in the same order. */
const expectSame = (origins: readonly string[], all: readonly Item[], wanted: readonly Item[]): void => {
  const byOrigin = new Map(all.map((one) => [String(one.n), one]));
  expect(origins.toSorted()).toEqual(wanted.map(({ n }) => String(n)).sort());
  expect(origins.map((origin) => byOrigin.get(origin)?.when.lo)).toEqual(inOrder(wanted).map(({ when }) => when.lo));
};

describe('a search through a sight', () => {
  it('shows and counts what filtering all items by hand does, and pages neither repeat nor skip while rows come in', () =>
    fc.assert(
      fc.asyncProperty(
        population,
        sight,
        fc.array(questions, { minLength: 4, maxLength: 4 }),
        fc.integer({ min: 1, max: 7 }),
        async (items, seen, searches, first) => {
          const patients = [aPatient(), aPatient()];
          await put(
            store,
            items.map((one) => writeOf(patients, one)),
          );
          const own: Sight = { patient: patients[0] ?? aPatient(), ...seen };
          for (const asked of searches) {
            const query = [...asked.map(({ text }) => text), '_total=accurate'].join('&');
            const wanted = items.filter(
              (one) => one.patient === 0 && visible(one, seen) && asked.every(({ holds }) => holds(one)),
            );
            // What comes in meanwhile is newer or hidden; a page further back must not notice.
            const hidden = labels.find((label) => !seen.labels.includes(label));
            const newcomers = [
              ...(hidden === undefined
                ? []
                : [
                    aWrite(own.patient, {
                      label: hidden,
                      sources: ['00000000-0000-4000-8000-0000000000ff'],
                      origin: 'hidden',
                      resource: anObservation({ effectiveDateTime: '2024-03-03' }),
                    }),
                  ]),
              aWrite(aPatient(), { origin: 'stranger' }),
            ];
            const { origins, totals } = await turnAll(
              (after) =>
                store.search(own, { type: 'Observation', query, first, ...(after === undefined ? {} : { after }) }),
              () => put(store, newcomers),
            );
            expectSame(origins, items, wanted);
            expect(new Set(totals)).toEqual(new Set([wanted.length]));
          }
        },
      ),
      { numRuns: 80 },
    ));

  it('does the same for many patients at once', () =>
    fc.assert(
      fc.asyncProperty(
        population,
        fc.tuple(sight, sight),
        questions,
        fc.integer({ min: 1, max: 7 }),
        async (items, seen, asked, first) => {
          const patients = [aPatient(), aPatient()];
          await put(
            store,
            items.map((one) => writeOf(patients, one)),
          );
          const sights = patients.map((patient, index): Sight => ({ patient, ...(seen[index] ?? seen[0]) }));
          const pages = await store.page(sights, {
            type: 'Observation',
            query: [...asked.map(({ text }) => text), '_total=accurate'].join('&'),
            first,
          });
          if (pages instanceof Failure) throw new Error(pages.message);
          for (const [index, page] of pages.entries()) {
            const { labels: own, sources: by } = sights[index] ?? { labels: [], sources: [] };
            const wanted = inOrder(
              items.filter(
                (one) =>
                  one.patient === index &&
                  visible(one, { labels: own, sources: by }) &&
                  asked.every(({ holds }) => holds(one)),
              ),
            );
            expect(page.items.map(({ origin }) => items[Number(origin)]?.when.lo)).toEqual(
              wanted.slice(0, first).map(({ when }) => when.lo),
            );
            expect(page.total).toBe(wanted.length);
          }
        },
      ),
      { numRuns: 40 },
    ));
});

describe('a search through a whole customer store', () => {
  it('finds what filtering all items by hand does, whichever way it takes', () =>
    fc.assert(
      fc.asyncProperty(
        population,
        fc.array(questions, { minLength: 5, maxLength: 5 }),
        fc.integer({ min: 1, max: 7 }),
        async (items, searches, first) => {
          const customer = openCustomerStore({
            sql: database.sql,
            schema: 'appointments',
            store: (customers += 1),
            version: 'R4',
          });
          // A first version with other values, so that ways to what is no longer so are there and must lead nowhere.
          const write = (one: Item, entered: string): RecordWrite => ({
            ...writeOf([], one),
            id: `item-${String(one.n)}`,
            entered,
          });
          await put(
            customer,
            items.map((one) =>
              write(
                { ...one, codings: [{ code: 'x' }], value: 1.5, when: instant(day, 'day') },
                '2024-01-01T00:00:00Z',
              ),
            ),
          );
          await put(
            customer,
            items.map((one) => write(one, '2024-01-02T00:00:00Z')),
          );
          for (const asked of searches) {
            const query = [...asked.map(({ text }) => text), '_total=accurate'].join('&');
            const { origins, totals } = await turnAll(
              (after) =>
                customer.searchWholeStore({
                  type: 'Observation',
                  query,
                  first,
                  ...(after === undefined ? {} : { after }),
                }),
              () => Promise.resolve(),
            );
            const wanted = items.filter((one) => asked.every(({ holds }) => holds(one)));
            expectSame(origins, items, wanted);
            expect(new Set(totals)).toEqual(new Set([wanted.length]));
          }
        },
      ),
      { numRuns: 80 },
    ));
});
