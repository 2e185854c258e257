// Builds what has changed and runs one of our programs in this very process, so that it gets every signal itself:
// `node tools/run.mjs main`, `node tools/run.mjs subgraphs/clinical/main`, `node tools/run.mjs bench/store create`.
import module from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';

const root = dirname(import.meta.dirname);
const [program = 'main', ...rest] = process.argv.slice(2);

stopWithNpm();
await build();
module.enableCompileCache?.(join(root, '.build', 'compiled'));
const file = join(root, 'dist', `${program.replace(/\.[jt]s$/, '')}.js`);
process.argv = [process.execPath, file, ...rest];
await import(pathToFileURL(file).href);

/** npm passes a signal on to its shell, which ends without telling us: we notice that it has gone. */
function stopWithNpm() {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 100);
  watch.unref();
}
