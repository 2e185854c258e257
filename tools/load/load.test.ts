import { execFile, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { adt, anInpatient } from '../../test/hospital.ts';
import { inOneProcess, type Wiring } from '../../test/wiring.ts';
import { messagesIn } from './messages.ts';

let system: Wiring;
beforeAll(async () => {
  system = await inOneProcess();
});
afterAll(() => system.stop());

const folder = (files: Readonly<Record<string, string>>): string => {
  const made = mkdtempSync(join(tmpdir(), 'tributary-load-'));
  onTestFinished(() => {
    rmSync(made, { recursive: true });
  });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(made, name, '..'), { recursive: true });
    writeFileSync(join(made, name), text);
  }
  return made;
};

type Ran = { readonly code: number; readonly out: string; readonly err: string };

/** The command, as it is run in a shell. */
const run = (...args: readonly string[]): Promise<Ran> => runAs(() => undefined, args);
const runAs = (begun: (child: ChildProcess) => void, args: readonly string[]): Promise<Ran> =>
  new Promise((resolve) => {
    const child = execFile(process.execPath, ['tools/run.mjs', 'tools/load/main', ...args], (_, out, err) => {
      resolve({ code: child.exitCode ?? -1, out, err });
    });
    begun(child);
  });

describe('loading a folder', () => {
  it('sends every message of every file, says what was refused and why, and sends nothing a second time', async () => {
    const good = Array.from({ length: 12 }, () => adt('A28', anInpatient()));
    const bad = adt('A28', anInpatient()).replace('ADT^A28', 'ADT^A99');
    const messages = folder({
      'a.hl7': good.slice(0, 5).join(''),
      'b/night.hl7': `FHS|^~\\&\rBHS|^~\\&\r${good.slice(5, 9).join('')}BTS|4\rFTS|1\r`,
      'b/over-mllp.txt': good
        .slice(9)
        .map((text) => `\u000b${text}\u001c\r`)
        .join(''),
      'c.hl7': bad,
    });
    const journal = join(folder({}), 'load.journal');
    const command = [messages, '--url', system.base, '--journal', journal];
    const first = await run(...command);
    expect([first.code, first.out.split('\n')[0]]).toEqual([1, '13 sent, 12 accepted, 1 refused.']);
    expect(first.out).toMatch(
      / 1 × Rejected: MSH\[1\]\.9\.2: This type of message is not accepted.*QRY A19\.\n *e\.g\. .*c\.hl7:1, control id /,
    );
    expect(first.err).toContain('13/13');

    const again = await run(...command);
    const [said, ...why] = again.out.split('\n');
    expect([again.code, said]).toEqual([
      1,
      '0 sent, 0 accepted, 0 refused. 13 had been answered before, 1 of them refused.',
    ]);
    expect(why).toEqual(first.out.split('\n').slice(1));
  });

  it('goes on where it was stopped, even in the middle of a line', async () => {
    const messages = folder({ 'all.hl7': Array.from({ length: 9 }, () => adt('A28', anInpatient())).join('') });
    const journal = join(folder({}), 'load.journal');
    const command = [messages, '--url', system.base, '--journal', journal, '--at-once', '1'];
    await run(...command);
    const lines = readFileSync(journal, 'utf8').split('\n');
    writeFileSync(journal, `${lines.slice(0, 4).join('\n')}\n${lines[4]?.slice(0, 20) ?? ''}`);
    expect((await run(...command)).out).toBe('5 sent, 5 accepted, 0 refused. 4 had been answered before.\n');
    expect((await run(...command)).out).toBe('0 sent, 0 accepted, 0 refused. 9 had been answered before.\n');
  });

  it('says what has been done when it is interrupted', async () => {
    const messages = folder({ 'all.hl7': Array.from({ length: 3 }, () => adt('A28', anInpatient())).join('') });
    const journal = join(folder({}), 'load.journal');
    let child: ChildProcess | undefined;
    let asked = 0;
    // Answers the first message, and interrupts while the second waits.
    const server = createServer((_, response) => {
      asked += 1;
      if (asked === 1) response.end('MSH|^~\\&|\rMSA|AR|1|Rejected: not today\r');
      else child?.kill('SIGINT');
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}`;
    const command = [messages, '--url', url, '--journal', journal, '--at-once', '1'];
    const ran = await runAs((begun) => (child = begun), command);
    expect([ran.code, ran.out.split('\n').slice(0, 2)]).toEqual([
      130,
      ['1 sent, 0 accepted, 1 refused.', '       1 × Rejected: not today'],
    ]);
    expect(ran.err).toContain('Stopped. The same command goes on from here.');
    expect(readFileSync(journal, 'utf8').trim().split('\n')).toHaveLength(1);
  });

  it.each([
    ['wrong credentials', ['--user', 'riverside-hl7:wrong'], 'answers 401'],
    ['no such path', ['--url', 'BASE/nowhere'], 'answers 404'],
  ])('stops at %s, and says so', async (_what, more, why) => {
    const messages = folder({ 'a.hl7': adt('A28', anInpatient()) });
    const journal = join(folder({}), 'load.journal');
    const args = more.map((text) => text.replace('BASE', system.base));
    const ran = await run(messages, '--url', system.base, '--journal', journal, ...args);
    expect([ran.code, ran.err]).toEqual([2, expect.stringContaining(why)]);
  });

  it.each([
    ['without anything to send', []],
    ['with an option that it has not', ['a.hl7', '--pasword=x']],
  ])('says how it is used, %s', async (_what, args) => {
    const ran = await run(...args);
    expect([ran.code, ran.err]).toEqual([2, expect.stringContaining('npm run load -- FILE|FOLDER')]);
    expect(ran.err).not.toContain('    at ');
  });
});

describe('the messages of a file', () => {
  it('are found whatever ends their lines, byte for byte', async () => {
    const segment = fc
      .tuple(fc.constantFrom('PID', 'OBX', 'ZZZ'), fc.string({ unit: 'grapheme', maxLength: 8 }))
      .map(([name, text]) => `${name}|${text.replace(/[\u0000-\u001f]/g, '')}`);
    const message = fc.array(segment, { maxLength: 3 }).map((segments) => ['MSH|^~\\&', ...segments]);
    await fc.assert(
      fc.asyncProperty(
        fc.array(message, { minLength: 1, maxLength: 4 }),
        fc.constantFrom('\r', '\n', '\r\n'),
        async (all, end) => {
          const file = join(folder({ m: all.map((lines) => lines.join(end) + end).join('') }), 'm');
          const found: string[] = [];
          for await (const { bytes } of messagesIn(file)) found.push(bytes.toString('utf8'));
          expect(found).toEqual(all.map((lines) => `${lines.join('\r')}\r`));
        },
      ),
      { numRuns: 50 },
    );
  });
});
