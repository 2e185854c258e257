/** For no-restricted-syntax: what has a better way. A flag allows it to the files that are that better way. */
export function forbiddenSyntax({ environment = false, wallClock = true, definiteFields = false } = {}) {
  const notForConfiguration = ':not(CallExpression[callee.name="readConfig"])';
  return [
    {
      allowed: environment,
      selector: `${notForConfiguration} > MemberExpression[object.name="process"][property.name="env"]`,
      message: 'Only kernel/config.ts knows the environment: take what you need as an argument.',
    },
    {
      allowed: false,
      selector: ':not(TSModuleBlock) > TSInterfaceDeclaration',
      message: 'Say `type`: it describes a shape, and nobody can widen it from elsewhere.',
    },
    {
      allowed: wallClock,
      selector:
        'NewExpression[callee.name="Date"][arguments.length=0], ' +
        'MemberExpression[object.name="Date"][property.name="now"], ' +
        'MemberExpression[object.name="Math"][property.name="random"]',
      message: 'The clock (kernel/clock.ts) and randomness come in as arguments.',
    },
    {
      allowed: definiteFields,
      selector: 'PropertyDefinition[definite=true]',
      message: 'Only the decorated classes of the graph are filled by somebody else: give the field its value.',
    },
  ]
    .filter(({ allowed }) => !allowed)
    .map(({ selector, message }) => ({ selector, message }));
}
