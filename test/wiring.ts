import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openApp } from '../app.ts';
import { readConfig } from '../kernel/config.ts';
import { signingKeys } from '../kernel/config/formats.ts';
import type { KeyRing } from '../kernel/seal.ts';
import { openDatabase } from '../prisma/database.ts';
import { seed } from '../prisma/seed.ts';
import { subgraphNames, type SubgraphName } from '../subgraphs/kit/subgraph.ts';
import { testDatabase, type TestDatabase } from './database.ts';
import { freePort } from './free-port.ts';
import { oneConnectionEach } from './one-connection.ts';
import { openFrontDoor } from './front-door.ts';
import { aBuild, run, type Build, type Program } from './program.ts';

/** The whole system with the demo world in it, behind one address, on a database of its own. */
export type Wiring = {
  readonly base: string;
  readonly database: TestDatabase;
  readonly keys: KeyRing;
  readonly stop: () => Promise<void>;
};

type Environment = Readonly<Record<string, string>>;

/** Everything in this very process, on a real port: `npm start`. */
export const inOneProcess = async (environment: Environment = {}): Promise<Wiring> => {
  const database = await testDatabase();
  const system = await serve(database, someKeys(), { environment, seeded: true });
  return {
    ...system,
    stop: async () => {
      await system.stop();
      await database.drop();
    },
  };
};

/** One more server of the same system, which is there already. */
export const besideIt = ({ database, keys }: Wiring, environment: Environment = {}): Promise<Wiring> =>
  serve(database, { ring: keys, SIGNING_KEYS: written(keys) }, { environment, seeded: false });

const serve = async (
  database: TestDatabase,
  { ring, SIGNING_KEYS }: Keys,
  { environment, seeded }: { readonly environment: Environment; readonly seeded: boolean },
): Promise<Wiring> => {
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const folder = dataFolder();
  const config = readConfig({
    SIGNING_KEYS,
    LOG_LEVEL: 'silent',
    BASE_URL: base,
    DATA_DIR: folder.path,
    ...environment,
    PORT: String(port),
    DATABASE_URL: database.url,
  });
  const opened = await openDatabase({ ...config, log: () => undefined });
  if (seeded) await seed(opened.prisma, { demo: true });
  const app = await openApp(config, { ...opened, sql: oneConnectionEach(opened.sql) });
  await app.listen({ port, host: config.host });
  return {
    base,
    database,
    keys: ring,
    stop: async () => {
      await app.close();
      await opened.close();
      folder.remove();
    },
  };
};

export type ManyProcesses = Wiring & {
  readonly sliceAt: (name: SubgraphName) => string;
  readonly gateway: string;
  /** The addresses of all eight. */
  readonly processes: readonly string[];
  readonly end: (name: SubgraphName, signal: 'SIGTERM' | 'SIGKILL') => Promise<number | null>;
  /** Starts a slice again where it was. */
  readonly start: (name: SubgraphName) => Promise<void>;
};

/** Each slice, the gateway, the adapters and the authorisation server as a process of its own, behind a reverse proxy. */
export const inManyProcesses = async (more: Environment = {}): Promise<ManyProcesses> => {
  const database = await testDatabase();
  const build = aBuild();
  const folder = dataFolder();
  const { ring, SIGNING_KEYS } = someKeys();
  const ports = await Promise.all(Array.from({ length: subgraphNames.length + 4 }, freePort));
  const addresses = ports.map((port) => `http://127.0.0.1:${port}`);
  const sliceAt = (name: SubgraphName): string => addresses[subgraphNames.indexOf(name)] ?? '';
  const [base = '', identity = '', gateway = '', adapters = ''] = addresses.slice(subgraphNames.length);
  const environment = {
    ...more,
    SIGNING_KEYS,
    BASE_URL: base,
    DATABASE_URL: database.url,
    DATA_DIR: folder.path,
    GATEWAY_URL: gateway,
    IDENTITY_URL: identity,
    SUBGRAPH_URLS: subgraphNames.map((name) => `${name}=${sliceAt(name)}/graphql`).join(','),
  };
  const at = (command: string, address: string): Promise<Program> =>
    run({ command, build, environment, port: Number(new URL(address).port) });

  const frontDoor = openFrontDoor([
    ['/graphql', gateway],
    ['/services/hl7', adapters],
    ['/fhir/', adapters],
    ['/notifications/', adapters],
    ['/api/', adapters],
    ...['/oauth/', '/login', '/logout', '/account', '/invitation', '/demo/nhs-login'].map(
      (path) => [path, identity] as const,
    ),
  ]);
  await new Promise<void>((resolve) => frontDoor.listen(Number(new URL(base).port), '127.0.0.1', resolve));
  const slices = new Map<SubgraphName, Program>();
  const start = async (name: SubgraphName): Promise<void> => {
    slices.set(name, await at(`subgraphs/main ${name}`, sliceAt(name)));
  };
  const end = async (name: SubgraphName, signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> => {
    const running = slices.get(name);
    slices.delete(name);
    return running === undefined ? null : running.end(signal);
  };
  const [others] = await Promise.all([
    Promise.all([at('identity/main', identity), at('gateway/main', gateway), at('adapters/main', adapters)]),
    Promise.all(subgraphNames.map(start)),
  ]);
  return {
    base,
    database,
    keys: ring,
    sliceAt,
    gateway,
    processes: addresses.filter((address) => address !== base),
    start,
    end,
    stop: async () => {
      frontDoor.close();
      frontDoor.closeAllConnections();
      await Promise.all([...others, ...slices.values()].map((program) => program.end('SIGTERM')));
      await database.drop();
      tidyUp(build, folder);
    },
  };
};

const tidyUp = (build: Build, folder: DataFolder): void => {
  build.remove();
  folder.remove();
};

type DataFolder = { readonly path: string; readonly remove: () => void };

/** A DATA_DIR that is gone afterwards; another account, under which PostgreSQL may run, can pass through it. */
export const dataFolder = (): DataFolder => {
  const path = mkdtempSync(join(tmpdir(), 'tributary-data-'));
  chmodSync(path, 0o711);
  return {
    path,
    remove: () => {
      rmSync(path, { recursive: true, force: true, maxRetries: 5 });
    },
  };
};

type Keys = { readonly ring: KeyRing; readonly SIGNING_KEYS: string };

const written = (keys: KeyRing): string => keys.map(({ id, secret }) => `${id}:${secret.toString('base64')}`).join(',');

const someKeys = (): Keys => {
  const SIGNING_KEYS = `test:${randomBytes(32).toString('base64')}`;
  const ring = signingKeys.parse(SIGNING_KEYS);
  if (ring === undefined) throw new Error('These are no signing keys.');
  return { ring, SIGNING_KEYS };
};
