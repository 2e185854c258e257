import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Failure } from '../../kernel/failure.ts';
import { fixedClock } from '../../kernel/clock.ts';
import { testDatabase, type TestDatabase } from '../../test/database.ts';
import { anObservation, aPatient, aWrite, riverside, seesAll } from '../../test/record-writes.ts';
import {
  openCustomerStore,
  openRecordStore,
  type RecordStore,
  type RecordWrite,
  type SearchPage,
  type Sight,
} from './index.ts';

let database: TestDatabase;
let store: RecordStore;

beforeAll(async () => {
  database = await testDatabase();
  store = openRecordStore({ sql: database.sql, schema: 'clinical', clock: fixedClock('2024-06-01T00:00:00Z') });
});

afterAll(() => database.drop());

const page = async (sight: Sight, query: string, type = 'Observation', first = 50): Promise<SearchPage> => {
  const found = await store.search(sight, { type, query, first });
  if (found instanceof Failure) throw new Error(`${found.field ?? ''}: ${found.message}`);
  return found;
};

/** Writes resources for a new patient; each is called by its place in the list. */
const world = async (resources: readonly object[], type = 'Observation', parts: Partial<RecordWrite> = {}) => {
  const patient = aPatient();
  const stored = await store.put(
    resources.map((resource, index) => aWrite(patient, { type, resource, origin: String(index), ...parts })),
  );
  if (stored instanceof Failure) throw new Error(stored.message);
  return {
    ids: stored.map(({ id }) => id),
    sight: seesAll(patient),
    finds: async (query: string) =>
      (await page(seesAll(patient), query, type)).items.map(({ origin }) => Number(origin)).sort(),
  };
};

describe('a search', () => {
  it('shows newest first, and undated items by when they were entered', async () => {
    const { sight } = await world([
      anObservation({ effectiveDateTime: '2024-01-01' }),
      anObservation({ effectiveDateTime: undefined }),
      anObservation({ effectiveDateTime: '2024-05-01' }),
    ]);
    expect((await page(sight, '')).items.map(({ origin }) => origin)).toEqual(['2', '1', '0']);
    expect((await page(sight, '_sort=date')).items.map(({ origin }) => origin)).toEqual(['0', '1', '2']);
  });

  it('sorts by id and by the time of storing', async () => {
    const { sight, ids } = await world([anObservation(), anObservation(), anObservation()]);
    expect((await page(sight, '_sort=_id')).items.map(({ id }) => id)).toEqual(ids.toSorted());
    expect((await page(sight, '_sort=-_lastUpdated')).items).toHaveLength(3);
    const first = await store.search(sight, { type: 'Observation', query: '_sort=_id', first: 2 });
    const next = first instanceof Failure ? undefined : first.next;
    expect(
      await store.search(sight, { type: 'Observation', query: '_sort=_id', first: 2, after: next ?? '' }),
    ).toMatchObject({
      items: [{ id: ids.toSorted()[2] }],
    });
  });

  it('finds by id and by the time of storing', async () => {
    const { finds, ids } = await world([anObservation(), anObservation()]);
    expect(await finds(`_id=${ids[1] ?? ''},unknown`)).toEqual([1]);
    expect(await finds('_lastUpdated=gt2020-01-01')).toEqual([0, 1]);
    expect(await finds('_lastUpdated=lt2020-01-01')).toEqual([]);
  });

  it('takes values in one parameter as choices, and repeated parameters as conditions that all hold', async () => {
    const { finds } = await world([
      anObservation({ status: 'final' }),
      anObservation({ status: 'amended' }),
      anObservation({ status: 'final', effectiveDateTime: '2020' }),
    ]);
    expect(await finds('status=final,amended&date=ge2024')).toEqual([0, 1]);
    expect(await finds('date=ge2019&date=le2021')).toEqual([2]);
  });

  it('names what it does not know instead of guessing', async () => {
    const { sight } = await world([anObservation()]);
    expect(await page(sight, 'colour=red&code=718-7&_format=json')).toMatchObject({
      items: [{ origin: '0' }],
      ignored: ['colour', '_format'],
    });
  });

  it.each([
    ['date=yesterday', 'invalid', 'date'],
    ['date=2024-02-30', 'invalid', 'date'],
    ['value-quantity=much', 'invalid', 'value-quantity'],
    ['value-quantity=1|a|b|c', 'invalid', 'value-quantity'],
    ['code=a|b|c', 'invalid', 'code'],
    ['code=|', 'invalid', 'code'],
    ['subject=#contained', 'invalid', 'subject'],
    ['code:missing=maybe', 'invalid', 'code:missing'],
    ['code-value-quantity=718-7', 'invalid', 'code-value-quantity'],
    ['_lastUpdated=soon', 'invalid', '_lastUpdated'],
    ['code:above=http://loinc.org|718-7', 'unsupported', 'code:above'],
    ['code:in=http://example.org/ValueSet/x', 'invalid', 'code:in'],
    ['date:not=2024', 'unsupported', 'date:not'],
    ['subject.name=peter', 'unsupported', 'subject.name'],
    ['subject:Patient.name=peter', 'unsupported', 'subject:Patient.name'],
    ['_has:Provenance:target:agent=x', 'unsupported', '_has:Provenance:target:agent'],
    ['_text=(x', 'invalid', '_text'],
    ['_text:exact=x', 'unsupported', '_text:exact'],
    ['_filter=code eq', 'invalid', '_filter'],
    ['_filter=colour eq red', 'invalid', '_filter'],
    ['_filter=subject.name eq peter', 'unsupported', '_filter'],
    ['_filter=_list eq 42', 'unsupported', '_list'],
    ['_list=42', 'unsupported', '_list'],
    ['_query=newest', 'unsupported', '_query'],
    ['_sort=colour', 'invalid', '_sort'],
    ['_sort=code-value-quantity', 'unsupported', '_sort'],
    ['_include=Observation:colour', 'invalid', '_include'],
    ['_include:unknown=Observation:encounter', 'unsupported', '_include:unknown'],
  ])('refuses %s as %s', async (query, kind, field) => {
    expect(await store.search(seesAll(aPatient()), { type: 'Observation', query, first: 1 })).toMatchObject({
      kind,
      field,
    });
  });

  it('refuses a type that FHIR does not have', async () => {
    expect(await store.search(seesAll(aPatient()), { type: 'Observations', first: 1 })).toMatchObject({
      kind: 'invalid',
      field: 'type',
    });
  });

  it('refuses a cursor of another search, of another patient, or of nobody', async () => {
    const { sight } = await world([anObservation(), anObservation()]);
    const { next = '' } = await page(sight, '', 'Observation', 1);
    for (const [asker, query, after] of [
      [sight, 'status=final', next],
      [seesAll(aPatient()), '', next],
      [sight, '', 'nonsense'],
      [sight, '', Buffer.from('["1","2024-13-41 00:00:00+00","1"]').toString('base64url')],
    ] as const)
      expect(await store.search(asker, { type: 'Observation', query, first: 1, after })).toMatchObject({
        kind: 'invalid',
        field: 'after',
      });
  });

  it('puts nothing that it was asked into the statement', async () => {
    const { finds } = await world([anObservation({ status: "it's" })]);
    for (const nasty of ["it's", "'; drop table clinical.res; --", '$1', '\\', '"', '{}', 'NULL', '\u0000'])
      for (const name of [
        'status',
        '_id',
        'value-string',
        'value-string:contains',
        'identifier',
        'subject:identifier',
        '_profile:below',
      ])
        expect(await finds(`${name}=${encodeURIComponent(nasty)}`)).toEqual(
          nasty === "it's" && name === 'status' ? [0] : [],
        );
  });
});

describe('tokens', () => {
  it('that stand without a system have it from their code list', async () => {
    const { finds } = await world([anObservation({ status: 'final' })]);
    expect(await finds('status=http://hl7.org/fhir/observation-status|final')).toEqual([0]);
    expect(await finds('status=http://hl7.org/fhir/observation-status|')).toEqual([0]);
    expect(await finds('status=http://elsewhere|final')).toEqual([]);
  });

  it('of deceased are true for whoever has a date or says so, false for all others', async () => {
    const { finds } = await world(
      [{}, { deceasedBoolean: false }, { deceasedBoolean: true }, { deceasedDateTime: '2020' }],
      'Patient',
    );
    expect(await finds('deceased=true')).toEqual([2, 3]);
    expect(await finds('deceased=false')).toEqual([0, 1]);
  });

  it('are missing where there is none', async () => {
    const { finds } = await world([anObservation({ method: { text: 'by eye' } }), anObservation()]);
    expect(await finds('method:missing=true')).toEqual([1]);
    expect(await finds('method:missing=false')).toEqual([0]);
  });
});

describe('references', () => {
  it('are found by type and id, by id alone, by modifier, and by identifier', async () => {
    const { finds } = await world([
      anObservation({ subject: { reference: 'Patient/1' } }),
      anObservation({ subject: { reference: 'Group/1' } }),
      anObservation({ subject: { reference: 'https://other.example/fhir/Patient/1' } }),
      anObservation({ subject: { identifier: { system: 'http://nhs', value: '9' } } }),
      anObservation({ subject: { reference: 'Patient/1/_history/3' } }),
    ]);
    expect(await finds('subject=Patient/1')).toEqual([0, 4]);
    expect(await finds('subject=1')).toEqual([0, 1, 4]);
    expect(await finds('subject:Group=1')).toEqual([1]);
    expect(await finds('subject=https://other.example/fhir/Patient/1')).toEqual([2]);
    expect(await finds('subject:identifier=http://nhs|9')).toEqual([3]);
    expect(await finds('subject:identifier=9')).toEqual([3]);
  });

  it('of a parameter for one type leave out those to others', async () => {
    const { finds } = await world([
      anObservation({ subject: { reference: 'Patient/1' } }),
      anObservation({ subject: { reference: 'Group/1' } }),
      anObservation(),
    ]);
    expect(await finds('patient=1')).toEqual([0]);
    expect(await finds('patient=Group/1')).toEqual([]);
    expect(await finds('patient:missing=true')).toEqual([1, 2]);
  });
});

describe('composites', () => {
  const pressure = (systolic: number, diastolic: number) =>
    anObservation({
      valueQuantity: undefined,
      component: [
        {
          code: { coding: [{ system: 'http://loinc.org', code: '8480-6' }] },
          valueQuantity: { value: systolic, code: 'mm[Hg]', system: 'http://unitsofmeasure.org' },
        },
        {
          code: { coding: [{ system: 'http://loinc.org', code: '8462-4' }] },
          valueQuantity: { value: diastolic, code: 'mm[Hg]', system: 'http://unitsofmeasure.org' },
        },
      ],
    });

  it('look at both parts in one component', async () => {
    const { finds } = await world([pressure(150, 70), pressure(110, 90)]);
    expect(await finds('component-code-value-quantity=http://loinc.org|8480-6$gt140')).toEqual([0]);
    expect(await finds('component-code-value-quantity=8462-4$gt80||mm[Hg]')).toEqual([1]);
    expect(await finds('combo-code-value-quantity=8462-4$gt80|http://unitsofmeasure.org|mm[Hg]')).toEqual([1]);
    expect(await finds('component-code-value-quantity=8462-4$gt80||kPa')).toEqual([]);
    expect(await finds('component-value-quantity=gt140')).toEqual([0]);
  });

  it('pair codes with dates, strings and codes too', async () => {
    const { finds } = await world([
      anObservation({ valueQuantity: undefined, valueString: 'Positive' }),
      anObservation({ valueQuantity: undefined, valueDateTime: '2024-02' }),
      anObservation({ valueQuantity: undefined, valueCodeableConcept: { coding: [{ code: 'pos' }] } }),
    ]);
    expect(await finds('code-value-string=718-7$pos')).toEqual([0]);
    expect(await finds('code-value-date=718-7$2024')).toEqual([1]);
    expect(await finds('code-value-concept=http://loinc.org|718-7$pos')).toEqual([2]);
  });
});

describe('uris', () => {
  it('are found whole, from below and from above', async () => {
    const { finds } = await world(
      ['http://a.example/one/two', 'http://a.example/one', 'http://a.example/onesie', 'urn:x:1'].map((url) => ({
        url,
      })),
      'ValueSet',
    );
    expect(await finds('url=http://a.example/one')).toEqual([1]);
    expect(await finds('url:below=http://a.example/one')).toEqual([0, 1]);
    expect(await finds('url:above=http://a.example/one/two')).toEqual([0, 1]);
    expect(await finds('url:below=urn:x')).toEqual([]);
  });
});

describe('what may not be seen', () => {
  const secret = '00000000-0000-4000-8000-0000000000ee';

  it('is in no page, no total, no read and no history, and moves no cursor', async () => {
    const patient = aPatient();
    const write = (label: RecordWrite['label'], day: number) =>
      aWrite(patient, {
        label,
        sources: [secret],
        resource: anObservation({ effectiveDateTime: `2024-03-${String(day).padStart(2, '0')}` }),
      });
    const stored = await store.put([
      ...[1, 3, 5].map((day) => write('GENERAL_HEALTH', day)),
      ...[2, 4, 6].map((day) => write('MENTAL_HEALTH', day)),
    ]);
    if (stored instanceof Failure) throw new Error(stored.message);
    const sight: Sight = { patient, labels: ['GENERAL_HEALTH'], sources: [riverside] };
    const first = await store.search(sight, { type: 'Observation', query: '_total=accurate', first: 1 });
    expect(first).toMatchObject({ total: 3, items: [{ label: 'GENERAL_HEALTH' }] });
    const hidden = stored.slice(3).map(({ id }) => id);
    const cursor = Buffer.from((first instanceof Failure ? undefined : first.next) ?? '', 'base64url').toString();
    // The cursor holds the date of the item shown, and that of no other.
    expect(cursor).toContain('2024-03-05');
    expect(cursor).not.toMatch(/2024-03-0[^5]/);
    expect(await store.read(hidden.map((id) => ({ sight, type: 'Observation', id })))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    for (const id of hidden)
      expect(await store.history(sight, { type: 'Observation', id }, { first: 5 })).toMatchObject({
        kind: 'not_found',
      });
  });

  it('opens by its source whatever its label', async () => {
    const patient = aPatient();
    await store.put([aWrite(patient, { label: 'UNSET', sources: [riverside, secret] })]);
    expect((await page({ patient, labels: [], sources: [secret] }, '')).items).toHaveLength(1);
    expect((await page({ patient, labels: [], sources: [] }, '')).items).toHaveLength(0);
  });

  it('stays hidden in the history of an item that may be seen now', async () => {
    const patient = aPatient();
    const key = { organisation: riverside, external: 'relabelled' };
    const version = (label: RecordWrite['label'], order: string) => aWrite(patient, { label, order, key, sources: [] });
    for (const write of [version('MENTAL_HEALTH', '1'), version('GENERAL_HEALTH', '2'), version('GENERAL_HEALTH', '3')])
      await store.put([write]);
    const id = store.idFor(patient, 'Observation', key);
    const seen = { patient, labels: ['GENERAL_HEALTH'], sources: [] } as const;
    expect(await store.history(seen, { type: 'Observation', id }, { first: 5 })).toMatchObject({
      items: [{ version: 3 }, { version: 2 }],
    });
    await store.put([version('MENTAL_HEALTH', '4')]);
    expect(await store.history(seen, { type: 'Observation', id }, { first: 5 })).toMatchObject({ kind: 'not_found' });
  });

  it('cannot be guessed by searching the content of a delayed result, which is listed all the same', async () => {
    const { sight } = await world([anObservation()], 'Observation', { visibleFrom: new Date('2024-07-01') });
    const masked = { ...sight, maskedAt: new Date('2024-06-01') };
    expect((await page(masked, 'date=2024-03&_total=accurate')).total).toBe(1);
    expect(await page(masked, 'value-quantity=gt100&_total=accurate')).toMatchObject({ items: [], total: 0 });
    expect((await page({ ...masked, maskedAt: new Date('2024-07-02') }, 'value-quantity=gt100')).items).toHaveLength(1);
  });

  it('is another patient’s, even by id', async () => {
    const { ids } = await world([anObservation()]);
    expect(await store.read([{ sight: seesAll(aPatient()), type: 'Observation', id: ids[0] ?? '' }])).toEqual([
      undefined,
    ]);
  });
});

describe('a page over many patients', () => {
  it('comes in the order of the sights, whichever of them have anything', async () => {
    const [one, none, other] = [
      await world([anObservation(), anObservation()]),
      seesAll(aPatient()),
      await world([anObservation()]),
    ];
    const pages = await store.page([other.sight, none, one.sight], { type: 'Observation', first: 1 });
    expect(pages).toMatchObject([
      { items: [{ id: other.ids[0] }] },
      { items: [] },
      { items: [{ id: expect.any(String) as string }] },
    ]);
  });

  it('gives each patient a cursor of its own', async () => {
    const worlds = [await world([anObservation(), anObservation()]), await world([anObservation(), anObservation()])];
    const pages = await store.page(
      worlds.map(({ sight }) => sight),
      { type: 'Observation', first: 1 },
    );
    if (pages instanceof Failure) throw new Error(pages.message);
    for (const [index, { sight, ids }] of worlds.entries()) {
      const { items, next = '' } = pages[index] ?? { items: [] };
      const second = await store.page([sight], { type: 'Observation', first: 1, after: next });
      if (second instanceof Failure) throw new Error(second.message);
      expect([...items, ...(second[0]?.items ?? [])].map(({ id }) => id).sort()).toEqual(ids.toSorted());
    }
  });

  it('goes on for one patient only', async () => {
    expect(
      await store.page([seesAll(aPatient()), seesAll(aPatient())], { type: 'Observation', first: 1, after: 'x' }),
    ).toMatchObject({ field: 'after' });
  });
});

describe('a customer’s store', () => {
  it('is searched apart from every other', async () => {
    const open = (number: number) =>
      openCustomerStore({ sql: database.sql, schema: 'clinical', store: number, version: 'STU3' });
    await open(11).put([aWrite(null, { id: 'a' })]);
    await open(12).put([aWrite(null, { id: 'b' })]);
    for (const query of ['', 'code=718-7', 'value-quantity=120', '_id=a,b', '_sort=_lastUpdated', 'status=final'])
      expect(await open(12).searchWholeStore({ type: 'Observation', query, first: 5 })).toMatchObject({
        items: [{ id: 'b' }],
      });
  });

  it('is found by what it is now, after many have written it at once', async () => {
    const customer = openCustomerStore({ sql: database.sql, schema: 'clinical', store: 14, version: 'R4' });
    const version = (n: number): RecordWrite =>
      aWrite(null, {
        id: 'contested',
        order: String(n).padStart(2, '0'),
        resource: anObservation({
          code: { coding: [{ code: `c${String(n)}` }] },
          effectiveDateTime: `2024-01-${String((n % 28) + 1).padStart(2, '0')}`,
          valueQuantity: { value: n },
        }),
      });
    await Promise.all(Array.from({ length: 32 }, (_, n) => customer.put([version(n)])));
    const found = async (query: (n: number) => string): Promise<readonly number[]> => {
      const totals = [];
      for (let n = 0; n < 32; n++) {
        const page = await customer.searchWholeStore({
          type: 'Observation',
          query: `${query(n)}&_total=accurate`,
          first: 5,
        });
        totals.push('total' in page ? page.total : undefined);
      }
      return totals.flatMap((total, n) => (total === 0 ? [] : [n]));
    };
    // Whichever came last: it alone is found, and by each of its values.
    const [last, ...others] = await found((n) => `code=c${String(n)}`);
    expect(others).toEqual([]);
    expect(await found((n) => `value-quantity=${String(n)}`)).toEqual([last]);
    expect(await found((n) => `code-value-quantity=c${String(n)}$${String(n)}`)).toEqual([last]);
  });

  it('shows an item once, although ways to what it was have been left behind', async () => {
    const customer = openCustomerStore({ sql: database.sql, schema: 'clinical', store: 15, version: 'R4' });
    await customer.put([aWrite(null, { id: 'moved', resource: anObservation({ identifier: [{ value: 'i' }] }) })]);
    const own = `select rid from clinical.res where store = 15`;
    await database.pool.query(
      `insert into clinical.ord select h, at - interval '1 day', rid from clinical.ord where rid in (${own})`,
    );
    await database.pool.query(
      `insert into clinical.num select ph, lo - 1, hi + 1, rid from clinical.num where rid in (${own})`,
    );
    for (const query of [
      'code=718-7',
      'value-quantity=120',
      'value-quantity=lt121',
      'date=2024-03',
      'code-value-quantity=718-7$120',
    ])
      expect(
        await customer.searchWholeStore({ type: 'Observation', query: `${query}&_total=accurate`, first: 5 }),
      ).toMatchObject({
        items: [{ id: 'moved' }],
        total: 1,
      });
    expect(
      await customer.searchWholeStore({ type: 'Observation', query: 'value-quantity=119', first: 5 }),
    ).toMatchObject({ items: [] });
  });

  it('speaks the FHIR version of its customer', async () => {
    const customer = openCustomerStore({ sql: database.sql, schema: 'clinical', store: 13, version: 'STU3' });
    expect(
      await customer.put([
        aWrite(null, {
          type: 'ReferralRequest',
          id: 'r',
          resource: { resourceType: 'ReferralRequest', authoredOn: '2017' },
        }),
      ]),
    ).toMatchObject([{ id: 'r' }]);
    expect(
      await customer.searchWholeStore({ type: 'ReferralRequest', query: 'authored-on=2017', first: 1 }),
    ).toMatchObject({
      items: [{ id: 'r' }],
    });
    expect(await customer.put([aWrite(null, { type: 'ServiceRequest' })])).toMatchObject({ kind: 'invalid' });
  });
});
