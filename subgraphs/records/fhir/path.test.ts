import { describe, expect, it } from 'vitest';
import { elementsOf } from '../../../fhir/elements.ts';
import { nameOfPath, pathsOf } from './path.ts';
import { parameterRows } from './tables.ts';

const names = (base: string, expression: string) =>
  pathsOf('R4', base, expression).map((path) => `${nameOfPath(path)}:${path.type}`);

describe('a search expression', () => {
  it('becomes one path for each type of a choice', () => {
    expect(names('Observation', 'effective')).toEqual([
      'effectiveDateTime:dateTime',
      'effectivePeriod:Period',
      'effectiveTiming:Timing',
      'effectiveInstant:instant',
    ]);
  });

  it('keeps the one type that `as` names', () => {
    expect(names('Observation', 'value.as(Quantity) | component.value.as(Quantity)')).toEqual([
      'valueQuantity:Quantity',
      'component.valueQuantity:Quantity',
    ]);
  });

  it('goes through a choice to what only some of its types have', () => {
    expect(names('Observation', 'value.as(CodeableConcept).text')).toEqual(['valueCodeableConcept.text:string']);
  });

  it('keeps filters on the way', () => {
    expect(names('Patient', "telecom.where(system='email')")).toEqual(['telecom.where(system=email):ContactPoint']);
  });

  it('follows content references', () => {
    expect(names('Questionnaire', 'item.item.code')).toEqual(['item.item.code:Coding']);
  });

  it('counts a canonical as a uri', () => {
    expect(names('ConceptMap', 'source.as(uri)')).toEqual(['sourceUri:uri', 'sourceCanonical:canonical']);
  });

  it('refuses what is no path', () => {
    expect(() => pathsOf('R4', 'Patient', 'name.first()')).toThrow('first');
    expect(() => pathsOf('R4', 'Patient', 'name + name')).toThrow('not a path');
  });
});

describe.each(['STU3', 'R4'] as const)('the search parameters of %s', (version) => {
  it('all lead somewhere', () => {
    const lost = elementsOf(version).resources.flatMap((type) =>
      (parameterRows(version, type) ?? [])
        .filter(([, kind]) => kind !== 'special')
        .filter(([, , expression, , components]) => {
          const bases = pathsOf(version, type, expression);
          const parts = components?.map(([, part]) =>
            bases.flatMap((base) =>
              pathsOf(version, part.startsWith('%') ? type : base.type, part.replace('%resource.', '')),
            ),
          );
          return bases.length === 0 || parts?.some((paths) => paths.length === 0) === true;
        })
        .map(([code, , expression]) => `${type}.${code}: ${expression}`),
    );
    expect(lost).toEqual([]);
  });
});
