import { describe, expect, it } from 'vitest';
import { elementsOf } from './elements.ts';

describe('the element tables', () => {
  const element = (version: 'STU3' | 'R4', type: string, name: string) =>
    elementsOf(version).types[type]?.find(({ n }) => n === name);

  it('know all types of both versions', () => {
    expect(elementsOf('STU3').resources).toHaveLength(117);
    expect(elementsOf('R4').resources).toHaveLength(146);
  });

  it('name no type that they do not have', () => {
    for (const version of ['STU3', 'R4'] as const) {
      const { types, primitives } = elementsOf(version);
      const known = new Set([...Object.keys(types), ...primitives, '*']);
      const rows = Object.values(types).flatMap((elements) => elements ?? []);
      expect(
        rows.flatMap(({ t = [], cr }) => (cr === undefined ? t : [cr])).filter((type) => !known.has(type)),
      ).toEqual([]);
    }
  });

  it('keep the order of the specification', () => {
    expect(
      elementsOf('R4')
        .types['Patient']?.map(({ n }) => n)
        .slice(8, 14),
    ).toEqual(['identifier', 'active', 'name', 'telecom', 'gender', 'birthDate']);
  });

  it.each([
    ['R4', 'Observation', 'status', { min: 1, t: ['code'], b: 'observation-status' }],
    ['R4', 'Observation', 'subject', { r: ['Patient', 'Group', 'Device', 'Location'] }],
    ['R4', 'Questionnaire.item', 'item', { cr: 'Questionnaire.item', max: -1 }],
    ['R4', 'Resource', 'id', { t: ['id'] }],
    ['STU3', 'Patient', 'deceased', { c: 1, t: ['boolean', 'dateTime'] }],
    ['STU3', 'Observation', 'related', { t: ['Observation.related'], max: -1 }],
  ] as const)('%s %s.%s is as HL7 defines it', (version, type, name, row) => {
    expect(element(version, type, name)).toMatchObject(row);
  });

  it('hold the codes of required bindings by system, without abstract ones', () => {
    expect(elementsOf('R4').codes['administrative-gender']).toEqual({
      'http://hl7.org/fhir/administrative-gender': ['male', 'female', 'other', 'unknown'],
    });
  });
});
