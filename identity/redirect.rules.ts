/**
 * Where an app may have a person sent back to: to a registered address, with query parameters appended to it or not, and
 * nowhere else. Domain reference §6; RFC 9700 §2.1 asks for exact matching, which this is up to what is appended.
 */
export const isRegisteredRedirect = (registered: readonly string[], asked: string): boolean =>
  // Only what reads the same to everybody: browsers drop tabs and line ends, and take a backslash for a slash.
  /^[\x21-\x7e]+$/.test(asked) &&
  !/[\\#]/.test(asked) &&
  registered.some((uri) => asked === uri || asked.startsWith(`${uri}${uri.includes('?') ? '&' : '?'}`));
