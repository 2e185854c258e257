import { describe, expect, it } from 'vitest';
import { validate } from './validate.ts';

const observation = {
  resourceType: 'Observation',
  id: 'f001',
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '15074-8' }] },
  subject: { reference: 'Patient/f001' },
  effectiveDateTime: '2013-04-02T09:30:10+01:00',
  valueQuantity: { value: 6.3, unit: 'mmol/l' },
};
const patient = { resourceType: 'Patient', name: [{ family: 'Chalmers', given: ['Peter', 'James'] }] };

/** Through JSON, as it comes: a member that is undefined is not there. */
const issuesOf = (resource: unknown, version: 'STU3' | 'R4' = 'R4') =>
  validate(version, JSON.parse(JSON.stringify(resource))).map(({ severity, code, expression }) => [
    severity,
    code,
    expression,
  ]);

describe.each(['STU3', 'R4'] as const)('in %s', (version) => {
  it('a right resource has no issues', () => {
    expect(validate(version, observation)).toEqual([]);
    expect(validate(version, patient)).toEqual([]);
  });

  it.each([
    ['an unknown element', { ...patient, shoeSize: 42 }, 'structure', 'Patient.shoeSize'],
    ['an unknown element within another', { ...patient, name: [{ famly: 'x' }] }, 'structure', 'Patient.name[0].famly'],
    ['a required element that is missing', { ...observation, status: undefined }, 'required', 'Observation.status'],
    ['one where there must be a list', { ...patient, name: { family: 'x' } }, 'structure', 'Patient.name'],
    ['a list where there must be one', { ...patient, gender: ['male'] }, 'structure', 'Patient.gender'],
    ['a value of another type', { ...patient, active: 'true' }, 'value', 'Patient.active'],
    ['a date that does not exist', { ...patient, birthDate: '2023-02-30' }, 'value', 'Patient.birthDate'],
    ['two of a choice', { ...observation, valueString: 'x' }, 'structure', 'Observation.value'],
    ['a code outside a required binding', { ...patient, gender: 'm' }, 'code-invalid', 'Patient.gender'],
    ['an empty object', { ...patient, name: [{}] }, 'value', 'Patient.name[0]'],
    ['an empty list', { ...patient, name: [] }, 'value', 'Patient.name'],
    ['an empty string', { ...patient, name: [{ family: '' }] }, 'value', 'Patient.name[0].family'],
    ['a null', { ...patient, birthDate: null }, 'value', 'Patient.birthDate'],
    ['a null that keeps no place', { ...patient, name: [{ given: ['x', null] }] }, 'value', 'Patient.name[0].given[1]'],
    ['an id that is none', { ...patient, id: 'a/b' }, 'value', 'Patient.id'],
    [
      'an extension of a primitive that is none',
      { ...patient, _birthDate: { extension: [{ url: 'http://x.org', valueStrin: 'x' }] } },
      'structure',
      'Patient.birthDate.extension[0].valueStrin',
    ],
    [
      'an extension with a value and extensions',
      { ...patient, extension: [{ url: 'u', valueString: 'x', extension: [{ url: 'v', valueString: 'x' }] }] },
      'invariant',
      'Patient.extension[0]',
    ],
    [
      'a fault in a contained resource',
      { ...patient, contained: [{ ...observation, id: 'o', valueQuantity: { value: '6.3' } }] },
      'value',
      'Patient.contained[0].value.value',
    ],
    [
      'a contained resource in a contained one',
      { ...patient, contained: [{ ...patient, id: 'p', contained: [{ ...patient, id: 'q' }] }] },
      'invariant',
      'Patient.contained[0].contained',
    ],
    [
      'a fault in a bundle',
      {
        resourceType: 'Bundle',
        type: 'transaction',
        entry: [{ resource: patient }, { resource: { ...patient, x: 1 } }],
      },
      'structure',
      'Bundle.entry[1].resource.x',
    ],
    [
      'a fault in parameters',
      { resourceType: 'Parameters', parameter: [{ name: 'a', part: [{ valueString: 'x' }] }] },
      'required',
      'Parameters.parameter[0].part[0].name',
    ],
    [
      'an unknown type of resource within another',
      { resourceType: 'Bundle', type: 'batch', entry: [{ resource: { resourceType: 'Horse' } }] },
      'structure',
      'Bundle.entry[0].resource.resourceType',
    ],
    ['an unknown type of resource', { resourceType: 'Horse' }, 'structure', 'Resource.resourceType'],
    ['what is no resource', [patient], 'structure', 'Resource'],
    [
      'a member that every object has',
      JSON.parse('{"resourceType":"Patient","__proto__":1}'),
      'structure',
      'Patient.__proto__',
    ],
    ['another', { ...patient, constructor: 'x' }, 'structure', 'Patient.constructor'],
  ] as const)('%s is an issue at its place', (_, resource, code, expression) => {
    expect(issuesOf(resource, version)).toEqual([['error', code, expression]]);
  });

  it('a value that is not known stands as an extension, also where it is required', () => {
    const absent = {
      extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' }],
    };
    expect(issuesOf({ ...observation, status: undefined, _status: absent }, version)).toEqual([]);
    expect(issuesOf({ ...patient, name: [{ given: ['Peter', null], _given: [null, absent] }] }, version)).toEqual([]);
    expect(
      issuesOf({ ...observation, valueQuantity: undefined, _valueString: absent, valueString: 'x' }, version),
    ).toEqual([]);
  });

  it('a reference to another type is a warning', () => {
    for (const [reference, expected] of [
      ['Organization/1', 1],
      ['https://example.org/fhir/Organization/1/_history/2', 1],
      ['Organization?identifier=a|http://x.org/b', 1],
      ['Patient/1', 0],
      ['https://example.org/fhir/Patient/1/_history/2', 0],
      ['#contained', 0],
      ['urn:uuid:c757873d-ec9a-4326-a141-556f43239520', 0],
      ['https://example.org/horses/1', 0],
    ] as const)
      expect(issuesOf({ ...observation, subject: { reference } }, version)).toEqual(
        Array(expected).fill(['warning', 'value', 'Observation.subject']),
      );
  });
});

describe('a required binding', () => {
  const condition = { resourceType: 'Condition', subject: { reference: 'Patient/1' } };
  const system = 'http://terminology.hl7.org/CodeSystem/condition-clinical';

  it('of a CodeableConcept wants one coding that is listed; others may stand beside it', () => {
    expect(issuesOf({ ...condition, clinicalStatus: { coding: [{ code: 'x' }, { system, code: 'active' }] } })).toEqual(
      [],
    );
    for (const clinicalStatus of [
      { text: 'active' },
      { coding: [{ code: 'active' }] },
      { coding: [{ system, code: 'on' }] },
    ])
      expect(issuesOf({ ...condition, clinicalStatus })).toEqual([
        ['error', 'code-invalid', 'Condition.clinicalStatus'],
      ]);
  });
});

describe('a resource that means harm', () => {
  it('is not followed below 100 levels', () => {
    const deep = (levels: number): unknown =>
      levels === 0 ? { linkId: 'x' } : { linkId: 'x', item: [deep(levels - 1)] };
    const questionnaire = { resourceType: 'Questionnaire', status: 'draft', item: [deep(1000)] };
    const issues = issuesOf({ ...questionnaire, item: [{ ...(deep(1000) as object), type: 'group' }] });
    expect(issues.filter(([, code]) => code === 'too-costly')).toHaveLength(1);
  });

  it('has its first hundred issues told', () => {
    const name = Array.from({ length: 5000 }, () => ({ family: 5 }));
    expect(issuesOf({ ...patient, name })).toHaveLength(100);
  });

  it('finds out no slow test', () => {
    // The specification's own expression for base64Binary needs minutes for this.
    const data = `${'aaaa '.repeat(200_000)}!`;
    const photo = [{ contentType: 'image/png', data }];
    expect(issuesOf({ ...patient, photo })).toEqual([['error', 'value', 'Patient.photo[0].data']]);
  });
});
