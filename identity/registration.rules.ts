import { invalid, type Failure } from '../kernel/failure.ts';

/** The kinds of client that an operator registers: all but our own processes. Domain reference §6 */
const kinds = ['CUSTOMER_SYSTEM', 'SYSTEM', 'TETHERED', 'USER'] as const;
export type RegisteredKind = (typeof kinds)[number];

export const isRegisteredKind = (raw: string): raw is RegisteredKind => kinds.some((kind) => kind === raw);

/** A client as an operator asks for it. */
export type Registration = {
  readonly kind: RegisteredKind;
  readonly name: string;
  readonly organisation: string | undefined;
  readonly partner: string | undefined;
  readonly redirectUris: readonly string[];
  readonly scopes: readonly string[];
  /** It runs on people's own devices and can keep no secret. RFC 8252 §8.5 */
  readonly isPublic: boolean;
  /** It proves itself with a key of its own. RFC 7523 §3 */
  readonly hasKeys: boolean;
};

/** What is wrong with it, and where; undefined where nothing is. */
export const faultOfRegistration = (asked: Registration): Failure | undefined =>
  faultOfName(asked) ??
  faultOfParty(asked) ??
  faultOfRedirects(asked) ??
  faultOfScopes(asked) ??
  (asked.isPublic && (asked.kind !== 'USER' || asked.hasKeys)
    ? invalid('Only an app of people is public, and a public one has no key.', 'isPublic')
    : undefined);

/** The scopes that a client gets: an app those it asks for, every other kind its one. */
export const scopesOf = ({ kind, scopes }: Registration): readonly string[] =>
  kind === 'USER' ? [...new Set(scopes)] : [ownScope[kind]];

const ownScope = { CUSTOMER_SYSTEM: 'customer', SYSTEM: 'none', TETHERED: 'SITE' } as const;
const appScopes: readonly string[] = ['PATIENT', 'CLINICIAN', 'TEAMCOORD'];

const faultOfName = ({ name }: Registration): Failure | undefined =>
  /^[^\p{C}]{1,200}$/u.test(name) && name.trim() === name
    ? undefined
    : invalid('A name is 1 to 200 characters on one line, without spaces around it: people are shown it.', 'name');

const faultOfParty = ({ kind, organisation, partner }: Registration): Failure | undefined => {
  if ((kind === 'CUSTOMER_SYSTEM') !== (organisation !== undefined))
    return invalid('A customer’s client has an organisation, and no other kind has one.', 'organisation');
  if ((kind === 'SYSTEM' || kind === 'TETHERED') !== (partner !== undefined))
    return invalid('A partner’s client, SYSTEM or TETHERED, has a partner, and no other kind has one.', 'partner');
  return undefined;
};

const faultOfScopes = ({ kind, scopes }: Registration): Failure | undefined => {
  const unknown = scopes.find((scope) => kind !== 'USER' || !appScopes.includes(scope));
  if (unknown !== undefined || (kind === 'USER' && scopes.length === 0))
    return invalid(`An app has some of the scopes ${appScopes.join(', ')}; other kinds are given theirs.`, 'scopes');
  return undefined;
};

const faultOfRedirects = ({ kind, redirectUris }: Registration): Failure | undefined => {
  if (kind !== 'USER')
    return redirectUris.length === 0 ? undefined : invalid('Only an app leads people back to itself.', 'redirectUris');
  if (redirectUris.length === 0 || redirectUris.length > 20)
    return invalid('An app has 1 to 20 addresses to which people are led back.', 'redirectUris');
  for (const [place, uri] of redirectUris.entries()) {
    const fault = faultOfRedirect(uri);
    if (fault !== undefined) return invalid(fault, `redirectUris[${place}]`);
  }
  return undefined;
};

/**
 * Https, the person's own machine, or a scheme of the app's own. What is registered is compared as text
 * (`redirect.rules.ts`), so it is taken in one form alone. RFC 9700 §2.1, RFC 8252 §7.1 and §7.3, domain reference §6
 */
const faultOfRedirect = (uri: string): string | undefined => {
  if (!/^[\x21-\x7e]{1,2000}$/.test(uri) || /[\\#*]/.test(uri))
    return 'An address is printable ASCII without backslash, fragment or asterisk: there are no wildcards.';
  const url = URL.canParse(uri) ? new URL(uri) : undefined;
  if (url === undefined) return 'Give the whole address: https://app.example/callback.';
  if (url.username !== '' || url.password !== '') return 'An address names nobody’s password.';
  if (url.href !== uri && url.href !== `${uri}/`) return `Give the address in its normal form: ${url.href}`;
  if (url.protocol === 'https:') return undefined;
  if (url.protocol === 'http:')
    return loopback.includes(url.hostname) ? undefined : 'Http is for the person’s own machine; give https.';
  return url.protocol.includes('.') ? undefined : 'An app’s own scheme is its domain backwards: example.app:/callback.';
};

const loopback: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];
