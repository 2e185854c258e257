import { describe, expect, it } from 'vitest';
import { examplesOf } from '../../test/fhir-examples.ts';
import { leavesOf } from '../../test/leaves.ts';
import { isError } from '../issue.ts';
import { validate } from '../validate/validate.ts';
import { convert } from './convert.ts';
import type { Members } from './value.ts';

/** What the result does not have as it was, since something else says it there. */
const saidOtherwise: readonly (readonly [RegExp, string])[] = [
  [/\.resourceType$/, 'types that R4 calls otherwise'],
  [/\.(type|code|base|target|kind)(\[\d+\])?$/, 'names of types, and lists by type'],
  [/^StructureDefinition\.contextType$/, 'the type of each context'],
  [/\.(status|category|use)$/, 'codes of other names'],
  [/\.related\[\d+\]\.type$/, 'the element that the target stands in'],
  [/\.contributor\[\d+\]\.type$/, 'the element that the contributor stands in'],
  [/\.system$/, 'the system of all currencies'],
  [/\.(notDone|notGiven|idempotent|responseRequired)$/, 'the status, or another code'],
  [/\.uid$/, 'an oid without its scheme'],
  [/\.(accept|contentType)$/, 'media types in full'],
  [/\.strand$/, 'a code'],
];

describe('the official STU3 examples', () => {
  const examples = examplesOf('STU3').filter(({ resource }) => !validate('STU3', resource).some(isError));
  if (examples.length === 0) {
    it.skip('are not installed (the HL7 packages are development dependencies)', () => undefined);
    return;
  }

  it('become valid R4, lose no leaf in silence, and are not changed themselves', () => {
    const faults: string[] = [];
    for (const { name, resource, text } of examples) {
      const { resource: converted, losses } = convert('STU3', resource as Members);
      const issues = validate('R4', converted).filter(isError);
      if (issues.length > 0 && !name.startsWith('SupplyDelivery-'))
        faults.push(`${name}: ${JSON.stringify(issues.slice(0, 3))}`);
      const unkept = losses.filter(
        ({ kept, severity, diagnostics }) =>
          kept === undefined && severity === 'warning' && !diagnostics.includes('becomes a Basic'),
      );
      if (unkept.length > 0) faults.push(`${name}: ${JSON.stringify(unkept)}`);
      faults.push(...leavesGone(resource, converted).map((path) => `${name}: ${path} is gone`));
      if (text.length < 20_000 && JSON.stringify(resource) !== JSON.stringify(JSON.parse(text)))
        faults.push(`${name} was changed`);
    }
    expect(examples.length).toBeGreaterThan(8000);
    expect(faults).toEqual([]);
  });
});

/** Leaves whose values are not there as often as they were; those that may be said otherwise take what others leave. */
const leavesGone = (before: unknown, after: unknown): readonly string[] => {
  const there = new Map<string, number>();
  for (const { value } of leavesOf(after)) there.set(value, (there.get(value) ?? 0) + 1);
  return leavesOf(before)
    .filter(({ path }) => !saidOtherwise.some(([paths]) => paths.test(path)))
    .filter(({ value }) => {
      const times = there.get(value) ?? 0;
      there.set(value, times - 1);
      return times <= 0;
    })
    .map(({ path }) => path);
};
