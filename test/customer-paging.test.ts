import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { link, namesOf } from './customer.ts';
import { openStore } from './customer-store.ts';

// Pages while others write. FHIR R4 §3.1.1.5.6 leaves open what they show then; these miss nothing and repeat nothing.

const { feed } = await openStore();

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
