// What takes too long for every change: `npm run test:nightly`. What the environment says goes first.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const { status } = spawnSync(
  process.execPath,
  [
    vitest,
    'run',
    'test/crash.test.ts',
    'test/aggregation-crash.test.ts',
    'test/letters-killed.test.ts',
    'test/access/properties.test.ts',
    'test/access/changes.test.ts',
  ],
  {
    cwd: root,
    env: {
      CRASHES: '50',
      AGGREGATION_CRASHES: '20',
      LETTERS: '1000',
      KILLS: '5',
      ACCESS_CASES: '200000',
      CHANGES: '100',
      ...process.env,
    },
    stdio: 'inherit',
  },
);
process.exitCode = status ?? 1;
