import type { Person, Principal } from '../../kernel/principal.ts';
import { personOf, readersOf, type History } from './history.ts';

// How a deed is sent, and by whom.

export const reason = 'Somebody has to know why this is done.';

export const mutation = (name: string, input: string, made: string, given: object) => ({
  query: `mutation ($input: ${input}!) { done: ${name}(input: $input) { __typename ${made === '' ? '' : `... on ${made} { id }`} } }`,
  variables: { input: given },
});
export const consenting = (name: 'setConsent' | 'endConsent' | 'keepCarer', given: object) =>
  mutation(name, `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`, '', given);
export const byId = (name: string, id: string, argument = 'id') => ({
  query: `mutation ($id: ID!) { done: ${name}(${argument}: $id) { __typename } }`,
  variables: { id },
});

export const owner = (history: History): Principal => readerNamed(history, 'owner');
export const tied = (history: History): Principal => readerNamed(history, 'tied');
const readerNamed = (history: History, name: string): Principal => {
  const found = readersOf(history)[name];
  if (found === undefined) throw new Error(`There is no ${name}.`);
  return found;
};
export const officer = ({ world, names }: History): Person => ({
  ...personOf(world, names.officer),
  guards: [names.organisation],
});
export const administrator = ({ world, names }: History): Person => ({
  ...personOf(world, names.administrator),
  administers: [names.organisation],
});
