import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixedClock } from './clock.ts';
import { hashSecret, rememberingVerifier, verifySecret, type Cost } from './secret.ts';

const cheap: Cost = { memory: 8, passes: 1 };

describe('a hashed secret', () => {
  it('matches the secret it was made from, and no other', () =>
    fc.assert(
      fc.asyncProperty(fc.string(), fc.string(), async (secret, other) => {
        const stored = await hashSecret(secret, cheap);
        expect(await verifySecret(secret, stored)).toBe(true);
        expect(await verifySecret(other, stored)).toBe(other === secret);
      }),
    ));

  it('does not contain the secret', async () => {
    expect(await hashSecret('correct-horse', cheap)).not.toContain('correct-horse');
  });

  it('has its own salt', async () => {
    expect(await hashSecret('same', cheap)).not.toBe(await hashSecret('same', cheap));
  });

  it('keeps its cost with it, so that old hashes still verify after the cost is raised', async () => {
    const stored = await hashSecret('secret', { memory: 32, passes: 3 });
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=32,t=3,p=1\$/);
    expect(await verifySecret('secret', stored)).toBe(true);
  });

  it.each([
    '',
    'secret',
    '$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHRzYWx0',
    '$argon2id$v=19$m=8,t=1,p=1$$',
    '$argon2i$v=19$m=8,t=1,p=1$c2FsdHNhbHRzYWx0$aGFzaGFzaGFzaGFzaGFzaGFzaGFzaGFzaGFzaGFzaGFzaGE',
    'scrypt$16384$8$1$c2FsdA$aGFzaA',
  ])('is not %j: nothing matches another form', async (stored) => {
    expect(await verifySecret('secret', stored)).toBe(false);
  });
});

describe('a verifier that remembers', () => {
  it('agrees with the plain one, the first time and again', async () => {
    const verify = rememberingVerifier(fixedClock('2026-01-01'));
    const stored = await hashSecret('secret', cheap);
    expect(await Promise.all([verify('secret', stored), verify('wrong', stored)])).toEqual([true, false]);
    expect(await Promise.all([verify('secret', stored), verify('wrong', stored)])).toEqual([true, false]);
  });

  it('stops accepting a secret as soon as the stored hash has changed', async () => {
    const verify = rememberingVerifier(fixedClock('2026-01-01'));
    expect(await verify('old', await hashSecret('old', cheap))).toBe(true);
    expect(await verify('old', await hashSecret('new', cheap))).toBe(false);
  });

  it('computes once in thirty seconds for a secret that is right', async () => {
    const { computed, clock, verify } = counting();
    await verify('right', 'stored');
    clock.set('2026-01-01T00:00:29Z');
    await verify('right', 'stored');
    expect(computed()).toBe(1);
    clock.set('2026-01-01T00:00:30Z');
    await verify('right', 'stored');
    expect(computed()).toBe(2);
  });

  it('computes each time for a secret that is wrong', async () => {
    const { computed, verify } = counting();
    await verify('wrong', 'stored');
    await verify('wrong', 'stored');
    expect(computed()).toBe(2);
  });

  it('computes once for all who show the same secret at the same time', async () => {
    const { computed, verify } = counting();
    await Promise.all([verify('right', 'stored'), verify('right', 'stored'), verify('right', 'stored')]);
    expect(computed()).toBe(1);
  });
});

const counting = () => {
  let computations = 0;
  const clock = fixedClock('2026-01-01T00:00:00Z');
  const verify = rememberingVerifier(clock, (secret) => {
    computations += 1;
    return Promise.resolve(secret === 'right');
  });
  return { computed: () => computations, clock, verify };
};
