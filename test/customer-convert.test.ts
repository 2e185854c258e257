import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { feedClient, json, type FeedClient } from './customer.ts';
import { ask, type Reply } from './outside.ts';
import { inOneProcess, type Wiring } from './wiring.ts';

let system: Wiring;
let stu3: FeedClient;
let r4: FeedClient;
beforeAll(async () => {
  system = await inOneProcess();
  stu3 = await feedClient(system.base, 'riverside-stu3', 'riverside-customer');
  r4 = await feedClient(system.base, 'riverside-r4', 'riverside-customer');
});
afterAll(() => system.stop());

const observation =
  '{"resourceType":"Observation","status":"final","code":{"text":"Glucose"},"context":{"reference":"Encounter/1"},"valueQuantity":{"value":6.30}}';
const request = {
  resourceType: 'ProcedureRequest',
  status: 'suspended',
  intent: 'order',
  code: { text: 'Gait training' },
  subject: { reference: 'Patient/1' },
};

describe('$convert of a feed', () => {
  it('gives what STU3 becomes in R4, each number as it was', async () => {
    const reply = await stu3.post('$convert', observation);
    expect([reply.status, reply.text]).toEqual([
      200,
      `{"resourceType":"Parameters","parameter":[{"name":"resource","resource":${observation.replace('context', 'encounter')}}]}`,
    ]);
  });

  it('names what R4 does not say as it was said, where it stood', async () => {
    const parameters = { resourceType: 'Parameters', parameter: [{ name: 'resource', resource: request }] };
    for (const body of [request, parameters]) {
      const reply = await stu3.post('$convert', body);
      expect(partsOf(reply)).toMatchObject({
        resource: { resourceType: 'ServiceRequest', status: 'on-hold' },
        issues: {
          resourceType: 'OperationOutcome',
          issue: [{ severity: 'warning', code: 'not-supported', expression: ['ProcedureRequest.status'] }],
        },
      });
    }
  });

  it('answers in XML, too, in R4', async () => {
    const xml =
      '<ProcedureRequest xmlns="http://hl7.org/fhir"><status value="active"/><intent value="order"/><code><text value="X"/></code><subject><reference value="Patient/1"/></subject></ProcedureRequest>';
    const reply = await stu3.post('$convert', xml, {
      'content-type': 'application/fhir+xml',
      accept: 'application/fhir+xml',
    });
    expect(reply.status).toBe(200);
    expect(reply.text).toContain('<ServiceRequest><status value="active"/>');
  });

  it('gives a resource of an R4 feed back as it is', async () => {
    const patient = '{"resourceType":"Patient",  "name":[{"family":"Test"}]}';
    expect((await r4.post('$convert', patient)).text).toBe(
      `{"resourceType":"Parameters","parameter":[{"name":"resource","resource":${patient}}]}`,
    );
  });

  it('stores nothing', async () => {
    const total = async () => json(await stu3.get('Observation?_summary=count'))['total'];
    const before = await total();
    await stu3.post('$convert', observation);
    expect([typeof before, await total()]).toEqual(['number', before]);
  });

  it.each([
    ['no JSON', '{', 400],
    ['nothing', '', 400],
    ['a list', '[]', 400],
    ['no resource', '{"a":1}', 422],
    ['a resource of the other version', '{"resourceType":"ServiceRequest","status":"active"}', 422],
    [
      'a wrong one in Parameters',
      {
        resourceType: 'Parameters',
        parameter: [{ name: 'resource', resource: { resourceType: 'Patient', gender: 'x' } }],
      },
      422,
    ],
  ])('refuses %s', async (_, body, status) => {
    const reply = await stu3.post('$convert', body);
    expect([reply.status, json(reply)['resourceType']]).toEqual([status, 'OperationOutcome']);
  });

  it('is for the owner of the feed alone', async () => {
    const other = await feedClient(system.base, 'riverside-stu3', 'hillside-customer');
    expect((await other.post('$convert', observation)).status).toBe(404);
    const headers = { 'content-type': 'application/fhir+json' };
    expect((await ask(`${stu3.base}/$convert`, 'POST', { headers, body: observation })).status).toBe(401);
  });

  it('is among its capabilities', async () => {
    for (const feed of [stu3, r4]) expect((await feed.get('metadata')).text).toContain('"name":"convert"');
  });
});

const partsOf = (reply: Reply): Readonly<Record<string, unknown>> => {
  const { parameter } = json(reply) as { parameter: readonly { name: string; resource: unknown }[] };
  return Object.fromEntries(parameter.map(({ name, resource }) => [name, resource]));
};
