import { afterAll, expect } from 'vitest';
import { feedClient, nhsIdentifier } from './customer.ts';
import { eventually } from './eventually.ts';
import { clientOf, find, type Client } from './outside.ts';
import { inOneProcess } from './wiring.ts';

type Person = { readonly nhsNumber: string };
type Resource = { readonly resourceType: string; readonly id: string; readonly [element: string]: unknown };
type Seen = { readonly id: string; readonly label?: string; readonly resource: Record<string, unknown> };

type Kept = { readonly type: string; readonly id: string; readonly reason: string; readonly detail: string };
export type Report = {
  readonly aggregationReport: { readonly waiting: number; readonly kept: { readonly items: readonly Kept[] } } | null;
};
export const reportQuery = `{ aggregationReport(feed: "riverside-r4") { placed waiting counts { reason resources } kept(first: 200) { items { type id reason detail } } } }`;

export const patient = (id: string, { nhsNumber }: Person, status?: string) => ({
  resourceType: 'Patient',
  id,
  identifier: [nhsIdentifier(nhsNumber, status)],
});

export const observation = (id: string, subject: string, more: object = {}) => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '718-7' }] },
  subject: { reference: `Patient/${subject}` },
  ...more,
});

/** What a client sees of a type in somebody's record through the graph. */
export const seenBy = async (client: Client, who: Person, type = 'Observation'): Promise<readonly Seen[]> => {
  const page = '{ items { id label resource } }';
  const fields =
    type === 'Appointment'
      ? `page: appointmentRecords(first: 200) ${page}`
      : `page: records(type: "${type}", first: 200) ${page}`;
  const found = await find<{ page: { items: { id: string; label?: string; resource: string }[] } | null }>(
    client,
    who,
    fields,
  );
  return (found?.page?.items ?? []).map(({ id, label, resource }) => ({
    id,
    ...(label === undefined ? {} : { label }),
    resource: JSON.parse(resource) as Record<string, unknown>,
  }));
};

/** Values are how the tests tell their Observations apart. */
export const values = (seen: readonly Seen[]) => seen.map(({ resource }) => resource['valueString']).sort();

export const eventuallySees = async (client: Client, who: Person, wanted: readonly string[]): Promise<void> => {
  const found = await eventually(
    async () => values(await seenBy(client, who)).filter((value) => wanted.includes(String(value))),
    ({ length }) => length === wanted.length,
  );
  expect(found).toEqual([...wanted].sort());
};

export const eventuallyLoses = async (client: Client, who: Person, value: string): Promise<void> => {
  const found = await eventually(
    async () => values(await seenBy(client, who)),
    (seen) => !seen.includes(value),
  );
  expect(found).not.toContain(value);
};

/** The whole system, one of riverside's stores, and the clients of two customers. */
export const openAggregation = async () => {
  const system = await inOneProcess();
  afterAll(() => system.stop());
  const [feed, riverside, hillside] = await Promise.all([
    feedClient(system.base, 'riverside-r4', 'riverside-customer'),
    clientOf(system.base, 'riverside-customer'),
    clientOf(system.base, 'hillside-customer'),
  ]);

  const write = async (resource: Resource): Promise<void> => {
    const reply = await feed.put(`${resource.resourceType}/${resource.id}`, resource);
    expect([200, 201], reply.text).toContain(reply.status);
  };

  /** Why a resource is in no record, once it is known; undefined where it is in one. */
  const keptReason = async (id: string): Promise<string | undefined> => {
    const { aggregationReport: report } = await eventually(
      () => riverside.graph<Report>(reportQuery),
      (answer) => answer.aggregationReport?.waiting === 0,
    );
    expect(report?.waiting).toBe(0);
    return report?.kept.items.find((item) => item.id === id)?.reason;
  };

  /** To bring all of the store in once more changes nothing of any record. */
  const staysTheSame = async (): Promise<void> => {
    const state = async () => {
      const { rows } = await system.database.pool.query<{ slice: string; id: string; ver: number }>(
        `select 'clinical' as slice, id, ver from clinical.res where store = 0 union all
         select 'appointments', id, ver from appointments.res where store = 0 order by 1, 2`,
      );
      return rows;
    };
    expect(await keptReason('none')).toBeUndefined();
    const before = await state();
    expect(before.length).toBeGreaterThan(10);
    await riverside.graph('mutation { aggregateAgain(feed: "riverside-r4") { waiting } }');
    expect(await keptReason('none')).toBeUndefined();
    expect(await state()).toEqual(before);
  };

  return { system, feed, riverside, hillside, write, keptReason, staysTheSame };
};
