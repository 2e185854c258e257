import { invalid, isFailure, type Failure } from '../../../kernel/failure.ts';
import { keyOf, type CodeKey, type CodeSet, type Meaning, type SentCode } from '../../kit/code-set.rules.ts';
import { isLine } from '../../kit/line.rules.ts';
import { standardOf } from './standard.rules.ts';

/** What an administrator says of a code. */
type Given = SentCode & {
  readonly display: string;
  readonly standard?: (SentCode & { readonly display?: string | null }) | null | undefined;
};

/** As many as are changed at once. */
const mostAtOnce = 500;

/** @returns invalid with the path in the input as the field: `codes[3].standard.code` */
export const codesIn = (set: CodeSet, given: readonly Given[]): readonly (CodeKey & Meaning)[] | Failure => {
  const keys = keysIn(set, given);
  if (isFailure(keys)) return keys;
  const codes: (CodeKey & Meaning)[] = [];
  for (const [index, { display, standard }] of given.entries()) {
    const field = `codes[${index}]`;
    const key = keys[index];
    const words = display.trim();
    if (words === '' || !isLine(words))
      return invalid('What a code displays has 1 to 200 characters.', `${field}.display`);
    const same = standard === null || standard === undefined ? null : standardOf(set, standard);
    if (isFailure(same)) return invalid(same.message, `${field}.standard.${same.field ?? 'code'}`);
    if (![same?.code, same?.system, same?.display].every((text) => isLine(text ?? '')))
      return invalid('A standard coding is of at most 200 characters each.', `${field}.standard`);
    if (key !== undefined) codes.push({ ...key, display: words, standard: same });
  }
  return codes;
};

/** @returns invalid with the path in the input as the field */
export const keysIn = (set: CodeSet, given: readonly SentCode[]): readonly CodeKey[] | Failure => {
  if (given.length === 0 || given.length > mostAtOnce) return invalid(`Give 1 to ${mostAtOnce} codes.`, 'codes');
  const keys: CodeKey[] = [];
  const seen = new Set<string>();
  for (const [index, sent] of given.entries()) {
    const field = `codes[${index}]`;
    const key = keyOf(sent);
    if (key === undefined || !isLine(sent.code ?? ''))
      return invalid('A code has 1 to 200 characters.', `${field}.code`);
    if (!isLine(sent.system ?? '') || key.system.includes('|'))
      return invalid('A code system has at most 200 characters, and no bar.', `${field}.system`);
    if (key.system !== '' && withoutSystem.has(set))
      return invalid('These codes come without a code system.', `${field}.system`);
    const name = `${key.system}|${key.code}`;
    if (seen.has(name)) return invalid('This code is given twice.', `${field}.code`);
    seen.add(name);
    keys.push(key);
  }
  return keys;
};

/** In these fields a message has a code and nothing else. */
const withoutSystem: ReadonlySet<CodeSet> = new Set(['GENDER', 'CLASS', 'DISCIPLINE', 'UNIT', 'APPLICATION']);
