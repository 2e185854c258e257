import type { Client } from '../gateway/interfaces.ts';
import { browser } from './browser.ts';
import * as outside from './outside.ts';

export type Headers = Readonly<Record<string, string>>;

/** What one caller of each kind sends along with a request: of the demo world, all able to see Alice. Contract §3 */
export const callers: Readonly<Record<Client, ((base: string) => Promise<Headers>) | 'not yet'>> = {
  'customer.hl7': () => Promise.resolve({ authorization: outside.basic('riverside-hl7') }),
  'partner.hl7': () => Promise.resolve({ authorization: outside.basic('postbridge-hl7') }),
  'customer.fhir': async (base) => ({ authorization: await outside.bearer(base, 'riverside-customer') }),
  'partner.fhir': 'not yet',
  'tethered.rest': 'not yet',
  app: 'not yet',
  person: 'not yet',
};

/** What a page of ours sends along with a request, once this person of the demo world has signed in. Contract §3 */
export const session = async (base: string, name: string): Promise<Headers> => {
  const from = browser(base);
  const reply = await from.submit('/login', '/login', { email: `${name}@demo.example`, password: `demo-${name}` });
  if (reply.status !== 303) throw new Error(`${name} cannot sign in: ${reply.status} ${reply.text}`);
  const cookie = [...from.cookies].map(([key, value]) => `${key}=${value}`).join('; ');
  return { cookie, origin: base, 'sec-fetch-site': 'same-origin' };
};
