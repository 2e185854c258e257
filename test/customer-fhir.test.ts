import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { entriesOf, idOf, identified, json, link, namesOf, patient } from './customer.ts';
import { openStore } from './customer-store.ts';

// The REST interactions of FHIR R4 §3.1 on a customer's own store, through real HTTP.

const { feed } = await openStore();

describe('a created resource', () => {
  it('is read back as it was sent, byte for byte, with its id and meta', async () => {
    const text = `{ "resourceType" : "Observation",\n  "status":"final", "code":{"text":"x"},\n "valueQuantity":{"value": 1.00, "unit":"mmol"}, "meta":{"tag":[{"code":"t"}]} }`;
    const created = await feed.post('Observation', text);
    expect(created.status).toBe(201);
    const id = idOf(created);
    expect(created.headers.get('location')).toBe(`${feed.base}/Observation/${id}/_history/1`);
    expect(created.headers.get('etag')).toBe('W/"1"');
    const read = await feed.get(`Observation/${id}`);
    expect(read.status).toBe(200);
    expect(read.text).toBe(created.text);
    const { meta } = json(read) as { meta: { lastUpdated: string } };
    expect(read.text).toBe(
      text
        .replace('"Observation"', `"Observation","id":"${id}"`)
        .replace('{"tag"', `{"versionId":"1","lastUpdated":"${meta.lastUpdated}","tag"`),
    );
  });

  it('is answered as the client prefers', async () => {
    const minimal = await feed.post('Patient', patient(), { prefer: 'return=minimal' });
    expect([minimal.status, minimal.text]).toEqual([201, '']);
    expect(minimal.headers.get('location')).toContain('/_history/1');
    const outcome = await feed.post('Patient', patient(), { prefer: 'return=OperationOutcome' });
    expect(json(outcome)).toMatchObject({ resourceType: 'OperationOutcome' });
  });
});

describe('an update', () => {
  it('creates under the id that it names, and then makes versions', async () => {
    const id = `mine-${randomUUID()}`;
    expect((await feed.put(`Patient/${id}`, patient({ id }))).status).toBe(201);
    const second = await feed.put(`Patient/${id}`, patient({ id, active: true }));
    expect([second.status, second.headers.get('etag')]).toEqual([200, 'W/"2"']);
    expect(json(await feed.get(`Patient/${id}/_history/1`))).not.toHaveProperty('active');
    expect(json(await feed.get(`Patient/${id}/_history/2`))).toMatchObject({ active: true, meta: { versionId: '2' } });
  });

  it('happens only to the version that If-Match names', async () => {
    const id = idOf(await feed.post('Patient', patient()));
    expect((await feed.put(`Patient/${id}`, patient({ id }), { 'if-match': 'W/"1"' })).status).toBe(200);
    const stale = await feed.put(`Patient/${id}`, patient({ id }), { 'if-match': 'W/"1"' });
    expect(stale.status).toBe(412);
    expect(json(stale)).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ code: 'conflict' }] });
    expect((await feed.put('Patient/not-there', patient({ id: 'not-there' }), { 'if-match': 'W/"1"' })).status).toBe(
      412,
    );
    expect((await feed.get('Patient/not-there')).status).toBe(404);
    const there = await feed.put(`Patient/${id}`, patient({ id }), { 'if-none-match': '*' });
    expect([there.status, there.text]).toEqual([412, expect.stringContaining('http.If-None-Match')]);
    expect((await feed.put(`Patient/${id}`, patient({ id }), { 'if-match': 'three' })).status).toBe(400);
  });

  it('of 32 at once with If-Match succeeds once', async () => {
    const id = idOf(await feed.post('Patient', patient()));
    const all = await Promise.all(
      Array.from({ length: 32 }, () => feed.put(`Patient/${id}`, patient({ id }), { 'if-match': 'W/"1"' })),
    );
    expect(all.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(all.filter(({ status }) => status === 412)).toHaveLength(31);
    expect(json(await feed.get(`Patient/${id}`))).toMatchObject({ meta: { versionId: '2' } });
  });

  it('of 32 at once without makes a version each', async () => {
    const id = idOf(await feed.post('Patient', patient()));
    await Promise.all(Array.from({ length: 32 }, () => feed.put(`Patient/${id}`, patient({ id }))));
    expect(json(await feed.get(`Patient/${id}/_history?_count=0`))).toMatchObject({ total: 33 });
  });
});

describe('a deletion', () => {
  it('leaves 410 behind, versions, and nothing for a search; what is put there again is new', async () => {
    const value = randomUUID();
    const id = idOf(await feed.post('Patient', identified(value)));
    const gone = await feed.remove(`Patient/${id}`);
    expect([gone.status, gone.text, gone.headers.get('etag')]).toEqual([204, '', 'W/"2"']);
    expect((await feed.get(`Patient/${id}`)).status).toBe(410);
    expect((await feed.get(`Patient/${id}/_history/2`)).status).toBe(410);
    expect((await feed.get(`Patient/${id}/_history/1`)).status).toBe(200);
    expect(namesOf(await feed.get(`Patient?identifier=urn:test|${value}`))).toEqual([]);
    expect((await feed.remove(`Patient/${id}`)).headers.get('etag')).toBe('W/"2"');
    expect((await feed.put(`Patient/${id}`, identified(value, { id }))).status).toBe(201);
    expect(namesOf(await feed.get(`Patient?identifier=urn:test|${value}`))).toEqual([`Patient/${id}`]);
  });

  it('of what is not there is done already', async () => {
    expect((await feed.remove('Patient/never-was')).status).toBe(204);
    expect((await feed.remove('Patient/never-was', { 'if-match': 'W/"1"' })).status).toBe(412);
  });
});

describe('conditions', () => {
  it('create once, of however many at the same time', async () => {
    const value = randomUUID();
    const all = await Promise.all(
      Array.from({ length: 64 }, () =>
        feed.post('Patient', identified(value), { 'if-none-exist': `identifier=urn:test|${value}` }),
      ),
    );
    expect(all.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(all.filter(({ status }) => status === 200)).toHaveLength(63);
    expect(new Set(all.map(idOf)).size).toBe(1);
    expect(namesOf(await feed.get(`Patient?identifier=urn:test|${value}`))).toHaveLength(1);
  });

  it('that several meet are refused', async () => {
    const value = randomUUID();
    await feed.post('Patient', identified(value));
    await feed.post('Patient', identified(value));
    const condition = `identifier=urn:test|${value}`;
    expect((await feed.post('Patient', identified(value), { 'if-none-exist': condition })).status).toBe(412);
    expect((await feed.put(`Patient?${condition}`, identified(value))).status).toBe(412);
    expect((await feed.remove(`Patient?${condition}`)).status).toBe(204);
    expect(namesOf(await feed.get(`Patient?${condition}`))).toEqual([]);
  });

  it('update what they find, create where they find nothing', async () => {
    const value = randomUUID();
    const url = `Patient?identifier=urn:test|${value}`;
    const created = await feed.put(url, identified(value));
    expect(created.status).toBe(201);
    const updated = await feed.put(url, identified(value, { active: true }));
    expect([updated.status, idOf(updated)]).toEqual([200, idOf(created)]);
    expect((await feed.put(url, identified(value, { id: 'another' }))).status).toBe(400);
  });

  it('never pass over what they do not know', async () => {
    expect((await feed.post('Patient', patient(), { 'if-none-exist': 'colour=blue' })).status).toBe(400);
    expect((await feed.remove('Patient?')).status).toBe(400);
    expect((await feed.remove('Patient')).status).toBe(400);
  });

  it('let a client read only what it does not have', async () => {
    const id = idOf(await feed.post('Patient', patient()));
    expect((await feed.get(`Patient/${id}`, { 'if-none-match': 'W/"1"' })).status).toBe(304);
    expect((await feed.get(`Patient/${id}`, { 'if-none-match': 'W/"2"' })).status).toBe(200);
    const modified = (await feed.get(`Patient/${id}`)).headers.get('last-modified') ?? '';
    const day = 86_400_000;
    const at = (moment: number) => ({ 'if-modified-since': new Date(moment).toUTCString() });
    expect((await feed.get(`Patient/${id}`, { 'if-modified-since': modified })).status).toBe(304);
    expect((await feed.get(`Patient/${id}`, at(Date.parse(modified) + day))).status).toBe(304);
    expect((await feed.get(`Patient/${id}`, at(Date.parse(modified) - day))).status).toBe(200);
    expect((await feed.get(`Patient/${id}`, { 'if-modified-since': 'yesterday' })).status).toBe(200);
    // RFC 9110 §13.1.3: what the client knows by its tag is not asked about by its date.
    expect((await feed.get(`Patient/${id}`, { 'if-none-match': 'W/"2"', ...at(Date.now() + day) })).status).toBe(200);
  });
});

describe('a history', () => {
  it('is newest first, with its deletions, and pages without a gap', async () => {
    const id = idOf(await feed.post('Patient', patient()));
    for (let n = 0; n < 4; n += 1) await feed.put(`Patient/${id}`, patient({ id }));
    await feed.remove(`Patient/${id}`);
    const whole = await feed.get(`Patient/${id}/_history`);
    expect(json(whole)).toMatchObject({ type: 'history', total: 6 });
    expect(entriesOf(whole).map(({ request }) => request?.method)).toEqual([
      'DELETE',
      'PUT',
      'PUT',
      'PUT',
      'PUT',
      'POST',
    ]);
    expect(entriesOf(whole)[0]).not.toHaveProperty('resource');
    const paged: unknown[] = [];
    for (let next: string | undefined = `Patient/${id}/_history?_count=2`; next !== undefined;) {
      const page = await feed.get(next);
      paged.push(...entriesOf(page));
      next = link(page, 'next');
    }
    expect(paged).toEqual(entriesOf(whole));
  });

  it('of a type and of the feed hold what happened since', async () => {
    const since = new Date(Date.now() - 1).toISOString();
    const id = idOf(await feed.post('Basic', { resourceType: 'Basic', code: { text: 'x' } }));
    const other = idOf(
      await feed.post('Flag', {
        resourceType: 'Flag',
        status: 'active',
        code: { text: 'x' },
        subject: { reference: 'Patient/1' },
      }),
    );
    const urls = async (path: string) => entriesOf(await feed.get(path)).map(({ fullUrl }) => fullUrl);
    expect(await urls(`Basic/_history?_since=${since}`)).toEqual([`${feed.base}/Basic/${id}`]);
    expect(await urls(`_history?_since=${since}`)).toEqual([`${feed.base}/Flag/${other}`, `${feed.base}/Basic/${id}`]);
    expect(await urls(`Basic/_history?_at=2020`)).toEqual([]);
    expect((await feed.get('Basic/_history?_since=2023-02-30')).status).toBe(400);
  });
});

describe('a search', () => {
  it('finds, counts, sorts and pages', async () => {
    const tag = randomUUID();
    for (let day = 1; day <= 5; day += 1)
      await feed.post('Observation', {
        resourceType: 'Observation',
        status: 'final',
        code: { coding: [{ system: 'urn:c', code: tag }] },
        effectiveDateTime: `2026-01-0${String(day)}`,
      });
    const page = await feed.get(`Observation?code=urn:c|${tag}&_sort=-date&_count=2&_total=accurate`);
    expect(json(page)).toMatchObject({ type: 'searchset', total: 5 });
    const dates: unknown[] = [];
    for (let next: string | undefined = `Observation?code=${tag}&_sort=date&_count=2`; next !== undefined;) {
      const reply = await feed.get(next);
      dates.push(...entriesOf(reply).map(({ resource }) => resource?.['effectiveDateTime']));
      next = link(reply, 'next');
    }
    expect(dates).toEqual(['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04', '2026-01-05']);
    const posted = await feed.post('Observation/_search', `code=${tag}&_summary=count`, {
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(json(posted)).toMatchObject({ total: 5 });
    expect(entriesOf(posted)).toEqual([]);
  });

  it('says what it passed over, and refuses it where the client is strict', async () => {
    const reply = await feed.get('Patient?colour=blue&active=true');
    expect(link(reply, 'self')).not.toContain('colour');
    expect(entriesOf(reply).at(-1)).toMatchObject({ search: { mode: 'outcome' } });
    expect((await feed.get('Patient?colour=blue', { prefer: 'handling=strict' })).status).toBe(400);
  });
});

describe('a part of a resource', () => {
  it.each([
    ['_elements=birthDate', ['birthDate', 'id', 'meta', 'resourceType']],
    ['_summary=text', ['id', 'meta', 'resourceType', 'text']],
    ['_summary=data', ['birthDate', 'gender', 'id', 'maritalStatus', 'meta', 'resourceType']],
    ['_summary=true', ['birthDate', 'gender', 'id', 'meta', 'resourceType']],
  ])('is what %s says, and is tagged', async (query, members) => {
    const text = { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">x</div>' };
    const maritalStatus = { text: 'x' };
    const whole = { resourceType: 'Patient', text, gender: 'male', birthDate: '2001-01-01', maritalStatus };
    const id = idOf(await feed.post('Patient', whole));
    const read = json(await feed.get(`Patient/${id}?${query}`));
    expect(Object.keys(read).sort()).toEqual(members);
    expect(read['meta']).toMatchObject({ tag: [{ code: 'SUBSETTED' }] });
    const [found] = entriesOf(await feed.get(`Patient?_id=${id}&${query}`));
    expect(found?.resource).toEqual(read);
    expect(link(await feed.get(`Patient?_id=${id}&${query}`), 'self')).toContain(query);
  });

  it('that is none is refused', async () => {
    expect((await feed.get('Patient?_summary=everything')).status).toBe(400);
  });
});
