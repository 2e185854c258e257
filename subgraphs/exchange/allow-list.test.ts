import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAllowed } from './allow-list.ts';

describe('the allow-list', () => {
  it.each([
    ['10.2.0.0/16', '10.2.255.255', true],
    ['10.2.0.0/16', '10.3.0.0', false],
    ['10.2.3.4/16', '10.2.9.9', true],
    ['10.2.3.4', '10.2.3.4', true],
    ['10.2.3.4', '10.2.3.5', false],
    ['0.0.0.0/0', '203.0.113.9', true],
    ['0.0.0.0/0', '2001:db8::1', false],
    ['2001:db8::/32', '2001:db8:ffff::1', true],
    ['2001:db8::/32', '2001:db9::1', false],
    ['::1/128', '::1', true],
    ['::1', '::2', false],
    ['127.0.0.0/8', '::ffff:127.0.0.1', true],
    ['127.0.0.0/8', '::ffff:128.0.0.1', false],
    ['fe80::/10', 'fe80::1%eth0', true],
  ])('%s holds %s: %s', (network, address, verdict) => {
    expect(isAllowed([network], address)).toBe(verdict);
  });

  it('looks at every network', () => {
    expect(isAllowed(['10.0.0.0/8', '::1/128', '192.0.2.0/24'], '192.0.2.7')).toBe(true);
  });

  it('lets nobody in when it is empty', () => {
    expect(isAllowed([], '127.0.0.1')).toBe(false);
  });

  it.each(['', 'unknown', '10.2.3', '10.2.3.4:5678', '10.2.3.4, 127.0.0.1', "' or true"])(
    'lets in no address like %j',
    (address) => {
      expect(isAllowed(['0.0.0.0/0', '::/0'], address)).toBe(false);
    },
  );

  it('agrees with arithmetic on IPv4', () => {
    const bits = (text: string): string =>
      text
        .split('.')
        .map((part) => Number(part).toString(2).padStart(8, '0'))
        .join('');
    // Addresses near each other, so that both verdicts are seen.
    const near = fc
      .tuple(fc.constantFrom(10, 11), fc.constantFrom(0, 128), fc.nat(3), fc.nat(3))
      .map((parts) => parts.join('.'));
    fc.assert(
      fc.property(near, fc.integer({ min: 0, max: 32 }), near, (net, prefix, address) => {
        const isInside = bits(net).slice(0, prefix) === bits(address).slice(0, prefix);
        expect(isAllowed([`${net}/${String(prefix)}`], address)).toBe(isInside);
      }),
    );
  });
});
