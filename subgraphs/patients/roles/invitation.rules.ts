import { invalid, type Failure } from '../../../kernel/failure.ts';

const days = 86_400_000;

/** Long enough for a holiday; a link that lies in an inbox for longer is a key under the mat. */
export const invitationLifetime = 14 * days;

/** Lower case, as accounts have it; undefined where it can be nobody's. RFC 5321 §4.5.3.1 */
export const emailOf = (raw: string): string | undefined => {
  const email = raw.trim().toLowerCase();
  return email.length <= 254 && /^[^\s@\p{C}]{1,64}@[^\s@\p{C}]{1,253}$/u.test(email) ? email : undefined;
};

/** Somebody who comes into being by accepting. */
export type Newcomer = { readonly name: string; readonly dateOfBirth: string };

/** Whoever makes an account alone is 13 at least. Data Protection Act 2018 §9; it is NHS login's age, too. */
const youngest = 13;

export const faultOfNewcomer = ({ name, dateOfBirth }: Newcomer, now: Date): Failure | undefined => {
  if (!/^(?=.*\p{L})[^\p{C}\p{Zl}\p{Zp}]{1,100}$/u.test(name))
    return invalid('A name is 1 to 100 characters on one line.', 'name');
  const born = new Date(`${dateOfBirth}T00:00:00Z`);
  const isDay = /^\d{4}-\d\d-\d\d$/.test(dateOfBirth) && !Number.isNaN(born.getTime());
  if (!isDay || born.toISOString().slice(0, 10) !== dateOfBirth || dateOfBirth < '1890-01-01' || born > now)
    return invalid('A date of birth is a day in the past.', 'dateOfBirth');
  const birthday = new Date(born);
  birthday.setUTCFullYear(born.getUTCFullYear() + youngest);
  return birthday > now ? invalid(`An account is for people of ${youngest} and older.`, 'dateOfBirth') : undefined;
};
