import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { patients, teams } from '../prisma/demo.ts';
import { callers } from './callers.ts';
import { anInpatient, siu } from './hospital.ts';
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

// What the Custom REST API reads of a record, and puts into it.

let system: Wiring;
let pulse: RestClient;
let apptly: RestClient;
beforeAll(async () => {
  system = await inOneProcess({ LIMIT_REST_REQUESTS: '100000' });
  pulse = restClient(system.base, await callers.app(system.base));
  apptly = restClient(system.base, await callers['tethered.rest'](system.base));
});
afterAll(() => system.stop());

type Measurement = {
  readonly id: string;
  readonly type: string | null;
  readonly values: readonly { readonly part: string; readonly value: string; readonly unit: string }[];
  readonly byPatient: boolean;
};

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

it('leaves no operation out', () => {
  expect(unwalked(system.base, tested.record)).toEqual([]);
});
