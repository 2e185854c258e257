import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Failure } from './failure.ts';
import { readJsonObject } from './json-text.ts';

const messageOf = (text: string): string => {
  const read = readJsonObject(text);
  return read instanceof Failure ? read.message : expect.unreachable('This was read.');
};

describe('JSON from outside', () => {
  it('is read as JSON.parse reads it', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), fc.nat(3), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(readJsonObject(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each([
    ['{"a":1,}', 'a name in quotes is expected at line 1, column 8, where there is "}"'],
    ['{\n  "a" 1}', 'a colon is expected at line 2, column 7, where there is "1"'],
    ['{"a":[1 2]}', 'a comma or ] is expected at line 1, column 9, where there is "2"'],
    ['{"a":', 'a value is expected at line 1, column 6, where the text ends'],
    ['', 'a value is expected at line 1, column 1, where the text ends'],
    ['{"a":01}', 'a comma or } is expected at line 1, column 7, where there is "1"'],
    ['{"a":"\u0001"}', 'a value is expected at line 1, column 6, where there is "\\""'],
    ['{} x', 'the end is expected at line 1, column 4, where there is "x"'],
    ["{'a':1}", 'a name in quotes or } is expected at line 1, column 2, where there is "\'"'],
  ])('says of %j where it goes wrong', (text, place) => {
    expect(messageOf(text)).toBe(`This is not JSON: ${place}.`);
  });

  it.each([
    ['{"a":1,"b":2,"a":3}', 'line 1, column 14, where there is "\\""'],
    ['{"a":[{"b":1,\n "b":1}]}', 'line 2, column 2, where there is "\\""'],
    ['{"a":1,"\\u0061":{}}', 'line 1, column 8, where there is "\\""'],
    ['{"__proto__":1,"__proto__":2}', 'line 1, column 16'],
  ])('is refused where %j names a member twice', (text, place) => {
    expect(messageOf(text)).toContain(place);
  });

  it('says a place for whatever JSON.parse refuses', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.nat(),
        fc.string({ maxLength: 2 }),
        (value, at, more) => {
          const text = JSON.stringify(value);
          const broken = `${text.slice(0, at % text.length)}${more}${text.slice((at % text.length) + 1)}`;
          let isJson = true;
          try {
            JSON.parse(broken);
          } catch {
            isJson = false;
          }
          if (!isJson)
            expect(messageOf(broken)).toMatch(/^This is not JSON: .* is expected at line \d+, column \d+, where/);
        },
      ),
    );
  });

  it('is refused where it is no object, or too deep', () => {
    expect(messageOf('[]')).toBe('The JSON is not an object.');
    expect(messageOf(`{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`)).toMatch(/nested more than 100 levels/);
    expect(readJsonObject(`{"a":"${'['.repeat(10_000)}"}`)).not.toBeInstanceOf(Failure);
  });
});
