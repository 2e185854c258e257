import { describe, expect, it } from 'vitest';
import { patientIn } from './patient.map.ts';

describe('a Patient of a customer’s store', () => {
  it('says who it is, in STU3 and R4 alike', () => {
    expect(
      patientIn({
        name: [
          { use: 'nickname', given: ['Al'] },
          { use: 'old', family: 'Maiden' },
          { use: 'official', family: 'Archer', given: ['Alice', 'May', 'Jo'], prefix: ['Dr'] },
        ],
        gender: 'other',
        birthDate: '1985-04-12',
        deceasedDateTime: '2026-01-02T03:04:05Z',
        telecom: [
          { system: 'email', value: 'a@x' },
          { system: 'phone', use: 'home', value: '01' },
          { system: 'phone', use: 'mobile', value: '07' },
        ],
        address: [
          { use: 'old', line: ['gone'] },
          { use: 'home', line: ['1 Road'], city: 'Town', postalCode: 'T1 1TT' },
        ],
        communication: [{ language: { text: 'English' } }, { language: { coding: [{ code: 'cy' }] }, preferred: true }],
      }),
    ).toEqual({
      identifiers: [],
      dateOfBirth: '1985-04-12',
      demographics: {
        familyName: 'Archer',
        givenName: 'Alice',
        middleNames: 'May Jo',
        title: 'Dr',
        gender: 'INDETERMINATE',
        dateOfBirth: '1985-04-12',
        deceased: true,
        deceasedAt: '2026-01-02T03:04:05.000Z',
        language: 'cy',
        phone: '07',
        address: { lines: ['1 Road'], city: 'Town', state: null, postalCode: 'T1 1TT', country: null },
      },
    });
  });

  it('changes nothing that it does not speak of', () => {
    expect(patientIn({ birthDate: '1985', gender: 'x', name: 'A', telecom: [null], address: 7 })).toEqual({
      identifiers: [],
      dateOfBirth: null,
      demographics: {},
    });
    expect(patientIn({})).toEqual({ identifiers: [], dateOfBirth: null, demographics: {} });
  });

  it.each([
    ['UK Core', 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus'],
    [
      'Care Connect',
      'https://fhir.hl7.org.uk/STU3/StructureDefinition/Extension-CareConnect-NHSNumberVerificationStatus-1',
    ],
  ])('says in the way of %s whether a number was verified; a number that is over is none', (_edition, url) => {
    const verified = { extension: [{ url, valueCodeableConcept: { coding: [{ code: '01' }] } }] };
    expect(
      patientIn({
        identifier: [
          { system: 's', value: '1', ...verified },
          { system: 's', value: '2' },
          { system: 's', value: '3', use: 'old', ...verified },
          { value: '4' },
        ],
      }).identifiers,
    ).toEqual([
      { system: 's', value: '1', verification: '01' },
      { system: 's', value: '2', verification: null },
    ]);
  });
});
