import { isIP, isIPv4, SocketAddress } from 'node:net';
import { invalid, isFailure, type Failure } from '../../kernel/failure.ts';

/** An organisation has a handful of gateways; a list that nobody can read guards nothing. */
export const mostNetworks = 100;

/** An allow-list as it is to be stored: each network in its one form, and once. `field` is the list's own place. */
export const parseNetworks = (given: readonly string[], field: string): readonly string[] | Failure => {
  if (given.length > mostNetworks) return invalid(`An allow-list has at most ${mostNetworks} networks.`, field);
  const networks = new Set<string>();
  for (const [nth, text] of given.entries()) {
    const network = parseNetwork(text, `${field}[${nth}]`);
    if (isFailure(network)) return network;
    networks.add(network);
  }
  return [...networks];
};

/** One address or one network in CIDR notation, RFC 4632 §3.1 and RFC 4291 §2.3; an IPv4-mapped one is the IPv4 one it means. */
const parseNetwork = (text: string, field: string): string | Failure => {
  const refuse = (why: string): Failure => invalid(`${shown(text)} is no address or network: ${why}`, field);
  if (text.includes('%'))
    return refuse('a zone (%…) means something on one machine alone, and is not seen from another.');
  const [base = '', width, ...more] = text.trim().split('/');
  if (isIP(base) === 0 || more.length > 0)
    return refuse('give it as 192.0.2.7, 192.0.2.0/24, 2001:db8::7 or 2001:db8::/32.');
  const most = isIPv4(base) ? 32 : 128;
  if (width !== undefined && (!/^(0|[1-9]\d{0,2})$/.test(width) || Number(width) > most))
    return refuse(`after the slash stands a number from 0 to ${most}.`);

  const bits = width === undefined ? most : Number(width);
  const meant = plain(bytesOf(base), bits);
  // Half of a mistyped network is another one, wider or elsewhere: the administrator says which is meant.
  const first = firstOf(meant);
  return meant.bytes.every((byte, nth) => byte === first[nth])
    ? textOf({ ...meant, bytes: first })
    : refuse(`the network of that width begins at ${textOf({ ...meant, bytes: first })}.`);
};

/** The address alone in its one form: IPv4-mapped as IPv4, without the zone; undefined where it is none. */
export const parseAddress = (text: string): string | undefined => {
  const [bare = ''] = text.split('%');
  return isIP(bare) === 0 ? undefined : textOf(plain(bytesOf(bare), isIPv4(bare) ? 32 : 128));
};

type Network = { readonly bytes: readonly number[]; readonly bits: number };

/** ::ffff:0:0/96 is IPv4 written in IPv6. RFC 4291 §2.5.5.2 */
const plain = (bytes: readonly number[], bits: number): Network => {
  const isMapped = bytes.length === 16 && bits >= 96 && bytes.slice(0, 12).join() === '0,0,0,0,0,0,0,0,0,0,255,255';
  return isMapped ? { bytes: bytes.slice(12), bits: bits - 96 } : { bytes, bits };
};

const bytesOf = (address: string): number[] => {
  if (isIPv4(address)) return address.split('.').map(Number);
  // An IPv4 address may stand at the end of an IPv6 one.
  const hex = address.replace(/\d+\.\d+\.\d+\.\d+$/, (tail) => {
    const [a = 0, b = 0, c = 0, d = 0] = tail.split('.').map(Number);
    return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  });
  const [head = [], tail = []] = hex.split('::').map((half) => half.split(':').filter((group) => group !== ''));
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => '0');
  return [...head, ...zeros, ...tail].flatMap((group) => {
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 255];
  });
};

const firstOf = ({ bytes, bits }: Network): number[] =>
  bytes.map((byte, nth) => {
    const kept = Math.min(8, Math.max(0, bits - nth * 8));
    return byte & (256 - 2 ** (8 - kept));
  });

const textOf = ({ bytes, bits }: Network): string => {
  const whole = bits === bytes.length * 8;
  return `${addressOf(bytes)}${whole ? '' : `/${bits}`}`;
};

/** RFC 5952 for IPv6: the shortest form, in lower case. */
const addressOf = (bytes: readonly number[]): string => {
  if (bytes.length === 4) return bytes.join('.');
  const groups = Array.from({ length: 8 }, (_, nth) =>
    ((bytes[nth * 2] ?? 0) * 256 + (bytes[nth * 2 + 1] ?? 0)).toString(16),
  );
  return new SocketAddress({ family: 'ipv6', address: groups.join(':') }).address;
};

const shown = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
