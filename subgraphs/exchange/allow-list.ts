import { BlockList, isIPv4 } from 'node:net';
import { parseAddress } from './network.ts';

/**
 * Whether one of the networks (`10.2.0.0/16`, `2001:db8::/32`, or one address alone) holds the address. An IPv4 address
 * in IPv6 notation (`::ffff:10.2.0.1`) is that IPv4 address; the zone of a link-local one (`fe80::1%eth0`) is a matter of
 * this machine alone. An empty list holds nothing. Domain reference §4.1
 *
 * @throws TypeError or RangeError: a network is none; the database lets no such list in.
 */
export const isAllowed = (networks: readonly string[], address: string): boolean => {
  const plain = parseAddress(address);
  return plain !== undefined && listOf(networks).check(plain, familyOf(plain));
};

/** One list for as long as its credential is remembered: a feed asks with every message. */
const lists = new WeakMap<readonly string[], BlockList>();

const listOf = (networks: readonly string[]): BlockList => {
  const known = lists.get(networks);
  if (known !== undefined) return known;
  const list = new BlockList();
  for (const network of networks) {
    const [net = '', prefix] = network.split('/');
    const family = familyOf(net);
    list.addSubnet(net, prefix === undefined ? widths[family] : Number(prefix), family);
  }
  lists.set(networks, list);
  return list;
};

const widths = { ipv4: 32, ipv6: 128 } as const;

const familyOf = (address: string): keyof typeof widths => (isIPv4(address) ? 'ipv4' : 'ipv6');
