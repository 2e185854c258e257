/**
 * Variables without what is `undefined`: to GraphQL that is absent, which leaves things as they are, but a compiled operation
 * would take it for null, which clears them. GraphQL (October 2021) §3.10, Input Coercion
 */
export const withoutAbsent = (variables: Readonly<Record<string, unknown>>): Record<string, unknown> => {
  const given: Record<string, unknown> = {};
  for (const name of Object.keys(variables)) {
    const value = variables[name];
    if (value !== undefined) given[name] = within(value);
  }
  return given;
};

const within = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(within);
  return isPlain(value) ? withoutAbsent(value) : value;
};

const isPlain = (value: object): value is Readonly<Record<string, unknown>> =>
  Object.getPrototypeOf(value) === Object.prototype;
