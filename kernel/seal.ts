import { createHmac, timingSafeEqual } from 'node:crypto';

/** A signing key with the id under which it is known; the first of a ring signs, all of them verify. */
export type SigningKey = { readonly id: string; readonly secret: Buffer };
export type KeyRing = readonly [SigningKey, ...SigningKey[]];

/** What a seal is for. It is signed along, so that a purview can never be passed off as a principal. */
export type Purpose =
  | 'principal'
  | 'caller'
  | 'purview'
  | 'placement'
  | 'permit'
  | 'cursor'
  | 'form'
  | 'nhs-login'
  | 'leave'
  | 'addressee'
  | 'upload'
  | 'bytes'
  | 'unsubscribe';

const mac = (key: SigningKey, purpose: Purpose, body: string): Buffer =>
  createHmac('sha256', key.secret).update(`${purpose}.${key.id}.${body}`).digest();

/** Signs a JSON value: `keyId.base64url(json).base64url(hmac-sha256)`. Readable by anyone, made only by us. */
export const seal = (ring: KeyRing, purpose: Purpose, value: unknown): string => {
  const body = Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${ring[0].id}.${body}.${mac(ring[0], purpose, body).toString('base64url')}`;
};

/** The sealed value, or undefined where any byte of it is not ours. Whether it has expired is for the caller to say. */
export const unseal = (ring: KeyRing, purpose: Purpose, sealed: string): unknown => {
  const [id, body, signature, ...rest] = sealed.split('.');
  if (body === undefined || signature === undefined || rest.length > 0) return undefined;
  const key = ring.find((candidate) => candidate.id === id);
  if (key === undefined) return undefined;
  const expected = mac(key, purpose, body);
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  return JSON.parse(Buffer.from(body, 'base64url').toString()) as unknown;
};
