import { describe, expect, it } from 'vitest';
import { equivalents } from './ucum.ts';
import { conversions, convertedNumber } from './unit-factors.ts';

const powerTo = (from: string, to: string): number | undefined =>
  equivalents(from).find(({ code }) => code === to)?.power;

describe('units that differ by another factor', () => {
  const inOther = (number: number, from: string, to: string): number | undefined => {
    const found = conversions(from).find(({ code }) => code === to);
    return found && convertedNumber(number, found);
  };

  it.each([
    [2, 'h', 120, 'min'],
    [36, 'mo', 3, 'a'],
    [1, 'wk', 168, 'h'],
    [150, '[lb_av]', 68.0388555, 'kg'],
    [1, '[stone_av]', 14, '[lb_av]'],
    [6, '[ft_i]', 182.88, 'cm'],
    [120, 'mm[Hg]', 15.99864, 'kPa'],
    [100, 'kcal', 418.4, 'kJ'],
    [98.6, '[degF]', 37, 'Cel'],
    [0, 'Cel', 273.15, 'K'],
  ])('%d %s are %d %s, and back', (number, from, expected, to) => {
    expect(inOther(number, from, to)).toBe(expected);
    expect(inOther(expected, to, from)).toBe(number);
  });

  it.each(['mmol/L', '%', '', 'mL/min', '[pH]'])('%j is in no family', (code) => {
    expect(conversions(code)).toEqual([]);
  });
});

describe('units that differ by a power of ten', () => {
  it.each([
    ['mg', 'g', -3],
    ['kg', 'g', 3],
    ['g', 'ug', 6],
    ['cm', 'm', -2],
    ['m', 'mm', 3],
    ['mL', 'l', -3],
    ['mg/dL', 'g/L', -2],
    ['mg/dL', 'mg/L', 1],
    ['mmol/L', 'umol/L', 3],
    ['mmol/L', 'mmol/l', 0],
    ['10*9/L', '10*3/uL', 0],
    ['/uL', '10*6/L', 0],
    ['mL/min', 'L/min', -3],
    ['m[iU]/mL', '[iU]/L', 0],
    ['mg', 'mg', 0],
  ])('%s is %s times ten to %i', (from, to, power) => {
    expect(powerTo(from, to)).toBe(power);
    expect(powerTo(to, from)).toBe(0 - power);
  });

  it.each([
    ['min', 'in'],
    ['h', 'min'],
    ['mm[Hg]', 'kPa'],
    ['mg', 'mL'],
    ['mg/dL', 'mg/kg'],
    ['mL/min', 'mL/h'],
    ['%', '1'],
    ['Cel', 'K'],
    ['', ''],
  ])('%s is not %s', (from, to) => {
    expect(equivalents(from).filter(({ code }) => code === to && from !== to)).toEqual([]);
  });

  it('are few', () => {
    expect(equivalents('mg/dL').length).toBeLessThan(200);
    expect(new Set(equivalents('mg/dL').map(({ code }) => code)).size).toBe(equivalents('mg/dL').length);
  });
});
