import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../../kernel/failure.ts';
import type { PatientId } from '../../kernel/id.ts';
import { testDatabase, type TestDatabase } from '../../test/database.ts';
import { anObservation, aPatient, aWrite, hillside, riverside, seesAll } from '../../test/record-writes.ts';
import { openRecordStore, type RecordStore, type RecordWrite, type Sight } from './index.ts';

// Searches of the patients' record by words, value sets and filters; and that none of them tells of what the sight does
// not show.

let database: TestDatabase;
let store: RecordStore;

beforeAll(async () => {
  database = await testDatabase();
  store = openRecordStore({ sql: database.sql, schema: 'clinical' });
});
afterAll(() => database.drop());

const named = (display: string, code = '718-7', system = 'http://loinc.org') => ({
  code: { coding: [{ system, code, display }] },
});

/** One patient's observations, whose origins are their numbers. */
const record = async (
  writes: readonly (Partial<RecordWrite> & { readonly says: Record<string, unknown> })[],
  patient: PatientId = aPatient(),
): Promise<PatientId> => {
  const stored = await store.put(
    writes.map(({ says, ...parts }, nth) =>
      aWrite(patient, {
        key: { organisation: riverside, external: `${patient}/${String(nth)}` },
        resource: anObservation(says),
        origin: String(nth),
        ...parts,
      }),
    ),
  );
  if (stored instanceof Failure) throw new Error(stored.message);
  return patient;
};

const finds = async (sight: Sight, query: string): Promise<readonly string[]> => {
  const found = await store.search(sight, { type: 'Observation', query, first: 50 });
  if (found instanceof Failure) throw new Error(`${found.field ?? ''}: ${found.message}`);
  expect(found.ignored).toEqual([]);
  return found.items.map(({ origin }) => origin).sort();
};

const narrative = (words: string) => ({
  text: { status: 'generated', div: `<div xmlns="http://www.w3.org/1999/xhtml">${words}</div>` },
});

describe('a record is searched', () => {
  it('by words of the narrative, of all that is said, and of what stands beside codes', async () => {
    const sight = seesAll(
      await record([
        { says: { ...narrative('Haemoglobin is low'), ...named('Mass') } },
        { says: named('Haemoglobin in blood') },
        { says: { note: [{ text: 'of the haemoglobin, high' }], ...named('Other') } },
      ]),
    );
    expect(await finds(sight, '_text=haemoglobin')).toEqual(['0']);
    expect(await finds(sight, '_content=haemoglobin')).toEqual(['0', '1', '2']);
    expect(await finds(sight, '_content=haemoglobin and not (low or high)')).toEqual(['1']);
    expect(await finds(sight, 'code:text=HAEMO')).toEqual(['1']);
    expect(await finds(sight, '_content=haemoglobin&code:text=other')).toEqual(['2']);
  });

  it('by the words of what stands there now', async () => {
    const patient = await record([{ says: named('first') }]);
    expect(await finds(seesAll(patient), '_content=first')).toEqual(['0']);
    await record([{ says: named('second'), order: '2' }], patient);
    expect(await finds(seesAll(patient), '_content=first')).toEqual([]);
    expect(await finds(seesAll(patient), 'code:text=first')).toEqual([]);
    expect(await finds(seesAll(patient), '_content=second')).toEqual(['0']);
  });

  it('by value sets that FHIR has, and by those that are all of a terminology', async () => {
    const sight = seesAll(
      await record([
        { says: { status: 'final' } },
        { says: { ...named('Mass', '1', 'http://example.org'), status: 'amended' } },
      ]),
    );
    expect(await finds(sight, 'code:in=http://loinc.org/vs')).toEqual(['0']);
    expect(await finds(sight, 'code:not-in=http://loinc.org/vs')).toEqual(['1']);
    expect(await finds(sight, 'status:in=http://hl7.org/fhir/ValueSet/observation-status')).toEqual(['0', '1']);
  });

  it('by filters', async () => {
    const sight = seesAll(
      await record([
        { says: { status: 'final', valueString: 'blue' } },
        { says: { status: 'amended', valueString: 'bright blue' } },
        { says: { status: 'final', valueString: 'red' } },
      ]),
    );
    expect(await finds(sight, '_filter=status eq final')).toEqual(['0', '2']);
    expect(await finds(sight, '_filter=value-string co "blue" and not (status eq final)')).toEqual(['1']);
    expect(await finds(sight, '_filter=value-string eq red or status eq amended')).toEqual(['1', '2']);
    expect(await finds(sight, '_filter=encounter pr true')).toEqual([]);
  });
});

describe('what the sight does not show', () => {
  const askings = [
    ['words of the narrative', '_text=telling'],
    ['words', '_content=telling'],
    ['no such words', '_content=not silent'],
    ['a text beside a code', 'code:text=telling'],
    ['a value set', 'code:in=http://loinc.org/vs'],
    ['what is not in a value set', 'code:not-in=http://snomed.info/sct?fhir_vs'],
    ['a filter', '_filter=status eq final'],
    ['what a filter leaves', '_filter=not (status eq amended)'],
  ] as const;
  const telling = { ...narrative('telling'), ...named('telling'), status: 'final' };

  it.each(askings)('is not found by %s; what it shows is', async (_what, query) => {
    const patient = await record([{ says: telling }, { says: telling, label: 'MENTAL_HEALTH' }]);
    const sight: Sight = { patient, labels: ['GENERAL_HEALTH'], sources: [hillside] };
    expect(await finds(sight, encoded(query))).toEqual(['0']);
    expect(await finds(seesAll(patient), encoded(query))).toEqual(['0', '1']);
  });

  it.each(askings)('of a delayed result is not found by %s before its time', async (_what, query) => {
    const patient = await record([{ says: telling }, { says: telling, visibleFrom: new Date('2024-07-01') }]);
    const masked = { ...seesAll(patient), maskedAt: new Date('2024-06-01') };
    expect(await finds(masked, encoded(query))).toEqual(['0']);
    expect(await finds({ ...masked, maskedAt: new Date('2024-07-02') }, encoded(query))).toEqual(['0', '1']);
  });

  it.each(askings)('of one is not shown to another who asks for %s at the same time', async (_what, query) => {
    const [one, other] = [await record([{ says: telling }]), await record([{ says: telling }, { says: telling }])];
    const pages = await store.page([seesAll(one), seesAll(other), { patient: other, labels: [], sources: [] }], {
      type: 'Observation',
      query: encoded(query),
      first: 50,
    });
    if (pages instanceof Failure) throw new Error(pages.message);
    expect(pages.map(({ items }) => items.length)).toEqual([1, 2, 0]);
  });

  /** As a query string has it: a question mark of a value is part of the value. */
  const encoded = (query: string): string => {
    const equals = query.indexOf('=');
    return `${query.slice(0, equals)}=${encodeURIComponent(query.slice(equals + 1))}`;
  };
});
