import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { KeyRing, SigningKey } from './seal.ts';

/** What is hidden. It is a part of the key, so that one kind of secret is never read as another. */
export type Hidden = 'webhook' | 'mail' | 'bounce';

/**
 * Encrypts a secret that we have to know again, for the database: `keyId.base64url(nonce, tag, text)`, AES-256-GCM under
 * a key made from the first of the ring (RFC 5869). Passwords are hashed instead: `secret.ts`.
 */
export const hide = (ring: KeyRing, purpose: Hidden, text: string): string => {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyFor(ring[0], purpose), nonce);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return `${ring[0].id}.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`;
};

/** @throws where it was hidden with a key that is no longer in the ring, or has been changed since: both are faults of ours */
export const reveal = (ring: KeyRing, purpose: Hidden, hidden: string): string => {
  const [id, body = ''] = hidden.split('.');
  const key = ring.find((candidate) => candidate.id === id);
  if (key === undefined) throw new Error('A secret was hidden with a signing key that is not known any more.');
  const bytes = Buffer.from(body, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', keyFor(key, purpose), bytes.subarray(0, 12), { authTagLength: 16 });
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
};

const keyFor = ({ secret }: SigningKey, purpose: Hidden): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), `tributary hidden ${purpose}`, 32));
