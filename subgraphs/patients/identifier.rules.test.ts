import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkIdentifier, hasValidCheckDigit, normalise } from './identifier.rules.ts';

describe('an NHS number', () => {
  it.each([
    '9999999999',
    '5760678914',
    '9571270652',
    '9912003888',
    '5555555555',
    '4444444444',
    '5637453543',
    '9434765919',
  ])('%s is valid', (number) => {
    expect(hasValidCheckDigit(number)).toBe(true);
  });

  it.each(['1234567890', '9912003814', '', '943476591', '94347659190', '943476591x', '９４３４７６５９１９'])(
    '%j is not',
    (number) => {
      expect(hasValidCheckDigit(number)).toBe(false);
    },
  );

  it('has at most one valid last digit', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{9}$/), (nine) => {
        const valid = Array.from({ length: 10 }, (_, digit) => `${nine}${String(digit)}`).filter(hasValidCheckDigit);
        expect(valid.length).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('shows it when any one digit is mistyped, or two neighbours change places', () => {
    const number = '9434765919';
    for (let place = 0; place < 10; place++) {
      for (const digit of '0123456789') {
        if (digit === number[place]) continue;
        expect(hasValidCheckDigit(number.slice(0, place) + digit + number.slice(place + 1))).toBe(false);
      }
      const swapped =
        number.slice(0, place) + (number[place + 1] ?? '') + (number[place] ?? '') + number.slice(place + 2);
      if (place < 9 && swapped !== number) expect(hasValidCheckDigit(swapped)).toBe(false);
    }
  });

  it('is the same with the blanks and dashes it is written with', () => {
    expect(normalise('NHS', ' 943 476-5919')).toBe('9434765919');
  });
});

describe('an identifier', () => {
  it('of a hospital is taken as it comes, blanks around it left off', () => {
    expect(normalise('LOCAL', ' R 100-a ')).toBe('R 100-a');
    expect(checkIdentifier('LOCAL', 'R 100-a', 'identifiers[0].value')).toBeUndefined();
  });

  it('that is empty or wrong is refused where it stands', () => {
    expect(checkIdentifier('LOCAL', '', 'identifiers[0].value')).toMatchObject({
      kind: 'invalid',
      field: 'identifiers[0].value',
    });
    for (const kind of ['NHS', 'CHI', 'HC'] as const)
      expect(checkIdentifier(kind, '1234567890', 'identifiers[2].value')).toMatchObject({
        kind: 'invalid',
        field: 'identifiers[2].value',
      });
  });
});
