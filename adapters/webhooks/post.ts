import { lookup as lookUp, type LookupAddress } from 'node:dns';
import * as http from 'node:http';
import * as https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isLoopback, isPublicAddress } from '../../kernel/public-address.ts';

/** What came of it; without a status nobody answered. */
export type Posted = { readonly taken: boolean; readonly status?: number; readonly problem?: string };

export type ToPost = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal: AbortSignal;
};

type Needs = {
  /** Whether this machine may be posted to: for tests and demonstrations. */
  readonly loopback: boolean;
  /** Milliseconds for all of it. */
  readonly patience?: number;
  readonly resolve?: Resolve;
};

type Resolve = (
  host: string,
  options: { readonly all: true },
  done: (error: NodeJS.ErrnoException | null, addresses?: LookupAddress[]) => void,
) => void;

/** Of an answer nothing is wanted but its status; what is longer than this is not read to its end. */
const mostRead = 16 * 1024;

/**
 * Posts to an address that somebody from outside has named. What its name leads to is looked at as it is connected to, so
 * that no second look-up can say something else; nobody is followed elsewhere; an answer is bounded in size and time.
 */
export const poster = ({ loopback, patience = 10_000, resolve = lookUp }: Needs) => {
  const mayBe = (address: string): boolean => isPublicAddress(address) || (loopback && isLoopback(address));
  const lookup: LookupFunction = (host, options, done) => {
    resolve(host, { all: true }, (error, addresses = []) => {
      const refused = error ?? (addresses.every(({ address }) => mayBe(address)) ? null : new NotPublic());
      const [first] = addresses;
      if (refused !== null || first === undefined) done(refused ?? new NotPublic(), []);
      else if (options.all === true) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };
  const kept = { keepAlive: true, maxSockets: 4, maxFreeSockets: 64, timeout: 30_000, lookup };
  const agents = { 'http:': new http.Agent(kept), 'https:': new https.Agent(kept) } as const;

  const once = ({ url: given, headers, body, signal }: ToPost): Promise<Posted & { readonly stale?: boolean }> => {
    const url = new URL(given);
    const { protocol } = url;
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (protocol !== 'https:' && !(loopback && protocol === 'http:'))
      return Promise.resolve(notTaken('It is not https.'));
    // No name is looked up where there is none.
    if (isIP(host) !== 0 && !mayBe(host)) return Promise.resolve(notTaken(new NotPublic().message));
    const { request } = protocol === 'https:' ? https : http;
    return new Promise((settle) => {
      const sent = request(url, {
        method: 'POST',
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        agent: agents[protocol === 'https:' ? 'https:' : 'http:'],
        signal,
      });
      const late = setTimeout(
        () => sent.destroy(new Error(`It did not answer within ${String(patience / 1_000)} seconds.`)),
        patience,
      );
      sent.on('close', () => {
        clearTimeout(late);
      });
      sent.on('error', (error: NodeJS.ErrnoException) => {
        const stale = sent.reusedSocket && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
        settle({ ...notTaken(problemOf(error)), stale });
      });
      sent.on('response', (answer) => {
        settle(verdictOn(answer.statusCode ?? 0));
        let read = 0;
        answer.on('error', () => undefined);
        answer.on('data', (chunk: Buffer) => {
          read += chunk.length;
          if (read > mostRead) answer.destroy();
        });
      });
      sent.end(body);
    });
  };

  return {
    post: async (wanted: ToPost): Promise<Posted> => {
      const { stale, ...posted } = await once(wanted);
      if (stale !== true) return posted;
      // A connection that was kept open, and that the other side had closed meanwhile, says nothing of the endpoint.
      const { stale: _, ...second } = await once(wanted);
      return second;
    },
    close: () => {
      agents['http:'].destroy();
      agents['https:'].destroy();
    },
  };
};

export type Poster = ReturnType<typeof poster>;

class NotPublic extends Error {
  constructor() {
    super('Its address is not one of the public internet.');
  }
}

const verdictOn = (status: number): Posted => {
  if (status >= 200 && status < 300) return { taken: true, status };
  const isElsewhere = status >= 300 && status < 400;
  return {
    ...notTaken(isElsewhere ? 'It sent us elsewhere, which we do not follow.' : 'It answered with an error.'),
    status,
  };
};

const notTaken = (problem: string): Posted => ({ taken: false, problem });

/** In words that a customer may read: its own host and certificate are its own. */
const problemOf = ({ code, message }: NodeJS.ErrnoException): string => {
  if (code === undefined) return message;
  return code === 'ENOTFOUND' || code === 'EAI_AGAIN' ? 'Its name is not known.' : `It could not be reached (${code}).`;
};
