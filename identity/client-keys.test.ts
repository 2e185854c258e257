import { generateKeyPairSync, type JsonWebKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseClientKeys } from './client-keys.ts';

const rsa = (modulusLength: number): JsonWebKey =>
  generateKeyPairSync('rsa', { modulusLength }).publicKey.export({ format: 'jwk' });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const publicEc = ec.publicKey.export({ format: 'jwk' });
const ed = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' });
const agreement = generateKeyPairSync('x25519').publicKey.export({ format: 'jwk' });

const parse = (...keys: readonly unknown[]) => parseClientKeys(JSON.stringify({ keys }));

describe('the keys of a client', () => {
  it('are public keys for signing, and nothing beside them is kept', () => {
    const strong = { ...rsa(2_048), kid: 'one', alg: 'RS256', use: 'sig' };
    expect(parse(strong, { ...publicEc, note: 'ours' }, ed)).toEqual({ keys: [strong, publicEc, ed] });
  });

  it.each<[string, unknown]>([
    ['one that tells its secret', ec.privateKey.export({ format: 'jwk' })],
    ['one that both sides know', { kty: 'oct', k: 'c2VjcmV0' }],
    ['one that both sides know, without it', { kty: 'oct' }],
    ['one for encrypting', { ...publicEc, use: 'enc' }],
    ['one for agreeing on a key', agreement],
    ['one that is too short', rsa(1_024)],
    ['one that is no point', { ...publicEc, x: 'AAAA' }],
    ['one without a kind', {}],
    ['none', null],
    ['a text', 'key'],
    ['members of other kinds', { kty: 'EC', crv: 7, x: [], y: {} }],
  ])('are refused with %s, by its place', (_what, key) => {
    expect(parse(publicEc, key)).toMatchObject({ kind: 'invalid', field: 'jwks.keys[1]' });
  });

  it.each(['', 'x', 'null', '[]', '{}', '{"keys":{}}', '{"keys":[]}', `"${'x'.repeat(100_000)}"`, '{"keys":[1]'])(
    'are no such text: %j',
    (text) => {
      expect(parseClientKeys(text)).toMatchObject({ kind: 'invalid', field: 'jwks' });
    },
  );

  it('are ten at most', () => {
    expect(parse(...Array<JsonWebKey>(11).fill(publicEc))).toMatchObject({ field: 'jwks' });
  });
});
