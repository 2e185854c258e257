import { mkdtemp, rm } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { feedOf, person } from '../../test/calls.ts';
import { aLabReport, aMessage, aResult } from '../../test/clinical-inputs.ts';
import { testDatabase } from '../../test/database.ts';
import { asking, countingSql, patientBy, placementOf, purviewOf } from '../../test/slice.ts';
import { faultsInR4 } from '../../test/valid-r4.ts';
import { directoryBlobs, openClinical } from './index.ts';
import type { LabReportInput } from './ingest.types.ts';

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
const ingestion = `mutation ($input: LabReportInput!) { ingestLabReport(input: $input) {
  ... on Stored { id outcome } ... on Refusal { kind message field } } }`;

type Outcome = { readonly id?: string; readonly outcome?: string; readonly kind?: string; readonly field?: string };
const ingest = async (report: Partial<LabReportInput> = {}, by = riverside): Promise<Outcome> => {
  const { data, errors } = await asking(clinical, by).run(ingestion, {
    input: JSON.parse(JSON.stringify(aLabReport({ placement, ...report }))) as unknown,
  });
  expect(errors).toBeUndefined();
  return data?.['ingestLabReport'] as Outcome;
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

describe('A laboratory report is refused', () => {
  it('with the path to what is wrong', async () => {
    expect(await ingest({ results: [aResult(), aResult({ key: 'b', number: '1,5' })] })).toMatchObject({
      kind: 'INVALID',
      field: 'results[1].number',
    });
    expect(await reportsOfAlice()).toEqual([]);
  });

  it('where its number is that of another patient’s report, without a word about whose', async () => {
    await ingest();
    const refusal = await ingest({ placement: placementOf(riverside, 'bob', 'riverside-diabetes') });
    expect(refusal).toMatchObject({ kind: 'CONFLICT', field: 'externalId' });
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
