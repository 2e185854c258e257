import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberBounds } from './number.ts';

describe('the bounds of a number', () => {
  it.each([
    ['5.4', 5.35, 5.45],
    ['100', 99.5, 100.5],
    ['1e2', 50, 150],
    ['-0.50', -0.505, -0.495],
  ])('%s', (text, lo, hi) => {
    expect(numberBounds(text)).toMatchObject({ lo, hi });
  });

  it('hold the number itself, however many digits it has', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e200, max: 1e200 }), (number) => {
        const { lo, hi } = numberBounds(String(number)) ?? expect.unreachable(String(number));
        expect(lo <= number && number < hi).toBe(true);
      }),
    );
    expect(numberBounds('66.89999999999999')?.hi).toBeGreaterThan(66.89999999999999);
  });
});
