import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { patients } from '../prisma/demo.ts';
import { askFor, discover, led, publicApp } from './app.ts';
import { browser, type Browser } from './browser.ts';
import { ofOurPage } from './callers.ts';
import * as outside from './outside.ts';
import { inManyProcesses, inOneProcess, type Wiring } from './wiring.ts';

// NHS login at P5 says who somebody claims to be, and has not proven it: such a session opens nobody's record, not even
// the one that would be theirs at P9. Domain reference §6

/** Walks through NHS login's own pages as somebody of the demo world, up to where our site leads in the end. */
const throughNhsLogin = async (base: string, user: string, vector: string): Promise<Browser> => {
  const from = browser(base);
  const follow = async (first: string): Promise<string> => {
    for (let at = first; ;) {
      const location = (await from.get(at)).headers.get('location');
      if (location === null) return at;
      at = new URL(location, new URL(at, base)).href;
    }
  };
  const choice = await follow('/login/nhs');
  const chosen = await from.post(choice, new URLSearchParams({ user, vector }));
  await follow(led(chosen));
  return from;
};

const fields =
  'id familyName observations { items { id } } letters { items { id } } documents { items { id } } accessLog { items { id } }';

describe.each([
  ['one process', inOneProcess],
  ['many processes', inManyProcesses],
])('in %s', (_name, open) => {
  let system: Wiring;
  beforeAll(async () => {
    system = await open();
  });
  afterAll(() => system.stop());

  const ask = async (from: Browser, query: string) => {
    const reply = await outside.postGraphWith(system.base, ofOurPage(system.base, from), { query });
    return { status: reply.status, text: reply.text, ...outside.graphAnswer<object>(reply) };
  };

  const looks = async (): Promise<unknown> => {
    const { rows } = await system.database.pool.query('select count(*)::int as looks from patients.access_log');
    return (rows[0] as { looks: number }).looks;
  };

  it('alice at P9 sees her record', async () => {
    const alice = await throughNhsLogin(system.base, 'alice', 'P9.Cp.Cd');
    expect((await ask(alice, `{ patient(id: "${patients.alice.id}") { familyName } }`)).data).toEqual({
      patient: { familyName: 'Archer' },
    });
  });

  it.each(['P5.Cp.Cd', 'P5.Cm'])('alice at %s is signed in, and nobody to the graph', async (vector) => {
    const guest = await throughNhsLogin(system.base, 'alice', vector);
    expect((await guest.get('/account')).status).toBe(200);
    const before = await looks();
    const nhsNumber = `{ system: "${outside.nhsNumberSystem}", value: "${patients.alice.nhsNumber}" }`;
    for (const query of [
      ...Object.values(patients).map(({ id }) => `{ patient(id: "${id}") { ${fields} } }`),
      `{ patients { items { ${fields} } next } }`,
      `{ patients(identifiers: [${nhsNumber}]) { items { ${fields} } } }`,
      '{ apps { client } }',
      '{ __schema { types { name } } }',
    ]) {
      const { status, data, errors, text } = await ask(guest, query);
      expect([status, data, errors?.map(({ extensions }) => extensions)]).toEqual([
        401,
        undefined,
        [{ code: 'UNAUTHENTICATED' }],
      ]);
      expect(text).not.toContain('Archer');
    }
    expect(await looks()).toBe(before);
  });

  it('alice at P5 cannot let an app see it for her, and FHIR takes no session', async () => {
    const guest = await throughNhsLogin(system.base, 'alice', 'P5.Cp.Cd');
    const { reply } = await askFor(guest, publicApp(await discover(system.base), 'pulse'), { scope: 'PATIENT' });
    const page = await guest.get(led(reply));
    expect(page.text).toContain('We do not know you well enough yet');
    expect(page.text).not.toContain('value="allow"');
    const fhir = await guest.get(`/fhir/aggregated/Patient/${patients.alice.id}`);
    expect([fhir.status, fhir.text.includes('Archer')]).toEqual([401, false]);
  });
});
