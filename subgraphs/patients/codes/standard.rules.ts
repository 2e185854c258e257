import { invalid, type Failure } from '../../../kernel/failure.ts';
import type { CodeSet, SentCode, Standard } from '../../kit/code-set.rules.ts';

/** HL7 table 0074, the sections of a laboratory, among them RAD. */
const sections = 'http://terminology.hl7.org/CodeSystem/v2-0074';
const ucum = 'http://unitsofmeasure.org';

/**
 * The standard code that an administrator gives for a local one, with its system where the set allows one only.
 *
 * @returns invalid with `code` or `system` as the field
 */
export const standardOf = (
  set: CodeSet,
  given: SentCode & { readonly display?: string | null | undefined },
): Standard | Failure => {
  const rule: Rule = rules[set] ?? {};
  const code = given.code?.trim() ?? '';
  if (code === '' || (rule.codes !== undefined && !rule.codes.includes(code)))
    return invalid(
      rule.codes === undefined ? 'A standard coding has a code.' : `This must be one of ${rule.codes.join(', ')}.`,
      'code',
    );
  const system = given.system?.trim() ?? '';
  if (rule.system !== undefined && system !== '' && system !== rule.system)
    return invalid(
      rule.system === null ? 'These codes have no system.' : `The system must be ${rule.system}.`,
      'system',
    );
  if (rule.system === undefined && system === '') return invalid('A standard coding has a system.', 'system');
  return { system: rule.system === undefined ? system : rule.system, code, display: wordsOf(given.display) };
};

/** The only system there may be (null: an enumeration of ours), and the only codes; left out, they are free. */
type Rule = { readonly system?: string | null; readonly codes?: readonly string[] };

const rules: Readonly<Partial<Record<CodeSet, Rule>>> = {
  GENDER: { system: null, codes: ['MALE', 'FEMALE', 'INDETERMINATE', 'UNKNOWN'] },
  CLASS: {
    system: null,
    codes: ['INPATIENT', 'OUTPATIENT', 'EMERGENCY', 'PRE_ADMISSION', 'HOME', 'VIRTUAL', 'OTHER'],
  },
  DISCIPLINE: { system: sections },
  APPLICATION: { system: sections, codes: ['RAD'] },
  UNIT: { system: ucum },
};

const wordsOf = (text: string | null | undefined): string | null => {
  const words = text?.trim() ?? '';
  return words === '' ? null : words;
};
