import { resolve } from 'node:path';
import { isFailure, type Failure } from './failure.ts';
import type { KeyRing } from './seal.ts';
import * as format from './config/formats.ts';
import { readLimits, type Limits } from './config/limits.ts';
import { keepLocalKey } from './config/local-key.ts';
import { ConfigurationError, Variables, type Environment } from './config/variables.ts';

export { ConfigurationError };
export type { Limits };
export type { ProcessingId } from './config/formats.ts';

/** Everything that is set from outside. Absent values are those of a development machine. */
export type Config = {
  readonly production: boolean;
  readonly port: number;
  readonly host: string;
  /** So many alike serve together behind the port. */
  readonly processes: number;
  /** Where clients find us, without a slash at the end: `https://record.example`. */
  readonly baseUrl: string;
  /** Undefined: the embedded PostgreSQL in `dataDir`. */
  readonly databaseUrl: string | undefined;
  /** Absolute. */
  readonly dataDir: string;
  /** Whether the demo world with its known passwords exists. Never in production. */
  readonly demo: boolean;
  readonly logLevel: format.LogLevel;
  /** Slices that run elsewhere; those not named run in this process. */
  readonly subgraphUrls: ReadonlyMap<format.SubgraphName, string>;
  /** Where the gateway and the authorisation server are, for processes that run without them. */
  readonly gatewayUrl: string;
  readonly identityUrl: string;
  readonly signingKeys: KeyRing;
  /** The longest, in seconds, that a token, a session, a role or a grant that has ended may still count somewhere. */
  readonly remember: number;
  readonly nhsLogin: NhsLogin | undefined;
  /** `file:` or `s3:`; undefined: a folder in `dataDir`. */
  readonly blobUrl: string | undefined;
  /** Whether webhooks may be on this machine, where nobody from outside may send us otherwise: for tests and demonstrations. */
  readonly webhooksToLoopback: boolean;
  /** Undefined: no e-mail leaves. */
  readonly smtpUrl: string | undefined;
  /** Addresses and networks whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  /** Which HL7 messages are for this system, by MSH-11: of production, training, debugging. */
  readonly hl7Processing: readonly format.ProcessingId[];
  /** HL7 over TCP; none: nobody listens. */
  readonly mllpFeeds: readonly MllpFeed[];
  /** Undefined: in the clear. */
  readonly mllpTls: MllpTls | undefined;
  readonly limits: Limits;
};

/** A port, and the feed whose messages come in there. */
export type MllpFeed = { readonly port: number; readonly user: string; readonly password: string };

/** PEM. With `ca`, only clients whose certificate it has signed. */
export type MllpTls = { readonly cert: string; readonly key: string; readonly ca?: string };

/** Our client at NHS login; the key is PEM, for private_key_jwt. */
export type NhsLogin = { readonly issuer: string; readonly clientId: string; readonly privateKey: string };

/** Gives the signing key of a development machine, the same one at each start. */
export type LocalKey = (dataDir: string) => KeyRing | Failure;

/**
 * Reads the configuration from the environment. An empty variable counts as unset.
 *
 * @throws ConfigurationError that lists every fault at once, and prints no secret
 */
export const readConfig = (env: Environment = process.env, localKey: LocalKey = keepLocalKey): Config => {
  const variables = new Variables(env);
  // A misspelt NODE_ENV must not open the demo world to everyone, so only exact words count.
  const production = variables.read('NODE_ENV', format.environment, 'development') === 'production';
  const port = variables.read('PORT', format.port, 4000);
  const dataDir = resolve(variables.read('DATA_DIR', format.path, '.data'));

  const baseUrl = variables.read(
    'BASE_URL',
    production ? format.publicUrl : format.webUrl,
    `http://localhost:${String(port)}`,
  );

  const config = {
    production,
    port,
    host: variables.read('HOST', format.host, '127.0.0.1'),
    processes: variables.read('PROCESSES', format.processes, 1),
    baseUrl,
    gatewayUrl: variables.read('GATEWAY_URL', format.webUrl, baseUrl),
    identityUrl: variables.read('IDENTITY_URL', format.webUrl, baseUrl),
    databaseUrl: variables.read('DATABASE_URL', format.databaseUrl, undefined),
    dataDir,
    demo: variables.read('DEMO', production ? format.noDemo : format.flag, !production),
    logLevel: variables.read('LOG_LEVEL', format.logLevel, 'info'),
    subgraphUrls: variables.read('SUBGRAPH_URLS', format.subgraphUrls, new Map()),
    remember: variables.read('REMEMBER_SECONDS', format.memory, 30),
    nhsLogin: readNhsLogin(variables),
    blobUrl: variables.read('BLOB_URL', format.blobUrl, undefined),
    webhooksToLoopback: variables.read('WEBHOOKS_TO_LOOPBACK', format.flag, false),
    smtpUrl: variables.read('SMTP_URL', format.smtpUrl, undefined),
    trustedProxies: variables.read('TRUSTED_PROXIES', format.proxies, []),
    hl7Processing: variables.read('HL7_PROCESSING', format.processing, production ? format.live : format.anyPurpose),
    mllpFeeds: variables.read('MLLP_FEEDS', format.mllpFeeds, []),
    mllpTls: readMllpTls(variables),
    limits: readLimits(variables),
  };
  const signingKeys = production
    ? variables.require('SIGNING_KEYS', format.signingKeys)
    : variables.read('SIGNING_KEYS', format.signingKeys, undefined);
  variables.refuseFaults();

  return { ...config, signingKeys: signingKeys ?? keyOf(localKey(dataDir), dataDir) };
};

/**
 * For a process that is starting: prints the faults and ends with exit code 1, without a stack that helps nobody.
 * This is where the environment is read; nobody else does.
 */
export const configOrExit = (): Config => {
  try {
    const config = readConfig(process.env);
    // Libraries check more, and slower, unless this says production (graphql-js: a third of its type tests). They are
    // imported after this; what differs between our own environments, the configuration has decided by now.
    process.env['NODE_ENV'] = 'production';
    return config;
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
};

/** All three, or no NHS login. */
const readNhsLogin = (variables: Variables): NhsLogin | undefined => {
  const wanted = ['NHS_LOGIN_ISSUER', 'NHS_LOGIN_CLIENT_ID', 'NHS_LOGIN_PRIVATE_KEY'].some((name) =>
    variables.isSet(name),
  );
  if (!wanted) return undefined;
  const issuer = variables.require('NHS_LOGIN_ISSUER', format.publicUrl);
  const clientId = variables.require('NHS_LOGIN_CLIENT_ID', format.word);
  const privateKey = variables.require('NHS_LOGIN_PRIVATE_KEY', format.privateKey);
  if (issuer === undefined || clientId === undefined || privateKey === undefined) return undefined;
  return { issuer, clientId, privateKey };
};

/** Certificate and key, or no TLS. */
const readMllpTls = (variables: Variables): MllpTls | undefined => {
  if (!['MLLP_TLS_CERT', 'MLLP_TLS_KEY', 'MLLP_TLS_CA'].some((name) => variables.isSet(name))) return undefined;
  const cert = variables.require('MLLP_TLS_CERT', format.certificate);
  const key = variables.require('MLLP_TLS_KEY', format.anyPrivateKey);
  const ca = variables.read('MLLP_TLS_CA', format.certificate, undefined);
  return cert === undefined || key === undefined ? undefined : { cert, key, ...(ca === undefined ? {} : { ca }) };
};

const keyOf = (ring: KeyRing | Failure, dataDir: string): KeyRing => {
  if (!isFailure(ring)) return ring;
  throw new ConfigurationError([{ name: 'DATA_DIR', found: dataDir, expected: ring.message }]);
};
