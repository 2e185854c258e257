import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { grants, patients } from '../prisma/demo.ts';
import { discover, publicApp, refresh, refusal, signedIn, tokensFor } from './app.ts';
import { callers, ofOurPage, session, type Headers } from './callers.ts';
import * as outside from './outside.ts';
import { tie } from './tether.ts';
import { inManyProcesses, inOneProcess, type Wiring } from './wiring.ts';

// Whatever is taken back is refused with the next call, once no process remembers it any more. ADR 11, domain reference §6

/** Stands for the half minute that it is outside. */
const remembered = 1;

type Answer = readonly [status: number, data: unknown, codes: readonly unknown[] | undefined];
const opened: Answer = [200, { patient: { familyName: 'Archer' } }, undefined];
const unauthenticated: Answer = [401, null, ['UNAUTHENTICATED']];
const forbidden: Answer = [403, null, ['FORBIDDEN']];
const hidden: Answer = [200, { patient: null }, undefined];

const ask = async (base: string, headers: Headers): Promise<Answer> => {
  const query = `{ patient(id: "${patients.alice.id}") { familyName } }`;
  const reply = await outside.postGraphWith(base, headers, { query });
  const { data, errors } = outside.graphAnswer(reply);
  return [reply.status, data ?? null, errors?.map(({ extensions }) => extensions?.['code'])];
};

/** Somebody who may look, and how that is taken from them. */
type Held = { readonly headers: Headers; readonly takeBack: () => Promise<unknown> };
type Case = { readonly hold: (system: Wiring) => Promise<Held>; readonly then: Answer };

const mutation = async ({ base }: Wiring, by: Headers, field: string): Promise<void> => {
  const query = `mutation { ${field} { ... on Revocation { revokedAt } } }`;
  const reply = await outside.postGraphWith(base, by, { query });
  expect(reply.text).toContain('revokedAt');
};

const inSql = async (system: Wiring, statement: string): Promise<void> => {
  const { rowCount } = await system.database.pool.query(statement);
  expect(rowCount).toBe(1);
};

const cases: Readonly<Record<string, Case>> = {
  'an app that its person took back': {
    hold: async (system) => ({
      headers: await callers.app(system.base),
      takeBack: async () => mutation(system, await session(system.base, 'alice'), 'revokeApp(client: "pulse")'),
    }),
    then: unauthenticated,
  },
  'a tether that its coordinator revoked': {
    hold: async (system) => {
      const coco = await session(system.base, 'coco');
      const { id, headers } = await tie(system.base, coco);
      return { headers, takeBack: () => mutation(system, coco, `revokeTether(id: "${id}")`) };
    },
    then: unauthenticated,
  },
  'a tether whose partner has ended': {
    hold: async (system) => ({
      headers: await callers['tethered.rest'](system.base),
      takeBack: () => inSql(system, `update patients.partner set ended_at = now() where id = 'apptly'`),
    }),
    then: forbidden,
  },
  'a partner whose grant was revoked': {
    hold: async (system) => ({
      headers: await callers['partner.fhir'](system.base),
      takeBack: async () => {
        const query = `mutation { revokeGrant(id: "${grants[0].id}") { __typename } }`;
        const reply = await outside.postGraphWith(system.base, await session(system.base, 'oscar'), { query });
        expect(reply.text).not.toContain('Refusal');
      },
    }),
    then: forbidden,
  },
  'a client that was disabled': {
    hold: async (system) => ({
      headers: await callers['customer.fhir'](system.base),
      takeBack: () => inSql(system, `update identity.client set disabled_at = now() where id = 'riverside-customer'`),
    }),
    then: unauthenticated,
  },
  'a token that its client revoked': {
    hold: async ({ base }) => {
      const authorization = await outside.bearer(base, 'hillside-customer');
      const body = `token=${authorization.slice('Bearer '.length)}`;
      const headers = {
        authorization: outside.basic('hillside-customer'),
        'content-type': 'application/x-www-form-urlencoded',
      };
      return {
        headers: { authorization },
        takeBack: () => outside.ask(`${base}/oauth/revoke`, 'POST', { headers, body }),
      };
    },
    then: unauthenticated,
  },
  'a session that was signed out': {
    hold: async ({ base }) => {
      const carol = await signedIn(base, 'carol');
      return { headers: ofOurPage(base, carol), takeBack: () => carol.submit('/account', '/logout') };
    },
    then: unauthenticated,
  },
  'an account that was disabled': {
    hold: async (system) => ({
      headers: await session(system.base, 'carol'),
      takeBack: () =>
        inSql(system, `update identity.account set disabled_at = now() where email = 'carol@demo.example'`),
    }),
    then: unauthenticated,
  },
  'a session from before the password was changed elsewhere': {
    hold: async ({ base }) => {
      const elsewhere = await signedIn(base, 'diaz');
      const fields = { old: 'demo-diaz', chosen: 'A new pass phrase for Diaz' };
      return {
        headers: await session(base, 'diaz'),
        takeBack: async () => {
          const reply = await elsewhere.submit('/account/password', '/account/password', fields);
          expect(reply.status).toBeLessThan(400);
        },
      };
    },
    then: unauthenticated,
  },
  'a role that has ended': {
    hold: async (system) => ({
      headers: await session(system.base, 'hall'),
      takeBack: () =>
        inSql(
          system,
          `update patients.membership set ended_at = now() from patients.person p
           where p.id = person_id and p.name = 'Nurse Tom Hall'`,
        ),
    }),
    then: hidden,
  },
};

describe.each([
  ['one process', inOneProcess],
  ['many processes', inManyProcesses],
])('in %s', (_name, open) => {
  let system: Wiring;
  const before = new Map<string, Answer>();
  const after = new Map<string, Answer>();

  beforeAll(async () => {
    system = await open({ REMEMBER_SECONDS: String(remembered) });
    const held = await Promise.all(
      Object.entries(cases).map(async ([name, { hold }]) => [name, await hold(system)] as const),
    );
    for (const [name, { headers }] of held) before.set(name, await ask(system.base, headers));
    for (const [, { takeBack }] of held) await takeBack();
    // No process can have asked, and so none remembers, anything older.
    await wait(remembered * 1_000 + 10);
    for (const [name, { headers }] of held) after.set(name, await ask(system.base, headers));
  });
  afterAll(() => system.stop());

  it.each(Object.entries(cases))('%s is refused with the next call', (name, { then }) => {
    expect([before.get(name), after.get(name)]).toEqual([opened, then]);
  });

  it('a grant that was taken back gives no new token either', async () => {
    const app = publicApp(await discover(system.base), 'pulse');
    const { refresh_token } = await tokensFor(await signedIn(system.base, 'alice'), app, { scope: 'PATIENT' });
    await mutation(system, await session(system.base, 'alice'), 'revokeApp(client: "pulse")');
    expect(await refusal(await refresh(app, refresh_token))).toEqual([400, 'invalid_grant']);
  });
});

describe('in the process in which it is taken back', () => {
  it.each([
    'an app that its person took back',
    'a tether that its coordinator revoked',
    'a session that was signed out',
  ])('%s is refused at once, whatever is remembered', async (name) => {
    const system = await inOneProcess();
    try {
      const { headers, takeBack } = (await cases[name]?.hold(system)) ?? expect.unreachable();
      expect(await ask(system.base, headers)).toEqual(opened);
      await takeBack();
      expect(await ask(system.base, headers)).toEqual(cases[name]?.then);
    } finally {
      await system.stop();
    }
  });
});
