import { BlockList, isIP, isIPv4 } from 'node:net';

/**
 * Whether one of the networks (`10.2.0.0/16`, `2001:db8::/32`, or one address alone) holds the address. An IPv4 address
 * in IPv6 notation (`::ffff:10.2.0.1`) is that IPv4 address. An empty list holds nothing. Domain reference §4.1
 *
 * @throws TypeError or RangeError: a network is none; the database lets no such list in.
 */
export const isAllowed = (networks: readonly string[], address: string): boolean => {
  // The zone of a link-local address (`fe80::1%eth0`) is a matter of this machine alone.
  const [bare = ''] = address.split('%');
  if (isIP(bare) === 0) return false;
  const list = new BlockList();
  for (const network of networks) {
    const [net = '', prefix] = network.split('/');
    const family = familyOf(net);
    list.addSubnet(net, prefix === undefined ? widths[family] : Number(prefix), family);
  }
  return list.check(bare, familyOf(bare));
};

const widths = { ipv4: 32, ipv6: 128 } as const;

const familyOf = (address: string): keyof typeof widths => (isIPv4(address) ? 'ipv4' : 'ipv6');
