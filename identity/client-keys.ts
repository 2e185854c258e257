import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { invalid, isFailure, type Failure } from '../kernel/failure.ts';

/**
 * The public keys by which a client proves itself, as its maker gives them: a JWK Set, RFC 7517 §5. What is no part of a
 * public key is left out, and a key that tells its secret is refused: it has just been given away.
 */
export const parseClientKeys = (text: string): { readonly keys: readonly JsonWebKey[] } | Failure => {
  if (text.length > 50_000) return invalid('A key set is far smaller.', 'jwks');
  const given = keysOf(text);
  if (given === undefined || given.length === 0 || given.length > 10)
    return invalid('A key set is JSON with 1 to 10 keys: {"keys": [{"kty": "EC", …}]}. RFC 7517 §5', 'jwks');
  const keys: JsonWebKey[] = [];
  for (const [place, one] of given.entries()) {
    const key = publicKey(one, `jwks.keys[${place}]`);
    if (isFailure(key)) return key;
    keys.push(key);
  }
  return { keys };
};

const keysOf = (text: string): readonly unknown[] | undefined => {
  try {
    const { keys } = JSON.parse(text) as { readonly keys?: unknown };
    return Array.isArray(keys) ? keys : undefined;
  } catch {
    return undefined;
  }
};

const publicMembers: readonly string[] = ['kty', 'crv', 'x', 'y', 'n', 'e', 'kid', 'alg', 'use'];
/** RFC 7518 §6.2.2, §6.3.2 and §6.4.1 */
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

const publicKey = (given: unknown, field: string): JsonWebKey | Failure => {
  if (typeof given !== 'object' || given === null) return invalid('A key is a JSON object.', field);
  if (privateMembers.some((name) => name in given))
    return invalid('This key tells its secret. Make a new pair, and give the public half alone.', field);
  const key: JsonWebKey = Object.fromEntries(Object.entries(given).filter(([name]) => publicMembers.includes(name)));
  if (key['use'] !== undefined && key['use'] !== 'sig') return invalid('This key is not for signing.', field);
  try {
    const { asymmetricKeyType: type, asymmetricKeyDetails: details } = createPublicKey({ key, format: 'jwk' });
    const isStrong = type === 'rsa' ? (details?.modulusLength ?? 0) >= 2_048 : type === 'ec' || type === 'ed25519';
    return isStrong ? key : invalid('A key is RSA of 2048 bits or more, EC or Ed25519.', field);
  } catch {
    return invalid('This is no public key. RFC 7518 §6', field);
  }
};
