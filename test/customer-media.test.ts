import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { feedClient, idOf, json, type FeedClient } from './customer.ts';
import { inOneProcess, type Wiring } from './wiring.ts';

// What is sent and answered in which media type: a Binary as a resource and as the bytes that it holds (FHIR R4 §2.47.3,
// STU3 §2.46.3), and the versions that media types name (R4 §2.1.0.6.1).

let system: Wiring;
let r4: FeedClient;
let stu3: FeedClient;
beforeAll(async () => {
  system = await inOneProcess();
  r4 = await feedClient(system.base, 'riverside-r4', 'riverside-customer');
  stu3 = await feedClient(system.base, 'riverside-stu3', 'riverside-customer');
});
afterAll(() => system.stop());

const fhir = { accept: 'application/fhir+json' };
const page = '<html><script>alert(1)</script></html>';

describe.each([
  ['R4', () => r4, 'data'],
  ['STU3', () => stu3, 'content'],
])('a Binary of %s', (_version, of, member) => {
  const binary = (more: object = {}) => ({
    resourceType: 'Binary',
    contentType: 'text/html',
    [member]: Buffer.from(page).toString('base64'),
    ...more,
  });

  it('is given as its bytes, in their own media type, to whoever names no FHIR', async () => {
    const id = idOf(await of().post('Binary', binary()));
    for (const accept of [
      '*/*',
      'text/html',
      'image/png',
      'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
    ]) {
      const read = await of().get(`Binary/${id}`, { accept });
      expect([read.status, read.text, read.headers.get('content-type')]).toEqual([200, page, 'text/html']);
      expect(read.headers.get('etag')).toBe('W/"1"');
      expect(read.headers.get('content-security-policy')).toContain('sandbox');
    }
    expect((await of().get(`Binary/${id}/_history/1`, { accept: 'text/html' })).text).toBe(page);
    expect((await of().get(`Binary/${id}`, { accept: '*/*', 'if-none-match': 'W/"1"' })).status).toBe(304);
  });

  it('is given as a resource to whoever names FHIR', async () => {
    const id = idOf(await of().post('Binary', binary()));
    expect(json(await of().get(`Binary/${id}`, fhir))).toMatchObject(binary());
    expect(json(await of().get(`Binary/${id}?_format=json`))).toMatchObject(binary());
    for (const asked of [
      of().get(`Binary/${id}?_format=xml`),
      of().get(`Binary/${id}`, { accept: 'application/fhir+xml' }),
    ])
      expect((await asked).text).toContain(`<contentType value="text/html"/>`);
  });

  it('is made of bytes that are sent by themselves', async () => {
    const created = await of().post('Binary', page, { 'content-type': 'text/html', ...fhir });
    expect([created.status, json(created)]).toEqual([201, expect.objectContaining(binary())]);
    const id = `mine-${randomUUID()}`;
    const put = await of().put(`Binary/${id}`, 'a,b\n1,2\n', {
      'content-type': 'text/csv',
      'x-security-context': 'Patient/1',
      ...fhir,
    });
    expect(json(put)).toMatchObject({ id, contentType: 'text/csv', securityContext: { reference: 'Patient/1' } });
    expect((await of().get(`Binary/${id}`)).text).toBe('a,b\n1,2\n');
  });

  it('that is not there, was deleted or holds nothing is said to be so', async () => {
    expect((await of().get('Binary/nothing')).status).toBe(404);
    const id = idOf(await of().post('Binary', binary()));
    await of().remove(`Binary/${id}`);
    expect((await of().get(`Binary/${id}`)).status).toBe(410);
  });

  it('is as large as other resources, and bytes make no other resource', async () => {
    const large = await of().post('Binary', 'A'.repeat(5 * 1024 * 1024 + 1), { 'content-type': 'text/plain' });
    expect([large.status, json(large)['resourceType']]).toEqual([413, 'OperationOutcome']);
    expect((await of().post('Patient', page, { 'content-type': 'text/html' })).status).toBe(415);
    expect((await of().post('Binary', '', { 'content-type': 'text/html' })).status).toBe(422);
  });
});

describe('a media type that names a version', () => {
  it('is taken by the feeds of that version alone', async () => {
    const patient = { resourceType: 'Patient' };
    const named = (version: string) => ({
      accept: `application/fhir+json; fhirVersion=${version}`,
      'content-type': `application/fhir+json; fhirVersion=${version}`,
    });
    for (const [feed, own, other] of [
      [r4, '4.0', '3.0'],
      [stu3, '3.0', '4.0'],
    ] as const) {
      expect((await feed.post('Patient', patient, named(own))).status).toBe(201);
      expect((await feed.get('Patient', { accept: named(other).accept })).status).toBe(406);
      const refused = await feed.post('Patient', patient, { 'content-type': named(other)['content-type'] });
      expect([refused.status, refused.text]).toEqual([415, expect.stringContaining(own)]);
    }
  });
});
