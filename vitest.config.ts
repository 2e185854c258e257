import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

/** What needs a process that has loaded nothing yet. */
const alone = ['identity/oidc.test.ts'];

const project = (test: TestProjectInlineConfiguration['test']): TestProjectInlineConfiguration => ({
  resolve: {
    // graphql has two entry points; a test that loads both has two schemas that do not know each other.
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
  test: {
    pool: 'forks',
    // A slow machine is not a fault: tests wait for what they need, and a hang is ended by the run as a whole.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    ...test,
  },
});

export default defineConfig({
  test: {
    globalSetup: ['test/global.ts'],
    maxWorkers: 2,
    teardownTimeout: 30_000,
    reporters: ['default', ['json', { outputFile: '.build/test-report.json' }]],
    projects: [
      project({
        name: 'together',
        include: ['**/*.test.ts'],
        exclude: ['**/node_modules/**', 'dist/**', '.data/**', '.build/**', 'test/rules/fixtures/**', ...alone],
        // To load the system costs more than most files ask of it: files share a process, and each has a database of its
        // own. What a file changes of the process (the clock, a global, an environment) it puts back.
        isolate: false,
      }),
      project({ name: 'alone', include: alone }),
    ],
  },
});
