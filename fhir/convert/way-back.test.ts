import { describe, expect, it } from 'vitest';
import { examplesOf } from '../../test/fhir-examples.ts';
import { leavesOf } from '../../test/leaves.ts';
import { isError } from '../issue.ts';
import { validate } from '../validate/validate.ts';
import { convert } from './convert.ts';
import type { Members } from './value.ts';

/** Domain reference §7.2 */
const facade =
  /^(Appointment|Communication|Consent|DocumentReference|Observation|Organization|Patient|Practitioner|Provenance|Questionnaire|QuestionnaireResponse)$/;

/** What comes back otherwise, and says the same. */
const alike = [
  // The identifier is that of a Reference.
  /^Provenance\.entity\[\d\]\.whatIdentifier\./,
  /^DocumentReference\.context\.related\[\d\]\.identifier\./,
  // A URI is the reference of a Reference.
  /^Provenance\.agent\[\d\]\.(onBehalfOf|who)Uri$/,
  // R4 has one type for both requests.
  /^QuestionnaireResponse\.contained\[1\]\.resourceType/,
];

describe('STU3 that became R4', () => {
  const examples = examplesOf('STU3').filter(
    ({ resource }) => facade.test(String(resource['resourceType'])) && !validate('STU3', resource).some(isError),
  );
  if (examples.length === 0) {
    it.skip('needs the official examples (the HL7 packages are development dependencies)', () => undefined);
    return;
  }

  it('is valid STU3 again, and says all that it said', () => {
    const faults: string[] = [];
    for (const { name, resource } of examples) {
      const back = convert('R4', convert('STU3', resource as Members).resource).resource;
      const [issue] = validate('STU3', back).filter(isError);
      if (issue !== undefined) faults.push(`${name}: ${issue.expression}: ${issue.diagnostics}`);
      const there = new Set(leavesOf(back).map(({ path, value }) => `${path} ${value}`));
      for (const { path, value } of leavesOf(resource))
        if (!there.has(`${path} ${value}`) && !alike.some((paths) => paths.test(path)))
          faults.push(`${name}: ${path} was ${value}`);
    }
    expect(examples.length).toBeGreaterThan(100);
    expect(faults).toEqual([]);
  });

  it('is converted without a change to what was given', () => {
    for (const { resource } of examples) {
      const frozen = deepFrozen(structuredClone(resource)) as Members;
      expect(() => convert('R4', deepFrozen(convert('STU3', frozen).resource) as Members)).not.toThrow();
    }
  });
});

const deepFrozen = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  for (const member of Object.values(value)) deepFrozen(member);
  return Object.freeze(value);
};
