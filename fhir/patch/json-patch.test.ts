import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isIssue } from '../issue.ts';
import { isEqual } from '../json/equal.ts';
import { ExactNumber } from '../json/exact.ts';
import { applyJsonPatch } from './json-patch.ts';

const apply = (text: string, ...operations: object[]) => {
  const patched = applyJsonPatch(text, JSON.stringify(operations));
  return isIssue(patched) ? patched.diagnostics : patched.text;
};

const patient =
  '{"resourceType":"Patient","name":[{"given":["Peter","James"]}],"birthDate":"1974-12-25","a/b":1.00,"m~n":[1e1]}';

describe('a JSON Patch', () => {
  it.each([
    [{ op: 'add', path: '/active', value: true }, patient.replace(/}$/, ',"active":true}')],
    [{ op: 'add', path: '/name/0/given/1', value: 'J' }, patient.replace('"James"', '"J","James"')],
    [{ op: 'add', path: '/name/0/given/-', value: 'J' }, patient.replace('"James"', '"James","J"')],
    [{ op: 'add', path: '/birthDate', value: '2000' }, patient.replace('1974-12-25', '2000')],
    [{ op: 'remove', path: '/name/0/given/0' }, patient.replace('"Peter",', '')],
    [{ op: 'remove', path: '/m~0n' }, patient.replace(',"m~n":[1e1]', '')],
    [{ op: 'replace', path: '/birthDate', value: '2000' }, patient.replace('1974-12-25', '2000')],
    [{ op: 'move', from: '/a~1b', path: '/m~0n/0' }, patient.replace(',"a/b":1.00,"m~n":[1e1]', ',"m~n":[1.00,1e1]')],
    [{ op: 'move', from: '/birthDate', path: '/birthDate' }, patient],
    [{ op: 'copy', from: '/m~0n', path: '/c' }, patient.replace(/}$/, ',"c":[1e1]}')],
    [{ op: 'test', path: '/a~1b', value: 1 }, patient],
    [{ op: 'test', path: '/name/0', value: { given: ['Peter', 'James'] } }, patient],
    [{ op: 'replace', path: '', value: { resourceType: 'Basic' } }, '{"resourceType":"Basic"}'],
  ])('does %j', (operation, expected) => {
    expect(apply(patient, operation)).toBe(expected);
  });

  it.each([
    [{ op: 'add', path: '/contact/0', value: {} }, 'not-found'],
    [{ op: 'add', path: '/name/2', value: {} }, 'not-found'],
    [{ op: 'add', path: '/name/00', value: {} }, 'not-found'],
    [{ op: 'add', path: '/birthDate/x', value: {} }, 'not-found'],
    [{ op: 'remove', path: '/active' }, 'not-found'],
    [{ op: 'remove', path: '/name/-' }, 'not-found'],
    [{ op: 'remove', path: '/constructor' }, 'not-found'],
    [{ op: 'remove', path: '/name/length' }, 'not-found'],
    [{ op: 'replace', path: '/active', value: true }, 'not-found'],
    [{ op: 'move', from: '/active', path: '/b' }, 'not-found'],
    [{ op: 'test', path: '/active', value: true }, 'conflict'],
    [{ op: 'test', path: '/birthDate', value: '2000' }, 'conflict'],
    [{ op: 'remove', path: '' }, 'invalid'],
    [{ op: 'move', from: '/name', path: '/name/0' }, 'invalid'],
    [{ op: 'add', path: 'active', value: true }, 'invalid'],
    [{ op: 'add', path: '/a~2', value: true }, 'invalid'],
    [{ op: 'add', path: '/active' }, 'invalid'],
    [{ op: 'plus', path: '/active', value: 1 }, 'invalid'],
    [{ path: '/active' }, 'invalid'],
    ['add', 'invalid'],
    [{ op: 'copy', path: '/x' }, 'invalid'],
    [{ op: 'add', path: '/a'.repeat(101), value: 1 }, 'invalid'],
  ])('%j fails, and says which operation', (operation, code) => {
    const patched = applyJsonPatch(
      patient,
      JSON.stringify([{ op: 'add', path: '/active', value: false }, { op: 'remove', path: '/active' }, operation]),
    );
    expect(patched).toMatchObject({ severity: 'error', code });
    expect(isIssue(patched) && patched.diagnostics).toContain('Operation 3: ');
  });

  it('that is none is refused with its place', () => {
    expect(applyJsonPatch(patient, '{"op":"remove"}')).toMatchObject({ code: 'invalid' });
    expect(applyJsonPatch(patient, '[{"op":"remove",}]')).toMatchObject({ code: 'structure' });
  });

  it('sets a member that every object has, and no prototype', () => {
    const text = apply('{}', { op: 'add', path: '/__proto__', value: { a: 1 } });
    expect(text).toBe('{"__proto__":{"a":1}}');
  });

  it('does not grow without end', () => {
    const doubling = Array.from({ length: 40 }, () => ({ op: 'copy', from: '/a', path: '/a/-' }));
    expect(apply('{"a":["x"]}', ...doubling)).toContain('copies too much');
    expect(apply('{}', ...Array.from({ length: 1001 }, () => ({ op: 'test', path: '', value: {} })))).toContain('1000');
  });

  it('undoes what another did', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.string(), fc.jsonValue(), (resource, name, value) => {
        const before = JSON.stringify(resource);
        fc.pre(!Object.hasOwn(JSON.parse(before) as object, name));
        const path = `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
        expect(apply(before, { op: 'add', path, value }, { op: 'test', path, value }, { op: 'remove', path })).toBe(
          before,
        );
      }),
    );
  });
});

describe('numbers', () => {
  it.each([
    ['1.00', '1', true],
    ['1e2', '100.0', true],
    ['-0', '0', true],
    ['0.10', '1E-1', true],
    ['12345678901234567890', '12345678901234567891', false],
    ['-1', '1', false],
    ['10', '1', false],
  ])('%s and %s are the same: %s', (one, other, same) => {
    expect(isEqual(new ExactNumber(one), new ExactNumber(other))).toBe(same);
  });
});
