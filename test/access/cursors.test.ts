import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSiege, type Siege } from './siege.ts';

let siege: Siege;
beforeAll(async () => {
  siege = await openSiege();
});
afterAll(() => siege.close());

describe('a cursor', () => {
  const page = 'observations(first: 1, after: $after) { items { id } next }';

  it('of one caller shows another caller nothing more of the same record', async () => {
    let followed = 0;
    const everybody = siege.attackers;
    for (const patient of siege.world.patients) {
      const cursors: string[] = [];
      for (const { asker } of everybody) {
        const { json } = await asker.graph(`query ($after: String) { patient(id: "${patient.id}") { ${page} } }`);
        const next = (json as Paged).data?.patient?.observations?.next ?? undefined;
        if (next !== undefined) cursors.push(next);
      }
      for (const { asker, expected } of everybody)
        for (const after of new Set(cursors)) {
          const reply = await asker.graph(
            `query ($after: String) { patient(id: "${patient.id}") { observations(first: 200, after: $after) { items { id } } } }`,
            { after },
          );
          const shown = ((reply.json as Paged).data?.patient?.observations?.items ?? []).map(({ id }) => id);
          const allowed = expected.listed(patient.id, 'Observation').map(({ id }) => id);
          expect(shown.filter((id) => !allowed.includes(id))).toEqual([]);
          followed += 1;
        }
    }
    expect(followed).toBeGreaterThan(10);
  });

  it('of the list of patients shows another caller only patients of their own', async () => {
    const everybody = siege.attackers;
    for (const one of everybody) {
      const { json } = await one.asker.graph('{ patients(first: 1) { next } }');
      const after = (json as { data: { patients: { next: string | null } } }).data.patients.next;
      if (after === null) continue;
      for (const { asker, expected } of everybody) {
        const reply = await asker.graph(
          'query ($after: String) { patients(first: 200, after: $after) { items { id } } }',
          { after },
        );
        const { data } = reply.json as { data: { patients: { items: { id: string }[] } } | null };
        for (const { id } of data?.patients.items ?? []) expect(expected.finds(id)).toBe(true);
      }
    }
  });

  it('that was tampered with is refused as bad input, or starts nowhere that is hidden', async () => {
    for (const { asker, expected } of siege.attackers.slice(0, 6))
      for (const patient of siege.world.patients) {
        const { json } = await asker.graph(`query ($after: String) { patient(id: "${patient.id}") { ${page} } }`);
        const next = (json as Paged).data?.patient?.observations?.next;
        if (next === undefined || next === null) continue;
        for (const after of [
          `${next}x`,
          next.slice(1),
          next.split('').reverse().join(''),
          '',
          '0',
          '../',
          '\u0000',
          'x'.repeat(5_000),
        ]) {
          const reply = await asker.graph(
            `query ($after: String) { patient(id: "${patient.id}") { observations(first: 200, after: $after) { items { id } } } }`,
            { after },
          );
          expect(reply.status).toBe(200);
          const { data, errors = [] } = reply.json as Paged;
          for (const { extensions } of errors) expect(extensions.code).toBe('BAD_USER_INPUT');
          for (const { id } of data?.patient?.observations?.items ?? [])
            expect(expected.listed(patient.id, 'Observation').map((item) => item.id)).toContain(id);
        }
      }
  });
});

type Paged = {
  readonly data: {
    readonly patient: {
      readonly observations: { readonly items: { id: string }[]; readonly next: string | null } | null;
    } | null;
  } | null;
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
};
