import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { leavesOf } from '../../test/leaves.ts';
import { convert } from './convert.ts';
import type { Members } from './value.ts';

const cases = fileURLToPath(new URL('../../../shared/cases/stu3-r4', import.meta.url));

/** Where what HL7's converter gives is not what we give, and why. */
const otherwise: readonly (readonly [RegExp, string])[] = [
  [/\.valueExtension\./, 'an extension has no value of type Extension: ours has extensions'],
  [/^MedicationStatement\.extension\[\d\]\./, 'a code is kept as a code; what R4 says itself is not kept'],
  [/^CarePlan\.activity\[\d\]\.detail\.statusReason/, 'a text is no code'],
  [/^Coverage\.class\[2\]\.type/, 'the code is subplan'],
  [/^ImagingStudy\.identifier/, 'another order'],
  [/^ImagingStudy\.series\[\d\]\.(instance\[\d\]\.)?uid/, 'an id has no colons: it is the number alone'],
  [/\.codeFilter\[\d\]\.valueSet$/, 'a name with blanks is no canonical'],
];

const read = (folder: string, file: string): Members =>
  JSON.parse(readFileSync(`${cases}/${folder}/${file}`, 'utf8')) as Members;

describe.skipIf(!existsSync(cases))('what HL7 makes of STU3 (skipped without ../shared/cases)', () => {
  const files = existsSync(cases) ? readdirSync(`${cases}/in`) : [];

  it('agrees with what we make in 99 % of all leaves, each other one explained', () => {
    let leaves = 0;
    const missing: string[] = [];
    for (const file of files) {
      const { resource } = convert('STU3', read('in', file));
      const ours = new Set(leavesOf(resource).map(({ path, value }) => `${path} ${value}`));
      for (const { path, value } of leavesOf(read('out', file))) {
        leaves += 1;
        if (!ours.has(`${path} ${value}`)) missing.push(path);
      }
    }
    expect(leaves).toBeGreaterThan(files.length * 10);
    expect(1 - missing.length / leaves).toBeGreaterThan(0.99);
    expect(missing.filter((path) => !otherwise.some(([paths]) => paths.test(path)))).toEqual([]);
    for (const [paths] of otherwise) expect([paths, missing.some((path) => paths.test(path))]).toEqual([paths, true]);
  });
});
