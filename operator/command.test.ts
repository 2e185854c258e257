import { afterAll, beforeAll, expect, it } from 'vitest';
import { inProcess } from '../gateway/executors.ts';
import { openIdentityGraph } from '../identity/graph/index.ts';
import { systemClock } from '../kernel/clock.ts';
import { uuid7 } from '../kernel/id.ts';
import { organisations } from '../prisma/demo.ts';
import { seedPatients } from '../prisma/seed-patients.ts';
import { openPatients } from '../subgraphs/patients/index.ts';
import { testKeys } from '../test/calls.ts';
import { prismaOn } from '../test/clients.ts';
import { testDatabase } from '../test/database.ts';
import { asking } from './asking.ts';
import { runCommand, type Outcome } from './command.ts';

const database = await testDatabase();
const prisma = prismaOn(database.url);
const parts = { clock: systemClock, keys: testKeys };
const slices = {
  baseUrl: 'https://tributary.example',
  patients: asking(inProcess(openPatients({ sql: database.sql, newId: uuid7 }), parts)),
  identity: asking(inProcess(openIdentityGraph({ prisma, newId: uuid7 }), parts)),
};
beforeAll(() => seedPatients(prisma));
afterAll(async () => {
  await prisma.$disconnect();
  await database.drop();
});

const files: Readonly<Record<string, string>> = { 'empty.json': '{"keys": []}' };
const read = (path: string): Promise<string> => {
  const text = files[path];
  return text === undefined ? Promise.reject(new Error('ENOENT')) : Promise.resolve(text);
};
const say = (...words: readonly string[]): Promise<Outcome> => runCommand(words, slices, read);
const client = (...options: readonly string[]): readonly string[] => [
  'client',
  'register',
  'new',
  '--name',
  'x',
  ...options,
];
const organisation = (...options: readonly string[]): readonly string[] => [
  ...['organisation', 'register', 'lakeside', '--name', 'Lakeside', '--administrator', 'ada@demo.example'],
  ...options,
];
const app = client('--kind', 'user', '--scope', 'PATIENT');

it.each<[string, readonly string[]]>([
  ['alias: ', ['organisation', 'register', 'riverside', '--name', 'x', '--administrator', 'a@b.example']],
  ['name: ', organisation('--name', '')],
  ['administrator: ', organisation('--administrator', 'ada')],
  ['odsCode: ', organisation('--ods', 'R-1')],
  ['team: ', organisation('--team', ' ')],
  ['id: ', ['organisation', 'rename', 'riverside', 'x']],
  ['name: ', ['organisation', 'rename', organisations.riverside.id, ' ']],
  ['id: ', ['organisation', 'invite', uuid7(), 'a@b.example']],
  ['email: ', ['organisation', 'invite', organisations.riverside.id, 'a']],
  ['id: ', ['partner', 'register', 'Apptly', 'Capital']],
  ['id: ', ['partner', 'register', 'apptly', 'Again']],
  ['id: ', ['partner', 'end', 'nobody']],
  ['name: ', ['partner', 'register', 'fine', ' ']],
  ['id: ', ['client', 'register', 'a:b', '--kind', 'system', '--partner', 'apptly', '--name', 'x']],
  ['id: ', ['client', 'rotate', 'nobody']],
  ['id: ', ['client', 'end', 'nobody']],
  ['partner: ', client('--kind', 'system', '--partner', 'nobody')],
  ['partner: ', client('--kind', 'system', '--partner', 'apptly\0')],
  ['partner: ', client('--kind', 'tethered')],
  ['organisation: ', client('--kind', 'customer', '--organisation', 'x')],
  ['organisation: ', client('--kind', 'customer', '--organisation', uuid7())],
  ['organisation: ', client('--kind', 'system', '--partner', 'apptly', '--organisation', organisations.riverside.id)],
  ['scopes: ', client('--kind', 'user', '--redirect', 'https://app.example/')],
  ['redirectUris[0]: ', [...app, '--redirect', 'http://evil.example/']],
  ['redirectUris[1]: ', [...app, '--redirect', 'https://app.example/', '--redirect', '/callback']],
  ['kind: ', client('--kind', 'internal')],
  ['jwks: ', [...app, '--redirect', 'https://app.example/', '--jwks', 'nowhere.json']],
  ['jwks: ', [...app, '--redirect', 'https://app.example/', '--jwks', 'empty.json']],
  ['isPublic: ', client('--kind', 'system', '--partner', 'apptly', '--public')],
])('says what is wrong, %sand does nothing: %j', async (place, words) => {
  const { oauthClient, partner, act, invitation } = prisma;
  const stored = () => Promise.all([oauthClient.count(), partner.count(), act.count(), invitation.count()]);
  const before = await stored();
  const { code, words: said } = await say(...words);
  expect([code, said.slice(0, place.length)]).toEqual([1, place]);
  expect(await stored()).toEqual(before);
});

it.each([
  [],
  ['organisation', 'register', 'lakeside', '--name', 'x'],
  organisation('lakeside-two'),
  organisation('--force'),
  ['organisation', 'invite', 'a'],
  ['organisation', 'rename', 'a'],
  ['organisation', 'end', 'a'],
  ['partner'],
  ['partner', 'register', 'a'],
  ['partner', 'end'],
  ['partner', 'end', 'a', 'b'],
  ['partner', 'list', 'all'],
  ['client', 'register'],
  ['client', 'register', 'a', '--kind', 'user'],
  ['client', 'register', 'a', 'b', '--kind', 'user', '--name', 'x'],
  ['client', 'register', 'a', '--secret', 'mine'],
  ['client', 'end', '--all'],
  ['client', 'list', '--help'],
  ['drop', 'everything'],
])('shows how it is used: %j', async (...words) => {
  expect(await say(...words)).toEqual({ code: 2, words: expect.stringContaining('client rotate ID') as string });
});

it('registers an organisation, and shows its administrator’s link once', async () => {
  const { code, words } = await say(...organisation('--ods', 'RLS03'));
  const [first, link, ...more] = words.split('\n');
  expect([code, more]).toEqual([0, []]);
  expect(first).toMatch(
    /^The organisation [0-9a-f-]{36} \(Lakeside\) is registered\. By this link, shown this once, ada@demo\.example becomes its administrator until \d{4}-\d\d-\d\d:$/,
  );
  expect(link).toMatch(/^https:\/\/tributary\.example\/invitation\?token=[\w-]{43}$/);
  const { id } = await prisma.organisation.findFirstOrThrow({ where: { alias: 'lakeside' } });
  expect(await say('organisation', 'rename', id, 'Lakeside', 'Trust')).toEqual({
    code: 0,
    words: `The organisation ${id} is called Lakeside Trust now.`,
  });
  const again = await say('organisation', 'invite', id, 'bea@demo.example');
  expect([again.code, again.words]).toEqual([0, expect.stringMatching(/^By this link, .*:\nhttps:.*token=[\w-]{43}$/)]);
  expect((await say('organisation', 'list')).words.split('\n')).toContain(`${id}\tlakeside\tLakeside Trust\tRLS03`);
});

it('lists more than a page holds', async () => {
  const many = Array.from({ length: 401 }, (_, n) => `many-${String(n).padStart(3, '0')}`);
  await prisma.oauthClient.createMany({ data: many.map((id) => ({ id, kind: 'SYSTEM', name: 'Many', partner: 'x' })) });
  await prisma.partner.createMany({ data: many.map((id) => ({ id, name: 'Many', registeredAt: new Date() })) });
  const customers = many.map((name) => ({ id: uuid7(), alias: name, name })).sort((a, b) => (a.id < b.id ? -1 : 1));
  await prisma.organisation.createMany({ data: customers });
  const listed = (await say('organisation', 'list')).words.split('\n').filter((line) => line.includes('many-'));
  expect(listed).toEqual(customers.map(({ id, alias }) => `${id}\t${alias}\t${alias}`));
  const clients = (await say('client', 'list')).words.split('\n').filter((line) => line.startsWith('many-'));
  expect(clients).toEqual(many.map((id) => `${id}\tSYSTEM\tMany`));
  const partners = (await say('partner', 'list')).words.split('\n').filter((line) => line.startsWith('many-'));
  expect(partners).toEqual(many.map((id) => `${id}\tMany`));
});

it('does not take silence or a fault of ours for an answer', async () => {
  const faulty = { ...slices, identity: asking(() => ({ data: null, errors: [] })) };
  await expect(runCommand(['client', 'list'], faulty, read)).rejects.toThrow('A slice does not answer');
});
