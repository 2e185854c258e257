import { createPrivateKey, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { KeyRing, SigningKey } from '../seal.ts';
import type { Format } from './variables.ts';

const oneOf = <Word extends string>(...words: readonly Word[]): Format<Word> => ({
  expected: `one of ${words.join(', ')}`,
  parse: (raw) => words.find((word) => word === raw),
});

export const environment = oneOf('production', 'development', 'test');
export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
export const logLevel: Format<LogLevel> = oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent');

export const flag: Format<boolean> = {
  expected: 'true or false',
  parse: (raw) => (raw === 'true' ? true : raw === 'false' ? false : undefined),
};

/** The demo's passwords are public: no environment turns them on in production. */
export const noDemo: Format<boolean> = {
  expected: 'false, or nothing: there is no demo in production',
  parse: (raw) => (raw === 'false' ? false : undefined),
};

/** 0 lets the system choose a free one; for tests. */
export const port: Format<number> = {
  expected: 'a TCP port from 0 to 65535',
  parse: (raw) => (/^\d{1,5}$/.test(raw) && Number(raw) <= 65_535 ? Number(raw) : undefined),
};

/** Each wants connections to the database: see `prisma/database.ts`. */
const mostProcesses = 16;

export const processes: Format<number> = {
  expected: `how many processes, from 1 to ${String(mostProcesses)}`,
  parse: (raw) => (/^[1-9]\d?$/.test(raw) && Number(raw) <= mostProcesses ? Number(raw) : undefined),
};

/** What is taken back has to be refused everywhere within this time. Domain reference §6 */
const longestMemory = 30;

export const memory: Format<number> = {
  expected: `a whole number of seconds from 0 to ${String(longestMemory)}`,
  parse: (raw) => (/^\d{1,2}$/.test(raw) && Number(raw) <= longestMemory ? Number(raw) : undefined),
};

export const host: Format<string> = {
  expected: 'an IP address or a host name',
  parse: (raw) => (isIP(raw) !== 0 || /^[a-zA-Z0-9]([a-zA-Z0-9.-]{0,252})$/.test(raw) ? raw : undefined),
};

export const path: Format<string> = {
  expected: 'the path of a folder',
  parse: (raw) => (raw.includes('\0') ? undefined : raw),
};

export const word: Format<string> = {
  expected: 'a word without spaces',
  parse: (raw) => (/^\S{1,200}$/.test(raw) ? raw : undefined),
};

const urlWith = (protocols: readonly string[], raw: string): URL | undefined => {
  const url = URL.canParse(raw) ? new URL(raw) : undefined;
  return url !== undefined && protocols.includes(url.protocol) ? url : undefined;
};

/** Without a slash at the end. */
const address = (url: URL | undefined): string | undefined => {
  const parts = url && [url.username, url.password, url.search, url.hash];
  return parts?.every((part) => part === '') ? url?.href.replace(/\/+$/, '') : undefined;
};

export const webUrl: Format<string> = {
  expected: 'a URL such as http://localhost:4000',
  parse: (raw) => address(urlWith(['http:', 'https:'], raw)),
};

/** Tokens and passwords travel to it, so it is encrypted, except within this machine. */
export const publicUrl: Format<string> = {
  expected: 'an https:// URL',
  parse: (raw) => {
    const url = urlWith(['http:', 'https:'], raw);
    const local = url !== undefined && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
    return url?.protocol === 'https:' || local ? address(url) : undefined;
  },
};

const secretUrl = (...protocols: readonly string[]): Format<string> => ({
  expected: `a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
  secret: true,
  parse: (raw) => (urlWith(protocols, raw) === undefined ? undefined : raw),
});

export const databaseUrl = secretUrl('postgresql:', 'postgres:');
export const blobUrl = secretUrl('file:', 's3:');
export const smtpUrl = secretUrl('smtp:', 'smtps:');

export type SubgraphName = 'patients' | 'clinical' | 'appointments' | 'mail' | 'exchange' | 'identity';
const subgraphName = oneOf<SubgraphName>('patients', 'clinical', 'appointments', 'mail', 'exchange', 'identity');

export const subgraphUrls: Format<ReadonlyMap<SubgraphName, string>> = {
  expected: 'patients=http://host:port/graphql, and so on, separated by commas, each slice once',
  parse: (raw) => {
    const urls = new Map<SubgraphName, string>();
    for (const part of listOf(raw)) {
      const [, key = '', value = ''] = /^([a-z]+)=(.+)$/.exec(part) ?? [];
      const [name, url] = [subgraphName.parse(key), webUrl.parse(value)];
      if (name === undefined || url === undefined || urls.has(name)) return undefined;
      urls.set(name, url);
    }
    return urls;
  },
};

/** HMAC-SHA-256 wants a key at least as long as its output. RFC 2104 §3 */
const shortestKey = 32;

export const signingKeys: Format<KeyRing> = {
  expected:
    'id:secret, separated by commas, the newest first; the id of letters, digits, - and _; the secret at least ' +
    `${String(shortestKey)} random bytes in base64 (openssl rand -base64 ${String(shortestKey)})`,
  secret: true,
  parse: (raw) => {
    const keys = listOf(raw).map(signingKey);
    const [first, ...others] = keys.filter((key) => key !== undefined);
    const distinct = new Set(keys.map((key) => key?.id)).size === keys.length;
    return first !== undefined && others.length === keys.length - 1 && distinct ? [first, ...others] : undefined;
  },
};

const signingKey = (raw: string): SigningKey | undefined => {
  const [, id, text] = /^([\w-]{1,32}):([A-Za-z0-9+/_-]+={0,2})$/.exec(raw) ?? [];
  if (id === undefined || text === undefined) return undefined;
  const secret = Buffer.from(text, 'base64');
  return secret.length >= shortestKey ? { id, secret } : undefined;
};

export const privateKey: Format<string> = {
  expected: 'an RSA private key in PEM (line ends may be written as \\n)',
  secret: true,
  parse: (raw) => {
    const pem = raw.replaceAll('\\n', '\n');
    try {
      return createPrivateKey(pem).asymmetricKeyType === 'rsa' ? pem : undefined;
    } catch {
      return undefined;
    }
  },
};

export const anyPrivateKey: Format<string> = {
  expected: 'a private key in PEM (line ends may be written as \\n)',
  secret: true,
  parse: (raw) => readable(raw, createPrivateKey),
};

export const certificate: Format<string> = {
  expected: 'a certificate in PEM (line ends may be written as \\n)',
  parse: (raw) => readable(raw, (pem) => new X509Certificate(pem)),
};

const readable = (raw: string, read: (pem: string) => unknown): string | undefined => {
  const pem = raw.replaceAll('\\n', '\n');
  try {
    read(pem);
    return pem;
  } catch {
    return undefined;
  }
};

/** HL7 table 0103. */
export type ProcessingId = 'P' | 'T' | 'D';
export const anyPurpose: readonly ProcessingId[] = ['P', 'T', 'D'];
export const live: readonly ProcessingId[] = ['P'];
const processingId = oneOf(...anyPurpose);

export const processing: Format<readonly ProcessingId[]> = {
  expected: 'P, T or D, or several separated by commas',
  parse: (raw) => {
    const ids = listOf(raw).map((one) => processingId.parse(one));
    const known = ids.filter((id) => id !== undefined);
    return known.length === ids.length ? known : undefined;
  },
};

/** `2575=user:password`, one for each feed. */
export const mllpFeeds: Format<readonly { readonly port: number; readonly user: string; readonly password: string }[]> =
  {
    expected: 'PORT=USER:PASSWORD of a feed, several separated by commas, each port once',
    secret: true,
    parse: (raw) => {
      const feeds = listOf(raw).map((one) => {
        const [, digits = '', user = '', password = ''] = /^(\d{1,5})=([^:]+):(.+)$/.exec(one) ?? [];
        return { port: port.parse(digits), user, password };
      });
      const known = feeds.flatMap((feed) => (feed.port === undefined ? [] : [{ ...feed, port: feed.port }]));
      const own = known.filter((feed) => feed.port !== 0).map((feed) => feed.port);
      return known.length === feeds.length && new Set(own).size === own.length ? known : undefined;
    },
  };

/** Who trusts everyone lets any client say which address it comes from, and so walk past every allow-list. */
export const proxies: Format<readonly string[]> = {
  expected: 'IP addresses or networks such as 10.0.0.0/8, separated by commas, and not all addresses',
  parse: (raw) => {
    const networks = listOf(raw);
    return networks.every(isNetwork) ? networks : undefined;
  },
};

const isNetwork = (raw: string): boolean => {
  const [ip = '', bits, ...rest] = raw.split('/');
  const version = isIP(ip);
  if (version === 0 || rest.length > 0) return false;
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= (version === 4 ? 32 : 128))
  );
};

const listOf = (raw: string): string[] => raw.split(',').map((part) => part.trim());
