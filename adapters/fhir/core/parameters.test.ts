import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alternatives, parseParameters, parseToken, writeParameters } from './parameters.ts';

describe('search parameters', () => {
  it('reads back what it writes', () => {
    const text = fc.string({ unit: 'binary' }).map((said) => Buffer.from(said).toString());
    const parameter = fc.record({ name: text, value: text.filter((value) => value !== '') });
    fc.assert(
      fc.property(fc.array(parameter), (parameters) => {
        fc.pre(parameters.every(({ value }) => !/T\d\d:\d\d\S* \d\d:\d\d/.test(value)));
        expect(parseParameters(writeParameters(parameters))).toEqual(parameters);
      }),
    );
  });

  it('keeps the order and repetitions', () => {
    expect(parseParameters('date=ge2026&code=a&date=lt2027').map(({ name, value }) => name + value)).toEqual([
      'datege2026',
      'codea',
      'datelt2027',
    ]);
  });

  it('reads the literal spelling of a chain with its type', () => {
    expect(parseParameters('actor:Patient.identifier=https://fhir.nhs.uk/Id/nhs-number|9571270652')).toEqual([
      { name: 'actor:Patient.identifier', value: 'https://fhir.nhs.uk/Id/nhs-number|9571270652' },
    ]);
  });

  it('leaves out a parameter without a value', () => {
    expect(parseParameters('code=&date&status=final')).toEqual([{ name: 'status', value: 'final' }]);
  });

  it('takes an unescaped plus in a date as the offset that it is', () => {
    expect(parseParameters('date=ge2026-01-01T00:00:00+01:00')[0]?.value).toBe('ge2026-01-01T00:00:00+01:00');
  });

  it('takes a plus elsewhere as a blank', () => {
    expect(parseParameters('description=chest+pain')[0]?.value).toBe('chest pain');
  });

  it('does not fail on a percent sign that escapes nothing', () => {
    expect(parseParameters('code=%zz')[0]?.value).toBe('%zz');
  });
});

describe('alternatives', () => {
  it.each([
    ['a,b', ['a', 'b']],
    ['a\\,b', ['a\\,b']],
    ['a\\\\,b', ['a\\\\', 'b']],
    ['', ['']],
    ['a\\', ['a\\']],
  ])('of %j are %j', (value, parts) => {
    expect(alternatives(value)).toEqual(parts);
  });
});

describe('a token', () => {
  it.each([
    ['s|c', { system: 's', code: 'c' }],
    ['|c', { system: '', code: 'c' }],
    ['c', { code: 'c' }],
    ['s|', { system: 's', code: '' }],
    ['s|a\\|b', { system: 's', code: 'a|b' }],
    ['s\\,t|a\\$b\\\\', { system: 's,t', code: 'a$b\\' }],
  ])('%j is %j', (text, token) => {
    expect(parseToken(text)).toEqual(token);
  });
});
