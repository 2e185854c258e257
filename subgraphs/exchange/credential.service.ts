import { createHmac, randomBytes } from 'node:crypto';
import type { Clock } from '../../kernel/clock.ts';
import { isFailure, type Failure } from '../../kernel/failure.ts';
import { hashSecret, verifySecret } from '../../kernel/secret.ts';
import { shortMemory } from '../../kernel/short-memory.ts';
import { isAllowed } from './allow-list.ts';
import type { Credential, FindCredential } from './credential.store.ts';
import type { FeedCredential } from './exchange.types.ts';
import { turns } from './turns.ts';

export type Attempt = { readonly user: string; readonly password: string; readonly address: string };

type Needs = {
  readonly find: FindCredential;
  readonly clock: Clock;
  readonly log: (line: string) => void;
  readonly verify?: typeof verifySecret;
};

/** A password that was right: with the credential as it was read, and when. Milliseconds since 1970. */
type Known = { readonly credential: Credential; readonly readAt: number; readonly until: number };

/** A credential that was disabled or changed stops working within this time. */
const rereadAfter = 5_000;
const verifyAfter = 30_000;

const userForm = /^[A-Za-z0-9._-]{1,128}$/;

/**
 * Says who holds a user name and password, used from an address; null for all that is wrong, whatever it is. A wrong
 * password, an unknown user and a disabled one cost the same time. What was right is remembered under a MAC that only
 * this process can make; guesses are limited in number, for each address and in all (`busy`).
 */
export const credentialCheck = ({ find, clock, log, verify = verifySecret }: Needs) => {
  const key = randomBytes(32);
  const markOf = ({ user, password }: Attempt) =>
    createHmac('sha256', key).update(`${user}\0${password}`).digest('base64');
  const known = shortMemory<Known>(clock, 1_000);
  const running = new Map<string, Promise<Credential | null | Failure>>();
  const inTurn = turns({ atOnce: 2, waiting: 64, perLane: 8 });
  // Nobody's password, for unknown users to be measured by.
  const nobody = hashSecret(randomBytes(16).toString('hex'));

  const learn = async (mark: string, { user, password, address }: Attempt): Promise<Credential | null | Failure> => {
    const found = userForm.test(user) ? await find(user) : null;
    const credential = found?.disabledAt === null ? found : null;
    const before = known.recall(mark);
    const readAt = clock.now().getTime();
    if (credential !== null && before?.credential.secretHash === credential.secretHash) {
      known.keep(mark, { credential, readAt, until: before.until }, before.until);
      return credential;
    }
    const stored = credential?.secretHash ?? (await nobody);
    const isRight = await inTurn(address, () => verify(password, stored));
    if (isFailure(isRight)) return isRight;
    if (credential === null || !isRight) return null;
    const until = readAt + verifyAfter;
    known.keep(mark, { credential, readAt, until }, until);
    return credential;
  };

  const holderOf = async (attempt: Attempt): Promise<Credential | null | Failure> => {
    const mark = markOf(attempt);
    const recalled = known.recall(mark);
    if (recalled !== undefined && clock.now().getTime() < recalled.readAt + rereadAfter) return recalled.credential;
    // A feed that opens many connections at once is verified once.
    const verdict = running.get(mark) ?? learn(mark, attempt).finally(() => running.delete(mark));
    running.set(mark, verdict);
    return verdict;
  };

  return async (attempt: Attempt): Promise<FeedCredential | null | Failure> => {
    const holder = await holderOf(attempt);
    if (holder === null || isFailure(holder)) return holder;
    // The address is looked at last, so that from outside the list a right password cannot be told from a wrong one.
    if (!isAllowed(holder.allowed, attempt.address)) {
      log(
        `The feed credential ${holder.id} was used from ${JSON.stringify(attempt.address)}, which is not on its allow-list.`,
      );
      return null;
    }
    return feedCredentialOf(holder);
  };
};

const feedCredentialOf = ({ id, organisationId, partner }: Credential): FeedCredential => ({
  id,
  ...(organisationId === null ? {} : { organisationId }),
  ...(partner === null ? {} : { partner }),
});
