import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { examplesOf, isWrong, wrong } from '../../test/fhir-examples.ts';
import { isError } from '../issue.ts';
import { validate } from './validate.ts';

describe.each([
  ['STU3', 8000],
  ['R4', 5000],
] as const)('the official %s examples', (version, atLeast) => {
  const examples = examplesOf(version);
  if (examples.length === 0) {
    it.skip('are not installed (the HL7 packages are development dependencies)', () => undefined);
    return;
  }
  const right = examples.filter(({ name }) => !isWrong(version, name)).map(({ resource }) => resource);

  it('are valid, but for those that are wrong', () => {
    const faults = examples
      .map(({ name, resource }) => ({ name, issues: validate(version, resource).filter(isError) }))
      .filter(({ issues }) => issues.length > 0);
    expect(examples.length).toBeGreaterThan(atLeast);
    expect(faults.filter(({ name }) => !isWrong(version, name))).toEqual([]);
    // Each reason has its case: the list is no place to hide in.
    for (const [names] of wrong[version]) expect(faults.some(({ name }) => names.test(name))).toBe(true);
    expect(faults.filter(({ name }) => isWrong(version, name))).toHaveLength(
      examples.filter(({ name }) => isWrong(version, name)).length,
    );
  });

  it('with an element that is another kind of JSON, or an unknown member, are found out where it is', () => {
    fc.assert(
      fc.property(fc.nat(right.length - 1), fc.infiniteStream(fc.nat()), fc.nat(), (which, choices, how) => {
        const resource = structuredClone(right[which]) as Json;
        const node = somewhere(resource, choices);
        const damaged = damages(node.value)[how % damages(node.value).length];
        if (node.path.length === 0 || damaged === undefined) return;
        put(resource, node.path, damaged);
        const issues = validate(version, resource).filter(isError);
        expect(issues.some(({ expression }) => isAt(expression, node.path))).toBe(true);
        // Other issues are of what it is a part of: a concept that has lost its code is in no value set.
        for (const { expression } of issues)
          expect([expression, isAround(expression, node.path)]).toEqual([expression, true]);
      }),
      { numRuns: 3000 },
    );
  });

  it('without one of their members are valid, or found out where it was', () => {
    fc.assert(
      fc.property(fc.nat(right.length - 1), fc.infiniteStream(fc.nat()), (which, choices) => {
        const resource = structuredClone(right[which]) as Json;
        const { path } = somewhere(resource, choices);
        if (path.length === 0 || typeof path.at(-1) === 'number') return;
        put(resource, path, undefined);
        for (const { expression } of validate(version, resource).filter(isError))
          expect([expression, isAround(expression, path)]).toEqual([expression, true]);
      }),
      { numRuns: 2000 },
    );
  });
});

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };
type Path = readonly (string | number)[];

/** A node of the resource, chosen step by step; not the nulls that only keep places. */
const somewhere = (resource: Json, choices: Iterator<number>): { path: Path; value: Json } => {
  const path: (string | number)[] = [];
  let value = resource;
  for (;;) {
    if (typeof value !== 'object' || value === null) return { path, value };
    const names = Array.isArray(value) ? value.flatMap((item, at) => (item === null ? [] : [at])) : Object.keys(value);
    const choice = Number(choices.next().value);
    const name = names[choice % names.length];
    if (name === undefined || (path.length > 0 && choice % 7 === 0)) return { path, value };
    path.push(name);
    value = (value as Record<string | number, Json>)[name] ?? null;
  }
};

const damages = (value: Json): Json[] => {
  if (Array.isArray(value)) return [[], 'x', value[0] ?? 'x', [[]]];
  if (typeof value === 'object' && value !== null)
    return [{}, 'x', 5, [value], { ...value, damage: 'x' }, { ...value, __proto__x: 1 }];
  return [{ damage: value }, [value], {}, typeof value === 'string' ? 5 : 'x'];
};

const put = (resource: Json, path: Path, value: Json | undefined): void => {
  const owner = path
    .slice(0, -1)
    .reduce<Json>((node, name) => (node as Record<string | number, Json>)[name] ?? null, resource);
  const last = path.at(-1) ?? '';
  if (value === undefined) Reflect.deleteProperty(owner as object, last);
  else (owner as Record<string | number, Json>)[last] = value;
};

/** Whether a FHIRPath is at a place in JSON, or below it. */
const isAt = (expression: string, path: Path): boolean =>
  stepsOf(expression).length >= path.length && isAround(expression, path);

/** Whether it is there, below it, or above it: `value` is both `valueString` and `_valueString`. */
const isAround = (expression: string, path: Path): boolean =>
  stepsOf(expression)
    .slice(0, path.length)
    .every((step, place) => {
      const name = path[place] ?? '';
      return typeof name === 'number' ? step === `${String(name)}]` : name.replace(/^_/, '').startsWith(step);
    });

const stepsOf = (expression: string): string[] => expression.split(/[.[]/).slice(1);
