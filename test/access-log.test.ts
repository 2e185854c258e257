import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { callerHeader, sealCaller } from '../kernel/caller.ts';
import { organisations, patients, teams } from '../prisma/demo.ts';
import type { Via } from '../kernel/graph.ts';
import { callers, session, type Headers } from './callers.ts';
import * as outside from './outside.ts';
import { inManyProcesses, inOneProcess, type Wiring } from './wiring.ts';

// What the patient reads of who looked: through which door, as what, and on what basis. Domain reference §3.1

type Entry = {
  readonly via: Via;
  readonly client: string;
  readonly basis: string;
  readonly reading: readonly string[];
  readonly organisationId: string | null;
};

const demographics = `{ patient(id: "${patients.alice.id}") { familyName } }`;
const log = `{ patient(id: "${patients.alice.id}") {
  accessLog(first: 200, includeOwn: true) { items { kind via client basis reading organisationId } }
} }`;

describe.each([
  ['one process', inOneProcess],
  ['many processes', inManyProcesses],
])('the access log, in %s', (_name, open) => {
  let system: Wiring;
  let alice: Headers;
  beforeAll(async () => {
    system = await open();
    alice = await session(system.base, 'alice');
  });
  afterAll(() => system.stop());

  const entries = async (): Promise<readonly Entry[]> => {
    const reply = await outside.postGraphWith(system.base, alice, { query: log });
    const { data } = outside.graphAnswer<{ patient: { accessLog: { items: readonly Entry[] } } }>(reply);
    return data?.patient.accessLog.items ?? [];
  };
  /** What was written of one look: before its answer left, and so before the log can be read. */
  const written = async (look: () => Promise<outside.Reply>): Promise<Entry | undefined> => {
    const reply = await look();
    expect([reply.status, reply.text]).toEqual([200, expect.stringContaining('Archer')]);
    const [mine, latest] = await entries();
    // The look at the log itself is the newest.
    expect(mine).toMatchObject({ via: 'WEB', client: 'web', basis: 'SELF', reading: ['ACCESS_LOG'] });
    return latest;
  };
  const graph = (headers: Headers) => () => outside.postGraphWith(system.base, headers, { query: demographics });
  const fhir = (headers: Headers) => () =>
    outside.ask(`${system.base}/fhir/aggregated/Patient/${patients.alice.id}`, 'GET', { headers });

  it.each([
    ['a customer at the graph', 'customer.fhir', graph, { via: 'GRAPHQL', client: 'riverside-customer' }],
    ['a customer over FHIR', 'customer.fhir', fhir, { via: 'FHIR', client: 'riverside-customer' }],
    ['a partner at the graph', 'partner.fhir', graph, { via: 'GRAPHQL', client: 'postbridge', basis: 'PARTNER' }],
    ['a tethered client at the graph', 'tethered.rest', graph, { via: 'GRAPHQL', client: 'apptly', basis: 'PARTNER' }],
    ['an app at the graph', 'app', graph, { via: 'GRAPHQL', client: 'pulse', basis: 'APP' }],
    ['an app over FHIR', 'app', fhir, { via: 'FHIR', client: 'pulse', basis: 'APP' }],
    ['the patient at our own pages', 'person', graph, { via: 'WEB', client: 'web', basis: 'SELF' }],
  ] as const)('says that it was %s', async (_who, client, door, expected) => {
    const headers = await callers[client](system.base);
    expect(await written(door(headers))).toMatchObject({ kind: 'LOOK', reading: ['DEMOGRAPHICS'], ...expected });
  });

  it.each([
    ['a partner', 'partner.fhir', 'fhir.facade', { via: 'FHIR', client: 'postbridge', basis: 'PARTNER' }],
    ['an app', 'app', 'fhir.facade', { via: 'FHIR', client: 'pulse', basis: 'APP' }],
    ['an app', 'app', 'rest', { via: 'REST', client: 'pulse', basis: 'APP' }],
    ['a tethered client', 'tethered.rest', 'rest', { via: 'REST', client: 'apptly', basis: 'PARTNER' }],
  ] as const)('says of %s (%s) that an adapter at %s forwarded them', async (_who, client, through, expected) => {
    const { authorization = '', 'x-org-public-id': organisation } = await callers[client](system.base);
    const told = { authorization, address: '192.0.2.7', organisation, through };
    const headers = { authorization, [callerHeader]: sealCaller(system.keys, told, new Date()) };
    expect(await written(graph(headers))).toMatchObject({ kind: 'LOOK', ...expected });
  });

  it('refuses whom an adapter forwards to a door that is not theirs, or for nobody', async () => {
    const { authorization = '', 'x-org-public-id': organisation } = await callers['partner.fhir'](system.base);
    for (const [told, status] of [
      [{ through: 'rest', organisation }, 403],
      [{ through: 'fhir.aggregated', organisation }, 403],
      [{ through: 'fhir.facade', organisation: undefined }, 400],
      [{ through: 'fhir.facade', organisation: 'no such name' }, 400],
      [{ through: 'fhir.facade', organisation: 'nowhere' }, 404],
      [{ through: 'fhir.facade', organisation: organisations.hillside.id }, 403],
    ] as const) {
      const sealed = sealCaller(system.keys, { authorization, address: '::1', ...told }, new Date());
      // What the client itself sends counts for nothing once an adapter speaks for it.
      const headers = { authorization, [callerHeader]: sealed, 'x-org-public-id': organisations.riverside.id };
      expect((await graph(headers)()).status, JSON.stringify(told)).toBe(status);
    }
  });

  it('believes nobody who says that they came by another door', async () => {
    const { authorization = '' } = await callers['customer.fhir'](system.base);
    for (const claim of ['fhir.aggregated', 'rest', 'hl7']) {
      const headers = { authorization, 'x-tributary-caller': claim, via: '1.1 fhir', 'x-tributary-via': 'FHIR' };
      expect(await written(graph(headers))).toMatchObject({ via: 'GRAPHQL' });
    }
  });

  it('names a professional with their team', async () => {
    const diaz = await session(system.base, 'diaz');
    expect(await written(graph(diaz))).toMatchObject({ via: 'WEB', client: 'web', basis: 'CONSENT' });
    const { rows } = await system.database.pool.query<{ team_id: string }>(
      `select team_id from patients.access_log where basis = 'CONSENT' order by id desc limit 1`,
    );
    expect(rows).toEqual([{ team_id: teams['riverside-diabetes'].id }]);
  });
});
