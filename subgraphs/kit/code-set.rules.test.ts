import { describe, expect, it } from 'vitest';
import { codesOf, keyOf, noCodes } from './code-set.rules.ts';

const known = (system: string, code: string, display: string) =>
  ({ set: 'RESULT', system, code, display, standard: null }) as const;

describe('The codes of an organisation', () => {
  const codes = codesOf([known('', 'HB', 'Haemoglobin'), known('WinPath', 'HB', 'Hb (WinPath)')]);

  it('are known by their system first, then in whatever system', () => {
    expect(codes.meaning('RESULT', { system: 'WinPath', code: 'HB' })?.display).toBe('Hb (WinPath)');
    expect(codes.meaning('RESULT', { system: 'Telepath', code: 'HB' })?.display).toBe('Haemoglobin');
    expect(codes.meaning('RESULT', { code: ' HB ' })?.display).toBe('Haemoglobin');
  });

  it('are of one set, and letters are as sent', () => {
    expect(codes.meaning('ORDER', { code: 'HB' })).toBeUndefined();
    expect(codes.meaning('RESULT', { code: 'hb' })).toBeUndefined();
  });

  it('know nothing of what has no code', () => {
    expect(codes.meaning('RESULT', { system: 'WinPath' })).toBeUndefined();
    expect(codes.meaning('RESULT', null)).toBeUndefined();
    expect(codesOf([])).toBe(noCodes);
  });

  it('are not mistaken for another where a code holds a bar', () => {
    const odd = codesOf([known('', 'a|b', 'no system')]);
    expect(odd.meaning('RESULT', { system: 'a', code: 'b' })).toBeUndefined();
    expect(odd.meaning('RESULT', { code: 'a|b' })?.display).toBe('no system');
  });

  it('are compared as FHIR writes them', () => {
    expect(keyOf({ system: 'my  lab', code: ' a \t b ' })).toEqual({ system: 'my%20%20lab', code: 'a b' });
  });
});
