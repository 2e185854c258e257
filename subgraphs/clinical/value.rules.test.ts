import { describe, expect, it } from 'vitest';
import { rangeInWords, valueInWords } from './value.rules.ts';

const words = (value: object): string | undefined => valueInWords({ status: 'final', ...value });

describe('The value of an observation in words', () => {
  it.each([
    [
      'a quantity with its comparator and unit',
      { valueQuantity: { value: '1.00', comparator: '<', unit: 'mg/L' } },
      '<1.00 mg/L',
    ],
    ['a quantity with a coded unit', { valueQuantity: { value: '5', code: 'mm[Hg]' } }, '5 mm[Hg]'],
    [
      'a code, by its text first',
      { valueCodeableConcept: { text: 'Positive', coding: [{ code: 'POS' }] } },
      'Positive',
    ],
    ['a code without words', { valueCodeableConcept: { coding: [{ code: 'POS' }] } }, 'POS'],
    ['a text', { valueString: 'Clear' }, 'Clear'],
    ['a no', { valueBoolean: false }, 'false'],
    ['a whole number', { valueInteger: '7' }, '7'],
    ['a range', { valueRange: { low: { value: '1' }, high: { value: '2', unit: 'm' } } }, '1 to 2 m'],
    ['an open range', { valueRange: { high: { value: '2' } } }, 'up to 2'],
    ['a ratio', { valueRatio: { numerator: { value: '1' }, denominator: { value: '128' } } }, '1 : 128'],
    ['a time', { valueTime: '10:00:00' }, '10:00:00'],
    ['a period', { valuePeriod: { start: '2026-01-01' } }, 'from 2026-01-01'],
    [
      'components',
      {
        component: [
          { code: { text: 'Systolic' }, valueQuantity: { value: '120', unit: 'mmHg' } },
          { code: { text: 'Diastolic' }, valueQuantity: { value: '80', unit: 'mmHg' } },
          { code: { text: 'Mean' } },
        ],
      },
      'Systolic 120 mmHg, Diastolic 80 mmHg',
    ],
  ])('names %s', (_kind, value, expected) => {
    expect(words(value)).toBe(expected);
  });

  it('is nothing where there is no value', () => {
    expect(words({})).toBeUndefined();
  });
});

describe('A reference range in words', () => {
  it('is what the laboratory wrote', () => {
    expect(rangeInWords({ text: '3.5-5.0', low: { value: '3.5' } })).toBe('3.5-5.0');
  });

  it('is made from its bounds otherwise', () => {
    expect(rangeInWords({ low: { value: '3.50', unit: 'g/L' } })).toBe('from 3.50 g/L');
  });
});
