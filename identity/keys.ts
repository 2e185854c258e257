import {
  createCipheriv,
  createDecipheriv,
  createHash,
  generateKeyPair,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
  type JsonWebKey,
} from 'node:crypto';
import { promisify } from 'node:util';
import type { KeyRing, SigningKey } from '../kernel/seal.ts';

/** Where sealed signing keys are kept: at most one for each key of the ring, the first written wins. */
export type SigningKeyStore = {
  readonly signingKeys: () => Promise<readonly { readonly ringKey: string; readonly sealed: string }[]>;
  readonly addSigningKey: (ringKey: string, sealed: string) => Promise<void>;
};

/**
 * The private keys that sign ID tokens, in the order of the ring: the first signs, all are published. RS256 is the one
 * algorithm that every OpenID provider must offer (OpenID Connect Discovery 1.0 §3), and an RSA key cannot be derived
 * from a secret: so each is drawn once, and kept sealed by its ring key. A new ring key brings a new signing key; the
 * old one verifies for as long as its ring key stays in the ring.
 */
export const openSigningKeys = async (store: SigningKeyStore, ring: KeyRing): Promise<readonly JsonWebKey[]> => {
  const kept = await store.signingKeys();
  if (!kept.some(({ ringKey }) => ringKey === nameOf(ring[0]))) {
    await store.addSigningKey(nameOf(ring[0]), sealKey(ring[0], await drawKey()));
    // Another process may have been first: what the database has is what counts.
    return openSigningKeys(store, ring);
  }
  return ring.flatMap((key) =>
    kept.filter(({ ringKey }) => ringKey === nameOf(key)).map(({ sealed }) => openKey(key, sealed)),
  );
};

/** The keys that sign the provider's cookies, one for each key of the ring. */
export const cookieKeys = (ring: KeyRing): string[] => ring.map((key) => derived(key, 'cookies').toString('base64url'));

/**
 * The secret with which one of our own processes authenticates as an INTERNAL client. It follows from the ring that all
 * processes share, so that there is nothing more to configure, store or leak.
 */
export const internalSecret = (ring: KeyRing, client: string): string => secretFrom(ring[0], client);

/** Whether `secret` is the internal client's under any key of the ring: while a ring changes, both are in use. */
export const isInternalSecret = (ring: KeyRing, client: string, secret: string): boolean =>
  ring.map((key) => timingSafeEqual(digest(secretFrom(key, client)), digest(secret))).includes(true);

/** From the secret, not the id: a key that was replaced under the same id is another key, and opens nothing of the old. */
const nameOf = (key: SigningKey): string => derived(key, 'name').toString('base64url');

const secretFrom = (key: SigningKey, client: string): string =>
  derived(key, `internal client ${client}`).toString('base64url');

const derived = (key: SigningKey, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', key.secret, '', `tributary identity: ${purpose}`, 32));

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

const drawKey = async (): Promise<JsonWebKey> => {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig' };
};

/** AES-256-GCM: `iv.tag.ciphertext` in base64url. */
const sealKey = (key: SigningKey, jwk: JsonWebKey): string => {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', derived(key, 'signing keys'), iv);
  const sealed = Buffer.concat([cipher.update(JSON.stringify(jwk)), cipher.final()]);
  return [iv, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url')).join('.');
};

const openKey = (key: SigningKey, text: string): JsonWebKey => {
  const [iv, tag, sealed] = text.split('.').map((part) => Buffer.from(part, 'base64url'));
  if (iv === undefined || tag === undefined || sealed === undefined)
    throw new Error('A sealed signing key has lost a part.');
  const decipher = createDecipheriv('aes-256-gcm', derived(key, 'signing keys'), iv, { authTagLength: 16 });
  decipher.setAuthTag(tag);
  return JSON.parse(Buffer.concat([decipher.update(sealed), decipher.final()]).toString()) as JsonWebKey;
};
