/**
 * Failed sign-ins are counted in lanes, and a lane that has had too many is closed for a while, longer each time. Which
 * lanes an attempt is in depends on where it comes from, so that strangers can close only the lanes of strangers: whoever
 * has signed in from this device or address before never waits for what others did elsewhere. OWASP: Device Cookies
 */
export type Lane = {
  readonly name: string;
  /** Failures without consequence. */
  readonly free: number;
  /** How long the lane is closed by the next one, in milliseconds; doubled with each further. */
  readonly first: number;
  readonly longest: number;
  /** After so long without a failure everything is forgotten. */
  readonly memory: number;
  /** Whether a right password opens the lane again. */
  readonly cleared: boolean;
};

export type Attempt = {
  /** Stands for the e-mail address, whether or not anybody has it. */
  readonly account: string;
  readonly address: string;
  /** The device's cookie, where an account has one. */
  readonly familiarDevice: string | undefined;
  readonly familiarAddress: boolean;
};

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

export const lanesOf = ({ account, address, familiarDevice, familiarAddress }: Attempt): readonly Lane[] => {
  if (familiarDevice !== undefined) return [{ ...own, name: `device ${familiarDevice} ${account}` }];
  const place = [
    { ...own, name: `pair ${address} ${account}` },
    { ...anyAccount, name: `address ${address}` },
  ];
  return familiarAddress ? place : [...place, { ...strangers, name: `account ${account}` }];
};

/** One account from one place: five slips of a finger, then 30 seconds, at last a guess in a quarter of an hour. */
const own = { free: 5, first: 30 * second, longest: 15 * minute, memory: 24 * hour, cleared: true };

/**
 * One address over all accounts: a hospital behind one address has fifty clumsy mornings an hour; a list of stolen
 * passwords is tried in thousands.
 */
const anyAccount = { free: 50, first: minute, longest: 15 * minute, memory: hour, cleared: false };

/**
 * One account from everywhere that has never been its own: a hundred guesses, whoever and however many the guessers are,
 * and then four an hour. NIST SP 800-63B §5.2.2
 */
const strangers = { free: 100, first: minute, longest: 15 * minute, memory: 24 * hour, cleared: false };

/**
 * A token cannot be guessed; that nobody tries costs us nothing. One who has a right one may slip while choosing a
 * password, and not make us hash for an hour.
 */
export const lanesOfInvitation = (address: string, token?: string): readonly Lane[] => [
  { ...anyAccount, name: `invitations ${placeOf(address)}` },
  ...(token === undefined ? [] : [{ ...own, free: 20, cleared: false, name: `invitation ${token}` }]),
];

/** What is counted as one place: an IPv4 address, or the /64 of an IPv6 address, which is one household's to choose in. */
export const placeOf = (address: string): string => {
  const v4 = /(?:^|:)(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1];
  if (v4 !== undefined) return v4;
  const [before = '', after] = address.split('%', 1).join('').toLowerCase().split('::');
  const head = groups(before);
  const tail = after === undefined ? [] : groups(after);
  const zeros = Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => '0');
  return `${[...head, ...zeros, ...tail].slice(0, 4).join(':')}::/64`;
};

const groups = (part: string): readonly string[] =>
  part === '' ? [] : part.split(':').map((group) => group.replace(/^0+(?=.)/, ''));
