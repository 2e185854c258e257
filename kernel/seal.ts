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

const mac = (key: SigningKey, purpose: Purpose, body: string): string =>
  createHmac('sha256', key.secret).update(`${purpose}.${key.id}.${body}`).digest('base64url');

/** What was sealed a moment ago is mostly opened next, in this very process: it is known again without working it out. */
const latest = 1_000;
type Sealed = { readonly purpose: Purpose; readonly json: string };
const sealedWith = new WeakMap<Buffer, Map<string, Sealed>>();

const remember = (key: SigningKey, sealed: string, what: Sealed): void => {
  let known = sealedWith.get(key.secret);
  if (known === undefined) sealedWith.set(key.secret, (known = new Map<string, Sealed>()));
  known.set(sealed, what);
  // A Map iterates in the order of insertion: its first key is the oldest.
  if (known.size > latest) known.delete(known.keys().next().value as string);
};

/** Signs a JSON value: `keyId.base64url(json).base64url(hmac-sha256)`. Readable by anyone, made only by us. */
export const seal = (ring: KeyRing, purpose: Purpose, value: unknown): string => {
  const json = JSON.stringify(value);
  const body = Buffer.from(json).toString('base64url');
  const sealed = `${ring[0].id}.${body}.${mac(ring[0], purpose, body)}`;
  remember(ring[0], sealed, { purpose, json });
  return sealed;
};

/** The sealed value, or undefined where any byte of it is not ours. Whether it has expired is for the caller to say. */
export const unseal = (ring: KeyRing, purpose: Purpose, sealed: string): unknown => {
  const key = ring.find(({ id }) => sealed.startsWith(`${id}.`));
  if (key === undefined) return undefined;
  const known = sealedWith.get(key.secret)?.get(sealed);
  const json = known?.purpose === purpose ? known.json : verified(key, purpose, sealed);
  return json === undefined ? undefined : (JSON.parse(json) as unknown);
};

const verified = (key: SigningKey, purpose: Purpose, sealed: string): string | undefined => {
  const [body, signature, ...rest] = sealed.slice(key.id.length + 1).split('.');
  if (body === undefined || signature === undefined || rest.length > 0) return undefined;
  // As texts: the last character has two bits that decoding leaves out, and would be free for another.
  const expected = Buffer.from(mac(key, purpose, body));
  const given = Buffer.from(signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  return Buffer.from(body, 'base64url').toString();
};
