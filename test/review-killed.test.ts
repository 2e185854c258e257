import { afterAll, beforeAll, expect, it } from 'vitest';
import { organisations } from '../prisma/demo.ts';
import { session } from './callers.ts';
import { freePort } from './free-port.ts';
import { adt, anInpatient, controlId, oru, type Inpatient } from './hospital.ts';
import * as outside from './outside.ts';
import { aBuild, run, type Build, type Program } from './program.ts';
import { dataFolder } from './wiring.ts';

// Approved messages are done exactly once, and in order, although the process that does them is killed meanwhile. ADR 20

let build: Build;
let port: number;
let base: string;
let running: Program | undefined;
const folder = dataFolder();

const start = async (): Promise<void> => {
  running = await run({ command: 'main', build, port, environment: { DATA_DIR: folder.path } });
};

beforeAll(async () => {
  build = aBuild();
  port = await freePort();
  base = `http://127.0.0.1:${port}`;
  await start();
});
afterAll(async () => {
  await running?.end('SIGTERM');
  build.remove();
  folder.remove();
});

const asOscar = async <Data>(query: string, input: object): Promise<Data> => {
  const reply = await outside.postGraphWith(base, await session(base, 'oscar'), { query, variables: { input } });
  const { data, errors } = outside.graphAnswer<Data>(reply);
  if (errors !== undefined || data === undefined || data === null) throw new Error(JSON.stringify(errors));
  return data;
};

const organisationId = organisations.riverside.id;

const heldIds = async (): Promise<readonly string[]> => {
  const query = `query { heldMessages(organisationId: "${organisationId}", first: 200) { items { id } } }`;
  const { heldMessages } = await asOscar<{ heldMessages: { items: readonly { id: string }[] } }>(query, {});
  return heldMessages.items.map(({ id }) => id);
};

const versionsOf = async (who: Inpatient): Promise<readonly string[]> => {
  type View = { observations: { items: readonly { version: number; value: string; code: { code: string } }[] } };
  const riverside = await outside.clientOf(base, 'riverside-customer');
  const view = await outside.find<View>(riverside, who, 'observations { items { version value code { code } } }');
  return (view?.observations.items ?? [])
    .filter(({ code }) => code.code === '2823-3')
    .map(({ version, value }) => `${value} v${version}`);
};

const statesOf = async (ids: readonly string[]): Promise<readonly string[]> => {
  const riverside = await outside.clientOf(base, 'riverside-customer');
  const query = 'query ($id: String!) { messageStatus(controlId: $id) { state } }';
  const states: string[] = [];
  for (const id of ids)
    states.push((await riverside.graph<{ messageStatus: { state: string } }>(query, { id })).messageStatus.state);
  return states;
};

it('does each approved message once and in order, killed twice meanwhile', { timeout: 0 }, async () => {
  const matching = `mutation ($input: MatchingInput!) { setMatching(input: $input) { __typename } }`;
  const checks = { organisationId, checksNhsStatus: false, softMatch: ['DATE_OF_BIRTH'], autoCreates: false };
  await asOscar(matching, { ...checks });

  const people = Array.from({ length: 10 }, () => anInpatient());
  const sent: string[] = [];
  const minute = (at: number): Date => new Date(Date.UTC(2026, 4, 1, 9, at));
  for (const who of people) {
    await outside.deliver(base, adt('A28', who, { at: minute(0) }));
    // The latest comes first: done in the order in which they came, all but one would be too late.
    for (const nth of [4, 3, 2, 1]) {
      const id = controlId();
      const report = oru(who, { id: who.hospitalNumber, potassium: `${nth}.0` }, { controlId: id, at: minute(nth) });
      await outside.deliver(base, report.replace('|19900203|', '|19900302|'));
      sent.push(id);
    }
  }
  const ids = await heldIds();
  expect(ids).toHaveLength(40);
  const decide = `mutation ($input: DecideMessagesInput!) { decideMessages(input: $input) { __typename } }`;
  await asOscar(decide, { ids, decision: 'APPROVE' });

  for (const after of [150, 700]) {
    await new Promise((resolve) => setTimeout(resolve, after));
    await running?.end('SIGKILL');
    await start();
  }
  await expect.poll(() => statesOf(sent), { timeout: 180_000, interval: 1_000 }).toEqual(sent.map(() => 'RELEASED'));
  for (const who of people) expect(await versionsOf(who)).toEqual(['4.0 mmol/L v4']);
  expect(await heldIds()).toEqual([]);
});
