import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { bundle, entriesOf, entry, feedClient, idOf, identified, json, namesOf, patient } from './customer.ts';
import { openStore } from './customer-store.ts';

// What a customer sends, well or badly: JSON, XML and JSON Patch. FHIR R4 §3.1.0, §3.1.0.5

const { system, feed } = await openStore();

describe('a resource that is not as FHIR defines it', () => {
  const wrong = { resourceType: 'Patient', gender: 'unknowable', birthDate: '2023-02-30', colour: 'blue' };

  it('is not kept, and everything that is wrong is named with its place', async () => {
    const reply = await feed.post('Patient', wrong);
    expect(reply.status).toBe(422);
    const { issue } = json(reply) as { issue: { expression: string[] }[] };
    expect(issue.flatMap(({ expression }) => expression).sort()).toEqual([
      'Patient.birthDate',
      'Patient.colour',
      'Patient.gender',
    ]);
  });

  it('undoes its transaction, and is named in it', async () => {
    const value = randomUUID();
    const reply = await feed.post(
      '',
      bundle('transaction', entry('POST', 'Patient', identified(value)), entry('POST', 'Patient', wrong)),
    );
    expect([reply.status, reply.text]).toEqual([422, expect.stringContaining('Bundle.entry[1].resource.birthDate')]);
    expect(namesOf(await feed.get(`Patient?identifier=urn:test|${value}`))).toEqual([]);
  });

  it('is told apart by the version of the feed', async () => {
    const stu3 = await feedClient(system.base, 'riverside-stu3', 'riverside-customer');
    const animal = patient({ animal: { species: { text: 'cat' } } });
    expect((await stu3.post('Patient', animal)).status).toBe(201);
    expect((await feed.post('Patient', animal)).status).toBe(422);
  });
});

describe('bad input', () => {
  it.each([
    ['JSON that ends too early', 'POST', 'Patient', '{"resourceType":"Patient",', 400, 'line 1, column'],
    ['another type', 'POST', 'Patient', '{"resourceType":"Group"}', 400, 'Patient.resourceType'],
    ['no type', 'POST', 'Patient', '{}', 400, 'Patient.resourceType'],
    ['a list', 'POST', 'Patient', '[]', 400, 'not an object'],
    ['depth', 'POST', 'Patient', `{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, 400, 'levels deep'],
    ['a type that FHIR has not', 'POST', 'Pation', '{"resourceType":"Pation"}', 404, 'not-found'],
    ['another id', 'PUT', 'Patient/a', '{"resourceType":"Patient","id":"b"}', 400, 'Patient.id'],
    ['no id', 'PUT', 'Patient/a', '{"resourceType":"Patient"}', 400, 'Patient.id'],
    ['an id that is none', 'PUT', 'Patient/a_b', '{"resourceType":"Patient","id":"a_b"}', 400, 'An id is'],
    ['an id with a slash', 'PUT', 'Patient/a%2Fb', '{"resourceType":"Patient","id":"a/b"}', 400, 'An id is'],
    [
      'a character that is none',
      'POST',
      'Patient',
      '{"resourceType":"Patient","name":[{"family":"\\u0000"}]}',
      400,
      'U+0000',
    ],
    ['nothing', 'POST', 'Patient', '', 400, 'text ends'],
    ['a Bundle that is none', 'POST', '', '{"resourceType":"Patient"}', 400, 'Bundle'],
    ['a Bundle of another type', 'POST', '', '{"resourceType":"Bundle","type":"searchset"}', 400, 'searchset'],
    [
      'too many entries',
      'POST',
      '',
      JSON.stringify(bundle('batch', ...Array.from({ length: 5001 }, () => ({})))),
      413,
      '5000',
    ],
    ['6 MB', 'POST', 'Binary', `{"resourceType":"Binary","data":"${'A'.repeat(6_000_000)}"}`, 413, '5 MB'],
  ] as const)('%s is refused, and says where', async (_what, method, path, body, status, place) => {
    const reply = await (method === 'PUT' ? feed.put(path, body) : feed.post(path, body));
    expect([reply.status, json(reply)['resourceType']]).toEqual([status, 'OperationOutcome']);
    expect(reply.text).toContain(place);
  });

  it.each([
    ['Patient?_count=-1', 400, '_count'],
    ['Patient?_count=many', 400, '_count'],
    ['Patient?birthdate=2023-02-30', 400, 'birthdate'],
    ['Patient?birthdate=xx2023', 400, 'birthdate'],
    ['Patient?_sort=nonsense', 400, '_sort'],
    ['Patient?page=nonsense', 400, 'page'],
    ['Patient/_history?page=nonsense', 400, 'page'],
    ['Observation?nonsense.name=x', 400, 'nonsense'],
    ['Observation?subject:Patient.nonsense=x', 400, 'nonsense'],
    ['Observation?code.name=x', 400, 'code'],
    ['Patient?_has:Observation:nonsense:code=x', 400, 'nonsense'],
    ['Patient?_include=Patient:nonsense', 400, '_include'],
    ['Observation?value-quantity=much', 400, 'value-quantity'],
    ['Patient?name:nonsense=x', 400, 'name:nonsense'],
    ['Patient?_summary=some', 400, '_summary'],
    ['Patient/a_b', 404, 'not-found'],
    ['Patient/a%00b', 404, 'not-found'],
    ['Patient/a%00b/_history', 404, 'not-found'],
    ['Patient?_sort=%00', 400, '_sort'],
    ['Patient/a/_history/x', 404, 'not-found'],
    ['Pation', 404, 'not-found'],
    ['Pation/1', 404, 'not-found'],
    ['$nothing', 404, ''],
    ['Patient/1/2/3/4', 404, ''],
  ])('GET %s is %i, and names %j', async (path, status, place) => {
    const reply = await feed.get(path);
    expect([reply.status, json(reply)['resourceType']]).toEqual([status, 'OperationOutcome']);
    expect(reply.text).toContain(place);
  });

  it.each([
    ['PUT', 'W/"1"', 412],
    ['PUT', '1', 400],
    ['PATCH', 'W/"1"', 404],
    ['DELETE', 'W/"1"', 412],
    ['DELETE', 'W/"none"', 412],
  ] as const)('%s of what is not there with If-Match %s is %i, and leaves nothing', async (method, ifMatch, status) => {
    const url = 'Patient/not-there-at-all';
    const headers = { 'if-match': ifMatch };
    const reply =
      method === 'PUT'
        ? await feed.put(url, patient({ id: 'not-there-at-all' }), headers)
        : method === 'PATCH'
          ? await feed.patch(url, [], { ...headers, 'content-type': 'application/json-patch+json' })
          : await feed.remove(url, headers);
    expect([reply.status, json(reply)['resourceType']]).toEqual([status, 'OperationOutcome']);
    expect((await feed.get(`${url}/_history`)).status).toBe(404);
  });

  it('in another form than is read is refused', async () => {
    expect((await feed.post('Patient', '<Patient/>', { 'content-type': 'text/html' })).status).toBe(415);
    expect((await feed.get('Patient', { accept: 'text/html' })).status).toBe(406);
  });
});

describe('XML', () => {
  const xml = { 'content-type': 'application/fhir+xml' };

  it('is read and written; what it says is the same as in JSON', async () => {
    const sent = `<Observation xmlns="http://hl7.org/fhir"><status value="final"/><code><text value="x"/></code><valueQuantity><value value="1.00"/></valueQuantity></Observation>`;
    const created = await feed.post('Observation', sent, { ...xml, accept: 'application/fhir+xml' });
    expect([created.status, created.headers.get('content-type')]).toEqual([201, 'application/fhir+xml; charset=utf-8']);
    const id = /<id value="([^"]+)"/.exec(created.text)?.[1] ?? '';
    expect((await feed.get(`Observation/${id}`)).text).toContain('"value":1.00');
    const read = await feed.get(`Observation/${id}?_format=xml`);
    expect(read.text).toContain('<value value="1.00"/>');
    const found = await feed.get(`Observation?_id=${id}`, { accept: 'application/fhir+xml' });
    expect(found.text).toMatch(/^(<\?xml[^>]*>)?<Bundle xmlns="http:\/\/hl7.org\/fhir">/);
    const back = await feed.put(`Observation/${id}`, read.text, xml);
    expect([back.status, json(back)['valueQuantity']]).toEqual([200, { value: 1 }]);
  });

  it('of a transaction is done', async () => {
    const value = randomUUID();
    const sent = `<Bundle xmlns="http://hl7.org/fhir"><type value="transaction"/><entry><resource><Patient><identifier><system value="urn:test"/><value value="${value}"/></identifier></Patient></resource><request><method value="POST"/><url value="Patient"/></request></entry></Bundle>`;
    expect((await feed.post('', sent, xml)).status).toBe(200);
    expect(namesOf(await feed.get(`Patient?identifier=urn:test|${value}`))).toHaveLength(1);
  });

  it.each([
    ['that is not well-formed', '<Patient xmlns="http://hl7.org/fhir"><active', 'line'],
    [
      'of 10 000 levels',
      `<Patient xmlns="http://hl7.org/fhir">${'<extension url="x">'.repeat(10_000)}${'</extension>'.repeat(10_000)}</Patient>`,
      'levels',
    ],
    [
      'that is a bomb',
      `<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><Patient xmlns="http://hl7.org/fhir"><language value="&b;"/></Patient>`,
      'line',
    ],
    ['that defines entities', '<!DOCTYPE x [<!ENTITY a "b">]><Patient xmlns="http://hl7.org/fhir"/>', ''],
    [
      'of elements that FHIR has not',
      '<Patient xmlns="http://hl7.org/fhir"><colour value="blue"/></Patient>',
      'colour',
    ],
  ])('%s is refused', async (_what, sent, place) => {
    const reply = await feed.post('Patient', sent, { ...xml, accept: 'application/fhir+xml' });
    expect([reply.status, reply.headers.get('content-type')]).toEqual([400, 'application/fhir+xml; charset=utf-8']);
    expect(reply.text).toContain('<OperationOutcome');
    expect(reply.text).toContain(place);
  });

  it('of another feed is refused like one that is not there', async () => {
    const stranger = await feedClient(system.base, 'hillside-r4', 'riverside-customer');
    const nowhere = await feedClient(system.base, 'nowhere', 'riverside-customer');
    const sent = '<Patient xmlns="http://hl7.org/fhir"/>';
    const [one, other] = [await stranger.post('Patient', sent, xml), await nowhere.post('Patient', sent, xml)];
    expect([one.status, one.text]).toEqual([404, other.text]);
  });
});

describe('a JSON Patch', () => {
  const patchType = { 'content-type': 'application/json-patch+json' };
  const replace = (value: unknown) => [{ op: 'replace', path: '/gender', value }];

  it('changes what it names, and nothing else', async () => {
    const id = idOf(await feed.post('Patient', patient({ gender: 'male' })));
    const reply = await feed.patch(`Patient/${id}`, replace('female'), patchType);
    expect([reply.status, json(reply)]).toMatchObject([200, { gender: 'female', name: [{ family: 'Test' }] }]);
    expect(entriesOf(await feed.get(`Patient/${id}/_history`))[0]?.request?.method).toBe('PATCH');
  });

  it('of four at once loses none', async () => {
    const id = idOf(await feed.post('Patient', patient({ identifier: [{ value: 'x' }] })));
    const add = [{ op: 'add', path: '/identifier/-', value: { value: 'y' } }];
    const all = await Promise.all(Array.from({ length: 4 }, () => feed.patch(`Patient/${id}`, add, patchType)));
    expect(all.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(json(await feed.get(`Patient/${id}`))['identifier']).toHaveLength(5);
  });

  it.each([
    ['that makes the resource invalid', replace('unknowable'), 422],
    ['whose test fails', [{ op: 'test', path: '/gender', value: 'other' }], 400],
    ['that is none', { op: 'replace' }, 400],
    ['of another id', [{ op: 'replace', path: '/id', value: 'another' }], 400],
  ])('%s changes nothing', async (_what, wrong, status) => {
    const id = idOf(await feed.post('Patient', patient({ gender: 'male' })));
    const reply = await feed.patch(`Patient/${id}`, wrong, patchType);
    expect([reply.status, json(reply)['resourceType']]).toEqual([status, 'OperationOutcome']);
    expect(json(await feed.get(`Patient/${id}`))).toMatchObject({ gender: 'male', meta: { versionId: '1' } });
  });

  it('of what is not there, or no more, or another version, is refused', async () => {
    const id = idOf(await feed.post('Patient', patient({ gender: 'male' })));
    expect((await feed.patch(`Patient/${id}`, replace('other'), { ...patchType, 'if-match': 'W/"7"' })).status).toBe(
      412,
    );
    await feed.remove(`Patient/${id}`);
    expect((await feed.patch(`Patient/${id}`, replace('other'), patchType)).status).toBe(410);
    expect((await feed.patch('Patient/never-was', replace('other'), patchType)).status).toBe(404);
  });

  it('is done to what a search finds', async () => {
    const value = randomUUID();
    await feed.post('Patient', identified(value, { gender: 'male' }));
    const reply = await feed.patch(`Patient?identifier=urn:test|${value}`, replace('other'), patchType);
    expect([reply.status, json(reply)['gender']]).toEqual([200, 'other']);
  });
});
