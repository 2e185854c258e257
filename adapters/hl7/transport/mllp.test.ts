import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fixedClock } from '../../../kernel/clock.ts';
import type { Config } from '../../../kernel/config.ts';
import type { Graph } from '../../../kernel/graph.ts';
import { UpsertPatientDocument } from '../documents.generated.ts';
import { msh } from '../endpoint.fixture.ts';
import { hl7Parts } from '../index.ts';
import { aWorld, feed, type World } from '../world.fixture.ts';
import { frames, listenMllp } from './mllp.ts';

const [user = '', password = ''] = Buffer.from(feed.slice('Basic '.length), 'base64').toString().split(':');
const message = (controlId: string): string =>
  [msh('ADT^A28', controlId), `PID|1||R${controlId}^^^RVS^MR||Archer^Alice||19870228|F`, ''].join('\r');
const framed = (text: string): string => `\u000b${text}\u001c\r`;

type Listening = {
  readonly port: number;
  readonly world: World;
  readonly warned: object[];
  readonly close: () => Promise<void>;
};

type Other = Partial<Pick<Config, 'mllpFeeds' | 'mllpTls'>> & { readonly graph?: Graph };

const listen = async ({ graph, ...more }: Other = {}): Promise<Listening> => {
  const world = aWorld();
  const warned: object[] = [];
  let made = 0;
  const clock = fixedClock('2024-02-01T12:00:30Z');
  const newId = (): string => `R${(made += 1)}`;
  const log = { error: () => undefined };
  const mllp = await listenMllp({
    parts: hl7Parts({ graph: graph ?? world, clock, newId, limits: { hl7Message: 20_000 }, processing: ['P'], log }),
    mllpFeeds: [{ port: 0, user, password }],
    mllpTls: undefined,
    host: '127.0.0.1',
    log: { info: () => undefined, warn: (details) => void warned.push(details) },
    ...more,
  });
  onTestFinished(mllp.close);
  return { port: mllp.ports[0] ?? 0, world, warned, close: mllp.close };
};

/** What comes until as many blocks have ended, or the connection has. */
const answers = (socket: Socket, blocks: number): Promise<string> =>
  new Promise((resolve, reject) => {
    let text = '';
    socket.on('data', (chunk) => {
      text += String(chunk);
      if (text.split('\u001c\r').length > blocks) resolve(text);
    });
    socket.once('close', () => {
      resolve(text);
    });
    socket.once('error', reject);
  });

const to = async (port: number): Promise<Socket> => {
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  return socket;
};

const codes = (text: string): readonly string[] => text.match(/MSA\|\w+\|\w*/g) ?? [];

describe('a message over MLLP', () => {
  it('is acknowledged in a block of its own', async () => {
    const { port, world } = await listen();
    const socket = await to(port);
    socket.write(framed(message('1')));
    const answer = await answers(socket, 1);
    expect(answer).toMatch(/^\u000bMSH\|.*\rMSA\|AA\|1\|\r\u001c\r$/s);
    expect(world.questions[0]?.caller).toEqual({ authorization: feed, address: '127.0.0.1', through: 'hl7' });
  });

  it('is one of many on a connection, each done when the one before is answered', async () => {
    const { port, world } = await listen();
    const socket = await to(port);
    const all = Array.from({ length: 30 }, (_, n) => String(n + 1));
    socket.write(all.map((id) => framed(message(id))).join(''));
    expect(codes(await answers(socket, 30))).toEqual(all.map((id) => `MSA|AA|${id}`));
    expect(world.asked(UpsertPatientDocument)).toHaveLength(30);
  });

  it('that is wrong is answered as over HTTP, and the connection goes on', async () => {
    const { port } = await listen();
    const socket = await to(port);
    socket.write(framed('nonsense') + framed(message('2')));
    expect(codes(await answers(socket, 2))).toEqual(['MSA|AR|', 'MSA|AA|2']);
  });

  it.each([
    ['no block', 'MSH|^~\\&|\r', 'A block begins with <VT> (0x0B).'],
    ['no message at all, but text without end', 'GET / HTTP/1.1\r\n'.repeat(70), 'A block begins with <VT> (0x0B).'],
    ['endless', `\u000b${'x'.repeat(30_000)}`, 'A message has at most 20000 bytes.'],
  ])('that is %s ends the connection', async (_what, sent, reason) => {
    const { port, warned, world } = await listen();
    const socket = await to(port);
    socket.write(sent);
    expect(await answers(socket, 1)).toBe('');
    expect(warned).toMatchObject([{ reason, feed: user, address: '127.0.0.1' }]);
    expect(world.questions).toEqual([]);
  });

  it.each([
    ['text that is no message', 'Connected to the engine.\r\n'],
    ['bytes that keep the connection alive', '\0\r\n '.repeat(2_000)],
  ])('is found behind %s', async (_what, between) => {
    const { port, warned } = await listen();
    const socket = await to(port);
    socket.write(`${between}${framed(message('1'))}${between}${framed(message('2'))}${between}`);
    expect(codes(await answers(socket, 2))).toEqual(['MSA|AA|1', 'MSA|AA|2']);
    expect(warned).toEqual([]);
  });

  it('that ends without a carriage return is answered all the same, and so is the one after it', async () => {
    const { port } = await listen();
    const socket = await to(port);
    socket.write(['1', '2'].map((id) => framed(message(id)).slice(0, -1)).join(''));
    expect(codes(await answers(socket, 2))).toEqual(['MSA|AA|1', 'MSA|AA|2']);
  });

  it('is answered after its sender has said that nothing more will come', async () => {
    const world = aWorld();
    const run: World['run'] = async (...question) => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      return world.run(...question);
    };
    const { port } = await listen({ graph: { run } });
    const socket = await to(port);
    socket.end(framed(message('1')) + framed(message('2')));
    expect(codes(await answers(socket, 2))).toEqual(['MSA|AA|1', 'MSA|AA|2']);
    await once(socket, 'close');
  });

  it('of a feed that is not let in is not answered, and the connection ends', async () => {
    const { port, warned } = await listen({ mllpFeeds: [{ port: 0, user, password: 'wrong' }] });
    const socket = await to(port);
    socket.write(framed(message('1')));
    expect(await answers(socket, 1)).toBe('');
    expect(warned).toMatchObject([{ reason: 'unauthenticated' }]);
  });

  it('that is under way is answered before the listener closes', async () => {
    const { port, close } = await listen();
    const socket = await to(port);
    socket.write(framed(message('1')));
    const answer = answers(socket, 1);
    await new Promise((resolve) => setTimeout(resolve, 5));
    await close();
    expect(codes(await answer)).toEqual(['MSA|AA|1']);
  });
});

describe('blocks', () => {
  it('are found wherever what comes is cut, and however they are ended', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string({ minLength: 1 }).filter((text) => !/[\u000b\u001c\r\n]/.test(text)),
          { maxLength: 5 },
        ),
        fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 20 }),
        fc.constantFrom('\r', '\r\r\n', '', '\r\0\n ', '\rhello\r\n'),
        (texts, cuts, ending) => {
          const bytes = Buffer.from(texts.map((text) => `\u000b${text}\u001c${ending}`).join(''));
          const cutter = frames(1_000);
          const found: (Buffer | string)[] = [];
          for (let at = 0, nth = 0; at < bytes.length; nth++) {
            const size = cuts[nth % cuts.length] ?? 1;
            found.push(...cutter.add(bytes.subarray(at, at + size)));
            at += size;
          }
          expect(found.map(String)).toEqual(texts);
        },
      ),
    );
  });
});

const hasOpenssl = ((): boolean => {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

// The certificates of the test are made by openssl, which some machines do not have.
describe.runIf(hasOpenssl)('with TLS', () => {
  const made = (): { readonly key: string; readonly cert: string } => {
    const folder = mkdtempSync(join(tmpdir(), 'tributary-tls-'));
    onTestFinished(() => {
      rmSync(folder, { recursive: true });
    });
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const request = [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '2',
    ];
    execFileSync('openssl', [...request, '-subj', '/CN=localhost', '-keyout', key, '-out', cert], { stdio: 'ignore' });
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  };

  it('a client whose certificate is known is served, and another is not', async () => {
    const [ours, theirs, stranger] = [made(), made(), made()];
    const { port } = await listen({ mllpTls: { ...ours, ca: theirs.cert } });
    const ask = async (client: object): Promise<string> => {
      const socket = connectTls({ port, host: '127.0.0.1', ca: ours.cert, servername: 'localhost', ...client });
      socket.write(framed(message('1')));
      return answers(socket, 1).catch(() => 'refused');
    };
    expect(codes(await ask(theirs))).toEqual(['MSA|AA|1']);
    expect(codes(await ask(stranger))).toEqual([]);
    expect(codes(await ask({}))).toEqual([]);
  });
});
