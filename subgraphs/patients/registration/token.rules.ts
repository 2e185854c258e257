/** Who registers alone is 16 at least. Domain reference §7.3 */
const youngest = 16;

export type Candidate = {
  readonly deceased: boolean;
  readonly status: string;
  readonly date_of_birth: string | null;
  readonly access_frozen: boolean;
};

/** Whether somebody may be asked on paper to make this record their own. Domain reference §7.3 */
export const mayBeInvited = (patient: Candidate, today: Date): boolean =>
  !patient.deceased &&
  !patient.access_frozen &&
  patient.status !== 'REGISTERED' &&
  patient.date_of_birth !== null &&
  isOfAge(patient.date_of_birth, today);

/** Somebody born on 29 February has their birthday on 1 March, where there is none. Family Law Reform Act 1969 §9 */
const isOfAge = (born: string, today: Date): boolean => {
  const birthday = new Date(`${born}T00:00:00Z`);
  birthday.setUTCFullYear(birthday.getUTCFullYear() + youngest);
  return birthday <= today;
};

/** Without I, L, O and U: what is printed can be read and typed. Crockford’s base 32 */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const codeLength = 8;
const tokenLength = 16;

export type Random = (bytes: number) => Uint8Array;

/** The code finds the letter, 40 bits; the token opens it, 80 bits more. */
export const newPair = (random: Random): { readonly code: string; readonly token: string } => ({
  code: text(random(codeLength)),
  token: text(random(tokenLength)),
});

const text = (bytes: Uint8Array): string => Array.from(bytes, (byte) => alphabet[byte % 32]).join('');

/** What somebody has typed, as it was printed; undefined where it cannot be of ours. */
export const typedCode = (raw: string): string | undefined => typed(raw, codeLength);
export const typedToken = (raw: string): string | undefined => typed(raw, tokenLength);

const typed = (raw: string, length: number): string | undefined => {
  const clean = raw.slice(0, 100).toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return clean.length === length && Array.from(clean).every((letter) => alphabet.includes(letter)) ? clean : undefined;
};
