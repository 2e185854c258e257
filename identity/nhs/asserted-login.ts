import { createPrivateKey, randomUUID, sign } from 'node:crypto';
import type { NhsLogin } from '../../kernel/config.ts';

/**
 * A JWT that says to NHS login, through whoever receives it: this is the person whom you signed in for us. It names
 * nobody; `code` is the id of the ID token that we got. Whoever is handed it passes it on with `prompt=none`.
 * NHS login: Single sign-on; Domain reference §6
 */
export const assertedLoginIdentity = (
  { clientId, privateKey }: Pick<NhsLogin, 'clientId' | 'privateKey'>,
  { idToken, now }: { readonly idToken: string; readonly now: Date },
): string => {
  const iat = Math.floor(now.getTime() / 1_000);
  const parts = [
    { alg: 'RS512', typ: 'JWT' },
    { iss: clientId, code: idToken, jti: randomUUID(), iat, exp: iat + lifetime },
  ].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  const signature = sign('RSA-SHA512', Buffer.from(parts.join('.')), createPrivateKey(privateKey));
  return [...parts, signature.toString('base64url')].join('.');
};

/** The address of another site, with the assertion. Only over https: who reads it on the way could come as the patient. */
export const withAssertedLogin = (address: string, assertion: string | undefined): string => {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || assertion === undefined || url.protocol !== 'https:') return address;
  url.searchParams.set(assertedParameter, assertion);
  return url.href;
};

/** The query parameter with which others send somebody to any page of ours. */
export const assertedParameter = 'assertedLoginIdentity';

/** Where whoever comes to `url`, a path of ours, with an assertion goes first; afterwards they come to it without. */
export const byAssertion = (url: string): string => {
  const { pathname, searchParams } = new URL(url, 'http://own.invalid');
  const taken = new URLSearchParams();
  for (const name of [assertedParameter, 'prompt']) {
    const value = searchParams.get(name);
    if (value !== null) taken.set(name, value);
    searchParams.delete(name);
  }
  const left = searchParams.toString();
  taken.set('return', `${pathname}${left === '' ? '' : `?${left}`}`);
  return `/login/nhs?${taken.toString()}`;
};

/** Whether it can be a signed JWT at all. Whether it is a good one, NHS login says: it alone knows the sender's key. */
export const isAssertion = (text: string | undefined): text is string =>
  text !== undefined && text.length <= 4_096 && /^[\w-]+\.[\w-]+\.[\w-]+$/.test(text);

/** Seconds. It is used at once or not at all. */
const lifetime = 60;
