import type { Bundle, OperationOutcome } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import { isIssue } from '../../../fhir/issue.ts';
import { fromXml } from '../../../fhir/xml/from-xml.ts';
import { faultsInR4 } from '../../../test/valid-r4.ts';
import { ask, issueOf, ofAlice, serve } from './server.fixture.ts';
import { alice, aliceId, aliceKey, graphOf, letter, nhs, token, type DoubleGraph } from './world.fixture.ts';

describe('who asks', () => {
  it('is handed to the graph as they came, with their address', async () => {
    const server = await serve();
    await ask(server, `/Patient/${aliceId}`, { remoteAddress: '192.0.2.7' });
    expect(server.graph.calls[0]?.caller).toEqual({
      authorization: token,
      address: '192.0.2.7',
      through: 'fhir.aggregated',
    });
  });

  it('names the organisation for which they act, in whatever case the header is written', async () => {
    const server = await serve();
    const headers = { authorization: token, 'X-ORG-Public-Id': aliceId };
    for (const path of [`/Patient/${aliceId}`, `/Observation?${ofAlice}`, `/Binary/${letter.id}`])
      await ask(server, path, { headers });
    const named = server.graph.calls.map(({ caller }) => caller.organisation);
    expect(new Set(named)).toEqual(new Set([aliceId]));
    expect(named.length).toBeGreaterThan(2);
  });

  it.each([
    `/Patient/${aliceId}`,
    `/Observation/${aliceKey}.o1`,
    `/Binary/${letter.id}`,
    `/Observation?${ofAlice}`,
    '/Observation?patient=nonsense',
    `/Patient?identifier=${nhs}|9434765919`,
  ])('must sign in for %s', async (path) => {
    const response = await ask(await serve(), path, { headers: { authorization: 'Bearer bad' } });
    expect([response.statusCode, issueOf(response)?.code]).toEqual([401, 'login']);
    expect(response.headers['www-authenticate']).toBe('Bearer realm="fhir", error="invalid_token"');
    expect(response.body).not.toContain('jwt');
  });

  it.each([
    ['FORBIDDEN', 403, 'forbidden'],
    ['BAD_USER_INPUT', 400, 'invalid'],
    ['UNAVAILABLE', 503, 'transient'],
    ['INTERNAL_SERVER_ERROR', 500, 'exception'],
  ])('is told %s of the graph as %i in a read, a search and a document', async (code, status, issue) => {
    const server = await serve(graphOf([alice], [{ code, message: 'A sentence.' }]));
    for (const path of [
      `/Patient/${aliceId}`,
      `/Observation/${aliceKey}.o1`,
      `/Binary/${letter.id}`,
      `/Observation?${ofAlice}`,
      `/Patient?_id=1`,
    ]) {
      const response = await ask(server, path);
      expect([path, response.statusCode, issueOf(response)?.code]).toEqual([path, status, issue]);
    }
  });

  it('is told whom the base is for, where the client may not use it', async () => {
    const graph = graphOf([alice], [{ code: 'FORBIDDEN', message: 'A sentence.' }]);
    const { issue } = (await ask(await serve(graph), `/Observation?${ofAlice}`)).json<OperationOutcome>();
    expect(issue[0]?.diagnostics).toBe(
      'This client may not do this. This base is for customers’ own system clients and for people’s apps; partners read /fhir/facade.',
    );
  });

  it.each([
    [`/Observation?actor:Patient.identifier=${nhs}|9434765919`, '; actor:Patient.identifier does not name one here.'],
    [`/Appointment?subject:Patient.identifier=${nhs}|1`, '; subject:Patient.identifier does not name one here.'],
    ['/Appointment?actor:Practitioner.identifier=a|1', '; actor:Practitioner.identifier does not name one here.'],
    ['/Observation?subject:Patient.name=x', '; subject:Patient.name does not name one here.'],
    ['/Provenance?target=Observation', 'such as Observation/{id}'],
    ['/Medication?identifier=x', 'Medication is read by its id here'],
  ])('is told what of %s is at fault', async (path, told) => {
    const { issue } = (await ask(await serve(), path)).json<OperationOutcome>();
    expect(issue[0]?.diagnostics).toContain(told);
  });

  it('learns nothing of our bugs', async () => {
    const graph: DoubleGraph = { calls: [], run: () => Promise.reject(new Error('password of 10.0.0.7 is x')) };
    const response = await ask(await serve(graph), `/Patient/${aliceId}`);
    expect([response.statusCode, issueOf(response)?.code]).toEqual([500, 'exception']);
    expect(response.body).not.toContain('10.0.0.7');
  });
});

describe('what this base does not do', () => {
  it.each([
    ['POST', '/Observation', 'GET, HEAD'],
    ['PUT', `/Observation/${aliceKey}.o1`, 'GET, HEAD'],
    ['PATCH', `/Patient/${aliceId}`, 'GET, HEAD'],
    ['DELETE', `/Patient/${aliceId}`, 'GET, HEAD'],
    ['POST', '/', 'GET, HEAD'],
    ['POST', '/metadata', 'GET, HEAD'],
    ['PUT', '/Patient/_search', 'POST'],
    ['GET', '/Questionnaire/1/$send-questionnaire-request', 'POST'],
  ] as const)('is refused as such: %s %s', async (method, path, allow) => {
    const payload =
      method === 'DELETE' ? {} : { payload: '{not json', headers: { 'content-type': 'application/fhir+json' } };
    const response = await ask(await serve(), path, { method, ...payload });
    expect([response.statusCode, response.headers.allow, issueOf(response)?.code]).toEqual([
      405,
      allow,
      'not-supported',
    ]);
  });

  it('does not know a type even to refuse a write of it', async () => {
    const response = await ask(await serve(), '/Goal', { method: 'POST', payload: '{}' });
    expect([response.statusCode, issueOf(response)?.code]).toEqual([404, 'not-supported']);
  });

  it.each([`/Patient/${aliceId}`, `/Observation?${ofAlice}`, '/metadata'])('writes no Turtle of %s', async (path) => {
    const response = await ask(await serve(), path, { headers: { accept: 'text/turtle' } });
    expect([response.statusCode, issueOf(response)?.code]).toEqual([406, 'not-supported']);
  });

  it('reads no search that is posted as JSON', async () => {
    const response = await ask(await serve(), '/Observation/_search', {
      method: 'POST',
      payload: { patient: aliceId },
    });
    expect([response.statusCode, issueOf(response)?.code]).toEqual([415, 'not-supported']);
  });

  it('reads no path that is not well escaped', async () => {
    const response = await ask(await serve(), '/Observation/%zz');
    expect([response.statusCode, issueOf(response)?.code]).toEqual([400, 'invalid']);
  });

  it('reads no endless form', async () => {
    const response = await ask(await serve(), '/Observation/_search', {
      method: 'POST',
      payload: `${ofAlice}&code=${'x'.repeat(70_000)}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect([response.statusCode, issueOf(response)?.code]).toEqual([413, 'too-long']);
  });
});

describe('whatever is answered', () => {
  /** The resource's own faults and those of the resources in it. */
  const faultsOf = (resource: Partial<Bundle>): readonly string[] => {
    const { entry } = resource;
    if (entry === undefined) return faultsInR4(resource);
    const shell = entry.map((one) => ({ ...one, resource: { resourceType: 'Basic', id: 'any' } }));
    return [...faultsInR4({ ...resource, entry: shell }), ...entry.flatMap((one) => faultsInR4(one.resource))];
  };

  it.each([
    `/Patient/${aliceId}`,
    `/Patient?_id=${aliceId}&colour=red`,
    `/Patient?identifier=${nhs}|9999999999`,
    `/DocumentReference?${ofAlice}&_count=1&colour=red`,
    `/Observation?${ofAlice}&_summary=count`,
    `/DocumentReference/${aliceKey}.delayed`,
    `/Binary/${letter.id}?_format=json`,
    `/Observation?code=1`,
    '/Patient/1',
    '/Goal/1',
  ])('is valid R4: %s', async (path) => {
    expect(faultsOf((await ask(await serve(), path)).json())).toEqual([]);
  });
});

describe('in XML', () => {
  it.each([
    `/Patient/${aliceId}`,
    `/DocumentReference?${ofAlice}`,
    `/Patient?identifier=${nhs}|9999999999`,
    '/metadata',
    '/Patient/1',
    '/Observation?code=1',
  ])('says what it says in JSON: %s', async (path) => {
    const server = await serve();
    const [json, xml] = await Promise.all(
      ['json', 'xml'].map((form) => ask(server, path, { headers: { accept: `application/fhir+${form}` } })),
    );
    expect([xml?.statusCode, xml?.headers['content-type']]).toEqual([
      json?.statusCode,
      'application/fhir+xml; charset=utf-8',
    ]);
    const read = fromXml('R4', xml?.body ?? '');
    const said = (isIssue(read) ? read : JSON.parse(read.text)) as object;
    expect(withoutTime(said)).toEqual(withoutTime(json?.json() ?? {}));
  });

  /** A Bundle says when it was made. */
  const withoutTime = (resource: object): object => ({ ...resource, timestamp: undefined });
});
