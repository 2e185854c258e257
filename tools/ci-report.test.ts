import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

type Status = 'passed' | 'failed' | 'skipped';

const folder = mkdtempSync(join(tmpdir(), 'ci-report-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('the last line of CI', () => {
  it('counts what passed and ends well', () => {
    expect(lastLine([aFile(['passed', 'passed'])], 0)).toEqual(['2 passed, 0 failed\n', 0]);
  });

  it('leaves out what was skipped', () => {
    expect(lastLine([aFile(['passed', 'skipped'])], 0)).toEqual(['1 passed, 0 failed\n', 0]);
  });

  it('counts the failed tests of every file', () => {
    const files = [aFile(['passed', 'failed']), aFile(['failed'])];
    expect(lastLine(files, 1)).toEqual(['1 passed, 2 failed\n', 1]);
  });

  it('counts a file that could not be loaded as one failure', () => {
    expect(lastLine([aFile(['passed']), aFile([], 'failed')], 1)).toEqual(['1 passed, 1 failed\n', 1]);
  });

  it('counts a command that failed although all its tests passed', () => {
    expect(lastLine([aFile(['passed'])], 1)).toEqual(['1 passed, 1 failed\n', 1]);
  });

  it('does not call it a success when no test ran', () => {
    expect(lastLine([], 0)).toEqual(['0 passed, 1 failed\n', 1]);
  });

  it('does not call it a success when there is no report', () => {
    expect(report(join(folder, 'nowhere.json'), 0)).toEqual(['0 passed, 1 failed\n', 1]);
  });
});

const aFile = (statuses: readonly Status[], status: Status = statuses.includes('failed') ? 'failed' : 'passed') => ({
  status,
  assertionResults: statuses.map((each) => ({ status: each })),
});

/** What is printed, and the exit code, for a run that left these files in its report and ended with this code. */
const lastLine = (testResults: readonly ReturnType<typeof aFile>[], code: number) => {
  const path = join(folder, 'report.json');
  writeFileSync(path, JSON.stringify({ testResults }));
  return report(path, code);
};

const report = (path: string, code: number) => {
  const script = join(import.meta.dirname, 'ci-report.mjs');
  const { stdout, status } = spawnSync(process.execPath, [script, path, String(code)], { encoding: 'utf8' });
  return [stdout, status];
};
