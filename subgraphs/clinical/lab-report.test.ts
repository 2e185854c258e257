import { mkdtemp, rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { feedOf, person } from '../../test/calls.ts';
import { aLabReport, aMessage, aResult, labReports } from '../../test/clinical-inputs.ts';
import { testDatabase } from '../../test/database.ts';
import { asking, countingSql, patientBy, placementOf, purviewOf } from '../../test/slice.ts';
import { faultsInR4 } from '../../test/valid-r4.ts';
import { directoryBlobs, openClinical } from './index.ts';
import type { LabReportInput, LabReportsInput } from './ingest.types.ts';

const database = await testDatabase();
const sql = countingSql(database.sql);
const directory = await mkdtemp(join(tmpdir(), 'clinical-'));
const clinical = openClinical({ sql, blobs: directoryBlobs(directory, randomUUID) });
afterAll(async () => {
  await database.drop();
  await rm(directory, { recursive: true });
});
beforeEach(() => database.pool.query('truncate clinical.res, clinical.ver'));

const riverside = feedOf('riverside');
const alice = person('alice');
const all = { labels: ['GENERAL_HEALTH', 'SEXUAL_HEALTH', 'MENTAL_HEALTH', 'SOCIAL_CARE', 'UNSET'] as const };

const placement = placementOf(riverside, 'alice', 'riverside-diabetes');
const ingestion = `mutation ($input: LabReportsInput!) { ingestLabReports(input: $input) {
  ... on StoredReports { reports { id outcome } } ... on Refusal { kind message field } } }`;

type Outcome = { readonly id?: string; readonly outcome?: string };
type Refused = { readonly kind?: string; readonly field?: string };
type Answer = Refused & { readonly reports?: readonly Outcome[] };
const ingestAll = async (input: Partial<LabReportsInput>, by = riverside): Promise<Answer> => {
  const { data, errors } = await asking(clinical, by).run(ingestion, {
    input: JSON.parse(JSON.stringify(labReports({ placement, ...input }))) as unknown,
  });
  expect(errors).toBeUndefined();
  return data?.['ingestLabReports'] as Answer;
};

type Alone = Partial<LabReportInput> & Partial<Pick<LabReportsInput, 'placement' | 'message'>>;
/** A message of one report: what became of it, or why it was refused. */
const ingest = async (
  { placement: leave = placement, message = aMessage(), ...report }: Alone = {},
  by = riverside,
): Promise<Outcome & Refused> => {
  const { reports: [only] = [], ...refused } = await ingestAll(
    { placement: leave, message, reports: [aLabReport(report)] },
    by,
  );
  return { ...only, ...refused };
};

const shownToAlice = (fields: string) =>
  asking(clinical, alice).patient<never>(patientBy('alice', purviewOf(alice, 'alice', all)), fields);

type Reports = {
  labReports: {
    items: readonly {
      version: number;
      status: string;
      text: string | null;
      results: readonly { key: string; value: string; status: string }[];
    }[];
  };
};
const reportsOfAlice = async () => {
  const { labReports } = (await shownToAlice(
    '{ labReports { items { version status text results { code { code } value status } } } }'.slice(1, -1),
  )) as Reports;
  return labReports.items;
};
const valuesIn = async () => (await reportsOfAlice()).map(({ results }) => results.map(({ value }) => value));

describe('A laboratory report from a feed', () => {
  it('is stored with its results, and shown as the laboratory wrote it', async () => {
    expect(
      await ingest({
        results: [
          aResult(),
          aResult({
            key: 'b',
            code: { code: 'WBC' },
            number: '5.0',
            unit: '10*9/L',
            interpretation: 'H',
            referenceRange: '4.0-11.0',
            notes: ['Repeat.'],
          }),
        ],
      }),
    ).toMatchObject({
      outcome: 'CREATED',
    });
    expect(
      await shownToAlice(
        `labReports { items { externalId version status code { code display } effectiveAt label results { version code { code } value quantity { value unit } interpretation referenceRange notes } } }`,
      ),
    ).toEqual({
      labReports: {
        items: [
          {
            externalId: 'LAB-1',
            version: 1,
            status: 'final',
            code: { code: 'FBC', display: 'Full blood count' },
            effectiveAt: '2026-05-01T08:00:00.000Z',
            label: 'GENERAL_HEALTH',
            results: [
              {
                version: 1,
                code: { code: '718-7' },
                value: '13.20 g/dL',
                quantity: { value: '13.20', unit: 'g/dL' },
                interpretation: null,
                referenceRange: null,
                notes: [],
              },
              {
                version: 1,
                code: { code: 'WBC' },
                value: '5.0 10*9/L',
                quantity: { value: '5.0', unit: '10*9/L' },
                interpretation: 'H',
                referenceRange: '4.0-11.0',
                notes: ['Repeat.'],
              },
            ],
          },
        ],
      },
    });
  });

  it('is stored as valid R4 that refers to its own results', async () => {
    await ingest({ results: [aResult(), aResult({ key: 'b' })] });
    const { records, results } = (await shownToAlice(
      'records(type: "DiagnosticReport") { items { resource } } results: records(type: "Observation") { items { id resource } }',
    )) as Record<'records' | 'results', { items: readonly { id: string; resource: string }[] }>;
    const [report] = records.items.map(
      ({ resource }) => JSON.parse(resource) as { result: readonly { reference: string }[] },
    );
    expect(report?.result.map(({ reference }) => reference).sort()).toEqual(
      results.items.map(({ id }) => `Observation/${id}`).sort(),
    );
    expect(
      [report, ...results.items.map(({ resource }) => JSON.parse(resource) as unknown)].flatMap(faultsInR4),
    ).toEqual([]);
  });

  it('takes its label from the specialty, else from the team, else is general health', async () => {
    const hidden = placementOf(riverside, 'alice', 'riverside-mental-health', 'MENTAL_HEALTH');
    await ingest({ externalId: 'A', specialty: '360' });
    await ingest({ externalId: 'B', placement: hidden });
    await ingest({ externalId: 'C', specialty: 'constructor' });
    const { labReports } = (await shownToAlice('labReports { items { externalId label results { label } } }')) as {
      labReports: { items: readonly { externalId: string; label: string; results: readonly { label: string }[] }[] };
    };
    expect(
      labReports.items.map(({ externalId, label, results }) => [externalId, label, results[0]?.label]).sort(),
    ).toEqual([
      ['A', 'SEXUAL_HEALTH', 'SEXUAL_HEALTH'],
      ['B', 'MENTAL_HEALTH', 'MENTAL_HEALTH'],
      ['C', 'GENERAL_HEALTH', 'GENERAL_HEALTH'],
    ]);
  });

  it('is the same report when the same message comes again', async () => {
    const first = await ingest();
    expect(await ingest()).toEqual({ id: first.id, outcome: 'UNCHANGED' });
    expect((await reportsOfAlice()).map(({ version }) => version)).toEqual([1]);
  });

  it('corrects its results', async () => {
    await ingest({ status: 'preliminary' });
    expect(
      await ingest({
        message: aMessage('2026-05-01T10:00:00Z'),
        status: 'corrected',
        results: [aResult({ number: '12.90', unit: 'g/dL', status: 'corrected' })],
      }),
    ).toMatchObject({ outcome: 'UPDATED' });
    expect(await reportsOfAlice()).toMatchObject([
      { version: 2, status: 'corrected', results: [{ value: '12.90 g/dL', status: 'corrected' }] },
    ]);
  });

  it('keeps what an earlier message brought and a later one does not repeat', async () => {
    await ingest({ status: 'preliminary', results: [aResult({ key: 'stain', text: 'Negative' })] });
    await ingest({
      message: aMessage('2026-05-02T10:00:00Z'),
      results: [aResult({ key: 'culture', text: 'No growth' })],
    });
    expect(await valuesIn()).toEqual([['Negative', 'No growth']]);
  });

  it('has a corrected result where it was among the others', async () => {
    const named = (key: string, text: string) => aResult({ key, text });
    await ingest({ results: ['a', 'b', 'c'].map((key) => named(key, key)) });
    const later = (day: string, ...results: readonly ReturnType<typeof aResult>[]) =>
      ingest({ message: aMessage(`2026-05-0${day}T10:00:00Z`), results: [...results] });
    await later('2', named('b', 'B'), named('d', 'd'));
    expect(await valuesIn()).toEqual([['a', 'B', 'c', 'd']]);
    // Who sends all of them, says in which order.
    await later('3', ...['d', 'c', 'b', 'a'].map((key) => named(key, key)));
    expect(await valuesIn()).toEqual([['d', 'c', 'b', 'a']]);
  });

  it('takes a result back', async () => {
    await ingest({ results: [aResult({ key: 'a', text: 'wrong' }), aResult({ key: 'b', text: 'right' })] });
    await ingest({
      message: aMessage('2026-05-02T10:00:00Z'),
      results: [aResult({ key: 'a', text: 'wrong', status: 'entered-in-error' })],
    });
    expect(await valuesIn()).toEqual([['right']]);
    expect(await shownToAlice('observations { items { value } }')).toEqual({
      observations: { items: [{ value: 'right' }] },
    });
  });

  it('brings back a result that was taken back, when the laboratory says so', async () => {
    await ingest({ results: [aResult({ text: 'x' })] });
    await ingest({
      message: aMessage('2026-05-02T10:00:00Z'),
      results: [aResult({ text: 'x', status: 'entered-in-error' })],
    });
    await ingest({ message: aMessage('2026-05-03T10:00:00Z'), results: [aResult({ text: 'y', status: 'corrected' })] });
    expect(await valuesIn()).toEqual([['y']]);
  });

  it('is not overwritten by an older message', async () => {
    await ingest({ message: aMessage('2026-05-02T10:00:00Z'), results: [aResult({ text: 'new' })] });
    expect(
      await ingest({
        message: aMessage('2026-05-01T10:00:00Z'),
        status: 'preliminary',
        results: [aResult({ text: 'old' })],
      }),
    ).toMatchObject({ outcome: 'STALE' });
    expect(await reportsOfAlice()).toMatchObject([{ version: 1, status: 'final', results: [{ value: 'new' }] }]);
  });

  it('lists a result that only an older message brings, although that came late', async () => {
    await ingest({ message: aMessage('2026-05-02T10:00:00Z'), results: [aResult({ key: 'b', text: 'late test' })] });
    expect(
      await ingest({
        message: aMessage('2026-05-01T10:00:00Z'),
        status: 'preliminary',
        results: [aResult({ key: 'a', text: 'early test' })],
      }),
    ).toMatchObject({ outcome: 'STALE' });
    expect(await reportsOfAlice()).toMatchObject([
      { status: 'final', results: [{ value: 'late test' }, { value: 'early test' }] },
    ]);
  });

  it('ends as the same, in whatever order its messages come', async () => {
    const messages = [
      {
        message: aMessage('2026-05-01T10:00:00Z', 'M1'),
        status: 'preliminary',
        results: [aResult({ key: 'a', text: 'a1' }), aResult({ key: 'b', text: 'b1' })],
      },
      {
        message: aMessage('2026-05-02T10:00:00Z', 'M2'),
        status: 'partial',
        results: [aResult({ key: 'b', text: 'b2' }), aResult({ key: 'c', text: 'c2' })],
      },
      {
        message: aMessage('2026-05-02T10:00:00Z', 'M3'),
        status: 'corrected',
        results: [aResult({ key: 'a', text: 'a1', status: 'entered-in-error' })],
      },
      {
        message: aMessage('2026-05-04T10:00:00Z', 'M4'),
        status: 'final',
        results: [aResult({ key: 'd', text: 'd4' })],
      },
    ];
    const orders = fc.shuffledSubarray(messages, { minLength: messages.length });
    let external = 0;
    await fc.assert(
      fc.asyncProperty(orders, async (order) => {
        await database.pool.query('truncate clinical.res, clinical.ver');
        external += 1;
        for (const message of order) await ingest({ ...message, externalId: `ORDER-${external}` });
        for (const message of order) await ingest({ ...message, externalId: `ORDER-${external}` });
        const [report, ...others] = await reportsOfAlice();
        expect(others).toEqual([]);
        expect(report?.status).toBe('final');
        expect(report?.results.map(({ value }) => value).sort()).toEqual(['b2', 'c2', 'd4']);
      }),
      { numRuns: 12 },
    );
  });

  it('loses no result to messages that come at the same instant', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 24 }, (_, index) =>
        ingest({
          message: aMessage(`2026-05-01T10:00:${String(index).padStart(2, '0')}Z`),
          results: [aResult({ key: String(index), text: `r${index}` })],
        }),
      ),
    );
    expect(outcomes.filter(({ outcome }) => outcome === 'CREATED')).toHaveLength(1);
    const values = await valuesIn();
    expect(values[0]?.slice().sort()).toEqual(Array.from({ length: 24 }, (_, index) => `r${index}`).sort());
  });

  it('is one put, however many results it has', async () => {
    const results = Array.from({ length: 30 }, (_, index) => aResult({ key: String(index) }));
    sql.queries.length = 0;
    await ingest({ results });
    expect(sql.queries).toHaveLength(2);
  });

  it('keeps results apart that two organisations number alike', async () => {
    const hillside = feedOf('hillside');
    await ingest({ results: [aResult({ text: 'riverside' })] });
    await ingest(
      { placement: placementOf(hillside, 'alice', 'hillside-community'), results: [aResult({ text: 'hillside' })] },
      hillside,
    );
    expect((await valuesIn()).flat().sort()).toEqual(['hillside', 'riverside']);
  });
});

describe('The reports of one message', () => {
  type Report = ReturnType<typeof aLabReport>;
  const [first, second, third] = ['LAB-1', 'LAB-2', 'LAB-3'].map((externalId) =>
    aLabReport({ externalId, results: [aResult({ text: externalId })] }),
  ) as [Report, Report, Report];
  const inAll = async () => (await valuesIn()).flat().sort();
  const counts = async () => {
    const { rows } = await database.pool.query<{ res: string; ver: string }>(
      'select (select count(*) from clinical.res) as res, (select count(*) from clinical.ver) as ver',
    );
    return rows[0];
  };

  it('are all stored, and answered in their order', async () => {
    const { reports } = await ingestAll({ reports: [first, second, third] });
    expect(reports?.map(({ outcome }) => outcome)).toEqual(['CREATED', 'CREATED', 'CREATED']);
    const { labReports: shown } = (await shownToAlice('labReports { items { id externalId } }')) as {
      labReports: { items: readonly { id: string; externalId: string }[] };
    };
    const shownAs = new Map(shown.items.map(({ id, externalId }) => [id, externalId]));
    expect(reports?.map(({ id }) => shownAs.get(id ?? ''))).toEqual(['LAB-1', 'LAB-2', 'LAB-3']);
    expect(await inAll()).toEqual(['LAB-1', 'LAB-2', 'LAB-3']);
  });

  it('each have their own outcome', async () => {
    await ingest({ ...first, message: aMessage('2026-05-03T10:00:00Z') });
    await ingest({ ...second, message: aMessage('2026-05-01T10:00:00Z') });
    const message = aMessage('2026-05-02T10:00:00Z');
    const outcomes = async () =>
      (await ingestAll({ message, reports: [first, second, third] })).reports?.map(({ outcome }) => outcome);
    expect(await outcomes()).toEqual(['STALE', 'UPDATED', 'CREATED']);
    expect(await outcomes()).toEqual(['STALE', 'UNCHANGED', 'UNCHANGED']);
  });

  it('are one read and one put, however many they are', async () => {
    const reports = Array.from({ length: 12 }, (_, index) =>
      aLabReport({ externalId: String(index), results: [aResult(), aResult({ key: 'b' })] }),
    );
    sql.queries.length = 0;
    await ingestAll({ reports });
    expect(sql.queries).toHaveLength(2);
  });

  it('list what late messages bring, each in its own report', async () => {
    const late = (report: Report): Report => ({
      ...report,
      results: [aResult({ key: 'late', text: `${report.externalId} late` })],
    });
    await ingestAll({ message: aMessage('2026-05-02T10:00:00Z'), reports: [first, second] });
    await ingestAll({ message: aMessage('2026-05-01T10:00:00Z'), reports: [late(second), late(first)] });
    expect((await valuesIn()).sort()).toEqual([
      ['LAB-1', 'LAB-1 late'],
      ['LAB-2', 'LAB-2 late'],
    ]);
  });

  it.each([0, 1, 2])('are not stored at all where one, here number %i, is another patient’s', async (place) => {
    const reports = [first, second, third];
    const theirs = reports.slice(place, place + 1);
    await ingestAll({ placement: placementOf(riverside, 'bob', 'riverside-diabetes'), reports: theirs });
    const before = await counts();
    expect(await ingestAll({ reports })).toMatchObject({ kind: 'CONFLICT', field: `reports[${place}].externalId` });
    expect(await counts()).toEqual(before);
  });

  it('are refused at the first of several that are another patient’s', async () => {
    await ingestAll({
      placement: placementOf(riverside, 'bob', 'riverside-diabetes'),
      reports: [third, second],
    });
    expect(await ingestAll({ reports: [first, second, third] })).toMatchObject({ field: 'reports[1].externalId' });
  });

  it('of several messages at once go into one transaction, and a refused one does not take the others along', async () => {
    await ingest({ externalId: 'LAB-5', placement: placementOf(riverside, 'bob', 'riverside-diabetes') });
    sql.queries.length = 0;
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => ingest({ externalId: `LAB-${String(index)}` })),
    );
    expect(answers.map(({ outcome, kind }) => kind ?? outcome)).toEqual(
      answers.map((_, index) => (index === 5 ? 'CONFLICT' : 'CREATED')),
    );
    expect(await reportsOfAlice()).toHaveLength(9);

    sql.queries.length = 0;
    await Promise.all(Array.from({ length: 10 }, (_, index) => ingest({ externalId: `LAB-${String(20 + index)}` })));
    expect(sql.queries.filter((name) => name.includes('.put')).length).toBeLessThan(4);
  });

  it('of one number at once come after one another, and none is lost', async () => {
    const results = Array.from({ length: 8 }, (_, index) => ({ key: `K${String(index)}` }));
    await Promise.all(
      results.map((result, index) =>
        ingest({
          externalId: 'LAB-1',
          message: aMessage(`2026-05-02T10:00:0${String(index)}Z`),
          results: [aResult(result)],
        }),
      ),
    );
    expect((await reportsOfAlice()).map((report) => report.results.length)).toEqual([8]);
  });

  it('change nothing that is there where one is another patient’s', async () => {
    await ingest(first);
    await ingest({ ...second, placement: placementOf(riverside, 'bob', 'riverside-diabetes') });
    const corrected = { ...first, results: [aResult({ text: 'corrected' })] };
    await ingestAll({ message: aMessage('2026-05-02T10:00:00Z'), reports: [corrected, second] });
    expect(await inAll()).toEqual(['LAB-1']);
  });

  it('are not stored at all where one is wrong', async () => {
    const wrong = aLabReport({ externalId: 'LAB-2', results: [aResult(), aResult({ key: 'b', number: '1,5' })] });
    expect(await ingestAll({ reports: [first, wrong] })).toMatchObject({
      kind: 'INVALID',
      field: 'reports[1].results[1].number',
    });
    expect(await counts()).toEqual({ res: '0', ver: '0' });
  });

  it('lose no result where messages with the same reports, in any order, come at the same instant', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `r${String(index).padStart(2, '0')}`);
    await Promise.all(
      names.map((key, index) => {
        const result = aResult({ key, text: key });
        const reports = [first, second, third].map((report) => ({ ...report, results: [result] }));
        return ingestAll({
          message: aMessage(`2026-05-01T10:00:${String(index).padStart(2, '0')}Z`),
          reports: index % 2 === 0 ? reports : reports.reverse(),
        });
      }),
    );
    expect((await valuesIn()).map((values) => [...values].sort())).toEqual([names, names, names]);
  });

  it('answer all, with a conflict or with what was stored, where two patients race for the same numbers', async () => {
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, index) =>
        ingestAll({
          placement: placementOf(riverside, index % 2 === 0 ? 'alice' : 'bob', 'riverside-diabetes'),
          reports: index % 4 < 2 ? [first, second, third] : [third, second, first],
        }),
      ),
    );
    expect(answers.map(({ kind, reports }) => kind ?? reports?.length).sort()).toEqual([
      ...Array<number>(8).fill(3),
      ...Array<string>(8).fill('CONFLICT'),
    ]);
    expect(await counts()).toEqual({ res: '6', ver: '6' });
  });
});

describe('A laboratory report is refused', () => {
  it('with the path to what is wrong', async () => {
    expect(await ingest({ results: [aResult(), aResult({ key: 'b', number: '1,5' })] })).toMatchObject({
      kind: 'INVALID',
      field: 'reports[0].results[1].number',
    });
    expect(await reportsOfAlice()).toEqual([]);
  });

  it('where its number is that of another patient’s report, without a word about whose', async () => {
    await ingest();
    const refusal = await ingest({ placement: placementOf(riverside, 'bob', 'riverside-diabetes') });
    expect(refusal).toMatchObject({ kind: 'CONFLICT', field: 'reports[0].externalId' });
    expect(JSON.stringify(refusal)).not.toMatch(/alice|archer|00a1/i);
  });

  it.each([
    ['made for another feed', placementOf(feedOf('hillside'), 'alice', 'riverside-diabetes')],
    ['that nobody made', 'test.e30.AAAA'],
    ['that has been changed', placement.replace('.', '.A')],
    ['that is a purview', purviewOf(riverside, 'alice', all)],
    ['that is empty', ''],
  ])('with a placement %s', async (_case, forged) => {
    expect(await ingest({ placement: forged })).toMatchObject({ kind: 'FORBIDDEN', field: 'placement' });
    expect(await reportsOfAlice()).toEqual([]);
  });
});
