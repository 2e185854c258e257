import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PatientId } from '../../kernel/id.ts';
import { compartmentOf, patientOfId } from './index.ts';
import { hashOfKey, idOfKey, isId, randomId } from './item-id.ts';

const patient = fc.uuid().map((id) => id as PatientId);
const key = fc.record({ organisation: fc.uuid(), external: fc.string() });

describe('an item’s id', () => {
  it('is a FHIR id in which its patient is found', () => {
    fc.assert(
      fc.property(patient, key, (whose, external) => {
        for (const id of [idOfKey(whose, 'Observation', external), randomId(whose)]) {
          expect(isId(id)).toBe(true);
          expect(patientOfId(id)).toBe(whose);
        }
      }),
    );
  });

  it('follows from patient, type and key alone, and differs where one of them does', () => {
    const whose = '0190163d-8694-739b-aea5-966c26f8ad91' as PatientId;
    const one = { organisation: 'a', external: 'b' };
    expect(idOfKey(whose, 'Observation', one)).toBe(idOfKey(whose, 'Observation', { ...one }));
    expect(idOfKey(whose, 'Observation', one)).not.toBe(idOfKey(whose, 'Condition', one));
    expect(idOfKey(whose, 'Observation', one)).not.toBe(idOfKey(whose, 'Observation', { ...one, external: 'c' }));
    expect(hashOfKey({ organisation: 'ab', external: '' })).not.toBe(hashOfKey({ organisation: 'a', external: 'b' }));
  });

  it.each(['', 'x', '0190163d-8694-739b-aea5-966c26f8ad91', `${'0'.repeat(32)}.`, `${'0'.repeat(32)}.ABC`])(
    'of another form (%j) names no patient',
    (id) => {
      expect(patientOfId(id)).toBeUndefined();
    },
  );
});

describe('a compartment of a customer store', () => {
  it('is a UUID that follows from the reference', () => {
    expect(compartmentOf('Patient/17')).toMatch(/^[0-9a-f-]{36}$/);
    expect(compartmentOf('Patient/17')).toBe(compartmentOf('Patient/17'));
    expect(compartmentOf('Patient/17')).not.toBe(compartmentOf('Patient/18'));
  });
});
