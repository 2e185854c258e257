import { describe, expect, it } from 'vitest';
import { ask, base, bundleOf, idsOf, issueOf, linkOf, serve } from './server.fixture.ts';
import { alice, aliceId, graphOf, nhs, twins } from './world.fixture.ts';

describe('searching patients', () => {
  it.each([
    `identifier=${nhs}|9434765919`,
    `identifier=${nhs}|943 476 5919`,
    `identifier=https://fhir.example.health/id/public-id|${aliceId}`,
    `_id=${aliceId}`,
  ])('finds one by %s', async (query) => {
    const bundle = await bundleOf(await serve(), `/Patient?${query}`);
    expect(bundle).toMatchObject({
      total: 1,
      entry: [{ fullUrl: `${base}/Patient/${aliceId}`, search: { mode: 'match' } }],
    });
    expect(idsOf(bundle)).toEqual([aliceId]);
  });

  it('finds several by their identifiers, a page at a time', async () => {
    const query = `/Patient?identifier=${nhs}|9434765919,${nhs}|5760678914`;
    const server = await serve(graphOf([alice, ...twins]));
    expect(idsOf(await bundleOf(server, query))).toHaveLength(3);
    expect(linkOf(await bundleOf(server, `${query}&_count=1`), 'next')).toContain('_count=1&page=cursor-1');
  });

  it('counts them', async () => {
    const bundle = await bundleOf(await serve(), `/Patient?identifier=${nhs}|9434765919&_summary=count`);
    expect([bundle.total, bundle.entry]).toEqual([1, undefined]);
  });

  it.each(['identifier=9434765919', 'identifier=a|1&identifier=b|2', `_id=1,2`, `_id=1&identifier=a|1`])(
    'refuses %s',
    async (query) => {
      const response = await ask(await serve(), `/Patient?${query}`);
      expect([response.statusCode, issueOf(response)?.code]).toEqual([400, 'invalid']);
    },
  );

  it('refuses a public id among other identifiers', async () => {
    const query = `identifier=${nhs}|9434765919,https://fhir.example.health/id/public-id|${aliceId}`;
    const response = await ask(await serve(), `/Patient?${query}`);
    expect([response.statusCode, issueOf(response)?.code]).toEqual([400, 'not-supported']);
  });
});
