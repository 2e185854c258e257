import { execFile, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { welcome } from '../welcome.ts';
import { inOneProcess, type Wiring } from './wiring.ts';

// What we tell newcomers to run, run: the examples, and the commands of the README and of the welcome text.

const root = dirname(import.meta.dirname);
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const examples = readdirSync(join(root, 'examples')).filter((name) => /^\d\d-/.test(name));

/** What each of them has to show, beyond ending well. */
const shown: Readonly<Record<string, readonly string[]>> = {
  '01-first-message': ['MSA|AA|', 'Grace Okafor, born 1987-02-28', 'AR: the message is wrong'],
  '02-results-and-appointments': ['5.60 mmol/L H', 'the letter’s own words', 'and it says so'],
  '03-aggregated-fhir': ['metadata: FHIR 4.0.1', 'page 3', 'they are a PDF'],
  '04-who-may-see-what': ['MENTAL_HEALTH', 'byte by byte', 'a feed, whose password is for HL7 alone: 403'],
  '05-who-decides': ['GLASS_BROKEN', 'sees it no more', 'her office opens none'],
};

let system: Wiring;
beforeAll(async () => {
  system = await inOneProcess();
});
afterAll(() => system.stop());

type Ended = { readonly code: number; readonly output: string };

const run = (program: string, ...rest: readonly string[]): Promise<Ended> =>
  promisify(execFile)(program, rest, { cwd: root }).then(
    ({ stdout, stderr }) => ({ code: 0, output: stdout + stderr }),
    (error: unknown) => {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
      return { code, output: stdout + stderr };
    },
  );

describe('the examples', () => {
  it('are those that their README lists', () => {
    const list = readFileSync(join(root, 'examples', 'README.md'), 'utf8');
    expect([...list.matchAll(/examples\/(\d\d-[a-z-]+)\/run\.mjs/g)].map(([, name]) => name)).toEqual(examples);
    expect(examples.length).toBeGreaterThan(0);
  });

  it.each(examples)('%s comes true, and again on the same server', async (name) => {
    const file = join('examples', name, 'run.mjs');
    for (const time of ['first', 'second']) {
      const { code, output } = await run(process.execPath, file, system.base);
      expect(code, `The ${time} time: ${output}`).toBe(0);
      for (const words of shown[name] ?? [name]) expect(output).toContain(words);
    }
  });

  it('end with an exit code and a word of advice where nothing answers', async () => {
    const { code, output } = await run(process.execPath, 'examples/01-first-message/run.mjs', 'http://127.0.0.1:9');
    expect(code).toBe(1);
    expect(output).toContain('Is npm start running?');
  });
});

/** The blocks of shell commands under a heading. */
const commandsUnder = (heading: string): readonly string[] => {
  const [section = ''] = readme.split(`\n## ${heading}\n`)[1]?.split('\n## ') ?? [];
  return [...section.matchAll(/^```sh\n([^]*?)^```/gm)].map(([, block = '']) => block);
};

describe('the README', () => {
  it('starts and tests with one line each', () => {
    expect(commandsUnder('Start')[0]).toBe('npm install && npm start\n');
    expect(commandsUnder('Test')[0]).toBe('npm install && npm test\n');
  });

  it('tells to paste the commands that npm start prints, and no others', () => {
    const printed = welcome({ baseUrl: 'http://localhost:4000', demo: true })
      .slice(welcome({ baseUrl: 'http://localhost:4000', demo: false }).length)
      .split(/\n\n/)
      .filter((paragraph) => /^ {2}\S/.test(paragraph))
      .map((command) => command.replaceAll(/^ {2}/gm, '').trimEnd());
    expect(printed).toHaveLength(3);
    expect(commandsUnder('Start')[1]?.trimEnd()).toBe(printed.join('\n\n'));
  });

  it('names files and folders that exist', () => {
    const links = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)\)/g)].map(([, link = '']) => link);
    const tracked = new Set(listed().flatMap((file) => [file, ...foldersOf(file)]));
    expect(links.filter((link) => !tracked.has(link))).toEqual([]);
    expect(links.length).toBeGreaterThan(0);
  });

  it.skipIf(process.platform === 'win32')('gives commands that do what they say when they are pasted', async () => {
    const [, hello = '', fhir = ''] = commandsUnder('Start').map((block) =>
      block.replaceAll('http://localhost:4000', system.base),
    );
    const { code, output } = await run('bash', '-e', '-o', 'pipefail', '-c', `${hello}\necho\n${fhir}`);
    expect(code, output).toBe(0);
    expect(output).toMatch(/^MSA\|AA\|/m);
    expect(output).toContain('"familyName":"Dale"');
    expect(output).toMatch(/"family": ?"Dale"/);
  });
});

/** The repository's files, whether they are committed yet or not. */
const listed = (): string[] =>
  spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root })
    .stdout.toString()
    .split('\0');

const foldersOf = (file: string): string[] => {
  const parts = file.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
};
