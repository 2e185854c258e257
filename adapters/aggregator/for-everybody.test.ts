import { describe, expect, it } from 'vitest';
import { publicPart, whyNotForEverybody } from './for-everybody.ts';

const ward = { resourceType: 'Location', id: 'w', identifier: [{ system: 'urn:wards', value: '7' }], name: 'Ward 7' };

describe('what everybody may read', () => {
  it.each([
    ['a ward', ward],
    ['a ward of an organisation', { ...ward, managingOrganization: { reference: 'Organization/1' } }],
    ['a ward of another server', { ...ward, partOf: { reference: 'https://Example.org/fhir/Location/1/_history/2' } }],
    [
      'a ward with what it contains',
      { ...ward, contained: [{ resourceType: 'Endpoint', id: 'e' }], endpoint: [{ reference: '#e' }] },
    ],
    ['a CodeSystem with properties', { resourceType: 'CodeSystem', property: [{ code: 'x', type: 'Coding' }] }],
    [
      'a ward with who leads it',
      { ...ward, contained: [{ resourceType: 'Practitioner', name: [{ family: 'Nine' }] }] },
    ],
    ['a medicine', { resourceType: 'Medication', manufacturer: { type: 'Organization', identifier: { value: 'x' } } }],
  ])('is %s', (_name, resource) => {
    expect(whyNotForEverybody(resource)).toBeUndefined();
  });

  it.each([
    ['contains a resource of type Patient', { ...ward, contained: [{ resourceType: 'Patient', id: 'p' }] }],
    [
      'contains a resource of type Patient',
      { ...ward, contained: [{ resourceType: 'Organization', contained: [{ resourceType: 'Patient' }] }] },
    ],
    [
      'contains a resource of type Observation',
      { resourceType: 'Medication', contained: [{ resourceType: 'Observation' }] },
    ],
    [
      'refers to a resource of type Patient',
      { ...ward, extension: [{ url: 'urn:x', valueReference: { reference: 'Patient/17' } }] },
    ],
    [
      'refers to a resource of type Patient',
      { ...ward, extension: [{ url: 'urn:x', valueReference: { reference: 'https://x.org/Patient/1/_history/2' } }] },
    ],
    [
      'refers to a resource of type Patient',
      { ...ward, extension: [{ url: 'urn:x', valueReference: { reference: 'Patient?identifier=a|1' } }] },
    ],
    [
      'refers to a resource of type Patient',
      { ...ward, partOf: { type: 'Patient', identifier: { system: 'urn:x', value: '1' } } },
    ],
    ['refers to a resource of type RelatedPerson', { ...ward, partOf: { reference: 'RelatedPerson/1' } }],
    ['refers to a resource of type Encounter', { ...ward, partOf: { reference: 'Encounter/1' } }],
    [
      'contains a Practitioner, and everybody could read birthDate',
      { ...ward, contained: [{ resourceType: 'Practitioner', id: 'p', birthDate: '1980-01-02' }] },
    ],
    [
      'number of a patient',
      { ...ward, identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: '9434765919' }] },
    ],
    ['where somebody lives', { ...ward, physicalType: { coding: [{ code: 'ho' }] } }],
    ['where somebody lives', { ...ward, type: [{ coding: [{ code: 'PTRES' }] }] }],
    // STU3 has one type.
    ['where somebody lives', { ...ward, type: { coding: [{ code: 'PTRES' }] } }],
  ])('is nothing that %s', (why, resource) => {
    expect(whyNotForEverybody(resource)).toContain(why);
  });

  it('is of staff what there is to know of them at work', () => {
    const staff = {
      ...{ resourceType: 'Practitioner', id: 'p', identifier: [{ system: 'urn:gmc', value: '1' }] },
      ...{
        name: [{ family: 'Nine' }],
        birthDate: '1980-01-02',
        telecom: [{ value: '07700 900000' }],
        address: [{ city: 'Leeds' }],
      },
    };
    const { text, losses } = publicPart(JSON.stringify(staff), staff);
    expect(JSON.parse(text)).toEqual({
      ...{ resourceType: 'Practitioner', id: 'p', identifier: staff.identifier, name: staff.name },
      meta: { tag: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'SUBSETTED' }] },
    });
    expect(losses).toEqual(['Practitioner: everybody may read it, without birthDate, telecom, address.']);
  });

  it('is of all else the whole, digit by digit', () => {
    const text = '{"resourceType":"Location","position":{"longitude":0.10,"latitude":51.50}}';
    expect(publicPart(text, JSON.parse(text) as Record<string, unknown>)).toEqual({ text, losses: [] });
  });
});
