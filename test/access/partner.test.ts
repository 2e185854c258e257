import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { organisations } from '../../prisma/demo.ts';
import * as outside from '../outside.ts';
import { inOneProcess, type Wiring } from '../wiring.ts';

let system: Wiring;
beforeAll(async () => {
  system = await inOneProcess();
});
afterAll(() => system.stop());

const calls = (client: string, organisation: string) =>
  outside.bearer(system.base, client).then((authorization) => {
    const headers = { authorization, 'x-org-public-id': organisation, 'content-type': 'application/json' };
    const body = JSON.stringify({ query: '{ patients(first: 1) { items { id } } }' });
    return Promise.all([
      outside.ask(`${system.base}/graphql`, 'POST', { headers, body }),
      outside.ask(`${system.base}/fhir/facade/Patient?_id=x`, 'GET', { headers }),
    ]);
  });

// Domain reference §11, T16, and §6: a token can be had before any grant exists; the grant is checked with each call.
describe('a partner with a valid token', () => {
  it('is refused where the organisation has granted it nothing, through GraphQL and FHIR alike', async () => {
    for (const [client, organisation] of [
      ['stranger', organisations.riverside.id],
      ['stranger', organisations.hillside.id],
      ['postbridge', organisations.hillside.id],
      ['postbridge', 'hillside'],
    ] as const) {
      const [graph, fhir] = await calls(client, organisation);
      expect(graph.status).toBe(403);
      expect(outside.graphAnswer(graph).errors?.map(({ extensions }) => extensions?.['code'])).toEqual(['FORBIDDEN']);
      expect(fhir.status).toBe(403);
      expect(JSON.parse(fhir.text)).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ code: 'forbidden' }] });
    }
  });

  it('is told, through both, that an organisation which it names is none', async () => {
    for (const nobody of ['00000000-0000-4000-8000-00000000dead', 'nowhere']) {
      const [graph, fhir] = await calls('postbridge', nobody);
      expect(outside.graphAnswer(graph).errors?.map(({ extensions }) => extensions?.['code'])).toEqual(['NOT_FOUND']);
      expect([graph.status, fhir.status]).toEqual([404, 404]);
      expect(JSON.parse(fhir.text)).toMatchObject({
        issue: [{ code: 'not-found', location: ['http.X-Org-Public-Id'] }],
      });
    }
  });

  it('reads as the organisation that has granted it', async () => {
    const [graph] = await calls('postbridge', organisations.riverside.id);
    expect(graph.status).toBe(200);
    expect(outside.graphAnswer(graph).errors).toBeUndefined();
  });
});
