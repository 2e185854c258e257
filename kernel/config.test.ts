import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ConfigurationError, readConfig, type Config, type LocalKey } from './config.ts';
import { invalid } from './failure.ts';

const key = randomBytes(32).toString('base64');
const localKey: LocalKey = () => [{ id: 'local', secret: Buffer.alloc(32) }];
const read = (env: Record<string, string>): Config => readConfig(env, localKey);

const faultsOf = (env: Record<string, string>): readonly string[] => {
  try {
    read(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults.map(({ name }) => name);
    throw error;
  }
};

const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'tributary-config-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  return folder;
};

describe('an empty environment', () => {
  it('is a development machine with the demo world on port 4000', () => {
    expect(read({})).toMatchObject({
      production: false,
      port: 4000,
      host: '127.0.0.1',
      baseUrl: 'http://localhost:4000',
      databaseUrl: undefined,
      dataDir: join(process.cwd(), '.data'),
      demo: true,
      logLevel: 'info',
      nhsLogin: undefined,
      trustedProxies: [],
    });
  });

  it('has the limits of the contract', () => {
    const { hl7Message, bundleEntries, graphqlDepth, page, pageOfCustomerStore } = read({}).limits;
    expect([hl7Message, bundleEntries, graphqlDepth, page, pageOfCustomerStore]).toEqual([
      10485760, 5000, 12, 50, 1000,
    ]);
  });

  it('is what empty variables mean too', () => {
    expect(read({ PORT: '', DATABASE_URL: ' ', DEMO: '' })).toEqual(read({}));
  });
});

describe('messages for this system', () => {
  it('are of production there, and elsewhere of training and debugging too', () => {
    expect(read({}).hl7Processing).toEqual(['P', 'T', 'D']);
    expect(read({ HL7_PROCESSING: 'P, T' }).hl7Processing).toEqual(['P', 'T']);
    expect(faultsOf({ HL7_PROCESSING: 'P,X' })).toEqual(['HL7_PROCESSING']);
    const production = { NODE_ENV: 'production', SIGNING_KEYS: `k1:${key}`, BASE_URL: 'https://record.example' };
    expect(read(production).hl7Processing).toEqual(['P']);
  });
});

describe('feeds over MLLP', () => {
  it('are a port and a credential each', () => {
    expect(read({ MLLP_FEEDS: '2575=a:b:c, 2576=d:e' }).mllpFeeds).toEqual([
      { port: 2575, user: 'a', password: 'b:c' },
      { port: 2576, user: 'd', password: 'e' },
    ]);
  });

  it.each(['2575', 'a:b', '2575=a', '2575=:b', '99999=a:b', '2575=a:b,2575=c:d'])('are not %s', (feeds) => {
    expect(faultsOf({ MLLP_FEEDS: feeds })).toEqual(['MLLP_FEEDS']);
  });

  it('have TLS by certificate and key, or not at all', () => {
    expect(faultsOf({ MLLP_TLS_CERT: 'nonsense' })).toEqual(['MLLP_TLS_CERT', 'MLLP_TLS_KEY']);
    expect(read({}).mllpTls).toBeUndefined();
  });
});

describe('what is remembered of a caller', () => {
  it('is forgotten after half a minute, or sooner', () => {
    expect(read({}).remember).toBe(30);
    expect(['0', '5', '30'].map((REMEMBER_SECONDS) => read({ REMEMBER_SECONDS }).remember)).toEqual([0, 5, 30]);
  });

  it.each(['31', '-1', '0.5', '1e1', 'never'])('is not remembered for %s seconds', (REMEMBER_SECONDS) => {
    expect(faultsOf({ REMEMBER_SECONDS })).toEqual(['REMEMBER_SECONDS']);
  });
});

describe('production', () => {
  const production = { NODE_ENV: 'production', SIGNING_KEYS: `k1:${key}` };

  it('has no demo world', () => {
    expect(read(production).demo).toBe(false);
  });

  it('cannot have one', () => {
    expect(faultsOf({ ...production, DEMO: 'true' })).toEqual(['DEMO']);
  });

  it('does not start without signing keys', () => {
    expect(faultsOf({ NODE_ENV: 'production' })).toEqual(['SIGNING_KEYS']);
  });

  it('does not make a local key', () => {
    const refuse: LocalKey = () => expect.unreachable('production asked for a local key');
    expect(readConfig(production, refuse).signingKeys[0].id).toBe('k1');
  });

  it('is not left by a misspelt NODE_ENV', () => {
    expect(faultsOf({ NODE_ENV: 'Production' })).toEqual(['NODE_ENV']);
  });

  it('has an encrypted address', () => {
    expect(faultsOf({ ...production, BASE_URL: 'http://record.example' })).toEqual(['BASE_URL']);
    expect(read({ ...production, BASE_URL: 'https://record.example/' }).baseUrl).toBe('https://record.example');
  });
});

describe('faults', () => {
  it('are all listed at once, with what was found and what was expected', () => {
    const wrong = { PORT: 'http', LOG_LEVEL: 'loud', DEMO: 'yes', LIMIT_HL7_MESAGE: '1MB' };
    expect(faultsOf(wrong)).toEqual(['PORT', 'DEMO', 'LOG_LEVEL', 'LIMIT_HL7_MESAGE']);
    expect(() => read(wrong)).toThrow('PORT: found "http"; expected a TCP port from 0 to 65535');
  });

  it('never show a secret', () => {
    const secrets = {
      SIGNING_KEYS: 'short:hunter2',
      DATABASE_URL: 'mysql://u:hunter2@db',
      NHS_LOGIN_PRIVATE_KEY: 'hunter2',
    };
    const misplaced = { BASE_URL: 'https://u:hunter2@db', HOST: 'postgres://u:hunter2@db' };
    expect(() => read({ ...secrets, ...misplaced })).toThrow(/^((?!hunter2)[^])*$/);
    expect(faultsOf({ ...secrets, ...misplaced })).toHaveLength(7);
  });

  it('tell of a data directory that cannot hold the key', () => {
    expect(() => readConfig({}, () => invalid('a folder that we may write to'))).toThrow('DATA_DIR: found');
  });
});

describe.each([
  ['PORT', ['0', '65535'], ['-1', '65536', '80a', '1e3']],
  ['HOST', ['::1', '0.0.0.0', 'host.example'], ['a b', '-x', 'http://x']],
  ['DATABASE_URL', ['postgresql://localhost/x', 'postgres://u:p@h:5/x?host=%2Ftmp'], ['localhost', 'mysql://h/x']],
  [
    'SUBGRAPH_URLS',
    ['patients=http://a:1/graphql', 'mail=http://a,clinical=https://b'],
    ['people=http://a', 'mail=a', 'mail=http://a,mail=http://b'],
  ],
  [
    'SIGNING_KEYS',
    [`a:${key}`, `b:${key}, a:${key}`],
    ['a', `a.b:${key}`, `a:${key},a:${key}`, `a:${key},`, 'a:c2hvcnQ='],
  ],
  ['BLOB_URL', ['file:///var/blobs', 's3://bucket?region=x'], ['/var/blobs', 'http://x']],
  ['SMTP_URL', ['smtp://mail:25', 'smtps://u:p@mail'], ['mail:25']],
  ['TRUSTED_PROXIES', ['10.0.0.1', '10.0.0.0/8,::1', 'fd00::/8'], ['0.0.0.0/0', '::/0', '10.0.0.0/33', 'proxy', '*']],
  ['LIMIT_HL7_MESSAGE', ['20MB', '512 KB', '1'], ['0', '0MB', '-1', '1GB', 'NaN']],
])('%s', (name, right, wrong) => {
  it.each(right)('may be %s', (value) => {
    expect(faultsOf({ [name]: value })).toEqual([]);
  });
  it.each(wrong)('may not be %s', (value) => {
    expect(faultsOf({ [name]: value })).toEqual([name]);
  });
});

describe('NHS login', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const nhs = {
    NHS_LOGIN_ISSUER: 'https://auth.example',
    NHS_LOGIN_CLIENT_ID: 'tributary',
    NHS_LOGIN_PRIVATE_KEY: pem,
  };

  it('is set by three variables, the key also with written-out line ends', () => {
    const expected = { issuer: 'https://auth.example', clientId: 'tributary', privateKey: pem.trim() };
    expect(read(nhs).nhsLogin).toEqual(expected);
    expect(read({ ...nhs, NHS_LOGIN_PRIVATE_KEY: pem.trim().replaceAll('\n', '\\n') }).nhsLogin).toEqual(expected);
  });

  it('lacks none of the three', () => {
    expect(faultsOf({ NHS_LOGIN_CLIENT_ID: 'tributary' })).toEqual(['NHS_LOGIN_ISSUER', 'NHS_LOGIN_PRIVATE_KEY']);
  });
});

describe('the local signing key', () => {
  it('is random, private and the same at each start', () => {
    const env = { DATA_DIR: join(newFolder(), 'data') };
    const first = readConfig(env).signingKeys;
    expect(readConfig(env).signingKeys).toEqual(first);
    expect(readConfig({ DATA_DIR: newFolder() }).signingKeys).not.toEqual(first);
    expect(statSync(join(env.DATA_DIR, 'signing-key')).mode & 0o777).toBe(0o600);
  });

  it('is not kept where SIGNING_KEYS is set', () => {
    const env = { DATA_DIR: newFolder(), SIGNING_KEYS: `k1:${key}` };
    readConfig(env);
    expect(() => readFileSync(join(env.DATA_DIR, 'signing-key'))).toThrow('ENOENT');
  });

  it('is refused rather than replaced when its file is damaged', () => {
    const env = { DATA_DIR: newFolder() };
    writeFileSync(join(env.DATA_DIR, 'signing-key'), 'damaged');
    expect(() => readConfig(env)).toThrow(ConfigurationError);
  });

  it('is refused with the list when the folder cannot be made', () => {
    const file = join(newFolder(), 'file');
    writeFileSync(file, '');
    expect(() => readConfig({ DATA_DIR: join(file, 'data') })).toThrow(ConfigurationError);
  });
});

it('answers any environment with a configuration or the list of faults, and nothing else', () => {
  const names = [
    'NODE_ENV',
    'PORT',
    'HOST',
    'BASE_URL',
    'DATABASE_URL',
    'DATA_DIR',
    'DEMO',
    'LOG_LEVEL',
    'SUBGRAPH_URLS',
  ];
  const more = [
    'SIGNING_KEYS',
    'NHS_LOGIN_ISSUER',
    'NHS_LOGIN_PRIVATE_KEY',
    'BLOB_URL',
    'SMTP_URL',
    'TRUSTED_PROXIES',
    'REMEMBER_SECONDS',
    'LIMIT_PAGE',
  ];
  const name = fc.oneof(fc.constantFrom(...names, ...more), fc.string());
  const likely = fc.constantFrom(
    'production',
    'true',
    '4000',
    'https://[::1',
    'a:b,c=d',
    'patients=http://x',
    '::1/1',
    '\0',
    '__proto__',
  );
  const value = fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl(), likely);
  fc.assert(
    fc.property(fc.dictionary(name, value), (env) => {
      try {
        return read(env).port >= 0;
      } catch (error) {
        return error instanceof ConfigurationError && error.faults.length > 0;
      }
    }),
    { numRuns: 1000 },
  );
});
