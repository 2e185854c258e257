import { createConfig, lintFromString } from '@redocly/openapi-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operations } from '../adapters/rest/operations/index.ts';
import { patients, teams } from '../prisma/demo.ts';
import { callers, session, type Headers } from './callers.ts';
import { anInpatient, siu } from './hospital.ts';
import * as outside from './outside.ts';
import { partnersTags, restClient, walked, type RestClient } from './rest.ts';
import { inOneProcess, type Wiring } from './wiring.ts';

// The Custom REST API as apps and partners use it: through HTTP alone. Each answer is checked against what its operation
// says of it (`rest.ts`).

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

type Problem = { readonly detail: string; readonly errors?: readonly Readonly<Record<string, string>>[] };
type Added = { readonly ids: readonly string[] };
type Page<Item> = { readonly items: readonly Item[]; readonly next: string | null };
type Measurement = {
  readonly id: string;
  readonly type: string | null;
  readonly values: readonly { readonly part: string; readonly value: string; readonly unit: string }[];
  readonly byPatient: boolean;
};

const pressure = (systolic: number, diastolic: number, at = '2026-05-01T08:00:00Z') => ({
  type: 'BLOOD_PRESSURE',
  takenAt: at,
  values: [
    { part: 'SYSTOLIC', value: systolic, unit: 'mm[Hg]' },
    { part: 'DIASTOLIC', value: diastolic, unit: 'mm[Hg]' },
  ],
});

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

describe('measurements', () => {
  it('are what the catalogue says', async () => {
    const { json } = await apptly<Page<{ readonly key: string }>>('GET', '/measurements/types');
    expect(json.items.map(({ key }) => key)).toContain('BLOOD_PRESSURE');
  });

  it('come back as they were posted, from the patient', async () => {
    const posted = await pulse<Added>('POST', '/measurements', { body: { measurements: [pressure(121.5, 80)] } });
    const { json } = await pulse<Page<Measurement>>('GET', '/measurements?type=BLOOD_PRESSURE');
    expect(json.items.find(({ id }) => id === posted.json.ids[0])).toMatchObject({
      type: 'BLOOD_PRESSURE',
      byPatient: true,
      label: 'GENERAL_HEALTH',
      values: [
        { part: 'SYSTOLIC', value: '121.5', unit: 'mm[Hg]' },
        { part: 'DIASTOLIC', value: '80', unit: 'mm[Hg]' },
      ],
    });
  });

  it('are seen by the team with which their label is shared, and others are not', async () => {
    const body = { measurements: [pressure(111, 71), { ...pressure(112, 72), label: 'SEXUAL_HEALTH' }] };
    const { json: posted } = await pulse<Added>('POST', '/measurements', { body });
    const { json } = await apptly<Page<Measurement>>('GET', `/measurements/${patients.alice.id}?limit=200`);
    const seen = json.items.map(({ id }) => id);
    expect(posted.ids.map((id) => seen.includes(id))).toEqual([true, false]);
  });

  it('are added by a team, which is their source', async () => {
    const { json } = await apptly<Added>('POST', `/measurements/${patients.alice.id}`, {
      body: { measurements: [pressure(133, 88)] },
    });
    const all = await pulse<Page<Measurement>>('GET', '/measurements?limit=200');
    expect(all.json.items.find(({ id }) => id === json.ids[0])).toMatchObject({ byPatient: false });
  });

  it('lead from page to page, each once', async () => {
    const body = {
      measurements: Array.from({ length: 5 }, (_, n) => pressure(100 + n, 60, `2025-01-0${n + 1}T00:00:00Z`)),
    };
    await pulse('POST', '/measurements', { body });
    const year = 'from=2025-01-01T00:00:00Z&to=2026-01-01T00:00:00Z&limit=2';
    const seen: string[] = [];
    let path: string | undefined = `/measurements?${year}`;
    while (path !== undefined) {
      const reply: Awaited<ReturnType<typeof pulse<Page<Measurement>>>> = await pulse<Page<Measurement>>('GET', path);
      seen.push(...reply.json.items.map(({ values }) => values[0]?.value ?? ''));
      path = /^<\/api\/v2(.*)>; rel="next"$/.exec(reply.headers.get('link') ?? '')?.[1];
    }
    expect(seen).toEqual(['104', '103', '102', '101', '100']);
  });

  it.each([
    [
      'a unit that does not fit',
      { ...pressure(120, 80), values: [{ value: 70, unit: 'mm[Hg]' }], type: 'BODY_WEIGHT' },
      '#/measurements/0/values/0/unit',
    ],
    ['a value out of range', pressure(1200, 80), '#/measurements/0/values/0/value'],
    ['a type that is none', { ...pressure(120, 80), type: 'MOOD' }, '#/measurements/0/type'],
    [
      'a part that is missing',
      { ...pressure(120, 80), values: pressure(120, 80).values.slice(1) },
      '#/measurements/0/values',
    ],
    ['a time that is to come', pressure(120, 80, '2099-01-01T00:00:00Z'), '#/measurements/0/takenAt'],
    ['a time that is none', pressure(120, 80, 'yesterday'), '#/measurements/0/takenAt'],
    ['a member that is not known', { ...pressure(120, 80), colour: 'red' }, '#/measurements/0/colour'],
  ])('are refused with %s, by name, and nothing is stored', async (_what, measurement, pointer) => {
    const count = async () =>
      (await system.database.pool.query<{ n: string }>('select count(*) as n from clinical.res')).rows[0]?.n;
    const before = await count();
    const { status, json } = await pulse<Problem>('POST', '/measurements', { body: { measurements: [measurement] } });
    expect([status, json.errors?.[0]?.['pointer']]).toEqual([400, pointer]);
    expect(await count()).toBe(before);
  });

  it.each([
    ['limit=0', 'limit'],
    ['limit=201', 'limit'],
    ['colour=red', 'colour'],
    ['type=MOOD', 'type'],
    ['from=yesterday', 'from'],
  ])('cannot be asked for with %s', async (query, parameter) => {
    const { status, json } = await pulse<Problem>('GET', `/measurements?${query}`);
    expect([status, json.errors?.[0]?.['parameter']]).toEqual([400, parameter]);
  });

  it('cannot be added to a record that is hidden or missing', async () => {
    const body = { measurements: [pressure(120, 80)] };
    for (const id of [patients.bob.id, '00000000-0000-4000-8000-00000000dead', 'nonsense'])
      expect((await pulse('POST', `/measurements/${id}`, { body })).status).toBe(404);
  });
});

describe('the record', () => {
  const lists = ['tests', 'allergies', 'medications', 'diagnoses', 'plans', 'documents', 'appointments'];

  it.each(lists)('has %s, which a patient and a team may list, and no other', async (name) => {
    expect((await pulse('GET', `/${name}/self`)).status).toBe(200);
    expect((await apptly('GET', `/${name}/${patients.alice.id}?limit=1`)).status).toBe(200);
    expect((await apptly('GET', `/${name}/${patients.bob.id}`)).status).toBe(404);
    expect((await apptly('GET', `/${name}/self`)).status).toBe(404);
  });
});

describe('the diary', () => {
  it('comes back as it was written, and is seen as its label says', async () => {
    const body = { at: '2026-05-01T20:00:00+01:00', text: 'Slept badly.', label: 'MENTAL_HEALTH' };
    const { json } = await pulse<{ readonly id: string }>('POST', '/diary/self', { body });
    const own = await pulse<Page<{ readonly id: string }>>('GET', '/diary/self');
    expect(own.json.items.find(({ id }) => id === json.id)).toEqual({
      id: json.id,
      at: '2026-05-01T19:00:00.000Z',
      text: 'Slept badly.',
      byPatient: true,
      label: 'MENTAL_HEALTH',
    });
    const seen = await apptly<Page<{ readonly id: string }>>('GET', `/diary/${patients.alice.id}`);
    expect(seen.json.items.map(({ id }) => id)).not.toContain(json.id);
  });
});

describe('messages', () => {
  type Message = {
    readonly id: string;
    readonly conversationId: string;
    readonly status: string;
    readonly content: string;
  };
  const teamId = teams['riverside-diabetes'].id;
  const begin = (more: object = {}) =>
    pulse<Message & Problem>('POST', '/messages/self', {
      body: { teamId, subject: 'My insulin', content: 'How much?', ...more },
    });

  it('go to and fro in one conversation, and are told to be read when the other side opens them', async () => {
    const first = await begin();
    expect(first.json).toMatchObject({ side: 'PATIENT', status: 'SENT', author: 'Alice Archer', version: 1 });
    const { conversationId } = first.json;
    const answered = await apptly<Message>('POST', `/messages/${patients.alice.id}`, {
      body: { conversationId, content: 'As before.' },
    });
    const seen = await pulse<Page<Message>>('GET', '/messages/self?limit=200');
    expect(seen.json.items.find(({ id }) => id === answered.json.id)).toMatchObject({ side: 'TEAM', status: 'UNREAD' });
    const opened = await pulse<Message>('POST', `/messages/self/${answered.json.id}/read`);
    expect(opened.json).toMatchObject({ status: 'READ', firstReadAt: expect.any(String) as unknown });
    const own = await pulse<Message>('POST', `/messages/self/${first.json.id}/read`);
    expect(own.json.status).toBe('SENT');
  });

  it('can be drafts, which nobody else sees and which change by the version that was seen', async () => {
    const { json, headers } = await begin({ draft: true });
    const tag = headers.get('etag') ?? '';
    const path = `/messages/self/${json.id}`;
    const drafts = await pulse<Page<Message>>('GET', '/messages/self?drafts=true');
    expect(drafts.json.items.map(({ id }) => id)).toContain(json.id);
    const theirs = await apptly<Page<Message>>('GET', '/messages?limit=200');
    expect(theirs.json.items.map(({ id }) => id)).not.toContain(json.id);
    expect((await apptly('POST', `/messages/${patients.alice.id}/${json.id}/read`)).status).toBe(404);
    expect((await pulse('PUT', path, { body: { content: 'x' } })).status).toBe(428);
    const changed = await pulse<Message>('PUT', path, { headers: { 'if-match': tag }, body: { content: 'How many?' } });
    expect(changed.json).toMatchObject({ content: 'How many?', status: 'DRAFT', version: 2 });
    expect((await pulse('PUT', path, { headers: { 'if-match': tag }, body: { send: true } })).status).toBe(412);
    const sent = await pulse<Message>('PUT', path, {
      headers: { 'if-match': changed.headers.get('etag') ?? '' },
      body: { send: true },
    });
    expect(sent.json.status).toBe('SENT');
    expect((await pulse('DELETE', path, { headers: { 'if-match': '"3"' } })).status).toBe(409);
    const other = await begin({ draft: true });
    const gone = await pulse('DELETE', `/messages/self/${other.json.id}`, { headers: { 'if-match': '"1"' } });
    expect(gone.status).toBe(200);
  });

  it('are between the patient and teams that have to do with the record', async () => {
    expect((await begin({ teamId: teams['riverside-sexual-health'].id })).status).toBe(404);
    expect((await begin({ subject: undefined })).status).toBe(400);
    expect((await begin({ content: 'x'.repeat(10_001) })).status).toBe(400);
    const bob = await apptly('POST', `/messages/${patients.bob.id}`, { body: { subject: 'Hello', content: 'Hello' } });
    expect(bob.status).toBe(404);
    const { json } = await begin({ teamId: teams['hillside-community'].id });
    const into = await apptly('POST', `/messages/${patients.alice.id}`, {
      body: { conversationId: json.conversationId, content: 'Hello' },
    });
    expect(into.status).toBe(404);
  });

  it('ask about an appointment that is there', async () => {
    const body = { teamId, ask: 'CHANGE', content: 'Later, please.' };
    expect((await pulse('POST', '/appointments/self/nonsense/requests', { body })).status).toBe(404);
    await outside.deliver(
      system.base,
      siu('S12', anInpatient({ ...patients.alice, nhsNumber: patients.alice.nhsNumber }), 'rest-asked'),
    );
    const { json } = await pulse<Page<{ readonly id: string }>>('GET', '/appointments/self');
    const asked = await pulse('POST', `/appointments/self/${json.items[0]?.id ?? ''}/requests`, { body });
    expect(asked.json).toMatchObject({ kind: 'APPOINTMENT_CHANGE', appointmentId: json.items[0]?.id });
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

describe('another label', () => {
  const relabel = (id: string, label: string, by = pulse, kind = 'measurements') =>
    by<Problem>('PUT', `/labels/${patients.alice.id}/${kind}/${id}`, { body: { label } });
  const seen = async (id: string) =>
    (await apptly<Page<Measurement>>('GET', `/measurements/${patients.alice.id}?limit=200`)).json.items.some(
      (item) => item.id === id,
    );

  it('gives an item other readers, at once', async () => {
    const { json } = await pulse<Added>('POST', '/measurements', { body: { measurements: [pressure(115, 75)] } });
    const [id = ''] = json.ids;
    expect(await seen(id)).toBe(true);
    expect((await relabel(id, 'MENTAL_HEALTH')).json).toEqual({ id, label: 'MENTAL_HEALTH' });
    expect(await seen(id)).toBe(false);
    const [secret, bad, kind, team] = [
      await relabel(id, 'SECRET'),
      await relabel('nonsense', 'GENERAL_HEALTH'),
      await relabel(id, 'GENERAL_HEALTH', pulse, 'secrets'),
      await relabel(id, 'GENERAL_HEALTH', apptly),
    ];
    expect([secret.status, secret.json.errors?.[0]?.['pointer']]).toEqual([400, '#/label']);
    expect([bad.status, bad.json.errors?.[0]?.['parameter']]).toEqual([404, 'itemId']);
    expect([kind.status, kind.json.errors?.[0]?.['parameter']]).toEqual([400, 'kind']);
    expect(team.status).toBe(403);
    expect(await seen(id)).toBe(false);
  });

  it('is given to appointments too', async () => {
    await outside.deliver(
      system.base,
      siu('S12', anInpatient({ ...patients.alice, nhsNumber: patients.alice.nhsNumber }), 'rest-label'),
    );
    const { json } = await pulse<Page<{ readonly id: string }>>('GET', '/appointments/self');
    const id = json.items[0]?.id ?? '';
    expect((await relabel(id, 'SOCIAL_CARE', pulse, 'appointments')).status).toBe(200);
    expect((await relabel(id, 'GENERAL_HEALTH', pulse, 'appointments')).json).toEqual({ id, label: 'GENERAL_HEALTH' });
  });
});

describe('documents', () => {
  const pdf = Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(3 * 1024 * 1024, 'a line of text\n')]);
  const post = (bytes: Buffer, type = 'application/pdf', query = 'title=A%20letter&filename=letter.pdf') =>
    pulse<{ readonly id: string } & Problem>('POST', `/documents/self?${query}`, {
      headers: { 'content-type': type },
      bytes,
    });

  it('come back byte for byte, whole and in part, and run nothing', async () => {
    const posted = await post(pdf);
    const path = `/documents/self/${posted.json.id}`;
    const facts = await pulse('GET', path);
    expect(facts.json).toMatchObject({ title: 'A letter', contentType: 'application/pdf', size: pdf.length });
    const whole = await pulse('GET', `${path}/content`);
    expect(whole.bytes.equals(pdf)).toBe(true);
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-length': String(pdf.length),
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    });
    const part = await pulse('GET', `${path}/content`, { headers: { range: 'bytes=1048570-2097160' } });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 1048570-2097160/${pdf.length}`]);
    expect(part.bytes.equals(pdf.subarray(1_048_570, 2_097_161))).toBe(true);
    const beyond = await pulse('GET', `${path}/content`, { headers: { range: 'bytes=99999999-' } });
    expect(beyond.status).toBe(416);
    const [seen, hidden] = await Promise.all([
      apptly('GET', `/documents/${patients.alice.id}/${posted.json.id}`),
      apptly('GET', `/documents/${patients.bob.id}/${posted.json.id}`),
    ]);
    expect([seen.status, hidden.status]).toEqual([200, 404]);
  });

  it.each([
    ['a PDF that is none', Buffer.from('hello'), 'application/pdf', 400],
    ['a program that is called a PDF', Buffer.from('MZ\x90\x00 %PDF-1.4'), 'application/pdf', 400],
    ['text with bytes in it', Buffer.from('a\0b'), 'text/plain', 400],
    ['nothing', Buffer.alloc(0), 'application/pdf', 400],
    ['a type that is not taken', Buffer.from('x'), 'application/x-msdownload', 400],
    ['JSON', Buffer.from('{}'), 'application/json', 415],
  ])('are refused where they are %s, and nothing is stored', async (_what, bytes, type, status) => {
    const count = async () =>
      (await system.database.pool.query<{ n: string }>('select count(*) as n from clinical.res')).rows[0]?.n;
    const before = await count();
    expect((await post(bytes, type)).status).toBe(status);
    expect(await count()).toBe(before);
  });

  it('have 25 MB at most', async () => {
    const reply = await post(Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(25 * 1024 * 1024)]));
    expect(reply.status).toBe(413);
  });

  it('are told to have been read', async () => {
    const body = { documentIdentifiers: ['letter-1'] };
    const { json } = await apptly<{ readonly items: readonly unknown[] }>('POST', '/documents/read-receipts', { body });
    expect(json.items).toEqual([]);
    const since = '/documents/read-receipts?after=2026-01-01T00:00:00Z';
    const read = await apptly<Page<unknown>>('GET', since);
    expect(read.json.items).toEqual([]);
    const [bad, foreign] = [
      await apptly<Problem>('GET', '/documents/read-receipts?after=yesterday'),
      await pulse('GET', since),
    ];
    expect([bad.status, bad.json.errors?.[0]?.['parameter'], foreign.status]).toEqual([400, 'after', 403]);
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
  const others = operations.filter(({ tag }) => !partnersTags.includes(tag));
  expect(others.map(({ id }) => id).filter((id) => !walked().has(id))).toEqual([]);
});
