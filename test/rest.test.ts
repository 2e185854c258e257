import { createConfig, lintFromString } from '@redocly/openapi-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operations } from '../adapters/rest/operations/index.ts';
import { patients, teams } from '../prisma/demo.ts';
import { callers, session, type Headers } from './callers.ts';
import * as outside from './outside.ts';
import {
  pressure,
  restClient,
  tested,
  unwalked,
  type Added,
  type Page,
  type Problem,
  type RestClient,
} from './rest.ts';
import { inOneProcess, type Wiring } from './wiring.ts';

// The Custom REST API as apps and partners use it: through HTTP alone. Each answer is checked against what its operation
// says of it (`rest.ts`). Here: who asks, and about whom.

let system: Wiring;
let pulse: RestClient;
let apptly: RestClient;
let nobody: RestClient;
beforeAll(async () => {
  system = await inOneProcess({ LIMIT_REST_REQUESTS: '100000' });
  pulse = restClient(system.base, await callers.app(system.base));
  apptly = restClient(system.base, await callers['tethered.rest'](system.base));
  nobody = restClient(system.base, {});
});
afterAll(() => system.stop());

describe('the description', () => {
  it('is OpenAPI 3.1 that a strict linter has nothing to say about', async () => {
    const reply = await outside.ask(`${system.base}/api/openapi.json`, 'GET');
    const config = await createConfig({ extends: ['recommended-strict'] });
    const found = await lintFromString({ source: reply.text, config });
    expect(found.map(({ message, location }) => [message, location[0]?.pointer])).toEqual([]);
  });

  it('names every operation, and no other', async () => {
    const { paths } = JSON.parse((await outside.ask(`${system.base}/api/openapi.json`, 'GET')).text) as {
      readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId: string }>>>>;
    };
    const named = Object.values(paths).flatMap((path) => Object.values(path).map(({ operationId }) => operationId));
    expect(named.sort()).toEqual(operations.map(({ id }) => id).sort());
  });

  it('has no part that no test walks', () => {
    const walked = Object.values(tested).flat();
    expect(walked.sort()).toEqual([...new Set(operations.map(({ tag }) => tag))].sort());
  });
});

describe('who asks', () => {
  it('is told as what: an app of a patient', async () => {
    const { json } = await pulse('GET', '/users/self');
    expect(json).toMatchObject({ client: 'pulse', name: 'Alice Archer', patientId: patients.alice.id, teams: [] });
  });

  it('is told as what: a client tied to a team', async () => {
    const { json } = await apptly('GET', '/users/self');
    expect(json).toMatchObject({ client: 'apptly', personId: null, teams: [{ id: teams['riverside-diabetes'].id }] });
  });

  it('brings a token', async () => {
    const reply = await nobody('GET', '/users/self');
    expect([reply.status, reply.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="api"']);
  });

  it('brings a token that is one', async () => {
    const reply = await nobody('GET', '/users/self', { headers: { authorization: 'Bearer nonsense' } });
    expect([reply.status, reply.headers.get('www-authenticate')]).toEqual([
      401,
      'Bearer realm="api", error="invalid_token"',
    ]);
  });

  it('brings one of the operation’s scopes', async () => {
    const [post, list] = await Promise.all([
      apptly<Problem>('POST', '/measurements', { body: { measurements: [pressure(120, 80)] } }),
      pulse<Problem>('GET', '/teams/self'),
    ]);
    expect([post.status, post.json.detail]).toEqual([403, 'This operation is for tokens with the scope PATIENT.']);
    expect(list.status).toBe(403);
  });

  it('cannot tell a hidden record from one that is missing', async () => {
    const [hidden, missing, nonsense] = await Promise.all(
      [patients.bob.id, '00000000-0000-4000-8000-00000000dead', 'nonsense'].map((id) => pulse('GET', `/users/${id}`)),
    );
    expect(hidden?.status).toBe(404);
    expect([missing?.text, nonsense?.text]).toEqual([hidden?.text, hidden?.text]);
  });
});

describe('an idempotency key', () => {
  const body = { measurements: [pressure(140, 90)] };
  const post = (key: string, what: object = body, by = pulse) =>
    by<Added & Problem>('POST', '/measurements', { headers: { 'idempotency-key': key }, body: what });

  it('makes two posts one, also at the same time, with one answer', async () => {
    const replies = await Promise.all(Array.from({ length: 5 }, () => post('one')));
    expect(new Set(replies.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(replies[0]?.status).toBe(201);
  });

  it('is refused with another body', async () => {
    await post('two');
    const again = await post('two', { measurements: [pressure(141, 90)] });
    expect([again.status, again.json.errors?.[0]?.['header']]).toEqual([422, 'Idempotency-Key']);
  });

  it('may be used again after a refusal', async () => {
    expect((await post('three', { measurements: [pressure(1, 90)] })).status).toBe(400);
    expect((await post('three')).status).toBe(201);
  });
});

describe('what is no request of the API', () => {
  it.each([
    ['no JSON', '{', 'application/json', 400],
    ['nothing', undefined, 'application/json', 400],
    ['another form', 'a=1', 'application/x-www-form-urlencoded', 415],
    ['a prototype', '{"__proto__":{"a":1}}', 'application/json', 400],
  ])('is answered with a problem: %s', async (_what, text, type, status) => {
    const headers = { 'content-type': type };
    const asked = text === undefined ? { headers } : { headers, bytes: Buffer.from(text) };
    expect((await pulse('POST', '/measurements', asked)).status).toBe(status);
  });

  it.each(['/users/%zz', '/%', '/documents/self/%E0%A4%A'])(
    'is answered with a problem: a path that is badly escaped, %s',
    async (path) => {
      expect((await pulse('GET', path)).status).toBe(400);
    },
  );

  it('is answered with a problem: a path that is not there', async () => {
    expect((await pulse('GET', '/nonsense')).status).toBe(404);
  });
});

describe('a patient’s demographics', () => {
  it('have an entity tag, by which who has them is told so', async () => {
    const first = await apptly('GET', `/users/${patients.alice.id}`);
    expect(first.json).toMatchObject({ familyName: 'Archer', id: patients.alice.id });
    const again = await apptly('GET', `/users/${patients.alice.id}`, {
      headers: { 'if-none-match': first.headers.get('etag') ?? '' },
    });
    expect([again.status, again.text]).toEqual([304, '']);
  });

  it('are found by an identifier', async () => {
    const identifier = encodeURIComponent(`${outside.nhsNumberSystem}|${patients.alice.nhsNumber}`);
    const { json } = await apptly<Page<{ readonly id: string }>>('GET', `/users?identifier=${identifier}`);
    expect(json.items.map(({ id }) => id)).toEqual([patients.alice.id]);
  });

  it('are listed of those whom the token may see', async () => {
    const { json } = await pulse<Page<{ readonly id: string }>>('GET', '/users');
    expect(json.items.map(({ id }) => id)).toEqual([patients.alice.id]);
  });

  it('are listed of those whom a team sees, for who acts as that team', async () => {
    const { json } = await apptly<Page<{ readonly id: string }>>(
      'GET',
      `/teams/${teams['riverside-diabetes'].id}/patients`,
    );
    expect(json.items.map(({ id }) => id)).toContain(patients.alice.id);
    const other = await apptly('GET', `/teams/${teams['hillside-community'].id}/patients`);
    expect(other.status).toBe(404);
  });

  it('are not without the teams that see them', async () => {
    const { json } = await apptly<Page<{ readonly id: string }>>('GET', '/teams/self');
    expect(json.items.map(({ id }) => id)).toEqual([teams['riverside-diabetes'].id]);
  });
});

describe('a patient is created', () => {
  type Received = { readonly id: string; readonly outcome: string } & Problem;
  const ida = {
    identifiers: [{ system: outside.nhsNumberSystem, value: '9999999468', verification: '01' }],
    familyName: 'Ink',
    givenName: 'Ida',
    dateOfBirth: '1990-02-28',
    gender: 'FEMALE',
  };
  const send = (what: object = {}, by = apptly) => by<Received>('POST', '/users', { body: { ...ida, ...what } });

  it('by who coordinates the team, once, and changed by the same identifiers', async () => {
    const first = await send();
    expect(first.json).toMatchObject({ outcome: 'CREATED', warnings: [] });
    expect((await send()).json).toMatchObject({ id: first.json.id, outcome: 'UNCHANGED' });
    const phone = await send({ phone: '+44 161 496 0000' });
    expect(phone.json).toMatchObject({ id: first.json.id, outcome: 'UPDATED' });
    const seen = await apptly('GET', `/users/${first.json.id}`);
    expect(seen.json).toMatchObject({ familyName: 'Ink', phone: '+44 161 496 0000', status: 'UNREGISTERED' });
    const coordinator = await session(system.base, 'coco');
    const input = { digest: 'x', identifiers: ida.identifiers, demographics: { title: 'Ms' } };
    const query = `mutation ($input: ReceivedPatientInput!) { done: receivePatient(input: $input) {
      ... on ReceivedPatient { patientId outcome } ... on Refusal { kind field } } }`;
    const ask = async (by: Headers, teamId: string) => {
      const reply = await outside.postGraphWith(system.base, by, { query, variables: { input: { ...input, teamId } } });
      return outside.graphAnswer<{ done: object }>(reply).data?.done;
    };
    expect(await ask(coordinator, teams['riverside-diabetes'].id)).toEqual({
      ...{ patientId: first.json.id, outcome: 'UPDATED' },
    });
    expect(await ask(coordinator, teams['riverside-prt'].id)).toEqual({ kind: 'NOT_FOUND', field: 'teamId' });
    const alice = await session(system.base, 'alice');
    expect(await ask(alice, teams['riverside-diabetes'].id)).toEqual({ kind: 'FORBIDDEN', field: null });
  });

  it.each([
    ['no family name', { familyName: undefined }, '#/familyName'],
    ['a date of birth that no calendar has', { dateOfBirth: '1990-02-30' }, '#/dateOfBirth'],
    ['no identifier', { identifiers: [] }, '#/identifiers'],
    [
      'a wrong NHS number',
      { identifiers: [{ system: outside.nhsNumberSystem, value: '1234567890' }] },
      '#/identifiers/0/value',
    ],
    ['another team', { teamId: '00000000-0000-4000-8000-00000000dead' }, '#/teamId'],
    ['what is not known', { shoeSize: 42 }, '#/shoeSize'],
  ])('only where it is said who that is, and for whom: not with %s', async (_what, body, pointer) => {
    const reply = await send(body);
    expect([reply.status, reply.json.errors?.[0]?.['pointer']]).toEqual([pointer === '#/teamId' ? 404 : 400, pointer]);
  });

  it('by no app of a patient', async () => {
    expect((await send({}, pulse)).status).toBe(403);
  });
});

describe('a patient is changed', () => {
  type Changed = { readonly id: string; readonly version: number } & Problem;
  const own = '/users/self';
  const change = (by: RestClient, match: string | undefined, body: object, path = `/users/${patients.alice.id}`) =>
    by<Changed>('PUT', path, { ...(match === undefined ? {} : { headers: { 'if-match': match } }), body });

  it('by herself, in what is hers to say, from the version that she has seen', async () => {
    const before = await pulse('GET', `/users/${patients.alice.id}`);
    const tag = before.headers.get('etag') ?? '';
    expect((await change(pulse, undefined, { phone: '0161 496 0001' })).status).toBe(428);
    const changed = await change(
      pulse,
      tag,
      { phone: '0161 496 0001', language: 'cy', address: { lines: ['1 High St'] } },
      own,
    );
    expect(changed.json).toMatchObject({ id: patients.alice.id });
    const after = await pulse('GET', `/users/${patients.alice.id}`);
    expect(after.json).toMatchObject({
      phone: '0161 496 0001',
      language: 'cy',
      address: { lines: ['1 High St'], city: null },
    });
    expect(after.headers.get('etag')).toBe(changed.headers.get('etag'));
    expect((await change(pulse, tag, { phone: null })).status).toBe(412);
    expect((await change(pulse, '"nonsense"', { phone: null })).status).toBe(412);
    expect((await change(pulse, '*', { phone: null })).json.version).toBe(changed.json.version + 1);
  });

  it('by a team with which something is shared, and not by others', async () => {
    const { json } = await change(apptly, '*', { title: 'Dr', middleNames: 'Maud' });
    expect(json.id).toBe(patients.alice.id);
    expect((await pulse('GET', `/users/${patients.alice.id}`)).json).toMatchObject({
      title: 'Dr',
      middleNames: 'Maud',
    });
    const hidden = await change(apptly, '*', { title: 'Dr' }, `/users/${patients.bob.id}`);
    const missing = await change(apptly, '*', { title: 'Dr' }, '/users/nonsense');
    expect([hidden.status, hidden.text]).toEqual([404, missing.text]);
  });

  it.each([
    ['who she is', () => pulse, { familyName: 'Other' }, 403, '#/familyName'],
    ['no text', () => pulse, { phone: '' }, 400, '#/phone'],
    ['no phone number', () => pulse, { phone: 'ring me' }, 400, '#/phone'],
    ['no language', () => pulse, { language: 'Welsh!' }, 400, '#/language'],
    ['a date of birth to come', () => apptly, { dateOfBirth: '2999-01-01' }, 400, '#/dateOfBirth'],
    ['control characters', () => apptly, { address: { lines: ['a\u0001b'] } }, 400, '#/address/lines/0'],
    ['nothing', () => apptly, {}, 400, undefined],
  ] as const)('but not to %s, and then nothing is', async (_what, by, body, status, pointer) => {
    const before = await pulse('GET', `/users/${patients.alice.id}`);
    const reply = await change(by(), '*', body);
    expect([reply.status, reply.json.errors?.[0]?.['pointer']]).toEqual([status, pointer]);
    expect((await pulse('GET', `/users/${patients.alice.id}`)).text).toBe(before.text);
  });
});

describe('consents', () => {
  type Consent = { readonly partyId: string; readonly labels: readonly string[] };
  const path = `/consents/self/teams/${teams['riverside-mental-health'].id}`;
  const labels = ['MENTAL_HEALTH'];
  const put = (match: string | undefined, what: object = { labels }) =>
    pulse<Consent>('PUT', path, { ...(match === undefined ? {} : { headers: { 'if-match': match } }), body: what });

  it('are changed by who has seen them as they are', async () => {
    expect((await put(undefined)).status).toBe(428);
    expect((await put('"1"')).status).toBe(412);
    const first = await put('*');
    const tag = first.headers.get('etag') ?? '';
    expect((await pulse('GET', path)).headers.get('etag')).toBe(tag);
    const second = await put(tag, { labels: ['GENERAL_HEALTH', ...labels] });
    expect(second.json.labels).toEqual(['GENERAL_HEALTH', ...labels]);
    expect((await put(tag)).status).toBe(412);
    const all = await pulse<Page<Consent>>('GET', '/consents/self');
    expect(all.json.items.map(({ partyId }) => partyId)).toContain(teams['riverside-mental-health'].id);
    const end = (match: string) => pulse('DELETE', path, { headers: { 'if-match': match } });
    expect((await end(tag)).status).toBe(412);
    expect((await end(second.headers.get('etag') ?? '')).status).toBe(200);
    expect((await pulse('GET', path)).status).toBe(404);
  });

  it('of one record are nobody else’s affair', async () => {
    expect((await apptly('GET', `/consents/${patients.bob.id}`)).status).toBe(404);
    expect((await apptly('PUT', path, { headers: { 'if-match': '*' }, body: { labels } })).status).toBe(404);
  });

  it('give way in an emergency, for half an hour', async () => {
    const reason = 'Unconscious in the emergency department';
    const broken = await apptly('POST', `/consents/BTG/${patients.carol.id}`, { body: { reason } });
    expect(broken.json).toMatchObject({ patientId: patients.carol.id, teamId: teams['riverside-diabetes'].id, reason });
    expect((await apptly('GET', `/users/${patients.carol.id}`)).status).toBe(200);
    expect((await apptly('POST', `/consents/BTG/${patients.bob.id}`, { body: { reason } })).status).toBe(404);
    expect((await pulse('POST', `/consents/BTG/${patients.carol.id}`, { body: { reason } })).status).toBe(403);
  });
});

describe('invitations', () => {
  it('are for those who have not registered yet', async () => {
    const asked = [{ system: outside.nhsNumberSystem, value: patients.alice.nhsNumber }];
    const { json } = await apptly<{ readonly items: readonly unknown[] }>('POST', '/invitations', {
      body: { patients: asked },
    });
    expect(json.items).toEqual([]);
  });
});

describe('the pages to try it on', () => {
  it('come from here, with nothing in them that a strict policy would stop', async () => {
    const page = await outside.ask(`${system.base}/api/docs/`, 'GET');
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
    expect(page.text).not.toMatch(/<script>|https?:/);
    const named = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, name]) => name);
    for (const name of named) expect((await outside.ask(`${system.base}/api/docs/${name}`, 'GET')).status).toBe(200);
  });
});

describe('a token to try it with', () => {
  const path = () => `${system.base}/oauth/demo-token`;
  const tokenOf = async (as: string) => {
    const { text } = await outside.ask(`${path()}/${as}`, 'POST');
    const { access_token: token } = JSON.parse(text) as { readonly access_token: string };
    return restClient(system.base, { authorization: `Bearer ${token}` });
  };

  it('is had by one click, of an app or of a tied client', async () => {
    const { roles } = JSON.parse((await outside.ask(path(), 'GET')).text) as { readonly roles: { as: string }[] };
    expect(roles.map(({ as }) => as)).toEqual(['alice', 'diaz', 'apptly']);
    const selves = await Promise.all(
      roles.map(async ({ as }) => (await (await tokenOf(as))<{ readonly client: string }>('GET', '/users/self')).json),
    );
    expect(selves).toMatchObject([
      { client: 'pulse', patientId: patients.alice.id },
      { client: 'wardround', patientId: null, teams: [{ id: teams['riverside-diabetes'].id }] },
      { client: 'apptly', teams: [{ id: teams['riverside-diabetes'].id }] },
    ]);
    expect((await (await tokenOf('alice'))('GET', '/measurements')).status).toBe(200);
  });

  it('is had of nobody else', async () => {
    expect((await outside.ask(`${path()}/oscar`, 'POST')).status).toBe(404);
  });

  it('is not to be had without the demo world', async () => {
    await system.database.pool.query('update identity.client set disabled_at = now()');
    expect(JSON.parse((await outside.ask(path(), 'GET')).text)).toEqual({ roles: [] });
    expect((await outside.ask(`${path()}/alice`, 'POST')).status).toBe(404);
    await system.database.pool.query('update identity.client set disabled_at = null');
  });
});

it('leaves no operation out', () => {
  expect(unwalked(system.base, tested.people)).toEqual([]);
});
