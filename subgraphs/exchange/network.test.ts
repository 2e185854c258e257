import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFailure } from '../../kernel/failure.ts';
import { isAllowed } from './allow-list.ts';
import { mostNetworks, parseAddress, parseNetworks } from './network.ts';

describe('an allow-list', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    [' 192.0.2.7 ', '192.0.2.7'],
    ['192.0.2.7/32', '192.0.2.7'],
    ['192.0.2.0/24', '192.0.2.0/24'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['2001:DB8::7', '2001:db8::7'],
    ['2001:db8:0:0:0:0:0:7/128', '2001:db8::7'],
    ['2001:db8::/32', '2001:db8::/32'],
    ['::/0', '::/0'],
    ['::1', '::1'],
    ['::ffff:10.2.0.0/112', '10.2.0.0/16'],
    ['::ffff:a02:1', '10.2.0.1'],
    ['::FFFF:10.2.0.1/128', '10.2.0.1'],
    ['64:ff9b::192.0.2.0/120', '64:ff9b::c000:200/120'],
  ])('holds %j as %s', (given, kept) => {
    expect(parseNetworks([given], 'allowed')).toEqual([kept]);
  });

  it('holds each network once, and may be empty', () => {
    expect(parseNetworks(['10.0.0.1', '::ffff:10.0.0.1', '10.0.0.1/32'], 'allowed')).toEqual(['10.0.0.1']);
    expect(parseNetworks([], 'allowed')).toEqual([]);
  });

  it.each([
    ['', 'give it as'],
    ['10.2.3', 'give it as'],
    ['010.2.3.4', 'give it as'],
    ['10.2.3.4:5678', 'give it as'],
    ['10.2.3.4/8/8', 'give it as'],
    ['[::1]', 'give it as'],
    ['hospital.example', 'give it as'],
    ['10.2.3.4, 10.2.3.5', 'give it as'],
    ["10.0.0.0/8'; drop table exchange.credential --", 'number from 0 to 32'],
    ['10.0.0.0/33', 'number from 0 to 32'],
    ['10.0.0.0/-1', 'number from 0 to 32'],
    ['10.0.0.0/08', 'number from 0 to 32'],
    ['10.0.0.0/', 'number from 0 to 32'],
    ['10.0.0.0/255.0.0.0', 'number from 0 to 32'],
    ['2001:db8::/129', 'number from 0 to 128'],
    ['10.2.3.4/16', 'begins at 10.2.0.0/16'],
    ['2001:db8::1/32', 'begins at 2001:db8::/32'],
    ['::ffff:10.2.3.4/112', 'begins at 10.2.0.0/16'],
    ['fe80::1%eth0', 'a zone'],
    ['fe80::%1/10', 'a zone'],
    ['1٠.0.0.1', 'give it as'],
  ])('refuses %j at its place', (text, why) => {
    expect(parseNetworks(['127.0.0.1', text], 'allowed')).toMatchObject({
      kind: 'invalid',
      field: 'allowed[1]',
      message: expect.stringContaining(why) as string,
    });
  });

  it('refuses more networks than anybody can read', () => {
    const many = Array.from({ length: mostNetworks + 1 }, (_, nth) => `10.0.0.${nth}`);
    expect(parseNetworks(many, 'allowed')).toMatchObject({ kind: 'invalid', field: 'allowed' });
    expect(parseNetworks(many.slice(1), 'allowed')).toHaveLength(mostNetworks);
  });

  it('repeats no more of a long text than shows which it was', () => {
    const refused = parseNetworks(['x'.repeat(1_000_000)], 'allowed');
    expect(isFailure(refused) && refused.message.length < 200).toBe(true);
  });

  it('means the same in its one form as it was given', () => {
    const group = fc.integer({ min: 0, max: 0xffff }).map((value) => value.toString(16));
    const address = fc.oneof(
      fc.ipV4(),
      fc.ipV6(),
      fc.tuple(group, group).map((two) => `::ffff:${two.join(':')}`),
    );
    fc.assert(
      fc.property(address, (text) => {
        const kept = parseNetworks([text], 'allowed');
        if (isFailure(kept)) expect.unreachable(kept.message);
        else expect(isAllowed(kept, text)).toBe(true);
      }),
    );
  });
});

describe('an address', () => {
  it.each([
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::ffff:c000:207', '192.0.2.7'],
    ['fe80::1%eth0', 'fe80::1'],
    ['0:0:0:0:0:0:0:1', '::1'],
    ['unknown', undefined],
    ['', undefined],
  ])('%j is %s', (text, address) => {
    expect(parseAddress(text)).toBe(address);
  });
});
