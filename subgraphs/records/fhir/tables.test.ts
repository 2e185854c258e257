import { describe, expect, it } from 'vitest';
import { parameterRows, typeNumber } from './tables.ts';

describe('the search tables', () => {
  it('give every resource type its own parameters and those of all resources', () => {
    const codes = parameterRows('STU3', 'Immunization')?.map(([code]) => code);
    expect(codes).toContain('vaccine-code');
    expect(codes).toContain('_tag');
  });

  it('know no type that FHIR does not, not even what every object has', () => {
    expect(parameterRows('R4', 'constructor')).toBeUndefined();
    expect(typeNumber('toString')).toBeUndefined();
  });

  it('number types across versions, so that one number means one name', () => {
    expect(typeNumber('Patient')).toBe(typeNumber('Patient'));
    expect(typeNumber('ReferralRequest')).toBeGreaterThan(146);
  });
});
