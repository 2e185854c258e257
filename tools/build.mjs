// From the sources to what runs: the Prisma client, then dist/. Each step is skipped while nothing it reads has changed,
// so that a warm start costs a look at the files' times. `npm run build`; `npm run generate` for the client alone.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { oneAtATime } from './one-at-a-time.mjs';

const root = dirname(import.meta.dirname);
const memory = join(root, '.build', 'built.json');

/** Brings prisma/client and dist/ up to date; safe when several processes start at once. */
export const build = () => oneAtATime(join(root, '.build', 'building'), () => (generate(), compile()));

/** prisma/schema/*.prisma → prisma/client. */
const generate = () => {
  const inputs = [...filesIn('prisma/schema', '.prisma'), 'node_modules/prisma/package.json'];
  ifChanged('generate', inputs, existsSync(join(root, 'prisma/client/client.ts')), () => {
    rmSync(join(root, 'prisma/client'), { recursive: true, force: true });
    run('prisma/build/index.js', ['generate', '--schema', 'prisma/schema', '--no-hints'], {
      // Generating needs no schema engine, but asks for one, and would download it: any program keeps it content.
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      CHECKPOINT_DISABLE: '1',
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
    });
  });
};

/** *.ts → dist/*.js, and beside them the files that the program reads while it runs. */
const compile = () => {
  // An image without development dependencies has been built before, and is only started.
  if (!existsSync(join(root, 'node_modules/typescript')) && existsSync(join(root, 'dist/main.js'))) return;
  const folders = foldersToBuild();
  const sources = [...filesIn('.', '.ts', false), ...folders.flatMap((folder) => filesIn(folder, '.ts'))];
  const assets = folders.flatMap((folder) => filesIn(folder, '')).filter((file) => !notAnAsset.test(file));
  const settings = ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json'];
  ifChanged('compile', [...sources, ...assets, ...settings], existsSync(join(root, 'dist')), (gone) => {
    // What has been deleted or renamed must not live on in dist.
    if (gone)
      for (const old of ['dist', '.build/build.tsbuildinfo']) rmSync(join(root, old), { recursive: true, force: true });
    run('typescript/lib/tsc.js', ['-p', 'tsconfig.build.json']);
    for (const asset of assets) cpSync(join(root, asset), join(root, 'dist', asset));
  });
};

const notToBuild = new Set(['node_modules', 'dist', 'docs', 'coverage', 'test']);
const notAnAsset = /\.(ts|md|prisma|mjs|cjs|tsbuildinfo)$|^prisma\/client\/|^bench\/results\//;

const foldersToBuild = () =>
  readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !notToBuild.has(entry.name))
    .map((entry) => entry.name);

const filesIn = (folder, ending, recursive = true) =>
  readdirSync(join(root, folder), { withFileTypes: true, recursive })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending) && !entry.name.endsWith('.test.ts'))
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    );

/** Does the work unless these very files, as they are now, were there the last time; says whether one has gone since. */
const ifChanged = (step, files, isThere, work) => {
  const remembered = existsSync(memory) ? JSON.parse(readFileSync(memory, 'utf8')) : {};
  const names = files.filter((file) => existsSync(join(root, file))).sort();
  const state = createHash('sha256').update(names.map(stateOf).join('\n')).digest('hex');
  if (isThere && remembered[step]?.state === state) return;
  const known = new Set(names);
  work(remembered[step]?.names.some((name) => !known.has(name)) ?? true);
  mkdirSync(dirname(memory), { recursive: true });
  writeFileSync(memory, JSON.stringify({ ...remembered, [step]: { state, names } }));
};

const stateOf = (file) => {
  const { mtimeMs, size } = statSync(join(root, file));
  return `${file} ${mtimeMs} ${size}`;
};

/** Runs a program of node_modules without npx; silent unless it fails. */
const run = (program, args, environment = {}) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'node_modules', program), ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, ...environment },
  });
  if (status === 0) return;
  process.stderr.write(`${program} failed.\n${stdout}${stderr}`);
  process.exit(1);
};

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const only = process.argv[2] === 'generate' ? generate : undefined;
  await (only === undefined ? build() : oneAtATime(join(root, '.build', 'building'), only));
}
