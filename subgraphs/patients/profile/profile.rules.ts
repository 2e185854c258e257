import { forbidden, invalid, type Failure } from '../../../kernel/failure.ts';
import type { DemographicsInput } from '../feed.types.ts';

/** What may be changed by hand, by the names of the graph. */
const changeable = [
  'title',
  'familyName',
  'givenName',
  'middleNames',
  'dateOfBirth',
  'gender',
  'language',
  'phone',
  'address',
] as const satisfies readonly (keyof DemographicsInput)[];

export type ProfileChange = Pick<DemographicsInput, (typeof changeable)[number]>;

/** Who somebody is, is verified by organisations, and matched with what they send. Domain reference §4.2 */
const identifying = ['familyName', 'givenName', 'middleNames', 'dateOfBirth', 'gender'] as const;

/** Domain reference §4.4, PID */
const neverCleared = ['familyName', 'givenName', 'dateOfBirth', 'gender'] as const;

/** What of the input is a change: absent is none. */
export const changeIn = (input: ProfileChange): ProfileChange =>
  Object.fromEntries(changeable.flatMap((name) => (input[name] === undefined ? [] : [[name, input[name]]])));

/** The first thing that is wrong with a change, by its field. */
export const faultOfChange = (
  change: ProfileChange,
  { isSelf, today }: { readonly isSelf: boolean; readonly today: Date },
): Failure | undefined => {
  const said = Object.keys(change);
  if (said.length === 0) return invalid('Say what is to change.');
  const foreign = isSelf ? identifying.find((name) => said.includes(name)) : undefined;
  if (foreign !== undefined)
    return forbidden('Who you are is changed by an organisation that has verified it.', foreign);
  const cleared = neverCleared.find((name) => change[name] === null);
  if (cleared !== undefined) return invalid('This can be changed, and not cleared.', cleared);
  if (change.dateOfBirth && new Date(`${change.dateOfBirth}T00:00:00Z`) > today)
    return invalid('A date of birth is not in the future.', 'dateOfBirth');
  if (change.language && !/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/.test(change.language))
    return invalid('A language is a code of BCP 47, such as en-GB.', 'language');
  if (change.phone && !/^\+?[0-9() .-]{3,30}(x[0-9]{1,6})?$/.test(change.phone))
    return invalid('A phone number has digits, spaces, dots, dashes and brackets.', 'phone');
  return faultOfTexts(change);
};

const longest = 200;
const mostLines = 4;

const faultOfTexts = ({ address, ...texts }: ProfileChange): Failure | undefined => {
  const named = Object.entries(texts).map(([field, text]) => [field, text] as const);
  const { lines = [], ...rest } = address ?? {};
  if (lines.length > mostLines) return invalid(`An address has ${mostLines} lines at most.`, 'address.lines');
  const all = [
    ...named,
    ...Object.entries(rest).map(([field, text]) => [`address.${field}`, text] as const),
    ...lines.map((text, nth) => [`address.lines[${nth}]`, text] as const),
  ];
  const wrong = all.find(([, text]) => typeof text === 'string' && (text.trim() === '' || text.length > longest));
  return wrong && invalid(`This is 1 to ${longest} characters; null clears what can be cleared.`, wrong[0]);
};
