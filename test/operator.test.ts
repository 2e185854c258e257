import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as oauth from 'oauth4webapi';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { organisations, patients } from '../prisma/demo.ts';
import { consent, discover, exchange, plainHttp, publicApp, signedIn, tokensOf } from './app.ts';
import { browser } from './browser.ts';
import { ofOurPage, session } from './callers.ts';
import * as outside from './outside.ts';
import { aBuild, run, type Build } from './program.ts';
import { dataFolder, inManyProcesses, inOneProcess, type ManyProcesses, type Wiring } from './wiring.ts';

// The operator's commands, run as they are on a command line, beside a system that is running.

const { riverside } = organisations;
let build: Build;
const folder = dataFolder();
beforeAll(() => {
  build = aBuild();
});
afterAll(() => {
  build.remove();
  folder.remove();
});

type Said = { readonly code: number | null; readonly out: string; readonly err: string };

const say = async (environment: Readonly<Record<string, string>>, words: readonly string[]): Promise<Said> => {
  const child = spawn(process.execPath, [join(build.folder, 'operator/main.js'), ...words], {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  await once(child, 'close');
  return { code: child.exitCode, out, err };
};

const asking = '{ patients(first: 1) { items { id } } }';
const status = async (base: string, headers: Readonly<Record<string, string>>): Promise<number> =>
  (await outside.postGraphWith(base, headers, { query: asking })).status;

describe.each<[string, () => Promise<Wiring | ManyProcesses>]>([
  ['beside one process', () => inOneProcess({ REMEMBER_SECONDS: '0' })],
  ['beside many processes', () => inManyProcesses({ REMEMBER_SECONDS: '0' })],
])('%s', (_name, open) => {
  let system: Wiring | ManyProcesses;
  let environment: Readonly<Record<string, string>>;
  beforeAll(async () => {
    system = await open();
    environment = {
      BASE_URL: system.base,
      SIGNING_KEYS: system.keys.map(({ id, secret }) => `${id}:${secret.toString('base64')}`).join(','),
      DATA_DIR: folder.path,
      ...('sliceAt' in system
        ? {
            SUBGRAPH_URLS: `patients=${system.sliceAt('patients')}/graphql,identity=${system.sliceAt('identity')}/graphql`,
          }
        : { DATABASE_URL: system.database.url }),
    };
  });
  afterAll(() => system.stop());

  const command = (...words: readonly string[]): Promise<Said> => say(environment, words);
  /** The secret is the last line, and nothing else is like it. */
  const secretIn = ({ code, out }: Said): string => {
    expect([code, out]).toEqual([0, expect.stringMatching(/:\n[\w-]{43}\n$/)]);
    return out.trimEnd().split('\n').at(-1) ?? '';
  };
  const token = async (client: string, secret: string): Promise<readonly [number, string]> => {
    const reply = await outside.askToken(system.base, outside.basic(client, secret));
    return [reply.status, `Bearer ${String((JSON.parse(reply.text) as { access_token?: string }).access_token)}`];
  };

  it('brings in an organisation, whose administrator does the rest', async () => {
    const said = await command(
      ...['organisation', 'register', 'lakeside', '--name', 'Lakeside Hospitals', '--ods', 'RLS03'],
      ...['--administrator', 'ada@demo.example'],
    );
    expect([said.code, said.err]).toEqual([0, '']);
    const [, id] = /^The organisation (\S{36}) \(Lakeside Hospitals\) is registered\./.exec(said.out) ?? [];
    const { origin, pathname, search } = new URL(said.out.trimEnd().split('\n').at(-1) ?? '');
    const ada = browser(system.base);
    const page = await ada.get(`${pathname}${search}`);
    expect([origin, page.text]).toEqual([system.base, expect.stringContaining('The operator of this service')]);
    const born = { name: 'Ada Able', born: '1980-01-01', chosen: 'three random words' };
    expect((await ada.submit(`${pathname}${search}`, '/invitation', born)).status).toBe(303);
    const query = `{ organisation(id: "${id}") { name odsCode teams { items { name alias } } } }`;
    const asked = await outside.postGraphWith(system.base, ofOurPage(system.base, ada), { query });
    expect(outside.graphAnswer(asked)).toEqual({
      data: {
        organisation: {
          ...{ name: 'Lakeside Hospitals', odsCode: 'RLS03' },
          teams: { items: [{ name: 'Patient records', alias: 'lakeside-records' }] },
        },
      },
    });
    expect((await command('organisation', 'list')).out).toContain(`${id}\tlakeside\tLakeside Hospitals\tRLS03\n`);
  });

  it('brings in a partner: registered, with a client, granted, reading; and shows it out again', async () => {
    expect(await command('partner', 'register', 'labworks', 'Labworks', 'Ltd')).toEqual({
      code: 0,
      out: 'The partner labworks (Labworks Ltd) can be granted now.\n',
      err: '',
    });
    expect((await command('partner', 'list')).out).toContain('labworks\tLabworks Ltd\n');
    const secret = secretIn(
      await command(
        'client',
        'register',
        'labworks-1',
        '--kind',
        'system',
        '--partner',
        'labworks',
        '--name',
        'Labworks',
      ),
    );
    const [, authorization] = await token('labworks-1', secret);
    const headers = { authorization, 'x-org-public-id': riverside.id };
    expect(await status(system.base, headers)).toBe(403);

    const grant = `mutation { grantPartner(input: { organisationId: "${riverside.id}", partnerId: "labworks" }) { __typename } }`;
    const granted = await outside.postGraphWith(system.base, await session(system.base, 'oscar'), { query: grant });
    expect(outside.graphAnswer(granted)).toEqual({ data: { grantPartner: { __typename: 'PartnerGrant' } } });
    expect(await status(system.base, headers)).toBe(200);

    expect(await command('partner', 'end', 'labworks')).toEqual({
      code: 0,
      out: 'The partner labworks (Labworks Ltd) has ended, with all its grants and 1 of its clients.\n',
      err: '',
    });
    expect(await status(system.base, headers)).toBe(401);
    expect((await token('labworks-1', secret))[0]).toBe(401);
    expect(await command('partner', 'end', 'labworks')).toEqual({
      code: 1,
      out: '',
      err: 'id: There is no such partner, or it has ended.\n',
    });
  });

  it('gives a customer a client, another secret, and no client any more', async () => {
    const options = ['--kind', 'customer', '--organisation', riverside.id, '--name', 'Riverside two'];
    const first = secretIn(await command('client', 'register', 'riverside-2', ...options));
    const [, authorization] = await token('riverside-2', first);
    expect(await status(system.base, { authorization })).toBe(200);

    const second = secretIn(await command('client', 'rotate', 'riverside-2'));
    expect([(await token('riverside-2', first))[0], (await token('riverside-2', second))[0]]).toEqual([401, 200]);

    expect((await command('client', 'end', 'riverside-2')).code).toBe(0);
    expect(await status(system.base, { authorization })).toBe(401);
    expect((await token('riverside-2', second))[0]).toBe(401);
    expect((await command('client', 'list')).out).toMatch(
      /^riverside-2\tCUSTOMER_SYSTEM\tRiverside two\tended 2\S+Z$/m,
    );

    const query = `{ clientActs(organisation: "${riverside.id}", first: 20) { items { kind clientId } } }`;
    const acts = ['CLIENT_ENDED', 'SECRET_ROTATED', 'CLIENT_REGISTERED'].map((kind) => ({
      kind,
      clientId: 'riverside-2',
    }));
    for (const name of ['oscar', 'petra']) {
      const reply = await outside.postGraphWith(system.base, await session(system.base, name), { query });
      const { data } = outside.graphAnswer(reply) as { data: { clientActs: { items: { clientId: string }[] } } };
      expect(data.clientActs.items.filter(({ clientId }) => clientId === 'riverside-2')).toEqual(acts);
    }
  });

  it('gives an app a client that a strict third party can use', async () => {
    const redirect = 'http://localhost:4000/demo/callback';
    const registered = await command(
      ...['client', 'register', 'diary', '--kind', 'user', '--name', 'Diary', '--public'],
      ...['--redirect', 'https://diary.example/callback', '--redirect', redirect, '--scope', 'PATIENT'],
    );
    expect(registered).toEqual({ code: 0, out: 'The client diary (USER, Diary) is registered.\n', err: '' });
    const app = publicApp(await discover(system.base), 'diary');
    const answer = await consent(await signedIn(system.base, 'alice'), app, { scope: 'PATIENT' });
    const { access_token } = await tokensOf(app, await exchange(app, answer, redirect));
    const reply = await outside.postGraph(system.base, `Bearer ${access_token}`, {
      query: `{ patient(id: "${patients.alice.id}") { familyName } }`,
    });
    expect(outside.graphAnswer(reply)).toEqual({ data: { patient: { familyName: 'Archer' } } });
  });

  it('lets a client prove itself with its own key', async () => {
    const { publicKey, privateKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
      'sign',
    ]);
    const file = join(folder.path, 'keys.json');
    writeFileSync(file, JSON.stringify({ keys: [await crypto.subtle.exportKey('jwk', publicKey)] }));
    const registered = await command(
      ...['client', 'register', 'hillside-2', '--kind', 'customer', '--organisation', organisations.hillside.id],
      ...['--name', 'Hillside two', '--jwks', file],
    );
    expect([registered.code, registered.out]).toEqual([
      0,
      'The client hillside-2 (CUSTOMER_SYSTEM, Hillside two) is registered.\n',
    ]);
    const server = await discover(system.base);
    const client = { client_id: 'hillside-2' };
    const response = await oauth.clientCredentialsGrantRequest(
      server,
      client,
      oauth.PrivateKeyJwt(privateKey),
      {},
      plainHttp,
    );
    const { access_token } = await oauth.processClientCredentialsResponse(server, client, response);
    expect(await status(system.base, { authorization: `Bearer ${access_token}` })).toBe(200);
    writeFileSync(file, JSON.stringify({ keys: [await crypto.subtle.exportKey('jwk', privateKey)] }));
    expect(
      await command(
        ...['client', 'register', 'leaky', '--kind', 'customer', '--organisation', organisations.hillside.id],
        ...['--name', 'Leaky', '--jwks', file],
      ),
    ).toMatchObject({ code: 1, err: expect.stringMatching(/^jwks\.keys\[0\]: This key tells its secret/) as string });
  });

  it('says what is wrong, and does nothing', async () => {
    expect(await command('client', 'register', 'new', '--kind', 'internal', '--name', 'x')).toMatchObject({
      code: 1,
      out: '',
      err: 'kind: A kind is CUSTOMER_SYSTEM, SYSTEM, TETHERED or USER.\n',
    });
  });
});

describe('the command line', () => {
  it('shows how it is used', async () => {
    // No slice is asked, so none need be there.
    const urls = ['patients', 'identity'].map((name) => `${name}=http://127.0.0.1:9/graphql`).join(',');
    const { code, out, err } = await say({ SUBGRAPH_URLS: urls, DATA_DIR: folder.path }, ['--help']);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('partner register ID NAME');
  });

  it('works beside a system that has started the embedded database', async () => {
    const own = dataFolder();
    const started = await run({ command: 'main', build, environment: { DATA_DIR: own.path } });
    try {
      const { code, out } = await say({ DATA_DIR: own.path }, ['client', 'list']);
      expect([code, out]).toEqual([0, expect.stringContaining('postbridge\tSYSTEM\tPostBridge\n')]);
    } finally {
      expect(await started.end('SIGTERM')).toBe(0);
      own.remove();
    }
  });
});
