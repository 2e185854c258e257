import { describe, expect, it } from 'vitest';
import { codingOf, conceptOf, instantOf, refuseControlCharacters, refuseEmptyCoding, wordsOf } from './fhir.rules.ts';

const written = (coding: Parameters<typeof conceptOf>[0]): unknown =>
  JSON.parse(JSON.stringify(conceptOf(coding) ?? null));

describe('A code as a CodeableConcept', () => {
  it.each([
    [
      'all of it',
      { system: 'http://loinc.org', code: '718-7', display: 'Hb' },
      { coding: [{ system: 'http://loinc.org', code: '718-7', display: 'Hb' }] },
    ],
    ['a code alone', { code: '718-7' }, { coding: [{ code: '718-7' }] }],
    ['words alone', { display: 'Haemoglobin' }, { text: 'Haemoglobin' }],
    ['blanks', { system: ' ', code: '', display: null }, null],
    [
      'whitespace that FHIR forbids',
      { system: 'RVS LAB', code: ' full  blood ' },
      { coding: [{ system: 'RVS%20LAB', code: 'full blood' }] },
    ],
  ])('is written from %s', (_case, coding, concept) => {
    expect(written(coding)).toEqual(concept);
  });

  it('is read with its words, wherever they stand', () => {
    expect(codingOf({ coding: [{ code: 'a' }], text: 'A' })).toEqual({ code: 'a', display: 'A' });
    expect(codingOf({ text: 'A' })).toEqual({ display: 'A' });
    expect(codingOf({})).toBeUndefined();
    expect(wordsOf({ coding: [{ code: 'a', display: 'A' }] })).toBe('A');
  });

  it('is refused where it says nothing', () => {
    expect(refuseEmptyCoding({ system: 'http://loinc.org', code: ' ' }, 'code')).toMatchObject({
      kind: 'invalid',
      field: 'code',
    });
    expect(refuseEmptyCoding(null, 'code')).toBeUndefined();
  });
});

describe('Control characters', () => {
  it.each([
    [{ a: { b: [{ c: 'x' }, { c: 'x\u0000' }] } }, 'a.b[1].c'],
    [{ notes: ['\u001b'] }, 'notes[0]'],
  ])('are found in %j', (input, field) => {
    expect(refuseControlCharacters(input)).toMatchObject({ kind: 'invalid', field });
  });

  it('are not the line ends and tabs of a text, nor letters beyond ASCII', () => {
    expect(
      refuseControlCharacters({ text: 'a\tb\r\nc — é 🩸', at: new Date(0), none: null, count: 1 }),
    ).toBeUndefined();
  });
});

describe('A FHIR date', () => {
  it.each([
    ['2026', '2026-01-01T00:00:00.000Z'],
    ['2026-03-29T10:15:00+01:00', '2026-03-29T09:15:00.000Z'],
  ])('%s begins at %s', (text, instant) => {
    expect(instantOf(text)?.toISOString()).toBe(instant);
  });

  it('is nothing where it is no date', () => {
    expect([instantOf(undefined), instantOf('soon')]).toEqual([undefined, undefined]);
  });
});
