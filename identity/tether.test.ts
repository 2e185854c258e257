import type * as oauth from 'oauth4webapi';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../kernel/clock.ts';
import { uuid7, type OrganisationId } from '../kernel/id.ts';
import type { PrismaClient } from '../prisma/client/client.ts';
import { organisations, people, teams } from '../prisma/demo.ts';
import { confidentialApp, discover, publicApp, refresh, refreshed, refusal, signedIn, tokensFor } from '../test/app.ts';
import { person } from '../test/calls.ts';
import { prismaOn } from '../test/clients.ts';
import { asking } from '../test/slice.ts';
import { inOneProcess, type Wiring } from '../test/wiring.ts';
import type { Subgraph } from '../subgraphs/kit/subgraph.ts';
import { openIdentityGraph } from './graph/index.ts';
import { holderIn } from './apps.fixture.ts';
import type { Introspect } from './index.ts';

// Partners tied to teams, and what people take back: asked of the slice as the gateway asks it, and used by a strict client.

let system: Wiring;
let server: oauth.AuthorizationServer;
let prisma: PrismaClient;
let identity: Subgraph;
const holderOf: Introspect = (token) => holderIn(system)(token);
const team = teams['riverside-diabetes'].id;

beforeAll(async () => {
  system = await inOneProcess();
  server = await discover(system.base);
  prisma = prismaOn(system.database.url);
  identity = openIdentityGraph({ prisma, newId: uuid7 });
});
afterAll(async () => {
  await prisma.$disconnect();
  await system.stop();
});

type Name = Parameters<typeof person>[0];

const graph = async <Data>(name: Name, query: string, variables: Readonly<Record<string, unknown>> = {}) => {
  const { data, errors } = await asking(identity, person(name), systemClock).run(query, variables);
  expect(errors).toBeUndefined();
  return data as Data;
};

type Made = { readonly tether?: { readonly id: string }; readonly refreshToken?: string; readonly kind?: string };

const tie = async (name: Name, input: object = {}): Promise<Made> => {
  const query = `mutation ($input: CreateTetherInput!) { createTether(input: $input) {
    ... on IssuedTether { refreshToken tether { id } } ... on Refusal { kind } } }`;
  const given = { client: 'apptly', team, label: 'Booking', ...input };
  return (await graph<{ createTether: Made }>(name, query, { input: given })).createTether;
};

const untie = (name: Name, id = ''): Promise<unknown> =>
  graph(name, `mutation ($id: ID!) { revokeTether(id: $id) { __typename ... on Refusal { kind } } }`, { id });

const apptly = () => confidentialApp(server, 'apptly');

describe('a tether', () => {
  it('gives its partner tokens that act for the team', async () => {
    const { refreshToken = '' } = await tie('coco');
    const { access_token, scope } = await refreshed(apptly(), refreshToken);
    expect(scope).toBe('SITE');
    expect(await holderOf(access_token)).toMatchObject({
      client: 'apptly',
      kind: 'TETHERED',
      partner: 'apptly',
      scopes: ['SITE'],
      tether: { organisation: organisations.riverside.id, team },
    });
  });

  it('is of no use to anybody but the client that it was made for', async () => {
    const { refreshToken = '' } = await tie('coco');
    const other = confidentialApp(server, 'wardround');
    expect(await refusal(await refresh(other, refreshToken))).toEqual([400, 'invalid_grant']);
    const wrong = confidentialApp(server, 'apptly', 'wrong');
    expect(await refusal(await refresh(wrong, refreshToken))).toEqual([401, 'invalid_client']);
  });

  it('survives that an answer is lost, however often', async () => {
    const { refreshToken = '' } = await tie('coco');
    for (let lost = 0; lost < 3; lost += 1) await refreshed(apptly(), refreshToken);
    const { refresh_token } = await refreshed(apptly(), refreshToken);
    const next = await refreshed(apptly(), refresh_token);
    await refreshed(apptly(), refresh_token);
    expect(await holderOf(next.access_token)).toBeDefined();
  });

  it('ends when a token comes again whose successor was used', async () => {
    const { refreshToken = '' } = await tie('coco');
    const second = await refreshed(apptly(), refreshToken);
    const third = await refreshed(apptly(), second.refresh_token);
    expect(await refusal(await refresh(apptly(), refreshToken))).toEqual([400, 'invalid_grant']);
    expect(await refusal(await refresh(apptly(), third.refresh_token))).toEqual([400, 'invalid_grant']);
    expect(await holderOf(third.access_token)).toBeUndefined();
  });

  it('ends when both answers to one token are used: one of them was stolen', async () => {
    const { refreshToken = '' } = await tie('coco');
    const first = await refreshed(apptly(), refreshToken);
    const again = await refreshed(apptly(), refreshToken);
    expect(await refusal(await refresh(apptly(), first.refresh_token))).toEqual([400, 'invalid_grant']);
    expect(await refusal(await refresh(apptly(), again.refresh_token))).toEqual([400, 'invalid_grant']);
  });

  it('ends with all its tokens when a coordinator revokes it, once', async () => {
    const { refreshToken = '', tether } = await tie('coco');
    const { access_token, refresh_token } = await refreshed(apptly(), refreshToken);
    expect(await untie('coco', tether?.id)).toMatchObject({ revokeTether: { __typename: 'Revocation' } });
    expect(await holderOf(access_token)).toBeUndefined();
    expect(await refusal(await refresh(apptly(), refresh_token))).toEqual([400, 'invalid_grant']);
    expect(await untie('coco', tether?.id)).toMatchObject({ revokeTether: { kind: 'CONFLICT' } });
  });

  it('is shown to the team’s coordinator, without the token', async () => {
    const { refreshToken = '' } = await tie('coco', { label: 'Shown' });
    const query = `query ($team: ID!) { tethers(team: $team) { client name label madeBy lastUsedAt revokedAt } }`;
    const { tethers } = await graph<{ tethers: readonly object[] }>('coco', query, { team });
    expect(tethers[0]).toMatchObject({ client: 'apptly', label: 'Shown', madeBy: people.coco.id, lastUsedAt: null });
    const { rows } = await system.database.pool.query<{ row: string }>(
      'select a::text as row from identity.artifact a union all select t::text from identity.tether t',
    );
    expect(rows.map(({ row }) => row).join()).not.toContain(refreshToken);
  });

  it('is seen and ended by an administrator of the team’s organisation, who does not make any', async () => {
    const { refreshToken = '', tether } = await tie('coco');
    const { access_token } = await refreshed(apptly(), refreshToken);
    const seen = await graph<{ tethers: readonly { id: string }[] }>('oscar', `{ tethers(team: "${team}") { id } }`);
    expect(seen.tethers[0]).toEqual({ id: tether?.id });
    expect(await tie('oscar')).toEqual({ kind: 'NOT_FOUND' });
    expect(await untie('oscar', tether?.id)).toMatchObject({ revokeTether: { __typename: 'Revocation' } });
    expect(await holderOf(access_token)).toBeUndefined();
    expect(await prisma.tether.findFirst({ where: { id: tether?.id ?? '' } })).toMatchObject({
      revokedBy: people.oscar.id,
    });
  });

  it('is neither for an administrator of another organisation, nor for an administrator’s app', async () => {
    const { tether } = await tie('coco');
    const others = { ...person('oscar'), administers: [organisations.hillside.id as OrganisationId] };
    const app = { ...person('oscar'), integration: 'app', client: 'pulse' } as const;
    for (const by of [others, app]) {
      const query = `mutation { revokeTether(id: "${tether?.id ?? ''}") { __typename } }`;
      const asker = asking(identity, by, systemClock);
      expect((await asker.run(query, {})).data).toEqual({ revokeTether: { __typename: 'Refusal' } });
      expect((await asker.run(`{ tethers(team: "${team}") { id } }`, {})).data).toEqual({ tethers: [] });
    }
  });

  it.each(['nonsense', '__proto__', '\\u0000'])('is not to be found with %j for a team', async (named) => {
    expect(await graph('oscar', `{ tethers(team: "${named}") { id } }`)).toEqual({ tethers: [] });
  });

  it.each(['diaz', 'alice', 'petra'] as const)(
    'is not for %s, who keeps no team, to make, see or end',
    async (name) => {
      const { tether } = await tie('coco');
      expect(await tie(name)).toEqual({ kind: 'NOT_FOUND' });
      expect(await untie(name, tether?.id)).toMatchObject({ revokeTether: { kind: 'NOT_FOUND' } });
      expect(await graph(name, `{ tethers(team: "${team}") { id } }`)).toEqual({ tethers: [] });
    },
  );

  it.each([
    [{ client: 'nobody' }, 'NOT_FOUND'],
    [{ client: 'pulse' }, 'NOT_FOUND'],
    [{ client: 'postbridge' }, 'NOT_FOUND'],
    [{ team: teams['hillside-community'].id }, 'NOT_FOUND'],
    [{ team: 'nonsense' }, 'NOT_FOUND'],
    [{ team: '__proto__' }, 'NOT_FOUND'],
    [{ label: ' ' }, 'INVALID'],
    [{ label: 'two\nlines' }, 'INVALID'],
    [{ label: 'x'.repeat(101) }, 'INVALID'],
  ])('cannot be made of %j', async (input, kind) => {
    expect(await tie('coco', input)).toEqual({ kind });
  });
});

describe('an app that a person has allowed', () => {
  it('is listed, and shut out at once when it is taken back', async () => {
    const alice = await signedIn(system.base, 'alice');
    const { access_token } = await tokensFor(alice, publicApp(server, 'pulse'));
    const listed = await graph('alice', '{ apps { client name scopes } }');
    expect(listed).toEqual({ apps: [{ client: 'pulse', name: 'Pulse', scopes: ['PATIENT'] }] });
    expect(await holderOf(access_token)).toBeDefined();
    const take = 'mutation { revokeApp(client: "pulse") { __typename ... on Refusal { kind } } }';
    expect(await graph('alice', take)).toEqual({ revokeApp: { __typename: 'Revocation' } });
    expect(await holderOf(access_token)).toBeUndefined();
    expect(await graph('alice', '{ apps { client } }')).toEqual({ apps: [] });
    expect(await graph('alice', take)).toMatchObject({ revokeApp: { kind: 'NOT_FOUND' } });
  });
});
