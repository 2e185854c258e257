import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pretty } from './pretty.ts';

describe('pretty JSON', () => {
  it('looks as JSON.stringify would have indented it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1), (value, indent) => {
        expect(pretty(JSON.stringify(value, undefined, indent))).toBe(JSON.stringify(value, undefined, 2));
      }),
    );
  });

  it('keeps numbers as they were written', () => {
    expect(pretty('{"a":1.00,"b":[1e3,12345678901234567890]}')).toBe(
      '{\n  "a": 1.00,\n  "b": [\n    1e3,\n    12345678901234567890\n  ]\n}',
    );
  });

  it('is not stopped by a document of megabytes inside a string', () => {
    const json = JSON.stringify({ data: 'QUJD\\"'.repeat(1_000_000) });
    expect(JSON.parse(pretty(json))).toEqual(JSON.parse(json));
  });
});
