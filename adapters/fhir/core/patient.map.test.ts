import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultsInR4 } from '../../../test/valid-r4.ts';
import { nobodyYet } from './patient.fixture.ts';
import { toFhirPatient, toReplacedPatient, type Demographics } from './patient.map.ts';

const nhsNumber = 'https://fhir.nhs.uk/Id/nhs-number';
const publicId = 'https://fhir.example.health/id/public-id';

const aPatient = (fields: Partial<Demographics>): Demographics => ({ ...nobodyYet, ...fields });

const maybe = fc.option(fc.oneof(fc.string(), fc.constantFrom('', ' ', ' x ', 'a b')), { nil: null });
const anyPatient: fc.Arbitrary<Demographics> = fc.record({
  id: fc.uuid(),
  version: fc.nat(),
  lastUpdated: fc.constant('2026-01-01T12:00:00.000Z'),
  title: maybe,
  givenName: maybe,
  middleNames: maybe,
  familyName: maybe,
  gender: fc.constantFrom('FEMALE', 'MALE', 'INDETERMINATE', 'UNKNOWN'),
  dateOfBirth: fc.constantFrom(null, '1987-02-28'),
  deceased: fc.boolean(),
  deceasedAt: fc.constantFrom(null, '2025-12-24T01:02:03.000Z'),
  language: maybe,
  phone: maybe,
  emails: fc.array(fc.string()),
  formerIds: fc.array(fc.uuid(), { maxLength: 2 }),
  address: fc.option(
    fc.record({ lines: fc.array(fc.string()), city: maybe, state: maybe, postalCode: maybe, country: maybe }),
    { nil: null },
  ),
  identifiers: fc.array(
    fc.record({
      system: fc.constantFrom(nhsNumber, publicId, 'urn:hospital'),
      value: fc.stringMatching(/^\S+$/),
      verification: fc.constantFrom(null, '01', '02'),
    }),
  ),
  primaryCare: fc.option(
    fc.record({ practiceCode: maybe, practiceName: maybe, practitionerCode: maybe, practitionerName: maybe }),
    { nil: null },
  ),
});

/** Every value of a resource as it is written, however deep, with the arrays and objects that hold it. */
const everyPart = (value: unknown): unknown[] =>
  value !== null && typeof value === 'object' ? [value, ...Object.values(value).flatMap(everyPart)] : [value];

const written = (patient: Demographics): unknown => JSON.parse(JSON.stringify(toFhirPatient(patient)));

describe('a patient in FHIR', () => {
  it('holds no null, no blank text, and no empty array or object, which FHIR does not know', () => {
    fc.assert(
      fc.property(anyPatient, (patient) => {
        for (const part of everyPart(written(patient))) {
          expect(part).not.toBeNull();
          if (typeof part === 'string') expect(part.trim()).not.toBe('');
          if (typeof part === 'object') expect(Object.keys(part ?? {})).not.toHaveLength(0);
        }
      }),
    );
  });

  it('is valid R4', () => {
    fc.assert(
      fc.property(anyPatient, (patient) => {
        expect(faultsInR4(written(patient))).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it('carries every identifier, and the public id exactly once', () => {
    fc.assert(
      fc.property(anyPatient, (patient) => {
        const said = (toFhirPatient(patient).identifier ?? []).map(
          ({ system, value }) => `${system ?? ''}|${value ?? ''}`,
        );
        const sent = patient.identifiers.filter(({ system }) => system !== publicId);
        expect(said).toEqual([...sent.map(({ system, value }) => `${system}|${value}`), `${publicId}|${patient.id}`]);
      }),
    );
  });

  it('says either whether or when the patient died, never both', () => {
    fc.assert(
      fc.property(anyPatient, (patient) => {
        const { deceasedBoolean, deceasedDateTime } = toFhirPatient(patient);
        expect([deceasedBoolean, deceasedDateTime].filter((said) => said !== undefined)).toHaveLength(1);
        expect(deceasedBoolean ?? true).toBe(patient.deceased);
      }),
    );
  });

  it('says nothing of what is not known', () => {
    expect(written(nobodyYet)).toEqual({
      resourceType: 'Patient',
      id: nobodyYet.id,
      meta: { versionId: '3', lastUpdated: nobodyYet.lastUpdated },
      identifier: [{ system: publicId, value: nobodyYet.id }],
      gender: 'unknown',
      deceasedBoolean: false,
    });
  });

  it.each([
    ['FEMALE', 'female'],
    ['MALE', 'male'],
    ['INDETERMINATE', 'other'],
    ['UNKNOWN', 'unknown'],
  ] as const)('maps the gender %s to %s', (gender, code) => {
    expect(toFhirPatient(aPatient({ gender })).gender).toBe(code);
  });

  it('puts the middle names after the given name', () => {
    const name = { title: 'Ms', givenName: 'Alice', middleNames: 'Mary  Jane', familyName: 'Archer' };
    expect(written(aPatient(name))).toHaveProperty('name', [
      { use: 'official', family: 'Archer', given: ['Alice', 'Mary', 'Jane'], prefix: ['Ms'] },
    ]);
  });

  it('says how far an NHS number was traced, as UK Core does', () => {
    const identifiers = [{ system: nhsNumber, value: '9434765919', verification: '01' }];
    expect(toFhirPatient(aPatient({ identifiers })).identifier?.[0]).toEqual({
      extension: [
        {
          url: 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus',
          valueCodeableConcept: {
            coding: [
              { system: 'https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberVerificationStatusEngland', code: '01' },
            ],
          },
        },
      ],
      use: 'official',
      system: nhsNumber,
      value: '9434765919',
    });
  });

  it('gives no trace to the number of a hospital', () => {
    const identifiers = [{ system: 'urn:hospital', value: '1', verification: '01' }];
    expect(toFhirPatient(aPatient({ identifiers })).identifier?.[0]).toEqual({ system: 'urn:hospital', value: '1' });
  });

  it('ranks e-mail addresses, the primary one first, after the phone', () => {
    expect(toFhirPatient(aPatient({ phone: '07700 900000', emails: ['a@x', 'b@x'] })).telecom).toEqual([
      { system: 'phone', value: '07700 900000' },
      { system: 'email', value: 'a@x', rank: 1 },
      { system: 'email', value: 'b@x', rank: 2 },
    ]);
  });

  it('refers to practice and practitioner by their national codes', () => {
    const primaryCare = {
      practiceCode: 'A81001',
      practiceName: 'The Surgery',
      practitionerCode: null,
      practitionerName: 'Dr Green',
    };
    expect(written(aPatient({ primaryCare }))).toHaveProperty('generalPractitioner', [
      {
        type: 'Organization',
        identifier: { system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: 'A81001' },
        display: 'The Surgery',
      },
      { type: 'Practitioner', display: 'Dr Green' },
    ]);
  });

  it.each([
    ['en', { coding: [{ system: 'urn:ietf:bcp:47', code: 'en' }] }],
    ['en-GB', { coding: [{ system: 'urn:ietf:bcp:47', code: 'en-GB' }] }],
    ['ENGLISH', { text: 'ENGLISH' }],
  ])('says the language %s as far as it is a code', (language, concept) => {
    expect(toFhirPatient(aPatient({ language })).communication).toEqual([{ language: concept, preferred: true }]);
  });

  it('has no managing organization, for it is merged from all who sent it', () => {
    fc.assert(
      fc.property(anyPatient, (patient) => {
        expect(toFhirPatient(patient).managingOrganization).toBeUndefined();
      }),
    );
  });
});

describe('records that were merged', () => {
  const formerId = '9f2c0000-0000-4000-8000-000000000002';

  it('are named by the one that remains', () => {
    const patient = toFhirPatient(aPatient({ formerIds: [formerId] }));
    expect(patient.link).toEqual([{ other: { reference: `Patient/${formerId}` }, type: 'replaces' }]);
  });

  it('say under their old id who replaces them, and nothing else', () => {
    const patient = toReplacedPatient(aPatient({ familyName: 'Archer', formerIds: [formerId] }), formerId);
    expect(patient).toEqual({
      resourceType: 'Patient',
      id: formerId,
      meta: { versionId: '3', lastUpdated: '2026-01-01T12:00:00.000Z' },
      active: false,
      link: [{ other: { reference: 'Patient/9f2c0000-0000-4000-8000-000000000001' }, type: 'replaced-by' }],
    });
    expect(faultsInR4(patient)).toEqual([]);
  });
});
