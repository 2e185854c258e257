export type Cookies = {
  /** The value of one of our cookies in a Cookie header; undefined where it is missing or is there twice. */
  readonly read: (header: string | undefined, name: string) => string | undefined;
  /** A Set-Cookie header. Without `seconds` it lasts as long as the browser is open. */
  readonly write: (name: string, value: string, seconds?: number) => string;
  readonly clear: (name: string) => string;
};

/**
 * Cookies of this host alone, out of reach of scripts, and not sent along by other sites' forms. On https their names
 * begin with `__Host-`, so that a neighbouring host or a plain http page cannot put its own in their place; a development
 * machine on http has neither that prefix nor Secure. RFC 6265bis §4.1.3.2
 */
export const cookiesOn = (baseUrl: string): Cookies => {
  const secure = new URL(baseUrl).protocol === 'https:';
  const full = (name: string): string => `${secure ? '__Host-' : ''}tributary${name === '' ? '' : `-${name}`}`;
  const write = (name: string, value: string, seconds?: number): string =>
    [
      `${full(name)}=${value}`,
      'Path=/',
      'HttpOnly',
      'SameSite=Lax',
      ...(secure ? ['Secure'] : []),
      ...(seconds === undefined ? [] : [`Max-Age=${seconds}`]),
    ].join('; ');
  return {
    read: (header, name) => {
      const prefix = `${full(name)}=`;
      const found = (header ?? '').split(/; */).filter((pair) => pair.startsWith(prefix));
      // Two of one name: somebody has slipped in a second. Neither is believed.
      return found.length === 1 ? found[0]?.slice(prefix.length) : undefined;
    },
    write,
    clear: (name) => write(name, '', 0),
  };
};
