import graphql from '@graphql-eslint/eslint-plugin';
import { builtinModules } from 'node:module';
import tseslint from 'typescript-eslint';
import { disableWithReason } from './tools/lint/disable-with-reason.mjs';
import { forbiddenSyntax } from './tools/lint/forbidden-syntax.mjs';

// What the checker knows that a reviewer should not have to say twice. Strictest presets, no warnings; whatever is
// switched off says why. Boundaries between folders are not here but in .dependency-cruiser.cjs.

const typescript = ['**/*.ts'];
const tests = ['**/*.{test,fixture}.ts', 'test/**/*.ts'];
const development = [...tests, 'bench/**', 'tools/**', 'examples/**', '*.config.{ts,js}'];

const publicSchema = 'schema/api.graphql';
const documents = '{adapters,web,examples}/**/*.graphql';

// ESLint's own recommendations, without those that TypeScript checks itself, and without no-control-regex: in HL7 and
// in file signatures control characters are what one looks for.
const recommended = [
  'no-async-promise-executor',
  'no-case-declarations',
  'no-cond-assign',
  'no-constant-condition',
  'no-empty',
  'no-empty-character-class',
  'no-irregular-whitespace',
  'no-loss-of-precision',
  'no-misleading-character-class',
  'no-regex-spaces',
  'no-self-assign',
  'no-sparse-arrays',
  'no-unsafe-finally',
  'no-useless-assignment',
  'no-useless-catch',
  'no-useless-escape',
  'preserve-caught-error',
  'require-yield',
];

const everywhere = {
  ...Object.fromEntries(recommended.map((rule) => [rule, 'error'])),
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
  'no-duplicate-imports': 'error',
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
  // There are no enums (erasableSyntaxOnly), and looking for them at every assignment takes its time.
  '@typescript-eslint/no-unsafe-enum-assignment': 'off',
  '@typescript-eslint/no-unsafe-enum-comparison': 'off',
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
    plugins: { house: { rules: { 'disable-with-reason': disableWithReason } } },
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
    files: ['subgraphs/**/*.ts', 'identity/graph/**/*.ts'],
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
      // A test is one long list of cases with as many columns as they need, and may hand over half a thing to see it
      // refused.
      'max-lines': 'off',
      '@typescript-eslint/max-params': 'off',
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
