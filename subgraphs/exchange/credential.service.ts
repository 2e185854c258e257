import { hash, randomBytes } from 'node:crypto';
import type { Clock } from '../../kernel/clock.ts';
import { isFailure, type Failure } from '../../kernel/failure.ts';
import { hashSecret, verifySecret } from '../../kernel/secret.ts';
import { shortMemory } from '../../kernel/short-memory.ts';
import { isAllowed } from './allow-list.ts';
import { candidateFor, userForm } from './credential.rules.ts';
import type { Credential, FindCredential } from './credential.store.ts';
import type { FeedCredentialHolder } from './exchange.types.ts';
import { quietLog } from './quiet-log.ts';
import { turns } from './turns.ts';

export type Attempt = { readonly user: string; readonly password: string; readonly address: string };

type Needs = {
  readonly find: FindCredential;
  readonly clock: Clock;
  readonly log: (line: string) => void;
  readonly verify?: typeof verifySecret;
};

export type CredentialCheck = {
  (attempt: Attempt): Promise<FeedCredentialHolder | null | Failure>;
  /** A credential was changed: this process looks again at the next call. Others do so within `rereadAfter`. */
  readonly reread: () => void;
};

/** A password that was right: for which hash, with the credential as it was read, and when. Milliseconds since 1970. */
type Known = {
  readonly credential: Credential;
  readonly hash: string;
  readonly edition: number;
  readonly readAt: number;
  readonly until: number;
};

/** A credential that was disabled or changed stops working within this time. */
const rereadAfter = 5_000;
const verifyAfter = 30_000;

/** Far more than any secret has; beyond it, bytes only cost us time. */
const longestPassword = 512;

/**
 * Says who holds a user name and password, used from an address; null for all that is wrong, whatever it is. An unknown
 * user, a disabled one, a wrong password and an address outside the list cost the same work: one look-up, one comparison.
 * The log says which it was. What was right is remembered under a hash that only this process can make; guesses are
 * limited in number, for each address and in all (`busy`).
 */
export const credentialCheck = ({ find, clock, log, verify = verifySecret }: Needs): CredentialCheck => {
  const key = randomBytes(32).toString('hex');
  // Nobody ever sees it: a hash with a key in front is as good as an HMAC, and a feed asks with every message.
  const markOf = ({ user, password }: Attempt) => hash('sha256', `${key}${user}\0${password}`, 'base64');
  const known = shortMemory<Known>(clock, 1_000);
  const running = new Map<string, Promise<Credential | null | Failure>>();
  const inTurn = turns({ atOnce: 2, waiting: 64, perLane: 8 });
  const tell = quietLog(log, clock, { perSource: 10, inAll: 100 });
  // Nobody's password, for unknown users to be measured by.
  const nobody = hashSecret(randomBytes(16).toString('hex'));
  let edition = 0;

  const refused = (why: string, { user, address }: Attempt): null => {
    tell(address, `A feed was refused: ${why}. User ${JSON.stringify(user)}, address ${JSON.stringify(address)}.`);
    return null;
  };

  const learn = async (mark: string, attempt: Attempt): Promise<Credential | null | Failure> => {
    const { user, password, address } = attempt;
    const seen = edition;
    const now = clock.now();
    const credential = userForm.test(user) ? await find(user) : null;
    const candidate = credential === null ? { hash: await nobody } : candidateFor(credential, password, now);
    const isOpen = credential?.disabledAt === null && isAllowed(credential.allowed, address);
    const keep = (holder: Credential, until: number): Credential => {
      known.keep(
        mark,
        { credential: holder, hash: candidate.hash, edition: seen, readAt: now.getTime(), until },
        until,
      );
      return holder;
    };

    const before = known.recall(mark);
    if (isOpen && before?.hash === candidate.hash) return keep(credential, before.until);
    const isRight = await inTurn(address, () => verify(password, candidate.hash));
    if (isFailure(isRight)) return isRight;
    if (credential === null) return refused('no such user', attempt);
    if (credential.disabledAt !== null)
      return refused(`it was disabled at ${credential.disabledAt.toISOString()}`, attempt);
    if (!isRight || password === '') return refused('wrong password', attempt);
    if (!isOpen) return refused('the password is right, but the address is not on its allow-list', attempt);
    if (candidate.until !== undefined)
      tell(user, `The feed ${user} still uses its old secret, which ends at ${candidate.until.toISOString()}.`);
    return keep(credential, Math.min(now.getTime() + verifyAfter, candidate.until?.getTime() ?? Infinity));
  };

  const holderOf = (attempt: Attempt): Credential | Promise<Credential | null | Failure> => {
    const mark = markOf(attempt);
    const recalled = known.recall(mark);
    // From elsewhere, a password that is known to be right costs as much as any other: nobody can tell the two apart.
    if (recalled?.edition === edition && clock.now().getTime() < recalled.readAt + rereadAfter)
      if (isAllowed(recalled.credential.allowed, attempt.address)) return recalled.credential;
    // A feed that opens many connections at once is verified once.
    const joint = `${mark} ${attempt.address} ${edition}`;
    const verdict = running.get(joint) ?? learn(mark, attempt).finally(() => running.delete(joint));
    running.set(joint, verdict);
    return verdict;
  };

  const check = async (attempt: Attempt): Promise<FeedCredentialHolder | null | Failure> => {
    const holder = await holderOf(bounded(attempt));
    return holder === null || isFailure(holder) ? holder : holderFor(holder);
  };
  return Object.assign(check, {
    reread: () => {
      edition += 1;
    },
  });
};

/** What is too long to be right is as good as nothing, and is not worked on. */
const bounded = ({ user, password, address }: Attempt): Attempt => ({
  user: user.length > 128 ? `${user.slice(0, 128)}…` : user,
  password: password.length > longestPassword ? '' : password,
  address: address.slice(0, 64),
});

const holderFor = ({ id, organisationId, partner }: Credential): FeedCredentialHolder => ({
  id,
  ...(organisationId === null ? {} : { organisationId }),
  ...(partner === null ? {} : { partner }),
});
