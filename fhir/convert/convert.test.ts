import { describe, expect, it } from 'vitest';
import { convert } from './convert.ts';
import type { Members } from './value.ts';

const extension = (path: string): string => `http://hl7.org/fhir/3.0/StructureDefinition/extension-${path}`;
const r4 = (resource: Members) => convert('STU3', resource);

describe('a resource of STU3', () => {
  it('keeps what R4 has no place for at the object that it belonged to, and says so', () => {
    const requester = { agent: { reference: 'Practitioner/1' }, onBehalfOf: { reference: 'Organization/2' } };
    const { resource, losses } = r4({
      resourceType: 'MedicationRequest',
      requester,
      context: { reference: 'Encounter/3' },
    });
    expect(resource).toMatchObject({
      encounter: { reference: 'Encounter/3' },
      requester: {
        reference: 'Practitioner/1',
        extension: [
          { url: extension('MedicationRequest.requester.onBehalfOf'), valueReference: { reference: 'Organization/2' } },
        ],
      },
    });
    expect(losses[0]).toMatchObject({
      severity: 'warning',
      expression: 'MedicationRequest.requester.onBehalfOf',
      kept: extension('MedicationRequest.requester.onBehalfOf'),
    });
  });

  it('keeps what had elements of its own with an extension for each', () => {
    const animal = { species: { text: 'Dog' }, breed: { text: 'Beagle' } };
    expect(r4({ resourceType: 'Patient', animal }).resource).toEqual({
      resourceType: 'Patient',
      extension: [
        {
          url: 'http://hl7.org/fhir/StructureDefinition/patient-animal',
          extension: [
            { url: 'species', valueCodeableConcept: { text: 'Dog' } },
            { url: 'breed', valueCodeableConcept: { text: 'Beagle' } },
          ],
        },
      ],
    });
  });

  it('has what R4 took out in the extension that R4 has for it, and comes back with it', () => {
    const animal = { species: { text: 'Dog' }, genderStatus: { text: 'neutered' } };
    for (const resource of [
      { resourceType: 'Patient', animal },
      { resourceType: 'ValueSet', status: 'active', extensible: true },
      { resourceType: 'Medication', isOverTheCounter: true, image: [{ title: 'a' }, { title: 'b' }] },
    ]) {
      const there = r4(resource).resource;
      expect(there).not.toMatchObject(resource);
      expect(convert('R4', there).resource).toEqual(resource);
    }
    expect(r4({ resourceType: 'ValueSet', status: 'active', extensible: false }).resource).toMatchObject({
      extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/valueset-extensible', valueBoolean: false }],
    });
  });

  it('has relations of observations in the elements and extensions that R4 has for them, and comes back with them', () => {
    const related = ['sequel-to', 'replaces', 'has-member', 'derived-from', 'interfered-by'].map((type) => ({
      type,
      target: { reference: `Observation/${type}` },
    }));
    const stu3 = { resourceType: 'Observation', status: 'final', code: { text: 'x' }, related };
    const { resource, losses } = r4({ ...stu3, extension: [{ url: 'urn:other', valueString: 'a' }] });
    expect(resource).toMatchObject({
      extension: [
        {
          url: 'http://hl7.org/fhir/StructureDefinition/observation-sequelTo',
          valueReference: { reference: 'Observation/sequel-to' },
        },
        {
          url: 'http://hl7.org/fhir/StructureDefinition/observation-replaces',
          valueReference: { reference: 'Observation/replaces' },
        },
        { url: extension('Observation.related') },
        { url: 'urn:other' },
      ],
      hasMember: [{ reference: 'Observation/has-member' }],
      derivedFrom: [{ reference: 'Observation/derived-from' }],
    });
    expect(losses.map(({ expression }) => expression)).toEqual(['Observation.related[4]']);
    const back = convert('R4', resource);
    expect(back.resource).toEqual({
      ...stu3,
      extension: [{ url: 'urn:other', valueString: 'a' }],
      related: expect.arrayContaining(related) as unknown,
    });
    expect(back.losses).toEqual([]);
  });

  it('takes the extensions of primitives with their values, also where there is none', () => {
    const why = { extension: [{ url: 'urn:why', valueString: 'unreadable' }] };
    const converted = r4({
      resourceType: 'Condition',
      subject: { reference: 'Patient/1' },
      clinicalStatus: 'active',
      _clinicalStatus: why,
      _assertedDate: why,
    });
    expect(converted.resource).toMatchObject({
      _recordedDate: why,
      clinicalStatus: {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active', _code: why }],
      },
    });
    expect(converted.losses).toEqual([]);
  });

  it('keeps the place of each item of a list whose values have gaps', () => {
    const given = { given: ['Ann', null, 'Eve'], _given: [null, { id: 'x' }, null] };
    const patient = { resourceType: 'Patient', name: [given] };
    expect(r4(patient).resource).toEqual(patient);
  });

  it('takes the nearest code, and keeps the one that was given', () => {
    const { resource, losses } = r4({ resourceType: 'Communication', status: 'suspended' });
    expect(resource).toMatchObject({
      status: 'on-hold',
      _status: { extension: [{ url: extension('Communication.status'), valueCode: 'suspended' }] },
    });
    expect(losses).toHaveLength(1);
  });

  it('says by its status what another element said', () => {
    const { resource } = r4({ resourceType: 'Procedure', status: 'suspended', notDone: true, subject: {} });
    expect(resource).toMatchObject({ status: 'not-done' });
    expect(resource).not.toHaveProperty('notDone');
  });

  it('is converted within Bundles and as contained, with the place of each loss', () => {
    const observation = {
      resourceType: 'Observation',
      contained: [{ resourceType: 'Patient', animal: { species: { text: 'Cat' } } }],
      status: 'final',
      code: { text: 'x' },
      related: [{ type: 'qualified-by', target: { reference: 'Observation/1' } }],
    };
    const { resource, losses } = r4({ resourceType: 'Bundle', type: 'collection', entry: [{ resource: observation }] });
    expect(resource).toMatchObject({ entry: [{ resource: { resourceType: 'Observation', extension: [{}] } }] });
    expect(losses.map(({ expression }) => expression)).toEqual([
      'Bundle.entry[0].resource.contained[0].animal',
      'Bundle.entry[0].resource.related[0]',
    ]);
  });

  it('of a type that R4 has nothing like is a Basic that says so', () => {
    const { resource } = r4({ resourceType: 'DataElement', id: '1', status: 'draft', element: [{ path: 'x' }] });
    expect(resource).toMatchObject({
      resourceType: 'Basic',
      id: '1',
      code: { coding: [{ code: 'DataElement' }] },
      extension: [
        { url: extension('DataElement.status'), valueCode: 'draft' },
        { url: extension('DataElement.element') },
      ],
    });
  });

  it('is never stopped by what is no FHIR', () => {
    const odd: Members = JSON.parse(
      '{"resourceType":"Patient","__proto__":{"a":1},"name":"x","active":{"b":[]},"contact":[null,5,{"name":[]}],"_birthDate":3,"extension":{}}',
    ) as Members;
    expect(r4(odd).losses.length).toBeGreaterThan(3);
    expect(r4({ resourceType: 'Nothing' }).losses).toHaveLength(1);
    expect(r4({}).losses).toHaveLength(1);
  });
});
