import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seal, unseal, type KeyRing } from './seal.ts';

const ring = (id: string, fill: number): KeyRing => [{ id, secret: Buffer.alloc(32, fill) }];
/** The same key, as another process has it: nothing is remembered of what was sealed with it. */
const elsewhere = (keys: KeyRing): KeyRing => [{ ...keys[0], secret: Buffer.from(keys[0].secret) }];

const keys = ring('a', 1);

describe('a seal', () => {
  it('gives back the JSON value that was sealed, in this process and in another', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const sealed = seal(keys, 'purview', value);
        const expected: unknown = JSON.parse(JSON.stringify(value));
        expect(unseal(keys, 'purview', sealed)).toEqual(expected);
        expect(unseal(elsewhere(keys), 'purview', sealed)).toEqual(expected);
      }),
    );
  });

  it('opens for its purpose alone', () => {
    const sealed = seal(keys, 'purview', { patient: 'p' });
    expect(unseal(keys, 'placement', sealed)).toBeUndefined();
    expect(unseal(elsewhere(keys), 'placement', sealed)).toBeUndefined();
  });

  it('opens with its own key alone, whatever the other is called', () => {
    const sealed = seal(keys, 'purview', { patient: 'p' });
    expect(unseal(ring('a', 2), 'purview', sealed)).toBeUndefined();
    expect(unseal(ring('b', 1), 'purview', sealed)).toBeUndefined();
  });

  it('opens with any key of a ring, and of an id that begins like another', () => {
    const older = ring('key', 3);
    const both: KeyRing = [{ id: 'key2', secret: Buffer.alloc(32, 4) }, ...older];
    expect(unseal(both, 'cursor', seal(older, 'cursor', 1))).toBe(1);
    expect(unseal(both, 'cursor', seal(both, 'cursor', 2))).toBe(2);
  });

  it('does not open when any character of it is another', () => {
    const sealed = seal(keys, 'purview', { patient: 'p', labels: ['GENERAL'] });
    fc.assert(
      fc.property(fc.nat(sealed.length - 1), fc.constantFrom('A', 'z', '.', '!', ''), (at, other) => {
        fc.pre(sealed[at] !== other);
        expect(unseal(keys, 'purview', sealed.slice(0, at) + other + sealed.slice(at + 1))).toBeUndefined();
      }),
    );
  });

  it('does not open when its last character is another of the same bits', () => {
    const sealed = seal(keys, 'purview', { patient: 'p' });
    const bytes = Buffer.from(sealed.slice(-43), 'base64url');
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const same = Array.from(alphabet)
      .map((last) => sealed.slice(0, -1) + last)
      .filter((other) => Buffer.from(other.slice(-43), 'base64url').equals(bytes));
    expect(same).toHaveLength(4);
    expect(same.filter((other) => unseal(keys, 'purview', other) !== undefined)).toEqual([sealed]);
  });

  it('holds what was sealed, and not what became of it since', () => {
    const value = { labels: ['GENERAL'] };
    const sealed = seal(keys, 'purview', value);
    value.labels.push('SEXUAL_HEALTH');
    const opened = unseal(keys, 'purview', sealed) as typeof value;
    expect(opened).toEqual({ labels: ['GENERAL'] });
    opened.labels.push('SEXUAL_HEALTH');
    expect(unseal(keys, 'purview', sealed)).toEqual({ labels: ['GENERAL'] });
  });

  it('opens long after it was sealed, when it is no longer remembered', () => {
    const sealed = seal(keys, 'purview', { patient: 'first' });
    for (let n = 0; n < 1_100; n++) seal(keys, 'purview', n);
    expect(unseal(keys, 'purview', sealed)).toEqual({ patient: 'first' });
  });
});
