import graphql from '@graphql-eslint/eslint-plugin';
import { builtinModules } from 'node:module';
import tseslint from 'typescript-eslint';

// What the checker knows that a reviewer should not have to say twice. Strictest presets, no warnings; whatever is
// switched off says why. Boundaries between folders are not here but in .dependency-cruiser.cjs.

const typescript = ['**/*.ts'];
const tests = ['**/*.test.ts', 'test/**/*.ts'];
const development = [...tests, 'bench/**', 'tools/**', 'examples/**', '*.config.{ts,js}'];

const publicSchema = 'schema/api.graphql';
const documents = '{adapters,web,examples}/**/*.graphql';

const everywhere = {
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'no-console': 'error',
  'no-else-return': ['error', { allowElseIf: false }],
  'no-implicit-coercion': 'error',
  'no-param-reassign': 'error',
  'no-template-curly-in-string': 'error',
  'no-unneeded-ternary': 'error',
  'no-useless-rename': 'error',
  'no-var': 'error',
  'no-warning-comments': 'error',
  'object-shorthand': 'error',
  'prefer-const': 'error',
  'max-lines': ['error', 300],
  'no-duplicate-imports': ['error', { includeExports: true }],
  'no-restricted-exports': [
    'error',
    {
      restrictDefaultExports: {
        direct: true,
        named: true,
        defaultFrom: true,
        namedFrom: true,
        namespaceFrom: true,
      },
    },
  ],
  'no-restricted-imports': [
    'error',
    {
      paths: [
        ...builtinModules
          .filter((name) => !name.startsWith('_'))
          .map((name) => ({ name, message: `Say node:${name}: a built-in module should not look like a package.` })),
        { name: 'node:process', message: 'The global process is the same, and the lint rules see it.' },
      ],
      patterns: [
        { regex: '^\\.{1,2}/.*\\.js$', message: 'Import what we wrote: the .ts file.' },
        { regex: '^\\.{1,2}(/.*)?/(index)?$', message: 'Name the file: ./index.ts.' },
        { regex: '^graphql/', message: 'Import from graphql: two copies of it do not know each other’s types.' },
      ],
    },
  ],
  'no-restricted-syntax': ['error', ...forbiddenSyntax()],
  'house/disable-with-reason': 'error',
};

const typed = {
  // We say `type` (forbiddenSyntax below), but what a package has declared as an interface can only be widened as one.
  '@typescript-eslint/consistent-type-definitions': 'off',
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
  '@typescript-eslint/consistent-type-exports': ['error', { fixMixedExportsWithInlineTypeSpecifier: true }],
  '@typescript-eslint/no-import-type-side-effects': 'error',
  '@typescript-eslint/consistent-type-assertions': [
    'error',
    { assertionStyle: 'as', objectLiteralTypeAssertions: 'never' },
  ],
  '@typescript-eslint/max-params': ['error', { max: 3 }],
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
  // A number in a sentence reads as itself.
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
  '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
  // `async` also makes a throw a rejection, which is what a port promises, even where one implementation awaits nothing.
  '@typescript-eslint/require-await': 'off',
  // A query names the type of its rows and a parser that of its result: there T stands once, and stands for `as`.
  '@typescript-eslint/no-unnecessary-type-parameters': 'off',
  // It asks for the `!` that no-non-null-assertion forbids.
  '@typescript-eslint/non-nullable-type-assertion-style': 'off',
};

export default [
  {
    ignores: [
      'dist/',
      '.build/',
      '.data/',
      'coverage/',
      'prisma/client/',
      '**/*.generated.ts',
      'bench/results/',
      'test/fixtures/',
      // They are there to be wrong.
      'test/rules/fixtures/',
      // Composed from schema/subgraphs by a program; what it says is linted there and in schema/api.graphql.
      'schema/supergraph.graphql',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error', reportUnusedInlineConfigs: 'error' } },
  {
    files: ['**/*.{ts,js,mjs,cjs}'],
    plugins: { house: { rules: { 'disable-with-reason': disableWithReason() } } },
    rules: everywhere,
  },

  ...[...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked].map((config) => ({
    ...config,
    files: typescript,
  })),
  {
    files: typescript,
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: typed,
  },

  {
    // Decorated classes are how type-graphql is told of the graph: their shape is its, their parameters are arguments
    // of the graph, and their fields are filled by it (`!:`).
    files: ['**/*.types.ts', '**/*.resolver.ts', '**/*.input.ts', '**/*.reference.ts'],
    rules: {
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/max-params': 'off',
      'no-restricted-syntax': ['error', ...forbiddenSyntax({ definiteFields: true })],
    },
  },
  {
    // A service answers with plain values in the shape of the graph's classes: those carry fields for type-graphql and
    // nothing else, and nobody asks whether a value was made by them.
    files: ['subgraphs/**/*.ts'],
    rules: { '@typescript-eslint/no-unsafe-class-instance-assignment': 'off' },
  },
  {
    // The time is an argument: whoever decides can be told any hour by its test.
    files: ['subgraphs/**/*.ts', 'adapters/**/*.ts', 'gateway/**/*.ts', 'identity/**/*.ts'],
    ignores: [...tests, '**/main.ts', '**/*.{types,resolver,input,reference}.ts'],
    rules: { 'no-restricted-syntax': ['error', ...forbiddenSyntax({ wallClock: false })] },
  },
  {
    // The one place that reads the environment; tools and tests are started by hand and have their own.
    files: ['kernel/config.ts', ...development],
    rules: { 'no-restricted-syntax': ['error', ...forbiddenSyntax({ environment: true })] },
  },
  { files: ['**/main.ts', ...development], rules: { 'no-console': 'off' } },
  { files: ['*.config.{ts,js}'], rules: { 'no-restricted-exports': 'off' } },
  {
    files: tests,
    rules: {
      // A test is one long list of cases, and may hand over half a thing to see it refused.
      'max-lines': 'off',
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'as' }],
    },
  },

  {
    files: ['schema/**/*.graphql'],
    languageOptions: { parser: graphql.parser, parserOptions: { graphQLConfig: { schema: publicSchema } } },
    plugins: { '@graphql-eslint': graphql },
    rules: {
      '@graphql-eslint/naming-convention': [
        'error',
        {
          types: 'PascalCase',
          FieldDefinition: 'camelCase',
          InputValueDefinition: 'camelCase',
          Argument: 'camelCase',
          DirectiveDefinition: 'camelCase',
          EnumValueDefinition: 'UPPER_CASE',
          'FieldDefinition[parent.name.value=Query]': { forbiddenPrefixes: ['get', 'fetch', 'list'] },
          allowLeadingUnderscore: true,
        },
      ],
      '@graphql-eslint/no-hashtag-description': 'error',
      '@graphql-eslint/no-typename-prefix': 'error',
      '@graphql-eslint/require-deprecation-reason': 'error',
      '@graphql-eslint/unique-enum-value-names': 'error',
    },
  },
  {
    // The public graph: whoever reads it has nothing else to go by.
    files: [publicSchema],
    rules: {
      '@graphql-eslint/require-description': [
        'error',
        {
          types: true,
          rootField: true,
          ignoredSelectors: [
            'ObjectTypeDefinition[name.value=/^(Query|Mutation|Subscription)$/]',
            // A page of letters, what a mutation takes and what it answers: the field that has them is described.
            'ObjectTypeDefinition[name.value=/Page$/]',
            'UnionTypeDefinition[name.value=/Result$/]',
            'InputObjectTypeDefinition[name.value=/Input$/]',
          ],
        },
      ],
      '@graphql-eslint/no-unreachable-types': 'error',
      '@graphql-eslint/require-nullable-fields-with-oneof': 'error',
    },
  },
  {
    files: [documents],
    languageOptions: { parser: graphql.parser, parserOptions: { graphQLConfig: { schema: publicSchema, documents } } },
    plugins: { '@graphql-eslint': graphql },
    rules: {
      ...graphql.configs['flat/operations-recommended'].rules,
      // An adapter asks for what it answers with, and caches nothing: it needs no ids.
      '@graphql-eslint/require-selections': 'off',
      '@graphql-eslint/no-one-place-fragments': 'off',
      '@graphql-eslint/naming-convention': [
        'error',
        {
          VariableDefinition: 'camelCase',
          OperationDefinition: {
            style: 'PascalCase',
            forbiddenPrefixes: ['Query', 'Mutation', 'Get'],
            forbiddenSuffixes: ['Query', 'Mutation'],
          },
          FragmentDefinition: { style: 'PascalCase', forbiddenSuffixes: ['Fragment'] },
        },
      ],
    },
  },
];

/** Syntax with a better way; the flags name what is allowed where the file at hand is that better way. */
function forbiddenSyntax({ environment = false, wallClock = true, definiteFields = false } = {}) {
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

/** `eslint-disable` without ` -- reason` leaves the next reader guessing. */
function disableWithReason() {
  return {
    meta: { type: 'suggestion', schema: [], messages: { reason: 'Say why: `-- reason` after the name of the rule.' } },
    create: (context) => ({
      Program: () => {
        for (const comment of context.sourceCode.getAllComments()) {
          if (/^\s*eslint-disable/.test(comment.value) && !/\s--\s+\S/.test(comment.value)) {
            context.report({ loc: comment.loc, messageId: 'reason' });
          }
        }
      },
    }),
  };
}
