import { invalid, type Failure } from '../../../kernel/failure.ts';
import { isLoopback, isPublicAddress } from '../../../kernel/public-address.ts';
import type { EventKind } from './event.types.ts';

const longestUrl = 2_048;

/**
 * The address as it is kept. What a name leads to is looked at with each delivery; here is refused what can be seen to
 * lead where nobody from outside may send us, in whatever way the numbers are written (`http://0x7f.1`).
 */
export const webhookUrl = (given: string, { loopback }: { readonly loopback: boolean }): string | Failure => {
  if (given.length > longestUrl || !URL.canParse(given)) return invalid('This is no URL, or a very long one.', 'url');
  const url = new URL(given);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isHere = isLoopback(host) || host === 'localhost';
  if (loopback && isHere && (url.protocol === 'http:' || url.protocol === 'https:')) return url.href;
  if (url.protocol !== 'https:') return invalid('Events are sent over https alone.', 'url');
  if (url.username !== '' || url.password !== '') return invalid('A URL with a user name in it is not kept.', 'url');
  if (url.hash !== '') return invalid('Leave out the fragment: it is never sent.', 'url');
  const isNumber = host.includes(':') || /^[\d.]+$/.test(host);
  if (
    isHere ||
    (isNumber && !isPublicAddress(host)) ||
    /(^|\.)(localhost|local|internal)\.?$/i.test(host) ||
    !/[.:]/.test(host)
  )
    return invalid('This address is not one on the public internet.', 'url');
  return url.href;
};

/** What only an organisation may hear of: its own feeds and stores. */
const organisationsOwn: readonly EventKind[] = ['aggregation.issue'];

export const faultOfKinds = (kinds: readonly EventKind[], isPartner: boolean): Failure | undefined => {
  if (kinds.length === 0) return invalid('Name at least one kind of event.', 'kinds');
  const test = kinds.indexOf('webhook.test');
  if (test >= 0) return invalid('A test is sent when it is asked for, to any webhook.', `kinds[${String(test)}]`);
  const refused = isPartner ? kinds.findIndex((kind) => organisationsOwn.includes(kind)) : -1;
  return refused < 0
    ? undefined
    : invalid('Of this kind only the organisation itself is told.', `kinds[${String(refused)}]`);
};

/** Of messages a partner hears that it has sent itself; of all else, what it is allowed to see of the organisation’s. */
export const isAddressee = (
  partner: string | null,
  { kind, about }: { readonly kind: string; readonly about: Readonly<Record<string, unknown>> },
): boolean => partner === null || !kind.startsWith('message.') || about['partner'] === partner;

/** Fewer errors may be no more than a restart. */
export const faultOfSettingAside = (after: number | null | undefined): Failure | undefined =>
  after == null || (after >= 3 && after <= 100)
    ? undefined
    : invalid('An event is set aside after 3 to 100 errors.', 'setAsideAfter');

/** How much there is at most to wait for that is counted. */
export const mostCounted = 10_000;

/** After so many days without success an event is given up. */
export const givenUpAfterDays = 3;

const longestPause = 3_600;

/** How long to wait after so many failures, in seconds: doubled each time, to an hour; a part of it by chance (0 to 1). */
export const pauseAfter = (failures: number, chance: number): number =>
  Math.min(longestPause, 2 ** Math.min(failures, 12)) * (0.75 + 0.5 * chance);
