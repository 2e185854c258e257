import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { feedClient, link, namesOf, type FeedClient } from './customer.ts';
import { inOneProcess, type Wiring } from './wiring.ts';

// Pages while others write. FHIR R4 §3.1.1.5.6 leaves open what they show then; these miss nothing and repeat nothing.

let system: Wiring;
let feed: FeedClient;
beforeAll(async () => {
  system = await inOneProcess();
  feed = await feedClient(system.base, 'riverside-r4', 'riverside-customer');
});
afterAll(() => system.stop());

describe('pages', () => {
  it('of what has no date of its own miss nothing that is written in the meantime, and repeat nothing', async () => {
    const system = `urn:paged:${randomUUID()}`;
    const put = (n: number, active: boolean) =>
      feed.put(`Patient/paged-${String(n)}`, {
        resourceType: 'Patient',
        id: `paged-${String(n)}`,
        identifier: [{ system, value: String(n) }],
        active,
      });
    for (let n = 0; n < 12; n += 1) await put(n, false);
    const seen: string[] = [];
    for (let next: string | undefined = `Patient?identifier=${system}|&_count=3`; next !== undefined;) {
      const page = await feed.get(next);
      seen.push(...namesOf(page));
      for (let n = 0; n < 12; n += 1) await put(n, true);
      next = link(page, 'next');
    }
    expect([...seen].sort()).toEqual(Array.from({ length: 12 }, (_, n) => `Patient/paged-${String(n)}`).sort());
  });
});
