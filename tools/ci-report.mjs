// The last line of CI: `node tools/ci-report.mjs REPORT EXIT_CODE` prints `N passed, N failed` from vitest's JSON report
// of a run that ended with EXIT_CODE, and exits with 0 only where something passed and nothing failed.
import { readFileSync } from 'node:fs';

const [report = '', code = '1'] = process.argv.slice(2);
const files = readReport(report);
const tests = files.flatMap((file) => file.assertionResults);

const passed = tests.filter((test) => test.status === 'passed').length;
const failedTests = tests.filter((test) => test.status === 'failed').length;
// A file that could not even be loaded, or whose set-up failed, has failed without a failed test.
const failedFiles = files.filter(
  (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
).length;
// Something else failed: a check before the tests, an error outside any test, or there was nothing to run.
const failedElsewhere = failedTests + failedFiles === 0 && (code !== '0' || passed === 0) ? 1 : 0;
const failed = failedTests + failedFiles + failedElsewhere;

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).testResults;
  } catch {
    // No report, or half a report: the run ended before its tests did.
    return [];
  }
}
