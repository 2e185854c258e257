import { invalid, type Failure } from '../../kernel/failure.ts';

/** A colon would end the user name early in HTTP Basic, RFC 7617 §2; and one that looks like another is another. */
export const userForm = /^[A-Za-z0-9._-]{1,128}$/;

/** What an administrator calls a credential; its user name begins with it. */
const nameForm = /^[a-z0-9]+(-[a-z0-9]+)*$/;

export const faultOfName = (name: string, field: string): Failure | undefined =>
  name.length <= 40 && nameForm.test(name)
    ? undefined
    : invalid('A name has at most 40 small letters and digits, with single hyphens between them.', field);

/**
 * A user name is one for the whole system, and told to nobody but its holder: with a random end a name that is taken
 * cannot be found out, nor guessed.
 */
export const userNameOf = (name: string, random: Buffer): string => `${name}-${random.toString('hex')}`;

/** 256 bits. What stands before them says, to a scanner of leaked texts, what it is, and to us which of two secrets. */
export const secretOf = (generation: number, random: Buffer): string =>
  `${beginningOf(generation)}${random.toString('base64url')}`;

const beginningOf = (generation: number): string => `tributary-hl7-${generation}-`;

/** The hash of the secret, and of the one before for as long as it is good. */
export type Secrets = {
  readonly secretHash: string;
  /** Which of its secrets that is. */
  readonly generation: number;
  readonly previousHash: string | null;
  readonly previousUntil: Date | null;
};

/** A hash to compare a password with, and until when it counts. */
export type Candidate = { readonly hash: string; readonly until?: Date };

/**
 * The one hash that this password may be right for. After a rotation there are two, and to try both would tell by the
 * time it takes that the user name exists.
 */
export const candidateFor = (secrets: Secrets, password: string, now: Date): Candidate => {
  const { generation, secretHash, previousHash, previousUntil } = secrets;
  const isNew = password.startsWith(beginningOf(generation));
  if (isNew || previousHash === null || previousUntil === null || previousUntil <= now) return { hash: secretHash };
  return { hash: previousHash, until: previousUntil };
};

/** A week: a feed that is not changed over by then has been forgotten. */
const longestOverlap = 168;

export const faultOfOverlap = (hours: number): Failure | undefined =>
  hours >= 0 && hours <= longestOverlap
    ? undefined
    : invalid(`The old secret can stay good for 0 to ${longestOverlap} hours.`, 'overlapHours');
