import { describe, expect, it } from 'vitest';
import { isProblem } from './outcome.ts';
import { parseParameters, writeParameters } from './parameters.ts';
import { readResultParameters, type ResultParameters } from './result-parameters.ts';

const limits = { usual: 50, most: 200 };

const read = (query: string): ResultParameters => {
  const result = readResultParameters(parseParameters(query), limits);
  if (isProblem(result)) throw new Error(result.diagnostics);
  return result;
};

const refused = (query: string): string | undefined => {
  const result = readResultParameters(parseParameters(query), limits);
  return isProblem(result) ? result.parameter : undefined;
};

describe('result parameters', () => {
  it.each([
    ['', 50],
    ['_count=7', 7],
    ['_count=200', 200],
    ['_count=201', 200],
    ['_count=99999999', 200],
  ])('%j is a page of %i', (query, count) => {
    expect(read(query).count).toBe(count);
  });

  it.each(['_count=-1', '_count=ten', '_count=1.5', '_count=1&_count=2'])('refuses %j', (query) => {
    expect(refused(query)).toBe('_count');
  });

  it('refuses a _total that FHIR does not know', () => {
    expect(refused('_total=maybe')).toBe('_total');
  });

  it.each([
    ['', 'cheap'],
    ['_total=none', 'none'],
    ['_total=estimate', 'accurate'],
    ['_total=accurate', 'accurate'],
  ])('%j wants the total %s', (query, total) => {
    expect(read(query).total).toBe(total);
  });

  it.each([
    ['_count=0', true],
    ['_summary=count', true],
    ['_summary=false', false],
    ['_count=1', false],
  ])('%j wants the count only: %s', (query, countOnly) => {
    expect(read(query).countOnly).toBe(countOnly);
  });

  it('passes the parameters of the search on in their order', () => {
    expect(writeParameters(read('code=a&_count=5&date=ge2026&_sort=-date&page=x').rest)).toBe(
      'code=a&date=ge2026&_sort=-date',
    );
  });

  it('does not claim to have understood a summary that it does not make', () => {
    const { rest, understood } = read('_summary=text');
    expect([writeParameters(rest), writeParameters(understood)]).toEqual(['_summary=text', '']);
  });

  it('says which page size it used', () => {
    expect(writeParameters(read('_count=1000&_total=none&page=x').understood)).toBe('_count=200&_total=none');
  });

  it('reads the continuation', () => {
    expect(read('page=abc').page).toBe('abc');
  });
});
