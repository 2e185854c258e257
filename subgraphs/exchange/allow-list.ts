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
  const list = listOf(networks);
  const known = list.verdicts.get(address);
  if (known !== undefined) return known;
  const plain = parseAddress(address);
  const verdict = plain !== undefined && list.blocks.check(plain, familyOf(plain));
  if (list.verdicts.size < mostVerdicts) list.verdicts.set(address, verdict);
  return verdict;
};

/** Addresses of which is remembered what a list says of them: a feed has a handful. */
const mostVerdicts = 100;

type List = { readonly blocks: BlockList; readonly verdicts: Map<string, boolean> };

/** One list for as long as its credential is remembered: a feed asks with every message. */
const lists = new WeakMap<readonly string[], List>();

const listOf = (networks: readonly string[]): List => {
  const known = lists.get(networks);
  if (known !== undefined) return known;
  const blocks = new BlockList();
  for (const network of networks) {
    const [net = '', prefix] = network.split('/');
    const family = familyOf(net);
    blocks.addSubnet(net, prefix === undefined ? widths[family] : Number(prefix), family);
  }
  const made = { blocks, verdicts: new Map<string, boolean>() };
  lists.set(networks, made);
  return made;
};

const widths = { ipv4: 32, ipv6: 128 } as const;

const familyOf = (address: string): keyof typeof widths => (isIPv4(address) ? 'ipv4' : 'ipv6');
