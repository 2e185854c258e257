import type { Clock } from '../../kernel/clock.ts';
import { hide, reveal } from '../../kernel/hidden.ts';
import type { KeyRing } from '../../kernel/seal.ts';

/** To whom an e-mail went. */
export type Sent = { readonly to: string; readonly patient: string | null };

type Needs = { readonly keys: KeyRing; readonly clock: Clock };

/** What comes back later than this is of no use: mail servers give up after five days. RFC 5321 §4.5.4.1 */
const lifetime = 14 * 24 * 60 * 60_000;

/** Says of an e-mail, for us alone, to whom it went: the left side of its Message-ID. */
export const mailIdOf = ({ keys, clock }: Needs, { to, patient }: Sent): string =>
  hide(keys, 'bounce', JSON.stringify({ to, patient, at: clock.now().getTime() }));

/**
 * To whom the e-mail went that has come back, or undefined where it was none of ours, or long ago. Whoever has an e-mail of
 * ours can say that it did not arrive, and by that say nothing of any other address.
 */
export const returnedMail = ({ keys, clock }: Needs, id: string): Sent | undefined => {
  const sent = opened(keys, id);
  return sent === undefined || sent.at < clock.now().getTime() - lifetime ? undefined : sent;
};

const opened = (keys: KeyRing, id: string): (Sent & { readonly at: number }) | undefined => {
  try {
    return JSON.parse(reveal(keys, 'bounce', id)) as Sent & { readonly at: number };
  } catch {
    // Anybody may send us anything.
    return undefined;
  }
};
