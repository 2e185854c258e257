import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { patientOfRecord } from './record-id.ts';

describe('the id of an item', () => {
  it('tells its patient', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.stringMatching(/^[A-Za-z0-9.-]{1,31}$/), (patient, item) => {
        expect(patientOfRecord(`${patient.replaceAll('-', '')}.${item}`)).toBe(patient);
      }),
    );
  });

  it.each([
    '',
    'abc',
    '_search',
    '9f2c0000000040008000000000000001',
    '9f2c0000000040008000000000000001.',
    '9f2c0000-0000-4000-8000-000000000001.a',
    '9F2C0000000040008000000000000001.a',
    '9f2c0000000040008000000000000001.a/b',
    `9f2c0000000040008000000000000001.${'a'.repeat(32)}`,
    '9f2c0000000040008000000000000001.a\n',
  ])('%j belongs to nobody', (id) => {
    expect(patientOfRecord(id)).toBeUndefined();
  });
});
