/** What an Authorization header holds; undefined where it is none that we take. */
export type Credentials =
  | { readonly scheme: 'bearer'; readonly token: string }
  | { readonly scheme: 'leave'; readonly leave: string }
  | { readonly scheme: 'basic'; readonly user: string; readonly password: string };

export const readCredentials = (authorization: string): Credentials | undefined => {
  const [, scheme = '', value = ''] = /^([a-z]+) +([^ ]+) *$/i.exec(authorization) ?? [];
  // RFC 9110 §11.1: the name of a scheme is the same in any case.
  switch (scheme.toLowerCase()) {
    case 'bearer':
      return bearerToken.test(value) ? { scheme: 'bearer', token: value } : undefined;
    // Ours alone: `kernel/leave.ts`.
    case 'leave':
      return { scheme: 'leave', leave: value };
    case 'basic':
      return basicCredentials(value);
    default:
      return undefined;
  }
};

/** RFC 6750 §2.1, b64token; ours are far shorter. */
const bearerToken = /^[A-Za-z0-9._~+/-]{1,1024}=*$/;

/** RFC 7617 §2: base64 of `user:password`; the password may hold colons, and neither holds control characters. */
const basicCredentials = (encoded: string): Credentials | undefined => {
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 1 || /[\u0000-\u001f\u007f]/.test(text)) return undefined;
  return { scheme: 'basic', user: text.slice(0, colon), password: text.slice(colon + 1) };
};
