import { unsupported, type Failure } from '../../../kernel/failure.ts';
import { labelCoding } from '../../kit/fhir.rules.ts';
import { labels } from '../../kit/label.ts';
import { not, type Condition, type Criterion } from './criterion.ts';
import { malformed, nameOf, type QueryParameter } from './query.ts';
import { tokenOf } from './token.ts';

const { system: privacyLabels } = labelCoding('');

/**
 * `_security` in a patient's record is the privacy label, which no resource says of itself: it is put there when it is
 * read. What is not open to the caller is found by none. FHIR R4 §3.1.1.4, domain reference §7.2
 */
export const privacyLabel = (parameter: QueryParameter): Criterion | Failure => {
  const { modifier, values } = parameter;
  if (modifier === 'missing') return unlabelled(parameter);
  if (modifier !== undefined && modifier !== 'not')
    return unsupported(
      `The modifier :${modifier} is not supported on _security; :not and :missing are.`,
      nameOf(parameter),
    );
  const wanted: string[] = [];
  for (const value of values) {
    const token = tokenOf(value);
    if (token === undefined) return malformed(parameter, value, 'a code, system|code or system|');
    if (token.system !== undefined && token.system !== privacyLabels) continue;
    wanted.push(...labels.filter((label) => token.code === '' || token.code === label));
  }
  const found: Condition = (bind) => `r.label = any(${bind(wanted, 'text[]')})`;
  return { condition: modifier === 'not' ? not(found) : found, content: true };
};

const unlabelled = (parameter: QueryParameter): Criterion | Failure => {
  const [value = '', ...others] = parameter.values;
  if ((value !== 'true' && value !== 'false') || others.length > 0)
    return malformed(parameter, value, '"true" or "false"');
  const unset: Condition = () => `r.label = 'UNSET'`;
  return { condition: value === 'true' ? unset : not(unset), content: true };
};
