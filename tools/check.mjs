// Everything that needs no database, two steps at a time: `npm run check`, or `node tools/check.mjs lint rules` for some.
// A step is a script of package.json, so that each can be run alone, too. What passes is silent, what fails is shown.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { delimiter, join } from 'node:path';

const root = join(import.meta.dirname, '..');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

// The longest first, so that the last to end is a short one.
const everything = ['lint', 'typecheck', 'knip', 'schema:check', 'codegen:check', 'format:check', 'rules'];

const steps = process.argv.length > 2 ? process.argv.slice(2) : everything;
const waiting = [...steps];
const failed = [];
const started = performance.now();
await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, takeSteps));

console.log(`${failed.length === 0 ? 'All checks passed' : `Failed: ${failed.join(', ')}`} (${seconds(started)}).`);
process.exitCode = failed.length === 0 ? 0 : 1;

async function takeSteps() {
  for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
    const begun = performance.now();
    const { passed, output } = await run(step);
    if (!passed) failed.push(step);
    console.log(`${passed ? '✓' : '✗'} ${step.padEnd(16)} ${seconds(begun).padStart(7)}`);
    if (!passed) console.log(output.trimEnd().replaceAll(/^/gm, '    '));
  }
}

/** Runs a script of package.json without npm's half a second. */
function run(step) {
  const command = scripts[step];
  if (command === undefined) return { passed: false, output: `package.json has no script "${step}".` };
  const path = [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  const child = spawn(command, { cwd: root, shell: true, env: { ...process.env, PATH: path } });
  const chunks = [];
  child.stdout.on('data', (chunk) => chunks.push(chunk));
  child.stderr.on('data', (chunk) => chunks.push(chunk));
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ passed: false, output: String(error) }));
    child.on('close', (code) => resolve({ passed: code === 0, output: Buffer.concat(chunks).toString() }));
  });
}

function seconds(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}
