import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isIssue } from '../issue.ts';
import { writeExact } from './exact.ts';
import { readExact, readJson } from './read.ts';

describe('JSON', () => {
  it('is read as JSON.parse reads it', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), fc.constantFrom(undefined, 1, '\t'), (value, blanks) => {
        const text = JSON.stringify(value, null, blanks);
        expect(readJson(text)).toEqual({ value: JSON.parse(text) as unknown });
      }),
    );
  });

  it('is refused where JSON.parse refuses it, and with a fault of one character', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.nat(),
        fc.constantFrom('', '"', '{', ']', ',', '0', '.', '\\', '\n', 'é'),
        (value, at, character) => {
          const right = JSON.stringify(value);
          const text = right.slice(0, at % right.length) + character + right.slice((at % right.length) + 1);
          let parsed: unknown;
          try {
            parsed = JSON.parse(text);
          } catch {
            expect(readJson(text)).toMatchObject({ severity: 'error', code: 'structure' });
            return;
          }
          const read = readJson(text);
          // A fault may also make two members of one name, which JSON.parse lets pass.
          if (isIssue(read)) expect(read.diagnostics).toContain('already there');
          else expect(read.value).toEqual(parsed);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['{\n  "resourceType": "Patient",\n  "active": tru\n}', 'A value is expected: line 3, column 13.'],
    ['{"a": 1 "b": 2}', 'A comma or "}" is expected: line 1, column 9.'],
    ['{"a": [1, 2}', 'A comma or "]" is expected: line 1, column 12.'],
    ['{"a": 01}', 'A comma or "}" is expected: line 1, column 8.'],
    ['{"a": 1,}', 'The name of a member, in double quotes, is expected: line 1, column 9.'],
    ["{'a': 1}", 'The name of a member, in double quotes, is expected: line 1, column 2.'],
    ['{"a" 1}', 'A colon is expected: line 1, column 6.'],
    ['{"a": "b\r\nc"}', 'A control character in a string must be escaped: line 1, column 9.'],
    ['{"a":\r\n "\\x"}', 'A string has an escape that is none: line 2, column 2.'],
    ['{"a": "b', 'A string has no end: line 1, column 7.'],
    ['{"a": ', 'The text ends too early: line 1, column 7.'],
    ['', 'The text ends too early: line 1, column 1.'],
    ['{} {}', 'Nothing may follow the end of the resource: line 1, column 4.'],
    ['{"a": 1, "b": {"c": 1,\n"c": 2}}', 'A member of this name is already there: line 2, column 1.'],
    ['\uFEFF{"a": x}', 'A value is expected: line 1, column 7.'],
  ])('%j is refused with the place', (text, diagnostics) => {
    expect(readJson(text)).toEqual({ severity: 'error', code: 'structure', expression: '', diagnostics });
  });

  it('may begin with a byte order mark', () => {
    expect(readJson('\uFEFF{"a":1}')).toEqual({ value: { a: 1 } });
  });

  it('has 100 levels at most, however many are sent', () => {
    expect(isIssue(readJson('['.repeat(100) + ']'.repeat(100)))).toBe(false);
    for (const levels of [101, 10_000, 1_000_000])
      expect(readJson('{"a":['.repeat(levels))).toMatchObject({ code: 'too-costly' });
  });

  it('keeps members that every object has, as members', () => {
    const read = readJson('{"__proto__": {"a": 1}, "constructor": 2}');
    expect(isIssue(read) ? [] : Object.keys(read.value as object)).toEqual(['__proto__', 'constructor']);
    expect(readJson('{"__proto__": 1, "__proto__": 2}')).toMatchObject({ code: 'structure' });
  });
});

describe('exact JSON', () => {
  it('comes back with its numbers as they were', () => {
    const text = '{"a":1.00,"b":[1e3,0.10,-0,12345678901234567890,1E-7],"c":"1.00","d":null,"e":true,"__proto__":0.0}';
    const read = readExact(text);
    expect(isIssue(read) ? read : writeExact(read.value)).toBe(text);
  });
});
