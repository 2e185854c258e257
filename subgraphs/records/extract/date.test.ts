import { describe, expect, it } from 'vitest';
import { dateRange, periodRange } from './date.ts';

const written = (text: string) => {
  const range = dateRange(text);
  return range === undefined
    ? undefined
    : [new Date(range.lo / 1000).toISOString(), new Date(range.hi / 1000).toISOString()];
};

describe('a FHIR date covers what its precision says', () => {
  it.each([
    ['2024', '2024-01-01T00:00:00.000Z', '2025-01-01T00:00:00.000Z'],
    ['2024-02', '2024-02-01T00:00:00.000Z', '2024-03-01T00:00:00.000Z'],
    ['2024-12', '2024-12-01T00:00:00.000Z', '2025-01-01T00:00:00.000Z'],
    ['2024-02-29', '2024-02-29T00:00:00.000Z', '2024-03-01T00:00:00.000Z'],
    ['0099-01-01', '0099-01-01T00:00:00.000Z', '0099-01-02T00:00:00.000Z'],
    ['2024-02-29T23:59', '2024-02-29T23:59:00.000Z', '2024-03-01T00:00:00.000Z'],
    ['2024-02-29T12:00:00+01:00', '2024-02-29T11:00:00.000Z', '2024-02-29T11:00:01.000Z'],
    ['2024-02-29T12:00:00.5-05:30', '2024-02-29T17:30:00.500Z', '2024-02-29T17:30:00.501Z'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z', '2017-01-01T00:00:01.000Z'],
  ])('%s', (text, lo, hi) => {
    expect(written(text)).toEqual([lo, hi]);
  });

  it.each([
    '',
    '24',
    '2024-13',
    '2024-00',
    '2023-02-29',
    '2024-04-31',
    '2024-01-01T25:00',
    '2024-01-01T10:61',
    '0000',
    'yesterday',
    '2024-1-1',
  ])('%s is none', (text) => {
    expect(dateRange(text)).toBeUndefined();
  });
});

describe('a period', () => {
  it('goes from the start of its start to the end of its end', () => {
    expect(periodRange('2024-01', '2024-02')).toEqual({ lo: dateRange('2024-01')?.lo, hi: dateRange('2024-02')?.hi });
  });

  it('is open where one end is missing', () => {
    expect(periodRange('2024', undefined)?.hi).toBe(Infinity);
    expect(periodRange(undefined, '2024')?.lo).toBe(-Infinity);
  });

  it('that ends before it starts is its start', () => {
    expect(periodRange('2024-05', '2024-01')).toEqual(dateRange('2024-05'));
  });

  it('is nothing where neither end is a date', () => {
    expect(periodRange('soon', 7)).toBeUndefined();
  });
});
