import type { Client } from '../gateway/interfaces.ts';
import { organisations } from '../prisma/demo.ts';
import { discover, publicApp, signedIn, tokensFor } from './app.ts';
import type { Browser } from './browser.ts';
import * as outside from './outside.ts';
import { tie } from './tether.ts';

export type Headers = Readonly<Record<string, string>>;

/** What one caller of each kind sends along with a request: of the demo world, all able to see Alice. Contract §3 */
export const callers: Readonly<Record<Client, (base: string) => Promise<Headers>>> = {
  'customer.hl7': () => Promise.resolve({ authorization: outside.basic('riverside-hl7') }),
  'partner.hl7': () => Promise.resolve({ authorization: outside.basic('postbridge-hl7') }),
  'customer.fhir': async (base) => ({ authorization: await outside.bearer(base, 'riverside-customer') }),
  'partner.fhir': async (base) => ({
    authorization: await outside.bearer(base, 'postbridge'),
    'x-org-public-id': organisations.riverside.id,
  }),
  'tethered.rest': async (base) => (await tie(base, await session(base, 'coco'))).headers,
  app: async (base) => {
    const pulse = publicApp(await discover(base), 'pulse');
    const tokens = await tokensFor(await signedIn(base, 'alice'), pulse, { scope: 'PATIENT' });
    return { authorization: `Bearer ${tokens.access_token}` };
  },
  person: (base) => session(base, 'alice'),
};

/** What a page of ours sends along with a request, once this person of the demo world has signed in. Contract §3 */
export const session = async (base: string, name: string): Promise<Headers> =>
  ofOurPage(base, await signedIn(base, name));

/** The same for a browser in which somebody is signed in. */
export const ofOurPage = (base: string, from: Browser): Headers => {
  const cookie = [...from.cookies].map(([key, value]) => `${key}=${value}`).join('; ');
  return { cookie, origin: base, 'sec-fetch-site': 'same-origin' };
};
