import { describe, expect, it } from 'vitest';
import { ask, issueOf, serve } from './server.fixture.ts';
import { aliceId, aliceKey } from './world.fixture.ts';

describe('reading', () => {
  it('answers a resource as the text it is stored as, with its version', async () => {
    const response = await ask(await serve(), `/Observation/${aliceKey}.o1`);
    expect(response.body).toBe(`{"resourceType":"Observation","id":"${aliceKey}.o1","v":1.00}`);
    expect(response.headers).toMatchObject({
      'content-type': 'application/fhir+json; charset=utf-8',
      etag: 'W/"2"',
      'last-modified': 'Thu, 01 Jan 2026 12:00:00 GMT',
      'cache-control': 'no-store',
    });
  });

  it('asks the graph once, through the patient whom the id names', async () => {
    const server = await serve();
    await ask(server, `/DiagnosticReport/${aliceKey}.r1`);
    expect(server.graph.calls.map(({ variables }) => variables)).toEqual([
      { patient: aliceId, type: 'DiagnosticReport', id: `${aliceKey}.r1` },
    ]);
  });

  it('reads an appointment', async () => {
    const response = await ask(await serve(), `/Appointment/${aliceKey}.a1`);
    expect(response.json()).toMatchObject({ resourceType: 'Appointment' });
  });

  it('reads a patient as mapped from the graph', async () => {
    const response = await ask(await serve(), `/Patient/${aliceId}`);
    expect(response.json()).toMatchObject({ resourceType: 'Patient', id: aliceId, gender: 'female' });
    expect(response.headers.etag).toBe('W/"7"');
  });

  it('answers 304 without a body to who has this version', async () => {
    const response = await ask(await serve(), `/Observation/${aliceKey}.o1`, { headers: { 'if-none-match': 'W/"2"' } });
    expect([response.statusCode, response.body, response.headers.etag]).toEqual([304, '', 'W/"2"']);
  });

  it('answers in full to who has another version', async () => {
    const response = await ask(await serve(), `/Observation/${aliceKey}.o1`, { headers: { 'if-none-match': 'W/"1"' } });
    expect(response.statusCode).toBe(200);
  });

  it('says of a resource whose content is not yet open that it is masked', async () => {
    const response = await ask(await serve(), `/DocumentReference/${aliceKey}.delayed`);
    expect(response.json()).toMatchObject({ id: `${aliceKey}.delayed`, meta: { security: [{ code: 'MASKED' }] } });
  });

  it('answers HEAD with the headers alone', async () => {
    const response = await ask(await serve(), `/Observation/${aliceKey}.o1`, { method: 'HEAD' });
    expect([response.statusCode, response.body, response.headers.etag]).toEqual([200, '', 'W/"2"']);
  });

  it.each([
    `/Observation/${aliceKey}.missing`,
    `/DiagnosticReport/${aliceKey}.o1`,
    `/Observation/00000000000040008000000000000009.o1`,
    `/Patient/00000000-0000-4000-8000-000000000009`,
    '/Patient/1',
    '/Observation/1',
    '/Observation/_search',
    `/Observation/${'a'.repeat(100)}`,
    `/Observation/${'a'.repeat(1000)}`,
    `/Binary/${aliceKey}.missing`,
    '/Binary/1',
  ])('does not know %s', async (path) => {
    const response = await ask(await serve(), path);
    expect([response.statusCode, issueOf(response)?.code]).toEqual([404, 'not-found']);
  });

  it.each([`/Goal/${aliceKey}.c1`, '/Goal', '/nonsense', '/', '', `/Observation/${aliceKey}.o1/_history`, '/Binary'])(
    'does not serve %j',
    async (path) => {
      const response = await ask(await serve(), path);
      expect([response.statusCode, issueOf(response)?.code]).toEqual([404, 'not-supported']);
    },
  );
});

describe('for human eyes', () => {
  it('indents what it answers', async () => {
    const response = await ask(await serve(), `/Observation/${aliceKey}.o1?_pretty=true`);
    expect(response.body).toBe(`{\n  "resourceType": "Observation",\n  "id": "${aliceKey}.o1",\n  "v": 1.00\n}`);
  });
});
