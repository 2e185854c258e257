import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    // graphql has two entry points; a test that loads both has two schemas that do not know each other.
    alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }],
  },
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', 'dist/**', '.data/**', '.build/**', 'test/rules/fixtures/**'],
    globalSetup: ['test/global.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // A slow machine is not a fault: tests wait for what they need, and a hang is ended by the run as a whole.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
    reporters: ['default', ['json', { outputFile: '.build/test-report.json' }]],
  },
});
