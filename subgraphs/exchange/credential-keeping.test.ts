import { graphql } from 'graphql';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../../kernel/clock.ts';
import { uuid7 } from '../../kernel/id.ts';
import type { Principal } from '../../kernel/principal.ts';
import { hashSecret } from '../../kernel/secret.ts';
import { organisations } from '../../prisma/demo.ts';
import { callOf, customer, feedOf, person, postbridgeFeed } from '../../test/calls.ts';
import { prismaOn } from '../../test/clients.ts';
import { testDatabase } from '../../test/database.ts';
import { openExchange } from './index.ts';

const database = await testDatabase();
const prisma = prismaOn(database.url);
const clock = fixedClock('2026-06-01T12:00:00Z');
const noon = clock.now().getTime();
const parts = { sql: database.sql, prisma, newId: uuid7, clock, log: () => undefined };
const here = openExchange(parts).schema;
// A second process on the same database: it hears of nothing that the first does.
const elsewhere = openExchange(parts).schema;

afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});
beforeEach(() => {
  clock.set(new Date(noon));
});

const oscar = person('oscar');
const riverside = organisations.riverside.id;
const hillside = organisations.hillside.id;
const otherAdministrator: Principal = { ...oscar, administers: [hillside] as never };
const internal: Principal = { kind: 'internal', integration: 'internal', client: 'operator' };

const ask = async <Data>(
  source: string,
  variableValues: Record<string, unknown>,
  { by = oscar, at = here }: { by?: Principal; at?: typeof here } = {},
): Promise<Data> => {
  const { data, errors } = await graphql({
    schema: at,
    source,
    variableValues,
    contextValue: callOf(by, clock),
  });
  for (const error of errors ?? []) throw error;
  return JSON.parse(JSON.stringify(data)) as Data;
};

type Credential = { readonly id: string } & Record<string, unknown>;
type Issued = {
  readonly credential?: Credential;
  readonly secret?: string;
  readonly kind?: string;
  readonly field?: string;
};
const fields =
  'id organisationId partner allowed createdAt rotatedAt oldSecretUntil disabledAt acts { actor kind at allowed oldSecretUntil }';
const issued = `... on IssuedFeedCredential { secret credential { ${fields} } } ... on Refusal { kind field message }`;
const shown = `... on FeedCredential { ${fields} } ... on Refusal { kind field message }`;

const create = async (input: object = {}, by: Principal = oscar): Promise<Issued> =>
  (
    await ask<{ made: Issued }>(
      `mutation ($input: CreateFeedCredentialInput!) { made: createFeedCredential(input: $input) { ${issued} } }`,
      { input: { organisation: riverside, name: 'pathology', allowed: ['127.0.0.1'], ...input } },
      { by },
    )
  ).made;
const made = async (input: object = {}): Promise<{ id: string; secret: string }> => {
  const { credential, secret } = await create(input);
  return { id: credential?.id ?? '', secret: secret ?? '' };
};
const rotate = async (id: string, overlapHours: number | undefined, by: Principal = oscar): Promise<Issued> =>
  (
    await ask<{ made: Issued }>(
      `mutation ($input: RotateFeedCredentialInput!) { made: rotateFeedCredential(input: $input) { ${issued} } }`,
      { input: { id, ...(overlapHours === undefined ? {} : { overlapHours }) } },
      { by },
    )
  ).made;
const disable = async (id: string, by: Principal = oscar): Promise<Credential> =>
  (
    await ask<{ credential: Credential }>(
      `mutation ($id: ID!) { credential: disableFeedCredential(id: $id) { ${shown} } }`,
      { id },
      { by },
    )
  ).credential;
const setAllowed = async (id: string, allowed: readonly string[], by: Principal = oscar): Promise<Credential> =>
  (
    await ask<{ credential: Credential }>(
      `mutation ($input: SetAllowedAddressesInput!) { credential: setAllowedAddresses(input: $input) { ${shown} } }`,
      { input: { id, allowed } },
      { by },
    )
  ).credential;
const list = async (variables: object = {}, by: Principal = oscar) =>
  (
    await ask<{ page: { items: Credential[]; next: string | null } }>(
      `query ($organisation: ID!, $first: Int! = 20, $after: String) {
        page: feedCredentials(organisation: $organisation, first: $first, after: $after) { items { ${fields} } next } }`,
      { organisation: riverside, ...variables },
      { by },
    )
  ).page;

/** Whose a user name and password are, as a process is asked for each message. */
const holder = async (user: string, password: string, { at = here, address = '127.0.0.1' } = {}) => {
  const source = `query ($user: String!, $password: String!, $address: String!) {
    feedCredential(user: $user, password: $password, address: $address) { id organisationId partner } }`;
  const asked = { by: internal, at };
  return (await ask<{ feedCredential: object | null }>(source, { user, password, address }, asked)).feedCredential;
};
const stored = async (): Promise<unknown> => [
  await prisma.feedCredential.findMany({ orderBy: { id: 'asc' } }),
  await prisma.feedAct.count(),
];

describe('a new credential', () => {
  it('opens the organisation’s feed, from its addresses alone', async () => {
    const { id, secret } = await made({ allowed: ['192.0.2.0/24', '::ffff:198.51.100.7'] });
    for (const address of ['192.0.2.200', '::ffff:192.0.2.1', '198.51.100.7'])
      expect(await holder(id, secret, { address })).toEqual({ id, organisationId: riverside, partner: null });
    for (const address of ['192.0.3.1', '127.0.0.1', '::1']) expect(await holder(id, secret, { address })).toBeNull();
  });

  it('has a user name of its own, and a secret of 256 bits that says what it is', async () => {
    const [one, other] = [await made(), await made()];
    expect(one.id).toMatch(/^pathology-[0-9a-f]{10}$/);
    expect(other.id).not.toBe(one.id);
    expect(one.secret).toMatch(/^tributary-hl7-1-[\w-]{43}$/);
    expect(other.secret).not.toBe(one.secret);
  });

  it('keeps its secret nowhere: not in the tables, not in the audit', async () => {
    const { id, secret } = await made();
    const text = JSON.stringify([await prisma.feedCredential.findMany(), await prisma.feedAct.findMany()]);
    expect(text).toContain(id);
    expect(text).not.toContain(secret.slice(-43));
    const [, listed] = [await list(), JSON.stringify(await list({ first: 200 }))];
    expect(listed).not.toContain('scrypt');
    expect(listed).not.toContain(secret.slice(-43));
  });

  it.each([
    ['name', { name: 'a:b' }],
    ['name', { name: '' }],
    ['name', { name: 'Pathology' }],
    ['name', { name: "x'; drop table exchange.credential; --" }],
    ['name', { name: 'раthology' }],
    ['name', { name: 'a\nb' }],
    ['name', { name: '-a' }],
    ['name', { name: 'a'.repeat(41) }],
    ['organisation', { organisation: 'riverside' }],
    ['allowed[1]', { allowed: ['::1', '10.0.0.0/99'] }],
    ['allowed', { allowed: Array.from({ length: 101 }, () => '::1') }],
  ])('is refused for its %s where that is %j, and nothing is kept', async (field, input) => {
    const before = await stored();
    expect(await create(input)).toMatchObject({ kind: 'INVALID', field });
    expect(await stored()).toEqual(before);
  });
});

describe('a rotation', () => {
  it('leaves the old secret good for the hours given, and not a moment longer', async () => {
    const { id, secret: old } = await made();
    const { secret = '', credential } = await rotate(id, 2);
    expect(credential).toMatchObject({ id, oldSecretUntil: '2026-06-01T14:00:00.000Z' });
    expect(secret).toMatch(/^tributary-hl7-2-/);
    clock.set(new Date(noon + 2 * 3_600_000 - 1));
    for (const good of [old, secret]) expect(await holder(id, good)).toMatchObject({ id });
    clock.set(new Date(noon + 2 * 3_600_000));
    expect(await holder(id, old)).toBeNull();
    expect(await holder(id, secret)).toMatchObject({ id });
  });

  it('leaves it good for a day where nothing is said, and not at all with an overlap of 0', async () => {
    const { id, secret: first } = await made();
    const { secret: second = '', credential } = await rotate(id, undefined);
    expect(credential?.['oldSecretUntil']).toBe('2026-06-02T12:00:00.000Z');
    await rotate(id, 0);
    for (const old of [first, second]) expect(await holder(id, old)).toBeNull();
  });

  it('ends the secret before the old one at once', async () => {
    const { id, secret: first } = await made();
    const { secret: second = '' } = await rotate(id, 24);
    await holder(id, first);
    const { secret: third = '' } = await rotate(id, 24);
    expect(await holder(id, first)).toBeNull();
    for (const good of [second, third]) expect(await holder(id, good)).toMatchObject({ id });
  });

  it('changes a secret over that was not made here', async () => {
    await prisma.feedCredential.create({
      data: { id: 'by-hand', organisationId: riverside, allowed: ['::1'], secretHash: await hashSecret('demo') },
    });
    const { secret = '' } = await rotate('by-hand', 1);
    for (const good of ['demo', secret]) expect(await holder('by-hand', good, { address: '::1' })).not.toBeNull();
  });

  it.each([-1, 169, 2_147_483_647])('is refused with an overlap of %d hours', async (hours) => {
    const { id } = await made();
    expect(await rotate(id, hours)).toMatchObject({ kind: 'INVALID', field: 'overlapHours' });
  });

  it('by two at the same moment is done once', async () => {
    const { id } = await made();
    const both = await Promise.all([rotate(id, 1), rotate(id, 1)]);
    const secrets = both.flatMap(({ secret }) => secret ?? []);
    expect(both.map(({ kind }) => kind ?? 'done').sort()).toEqual(['CONFLICT', 'done']);
    expect(await holder(id, secrets[0] ?? '')).toMatchObject({ id });
    expect(await prisma.feedAct.count({ where: { credentialId: id, kind: 'ROTATED' } })).toBe(1);
  });
});

describe('a credential that is ended or moved', () => {
  const using = async () => {
    const { id, secret } = await made();
    const isGood = async (at?: typeof here): Promise<boolean> =>
      (await holder(id, secret, at === undefined ? {} : { at })) !== null;
    expect([await isGood(), await isGood(elsewhere)]).toEqual([true, true]);
    return { id, isGood };
  };

  it.each([
    ['disabled', (id: string) => disable(id)],
    ['rotated without overlap', (id: string) => rotate(id, 0)],
    ['taken off its networks', (id: string) => setAllowed(id, [])],
  ])('is refused at the very next call once it is %s, and by other processes within 30 seconds', async (_, end) => {
    const { id, isGood } = await using();
    await end(id);
    expect(await isGood()).toBe(false);
    clock.set(new Date(noon + 29_999));
    expect(await isGood(elsewhere)).toBe(false);
  });

  it('stays ended: it takes no new secret and no new networks', async () => {
    const { id, isGood } = await using();
    await disable(id);
    expect(await rotate(id, 1)).toMatchObject({ kind: 'CONFLICT', field: 'id' });
    expect(await setAllowed(id, ['::1'])).toMatchObject({ kind: 'CONFLICT', field: 'id' });
    expect(await isGood()).toBe(false);
  });

  it('is ended once, however often that is said', async () => {
    const { id } = await using();
    const first = await disable(id);
    clock.set(new Date(noon + 1_000));
    expect(await disable(id)).toEqual(first);
    expect(first['disabledAt']).toBe('2026-06-01T12:00:00.000Z');
  });

  it('is ended with its old secret', async () => {
    const { id, secret } = await made();
    await rotate(id, 24);
    expect(await disable(id)).toMatchObject({ oldSecretUntil: null });
    expect(await holder(id, secret)).toBeNull();
  });

  it('moves to other networks, in their one form', async () => {
    const { id, secret } = await made();
    expect(await setAllowed(id, ['2001:DB8::/32', '::FFFF:10.0.0.0/104'])).toMatchObject({
      allowed: ['2001:db8::/32', '10.0.0.0/8'],
    });
    expect(await holder(id, secret)).toBeNull();
    expect(await holder(id, secret, { address: '10.9.8.7' })).toMatchObject({ id });
  });

  it('stays where it was when one network of the new list is none', async () => {
    const { id, secret } = await made();
    expect(await setAllowed(id, ['10.0.0.0/8', 'fe80::1%eth0'])).toMatchObject({
      kind: 'INVALID',
      field: 'allowed[1]',
    });
    expect(await holder(id, secret)).toMatchObject({ id });
  });
});

describe('the audit', () => {
  it('tells who did what and when, newest first, and nothing of what was refused', async () => {
    const { id } = await made();
    await setAllowed(id, ['::1']);
    await setAllowed(id, ['nonsense']);
    await rotate(id, 1);
    await disable(id);
    await disable(id);
    const [found] = (await list({ first: 200 })).items.filter((credential) => credential.id === id);
    const told = { actor: `person/${oscar.user}`, at: '2026-06-01T12:00:00.000Z', allowed: null, oldSecretUntil: null };
    expect(found?.['acts']).toEqual([
      { ...told, kind: 'DISABLED' },
      { ...told, kind: 'ROTATED', oldSecretUntil: '2026-06-01T13:00:00.000Z' },
      { ...told, kind: 'ADDRESSES_SET', allowed: ['::1'] },
      { ...told, kind: 'CREATED', allowed: ['127.0.0.1'] },
    ]);
    expect(await prisma.feedAct.findMany({ where: { credentialId: id, kind: 'ADDRESSES_SET' } })).toMatchObject([
      { personId: oscar.user, organisationId: riverside, details: { allowed: ['::1'], was: ['127.0.0.1'] } },
    ]);
  });
});

describe('whoever is not the organisation’s administrator', () => {
  const others: readonly (readonly [string, Principal])[] = [
    ['the administrator of another organisation', otherAdministrator],
    ['the privacy officer', person('petra')],
    ['a professional', person('diaz')],
    ['a coordinator', person('coco')],
    ['a patient', person('alice')],
    ['the organisation’s own client', customer('riverside')],
    ['the organisation’s own feed', feedOf('riverside')],
    ['a partner’s feed', postbridgeFeed],
  ];

  it.each(others)('%s learns and changes nothing: what is denied looks as what is missing', async (_, by) => {
    const { id, secret } = await made();
    const before = await stored();
    expect(await list({}, by)).toEqual(await list({ organisation: uuid7() }, oscar));
    expect(await create({}, by)).toEqual(await create({ organisation: uuid7() }, oscar));
    expect(await rotate(id, 0, by)).toEqual(await rotate('nobody', 0, oscar));
    expect(await disable(id, by)).toEqual(await disable('nobody', oscar));
    expect(await setAllowed(id, [], by)).toEqual(await setAllowed('nobody', [], oscar));
    expect(await disable(id, by)).toMatchObject({ kind: 'NOT_FOUND' });
    expect(await stored()).toEqual(before);
    expect(await holder(id, secret)).toMatchObject({ id });
  });

  it('makes no credential for a partner, nor does the administrator', async () => {
    const source = `mutation ($input: CreatePartnerFeedCredentialInput!) {
      made: createPartnerFeedCredential(input: $input) { ${issued} } }`;
    const input = { partner: 'postbridge', name: 'post', allowed: ['::1'] };
    for (const by of [oscar, otherAdministrator, postbridgeFeed])
      expect(await ask(source, { input }, { by })).toMatchObject({ made: { kind: 'NOT_FOUND' } });
    const { made: partners } = await ask<{ made: Issued }>(source, { input }, { by: internal });
    const { credential, secret = '' } = partners;
    const id = credential?.id ?? '';
    expect(await holder(id, secret, { address: '::1' })).toEqual({ id, organisationId: null, partner: 'postbridge' });
    // Nor does anybody but the operator change it afterwards.
    expect(await disable(id)).toMatchObject({ kind: 'NOT_FOUND' });
    expect(await disable(id, internal)).toMatchObject({ id, disabledAt: expect.any(String) as string });
  });
});

describe('the list', () => {
  it('is that of one organisation, in pages, each credential once', async () => {
    const by: Principal = { ...oscar, administers: [riverside, hillside] as never };
    const inHillside = new Set<string>();
    for (let nth = 0; nth < 5; nth += 1)
      inHillside.add((await create({ organisation: hillside, name: `feed-${nth}` }, by)).credential?.id ?? '');
    const seen: string[] = [];
    for (let after: string | null = null, more = true; more; more = after !== null) {
      const page: { items: Credential[]; next: string | null } = await list(
        { organisation: hillside, first: 2, after },
        by,
      );
      seen.push(...page.items.map(({ id }) => id));
      after = page.next;
    }
    expect(seen).toEqual([...inHillside]);
  });

  it.each([{ first: 0 }, { first: 201 }, { after: "' or 1=1" }, { organisation: 'x' }])(
    'is refused with %j',
    async (variables) => {
      await expect(list(variables)).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
    },
  );
});

describe('all acts of an organisation', () => {
  type Acts = {
    readonly items: readonly { readonly id: string; readonly kind: string; readonly credentialId: string }[];
    readonly next: string | null;
  };
  const acts = async (variables: Record<string, unknown>, by: Principal = oscar): Promise<Acts> =>
    (
      await ask<{ feedCredentialActs: Acts }>(
        `query ($organisation: ID!, $first: Int! = 20, $after: String) {
          feedCredentialActs(organisation: $organisation, first: $first, after: $after) { items { id kind credentialId } next }
        }`,
        { organisation: riverside, ...variables },
        { by },
      )
    ).feedCredentialActs;

  it('are shown to its administrator and its privacy officer, page by page, each once', async () => {
    const { id } = await made();
    await rotate(id, 1);
    const { items: whole } = await acts({ first: 200 });
    expect(
      whole
        .filter(({ credentialId }) => credentialId === id)
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(['CREATED', 'ROTATED']);
    expect(await acts({ first: 200 }, person('petra'))).toEqual({ items: whole, next: null });
    const seen: Acts['items'][number][] = [];
    for (let after: string | null = null, next; ; after = next) {
      const page: Acts = await acts({ first: 3, after });
      seen.push(...page.items);
      next = page.next;
      if (next === null) break;
    }
    expect(seen).toEqual(whole);
  });

  it.each<[string, Principal]>([
    ['another organisation’s administrator', otherAdministrator],
    ['a coordinator', person('coco')],
    ['a patient', person('alice')],
    ['the feed itself', feedOf('riverside')],
    ['a client of the organisation', customer('riverside')],
    ['a partner', postbridgeFeed],
  ])('are kept from %s, whatever the organisation', async (_who, by) => {
    for (const organisation of [riverside, uuid7()])
      await expect(acts({ organisation }, by)).rejects.toMatchObject({
        extensions: { code: 'FORBIDDEN', field: 'organisation' },
      });
  });

  it.each([
    ['first', 0],
    ['first', 201],
    ['after', 'x\0'],
    ['organisation', 'riverside'],
  ])('are not asked for with %s of %j', async (field, value) => {
    await expect(acts({ [field]: value })).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT', field } });
  });
});
