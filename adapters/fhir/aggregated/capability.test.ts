import type { CapabilityStatement } from 'fhir/r4.js';
import { describe, expect, it } from 'vitest';
import { faultsInR4 } from '../../../test/valid-r4.ts';
import { otherType } from './other-types.ts';
import { servedRecords, type ServedRecord } from './served.ts';
import { ask, base, bundleOf, serve, type Server } from './server.fixture.ts';
import { alice, aliceId, letter } from './world.fixture.ts';

describe('the capability statement', () => {
  const statementOf = async (server: Server): Promise<CapabilityStatement> => {
    const response = await ask(server, '/metadata', { headers: { authorization: '' } });
    expect(response.statusCode).toBe(200);
    return response.json<CapabilityStatement>();
  };

  it('is told to anybody, without asking the graph', async () => {
    const server = await serve();
    expect(await statementOf(server)).toMatchObject({
      resourceType: 'CapabilityStatement',
      fhirVersion: '4.0.1',
      kind: 'instance',
      implementation: { url: base },
    });
    expect(server.graph.calls).toEqual([]);
  });

  it('is valid R4', async () => {
    expect(faultsInR4(await statementOf(await serve()))).toEqual([]);
  });

  it('names no type twice', async () => {
    const types = (await statementOf(await serve())).rest?.[0]?.resource?.map(({ type }) => type) ?? [];
    expect(new Set(types).size).toBe(types.length);
  });

  it('claims only types and interactions that work', async () => {
    const server = await serve();
    const itemOf = (type: string): string =>
      ({ Patient: aliceId, Binary: letter.id })[type] ?? alice.items.find((item) => item.type === type)?.id ?? 'none';
    // Types without a patient are asked for in test/directory.test.ts and test/aggregated-search.test.ts.
    const claimed = (await statementOf(server)).rest?.[0]?.resource?.filter(
      ({ type }) => otherType(type) === undefined,
    );
    for (const { type, interaction } of claimed ?? []) {
      for (const { code } of interaction ?? []) {
        const search = type === 'Patient' ? `_id=${aliceId}` : `patient=Patient/${aliceId}`;
        const path = code === 'read' ? `/${type}/${itemOf(type)}` : `/${type}?${search}`;
        const response = await ask(server, path, { headers: { prefer: 'handling=strict' } });
        expect([code, type, response.statusCode]).toEqual([code, type, 200]);
      }
    }
  });

  it.each(servedRecords.map((served) => [served.type, served] as const))(
    'claims search parameters of %s that a strict search takes and hands to the graph',
    async (type, { patientParameter }: ServedRecord) => {
      const server = await serve();
      const resource = (await statementOf(server)).rest?.[0]?.resource?.find((one) => one.type === type);
      const names = (resource?.searchParam ?? []).map(({ name }) => name);
      expect(names).toContain(patientParameter);
      const others = names.filter((name) => name !== patientParameter && name !== 'patient');
      const query = [`${patientParameter}=Patient/${aliceId}`, ...others.map((name) => `${name}=1`)].join('&');
      await bundleOf(server, `/${type}?${query}`, { headers: { prefer: 'handling=strict' } });
      expect([...new URLSearchParams(String(server.graph.calls[0]?.variables['query'])).keys()]).toEqual(others);
      await bundleOf(server, `/${type}?patient=${aliceId}`, { headers: { prefer: 'handling=strict' } });
    },
  );

  it('claims conditional reads where they work', async () => {
    const server = await serve();
    const claimed =
      (await statementOf(server)).rest?.[0]?.resource?.filter(
        (one) => one.conditionalRead === 'full-support' && otherType(one.type) === undefined,
      ) ?? [];
    expect(claimed).toHaveLength(servedRecords.length + 1);
    for (const { type } of claimed) {
      const id = type === 'Patient' ? aliceId : alice.items.find((item) => item.type === type)?.id;
      const { headers } = await ask(server, `/${type}/${id ?? ''}`);
      for (const condition of [
        { 'if-none-match': headers.etag },
        { 'if-modified-since': String(headers['last-modified']) },
      ]) {
        expect((await ask(server, `/${type}/${id ?? ''}`, { headers: condition })).statusCode).toBe(304);
      }
    }
  });
});
