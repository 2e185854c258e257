/**
 * Writes instants, in milliseconds since 1970, as ISO 8601 has them. Whatever a message brings happened at one or two, and to
 * write one out takes as long as a SHA-256: the last one is known.
 *
 * @throws RangeError where it is no instant
 */
export const instantsInText = (): ((at: number) => string) => {
  let last = NaN;
  let text = '';
  return (at) => {
    if (at !== last) {
      text = new Date(at).toISOString();
      last = at;
    }
    return text;
  };
};
