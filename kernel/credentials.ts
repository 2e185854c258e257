import type { IncomingMessage } from 'node:http';

/** RFC 7617 §2 */
export const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

/**
 * The Authorization header of a request. Node keeps the first of several and drops the others, while a proxy in front may
 * have looked at the last: so several are joined as RFC 9110 §5.3 says, which makes no credentials at all.
 */
export const authorizationOf = ({ rawHeaders }: Pick<IncomingMessage, 'rawHeaders'>): string | undefined => {
  const values = rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === 'authorization');
  return values.length === 0 ? undefined : values.join(', ');
};
