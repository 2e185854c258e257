import type { Format, Variables } from './variables.ts';

const megabyte = 1024 * 1024;

/** Contract §5: what is refused as too much. Sizes in bytes, the others counted. */
const defaults = {
  hl7Message: 10 * megabyte,
  fhirResource: 5 * megabyte,
  bundle: 50 * megabyte,
  bundleEntries: 5_000,
  document: 25 * megabyte,
  graphqlDepth: 12,
  graphqlCost: 5_000,
  graphqlAliases: 30,
  /** Page sizes: where none is asked for, and the largest. */
  page: 50,
  pageOfCustomerStore: 1_000,
  pageElsewhere: 200,
  /** Most inputs of one operation. Domain reference §7.3 */
  statusQuery: 5_000,
  invitationTokens: 500,
  readReceiptQuery: 5_000,
  questionnaireRequest: 500,
  /** Requests of one token at the REST API in a minute. */
  restRequests: 6_000,
};

export type Limits = { readonly [Name in keyof typeof defaults]: number };

/** `LIMIT_` and the name: `LIMIT_HL7_MESSAGE=20MB`, `LIMIT_GRAPHQL_DEPTH=15`. */
export const readLimits = (variables: Variables): Limits => {
  const names = new Map(Object.keys(defaults).map((name) => [variableOf(name), name]));
  // A misspelt limit would silently not hold.
  for (const name of variables.namesWith('LIMIT_')) {
    if (!names.has(name)) variables.refuse(name, `one of ${[...names.keys()].join(', ')}`);
  }
  const entries = Object.entries(defaults).map(([name, unset]) => [
    name,
    variables.read(variableOf(name), amount, unset),
  ]);
  return Object.fromEntries(entries) as Limits;
};

const variableOf = (name: string): string => `LIMIT_${name.replaceAll(/[A-Z]/g, '_$&').toUpperCase()}`;

const amount: Format<number> = {
  expected: 'a whole number from 1, with KB or MB for a size',
  parse: (raw) => {
    const [, digits, unit] = /^(\d{1,9}) ?(KB|MB)?$/.exec(raw) ?? [];
    const value = Number(digits) * (unit === 'MB' ? megabyte : unit === 'KB' ? 1024 : 1);
    return value >= 1 ? value : undefined;
  },
};
