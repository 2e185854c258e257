import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFailure } from '../../../kernel/failure.ts';
import { largestAnswer, readPatientQuery } from './patient-query.ts';
import { messageWith, succeed, withHeader } from './reading.fixture.ts';

const read = (qrd: string, qrf?: string) =>
  succeed(withHeader(messageWith('QRY^A19', qrd, ...(qrf === undefined ? [] : [qrf])), readPatientQuery));

describe('a query', () => {
  it('that says nothing asks for the demographics of all patients with numbers', () => {
    expect(read('QRD|20260501')).toEqual({
      everybody: false,
      limit: largestAnswer,
      numbers: undefined,
      from: undefined,
      before: undefined,
    });
  });

  it.each([
    ['1', 1],
    ['25^RD', 25],
    ['0999', 999],
    ['1000000', largestAnswer],
    ['', largestAnswer],
  ])('for %s records is one for %i', (quantity, limit) => {
    expect(read(`QRD|20260501||||||${quantity}`).limit).toBe(limit);
  });

  it('knows a hospital’s own number by MR, whatever the case', () => {
    const mr = '^'.repeat(12);
    expect(read(`QRD|20260501|||||||H1${mr}mr~9434765919~^Weir~""`).numbers).toEqual([
      { value: 'H1', isLocal: true, path: 'QRD[1].8[1]' },
      { value: '9434765919', isLocal: false, path: 'QRD[1].8[2]' },
    ]);
  });

  it.each([
    // Of a day all of it, also of the one on which the clocks change.
    ['20260329', '2026-03-29T00:00:00.000000Z', '2026-03-29T23:00:00.000Z'],
    ['202612', '2026-12-01T00:00:00.000000Z', '2027-01-01T00:00:00.000Z'],
    ['2026', '2026-01-01T00:00:00.000000Z', '2027-01-01T00:00:00.000Z'],
    ['2026070112', '2026-07-01T11:00:00.000000Z', '2026-07-01T12:00:00.000Z'],
    ['202607011230', '2026-07-01T11:30:00.000000Z', '2026-07-01T11:31:00.000Z'],
    ['20260701123015+0000', '2026-07-01T12:30:15.000000Z', '2026-07-01T12:30:16.000Z'],
    ['20260701123015.25+0000', '2026-07-01T12:30:15.250000Z', '2026-07-01T12:30:15.251Z'],
  ])('from and to %s has the whole of it', (time, from, before) => {
    expect(read('QRD|20260501', `QRF|PAS|${time}|${time}`)).toMatchObject({ from, before });
  });

  it('for everybody passes over the other filters', () => {
    expect(read('QRD|20260501||||||5|9434765919|APN', 'QRF|PAS|2026|2026')).toEqual({
      everybody: true,
      limit: 5,
      numbers: undefined,
      from: undefined,
      before: undefined,
    });
  });

  it('is read, or refused with the place, whatever stands in its fields', () => {
    const field = fc.oneof(
      fc.constantFrom(
        '',
        '1^RD',
        'DEM',
        'APN',
        '""',
        '2026',
        '9434765919',
        `H1${'^'.repeat(12)}MR`,
        '~~',
        '&&',
        '-1',
        '9e9',
      ),
      fc.string({ maxLength: 12 }).map((text) => text.replaceAll(/[\r\n|]/g, '')),
    );
    const segment = fc.array(field, { maxLength: 12 }).map((fields) => fields.join('|'));
    fc.assert(
      fc.property(segment, segment, (qrd, qrf) => {
        const query = withHeader(messageWith('QRY^A19', `QRD|${qrd}`, `QRF|${qrf}`), readPatientQuery);
        if (isFailure(query)) {
          expect([query.kind, query.field]).toEqual(['invalid', expect.stringMatching(/^QR[DF]\[1\]\.\d/)]);
          return;
        }
        expect(query.limit).toBeGreaterThanOrEqual(1);
        expect(query.limit).toBeLessThanOrEqual(largestAnswer);
        for (const { value } of query.numbers ?? []) expect(value).not.toBe('');
        for (const at of [query.from, query.before]) if (at !== undefined) expect(Date.parse(at)).not.toBeNaN();
      }),
      { numRuns: 500 },
    );
  });
});
