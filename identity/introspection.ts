import { hash } from 'node:crypto';
import type { Clock } from '../kernel/clock.ts';
import type { OrganisationId } from '../kernel/id.ts';
import { shortMemory } from '../kernel/short-memory.ts';
import type { ClientKind } from './client.ts';

/** Who holds an access token: as it stands at the time of asking, not as it stood when the token was made. */
export type TokenHolder = {
  readonly client: string;
  readonly kind: ClientKind;
  /** With CUSTOMER_SYSTEM: the organisation that the client is. */
  readonly organisation?: OrganisationId;
  /** With SYSTEM and TETHERED: the partner that the client belongs to. */
  readonly partner?: string;
  /** With USER: the person who let the app act for them, as long as they do. */
  readonly person?: string;
  /** With TETHERED: the team that the token is tied to, as long as it is. */
  readonly tether?: { readonly organisation: OrganisationId; readonly team: string };
  readonly scopes: readonly string[];
  readonly expires: Date;
};

/**
 * The holder of an access token; undefined where it is unknown, expired or revoked, its client
 * disabled, or what a person or a coordinator had granted taken back. Throws where
 * the question cannot be answered: that is no verdict on the token. RFC 7662
 */
export type Introspect = (token: string) => Promise<TokenHolder | undefined>;

/** The longest, in seconds, that a revoked token, or one of a disabled client, can still be accepted elsewhere. */
const longest = 30;
/** Long enough to blunt a caller that repeats a dead token, too short to matter to one that was just issued. */
const rememberedAbsent = 1_000;

/**
 * `ask`, with its answers remembered for 30 seconds or `remember`, never beyond a token's expiry. Good tokens and bad ones have
 * separate memories, so that a flood of bad ones cannot push the good ones out; questions about one token at the same
 * time are asked once. `forget` makes a revocation in this process bite at once; with `forgetAll` so does that of a
 * grant, which is rare enough for all to be asked anew.
 */
export const rememberingIntrospection = (
  ask: Introspect,
  clock: Clock,
  remember = longest,
): { readonly introspect: Introspect; readonly forget: (token: string) => void; readonly forgetAll: () => void } => {
  let holders = shortMemory<TokenHolder>(clock, 10_000);
  const absent = shortMemory<true>(clock, 1_000);
  const running = new Map<string, Promise<TokenHolder | undefined>>();

  const askOnce = (token: string, key: string): Promise<TokenHolder | undefined> => {
    // Forgotten meanwhile: the answer may be older than the revocation, so it is not kept.
    const settle = (): boolean => running.get(key) === answer && running.delete(key);
    const answer = ask(token).then(
      (holder) => {
        if (settle()) keep(key, holder);
        return holder;
      },
      (fault: unknown) => {
        settle();
        throw fault;
      },
    );
    running.set(key, answer);
    return answer;
  };

  const keep = (key: string, holder: TokenHolder | undefined): void => {
    const now = clock.now().getTime();
    if (holder === undefined) absent.keep(key, true, now + rememberedAbsent);
    else holders.keep(key, holder, Math.min(now + remember * 1_000, holder.expires.getTime()));
  };

  return {
    introspect: async (token) => {
      const key = fingerprint(token);
      const known = holders.recall(key);
      if (known !== undefined || absent.recall(key) === true) return known;
      return running.get(key) ?? askOnce(token, key);
    },
    forget: (token) => {
      const key = fingerprint(token);
      running.delete(key);
      holders.forget(key);
    },
    forgetAll: () => {
      running.clear();
      holders = shortMemory<TokenHolder>(clock, 10_000);
    },
  };
};

/** What stands for a token wherever it is kept, in memory or in the database: nobody can present it as the token. */
export const fingerprint = (token: string): string => hash('sha256', token, 'base64url');
