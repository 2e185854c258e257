import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal, decimal, isDecimal, readExact, withNumbers, writeExact } from './decimal.rules.ts';

const digits = fc.stringMatching(/^\d{1,12}$/);
const decimals = fc
  .tuple(
    fc.constantFrom('', '-'),
    fc.bigInt({ min: 0n, max: 10n ** 12n }),
    fc.option(digits),
    fc.constantFrom('', 'e3', 'E-2', 'e+10'),
  )
  .map(
    ([sign, whole, fraction, exponent]) =>
      `${sign}${whole.toString()}${fraction === null ? '' : `.${fraction}`}${exponent}`,
  );

describe('Decimals', () => {
  it.each(['0', '-0.0', '1.00', '12e-3', '1.5E+10'])('take %s', (text) => {
    expect(isDecimal(text)).toBe(true);
  });

  it.each(['', ' 1', '+1', '.5', '1.', '01', '1,5', '0x10', 'NaN', 'Infinity', '1e999', '1'.repeat(41), '1\n'])(
    'do not take %j',
    (text) => {
      expect(isDecimal(text)).toBe(false);
    },
  );

  it('keep every digit through writing and reading', () => {
    fc.assert(
      fc.property(decimals, (text) => {
        const { value } = readExact(writeExact({ value: new Decimal(text) })) as { value: string };
        expect(value).toBe(text);
      }),
    );
  });

  it('are numbers where JavaScript writes these with the same digits', () => {
    fc.assert(
      fc.property(decimals, (text) => {
        expect(writeExact({ value: decimal(text) })).toBe(`{"value":${text}}`);
      }),
    );
    expect([decimal('62.6'), decimal('1.00'), decimal('-0')]).toEqual([62.6, new Decimal('1.00'), new Decimal('-0')]);
  });

  it('are searched as numbers, and nothing around them is made anew', () => {
    const apart = { code: '718-7' };
    const document = { apart, list: [{ value: new Decimal('1.00') }, apart], of: undefined };
    const plain = withNumbers(document);
    expect(plain).toEqual({ apart, list: [{ value: 1 }, apart], of: undefined });
    expect(plain.list[1]).toBe(apart);
    expect(withNumbers(plain)).toBe(plain);
  });

  it('are written as JSON numbers', () => {
    expect(writeExact({ value: new Decimal('1.00'), left: undefined })).toBe('{"value":1.00}');
  });

  it('leave everything else of a document as JSON has it', () => {
    const withoutNumbers = fc.letrec((node) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.string({ unit: 'binary' }),
        fc.boolean(),
        fc.constant(null),
        fc.array(node('value')),
        node('object'),
      ),
      object: fc.dictionary(fc.string({ unit: 'binary' }), node('value'), { noNullPrototype: true }),
    })).object;
    fc.assert(
      fc.property(withoutNumbers, (document) => {
        expect(writeExact(document)).toBe(JSON.stringify(document));
        expect(readExact(JSON.stringify(document))).toEqual(document);
      }),
    );
  });

  it('are not looked for within strings', () => {
    expect(readExact('{"a":"x 1.00 \\" 2.00","b":[-3.0]}')).toEqual({ a: 'x 1.00 " 2.00', b: ['-3.0'] });
  });

  it('are found beside a string of megabytes', () => {
    const long = 'a\\"1'.repeat(1_000_000);
    expect(readExact(`{"data":${JSON.stringify(long)},"value":1.0}`)).toEqual({ data: long, value: '1.0' });
  });
});
