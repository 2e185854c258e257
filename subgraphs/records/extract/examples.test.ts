import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { clinicalDate } from './clinical-date.ts';
import { typeIndex } from './type-index.ts';

/** HL7's own example resources of all types: thousands of them, some of them wrong in one way or another. */
const examplesOf = (name: string): Record<string, unknown>[] => {
  const folder = new URL(`../../../node_modules/${name}/`, import.meta.url);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json') && file !== 'package.json' && !file.startsWith('.'))
    .map(
      (file) =>
        JSON.parse(readFileSync(new URL(file, folder), 'utf8').replace(/^\uFEFF/, '')) as Record<string, unknown>,
    );
};

describe.each([
  ['STU3', 'hl7.fhir.r3.examples', 8000],
  ['R4', 'hl7.fhir.r4.examples', 5000],
] as const)('the official %s examples', (version, name, atLeast) => {
  const resources = examplesOf(name);
  if (resources.length === 0) {
    it.skip(`${name} is not installed: there is nothing to extract from`, () => undefined);
    return;
  }

  it('are all found by something, without a fault and without a NaN', () => {
    const faults: unknown[] = [];
    let values = 0;
    for (const resource of resources) {
      const type = String(resource['resourceType']);
      const index = typeIndex(version, 0, type);
      const found = index?.extract(resource);
      if (index === undefined || found === undefined) continue;
      values += found.tokens.length / 2 + found.ranges.length + found.strings.length;
      const at = clinicalDate(type, index, found);
      if (at !== undefined && Number.isNaN(at)) faults.push([type, resource['id'], at]);
      for (const { lo, hi } of found.ranges) if (!(lo <= hi)) faults.push([type, resource['id'], lo, hi]);
      for (const half of [...found.tokens, ...found.strings.flatMap(({ ph }) => [ph.low, ph.high])])
        if ((half | 0) !== half) faults.push([type, resource['id'], half]);
    }
    expect(resources.length).toBeGreaterThan(atLeast);
    expect(faults).toEqual([]);
    expect(values).toBeGreaterThan(resources.length * 10);
  });
});
