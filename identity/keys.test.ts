import { describe, expect, it } from 'vitest';
import type { KeyRing, SigningKey } from '../kernel/seal.ts';
import { cookieKeys, internalSecret, isInternalSecret, openSigningKeys, type SigningKeyStore } from './keys.ts';

const key = (id: string): SigningKey => ({ id, secret: Buffer.alloc(32, id) });
const [a, b] = [key('a'), key('b')];

/** The same promise as the table's: the first key written for a ring key stays. */
const memoryKeys = (): SigningKeyStore & { readonly sealed: Map<string, string> } => {
  const sealed = new Map<string, string>();
  return {
    sealed,
    signingKeys: () => Promise.resolve([...sealed].map(([ringKey, text]) => ({ ringKey, sealed: text }))),
    addSigningKey: (ringKey, text) => {
      if (!sealed.has(ringKey)) sealed.set(ringKey, text);
      return Promise.resolve();
    },
  };
};

describe('signing keys', () => {
  it('are drawn once', async () => {
    const store = memoryKeys();
    expect(await openSigningKeys(store, [a])).toEqual(await openSigningKeys(store, [a]));
  });

  it('are the same in two processes that start at the same time', async () => {
    const store = memoryKeys();
    const [one, other] = await Promise.all([openSigningKeys(store, [a]), openSigningKeys(store, [a])]);
    expect(one).toEqual(other);
  });

  it('follow the ring: a new key signs, the old one still verifies', async () => {
    const store = memoryKeys();
    const before = await openSigningKeys(store, [a]);
    const after = await openSigningKeys(store, [b, a]);
    expect(after).toHaveLength(2);
    expect(after[1]).toEqual(before[0]);
  });

  it('go with the ring key that sealed them', async () => {
    const store = memoryKeys();
    const both = await openSigningKeys(store, [b, a]);
    expect(await openSigningKeys(store, [b])).toEqual([both[0]]);
  });

  it('are drawn anew when a ring key was replaced under the same id', async () => {
    const store = memoryKeys();
    const before = await openSigningKeys(store, [a]);
    const after = await openSigningKeys(store, [{ ...a, secret: b.secret }]);
    expect(after).toHaveLength(1);
    expect(after).not.toEqual(before);
  });

  it('are not readable where they are kept', async () => {
    const store = memoryKeys();
    const [opened] = await openSigningKeys(store, [a]);
    const kept = [...store.sealed.values()].map((text) => text + Buffer.from(text, 'base64url').toString('latin1'));
    expect(kept.join()).not.toContain(String(opened?.d));
  });

  it('do not open when a byte was changed', async () => {
    const store = memoryKeys();
    await openSigningKeys(store, [a]);
    const [[name, sealed] = ['', '']] = store.sealed;
    store.sealed.set(name, `${sealed.slice(0, -3)}${sealed.endsWith('AAA') ? 'BBB' : 'AAA'}`);
    await expect(openSigningKeys(store, [a])).rejects.toThrow();
  });
});

describe('an internal secret', () => {
  const ring: KeyRing = [b, a];

  it('is right under every key of the ring', () => {
    expect(isInternalSecret(ring, 'gateway', internalSecret([a], 'gateway'))).toBe(true);
    expect(isInternalSecret(ring, 'gateway', internalSecret([b], 'gateway'))).toBe(true);
  });

  it('is not right for another client', () => {
    expect(isInternalSecret(ring, 'gateway', internalSecret(ring, 'web'))).toBe(false);
  });

  it('is not right under a key that has left the ring', () => {
    expect(isInternalSecret([b], 'gateway', internalSecret([a], 'gateway'))).toBe(false);
  });

  it('is not a cookie key', () => {
    expect(cookieKeys(ring)).not.toContain(internalSecret(ring, 'gateway'));
  });
});
