import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';

const root = dirname(import.meta.dirname);

type Project = { readonly write: (file: string, text: string) => void; readonly folder: string };

/** A small project with our build, our compiler settings and one model. */
const project = (): Project => {
  const small = projectWithout();
  symlinkSync(join(root, 'node_modules'), join(small.folder, 'node_modules'));
  return small;
};

/**
 * The same with a stand-in for Prisma: to generate and to compile a client takes most of a build, and where it is not
 * asked what Prisma makes, a client of one line goes the same way.
 */
const quickProject = (): Project => {
  const quick = projectWithout();
  mkdirSync(join(quick.folder, 'node_modules'));
  for (const name of ['typescript', '@types', 'undici-types'])
    symlinkSync(join(root, 'node_modules', name), join(quick.folder, 'node_modules', name));
  quick.write('node_modules/prisma/package.json', '{}');
  quick.write(
    'node_modules/prisma/build/index.js',
    `const { mkdirSync, writeFileSync } = require('node:fs');
mkdirSync('prisma/client', { recursive: true });
writeFileSync('prisma/client/client.ts', 'export const client = 1;\\n');
`,
  );
  return quick;
};

const projectWithout = (): Project => {
  const folder = mkdtempSync(join(tmpdir(), 'tributary-build-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  for (const file of ['build.mjs', 'one-at-a-time.mjs', 'run.mjs'])
    cpSync(join(root, 'tools', file), join(folder, 'tools', file));
  for (const file of ['tsconfig.json', 'tsconfig.build.json', 'package.json', 'prisma/schema/main.prisma']) {
    write(file, readFileSync(join(root, file), 'utf8'));
  }
  write('prisma/schema/letters.prisma', 'model Letter {\n  id Int @id\n  @@schema("mail")\n}\n');
  write('main.ts', `import { word } from './kernel/word.ts';\nconsole.log(word, process.argv.slice(2).join());\n`);
  write('kernel/word.ts', `export const word: string = 'first';\n`);
  return { write, folder };
};

const node = async (folder: string, ...args: string[]): Promise<string> =>
  (await promisify(execFile)(process.execPath, args, { cwd: folder })).stdout;

it('generates the client, compiles, and runs the program with its arguments', async () => {
  const { folder } = project();
  expect(await node(folder, 'tools/run.mjs', 'main', 'one', 'two')).toBe('first one,two\n');
  expect(readFileSync(join(folder, 'dist/prisma/client/client.js'), 'utf8')).toContain('./internal/class.js');
});

it('does nothing while nothing has changed, and compiles what has', async () => {
  const { folder, write } = quickProject();
  await node(folder, 'tools/build.mjs');
  const built = (file: string): number => statSync(join(folder, file)).mtimeMs;
  const before = [built('dist/main.js'), built('prisma/client/client.ts'), built('.build/built.json')];
  await node(folder, 'tools/build.mjs');
  expect([built('dist/main.js'), built('prisma/client/client.ts'), built('.build/built.json')]).toEqual(before);

  write('kernel/word.ts', `export const word: string = 'second';\n`);
  expect(await node(folder, 'tools/run.mjs')).toBe('second \n');
});

it('puts beside the code what it reads while it runs, and no tests', async () => {
  const { folder, write } = quickProject();
  const assets = ['schema/api.graphql', 'prisma/migrations/0001_letters/migration.sql', 'web/style.css'];
  for (const asset of assets) write(asset, asset);
  write('kernel/word.test.ts', '');
  await node(folder, 'tools/build.mjs');
  for (const asset of assets) expect(readFileSync(join(folder, 'dist', asset), 'utf8')).toBe(asset);
  expect(existsSync(join(folder, 'dist/kernel/word.test.js'))).toBe(false);
});

it('forgets what has been deleted', async () => {
  const { folder, write } = quickProject();
  write('kernel/old.ts', 'export const old = 1;\n');
  await node(folder, 'tools/build.mjs');
  rmSync(join(folder, 'kernel/old.ts'));
  await node(folder, 'tools/build.mjs');
  expect(existsSync(join(folder, 'dist/kernel/old.js'))).toBe(false);
  expect(existsSync(join(folder, 'dist/main.js'))).toBe(true);
});

it('fails with the place of the mistake, and again until it is mended', async () => {
  const { folder, write } = quickProject();
  write('kernel/word.ts', 'export const word = ;\n');
  await expect(node(folder, 'tools/run.mjs')).rejects.toThrow('kernel/word.ts(1,21)');
  await expect(node(folder, 'tools/run.mjs')).rejects.toThrow('kernel/word.ts(1,21)');
});

it('builds once when several start at the same moment', async () => {
  const { folder } = quickProject();
  const runs = await Promise.all([1, 2, 3].map((n) => node(folder, 'tools/run.mjs', 'main', String(n))));
  expect(runs).toEqual(['first 1\n', 'first 2\n', 'first 3\n']);
  expect(existsSync(join(folder, '.build/building'))).toBe(false);
});

it('takes over from a build that was killed', async () => {
  const { folder, write } = quickProject();
  write('.build/building', '999999999');
  expect(await node(folder, 'tools/run.mjs')).toBe('first \n');
});
