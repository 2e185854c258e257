import openapiTS, { astToString } from 'openapi-typescript';
import createClient from 'openapi-fetch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { patients, teams } from '../prisma/demo.ts';
import { callers, session } from './callers.ts';
import { signedIn } from './app.ts';
import { anInpatient, siu } from './hospital.ts';
import * as outside from './outside.ts';
import { restClient } from './rest.ts';
import { tie } from './tether.ts';
import { inOneProcess, type Wiring } from './wiring.ts';

// What apps and partners do with the API, told from their side: through HTTP and nothing else.

let system: Wiring;
beforeAll(async () => {
  system = await inOneProcess();
});
afterAll(() => system.stop());

type Page<Item> = { readonly items: readonly Item[]; readonly next: string | null };

it('Pulse posts blood pressures for Alice, until she takes it back', async () => {
  const pulse = restClient(system.base, await callers.app(system.base));
  const pressure = (value: number) => ({
    type: 'BLOOD_PRESSURE',
    takenAt: '2026-05-01T08:00:00Z',
    values: [
      { part: 'SYSTOLIC', value, unit: 'mm[Hg]' },
      { part: 'DIASTOLIC', value: 80, unit: 'mm[Hg]' },
    ],
  });
  expect(
    (await pulse('POST', '/measurements', { body: { measurements: [pressure(120), pressure(130)] } })).status,
  ).toBe(201);
  const seen = await pulse<Page<{ readonly byPatient: boolean }>>('GET', '/measurements');
  expect(seen.json.items.map(({ byPatient }) => byPatient)).toEqual([true, true]);

  const alice = await signedIn(system.base, 'alice');
  await alice.submit('/account/apps', '/account/apps', { client: 'pulse' });
  expect((await pulse('POST', '/measurements', { body: { measurements: [pressure(140)] } })).status).toBe(401);
  expect((await pulse('GET', '/measurements')).status).toBe(401);
});

it('Alice asks for another appointment; Apptly hears of it, and the hospital answers', async () => {
  const alice = anInpatient({
    nhsNumber: patients.alice.nhsNumber,
    family: patients.alice.family,
    given: patients.alice.given,
  });
  await outside.deliver(system.base, siu('S12', alice, 'walk-1'));
  const app = restClient(system.base, await callers.app(system.base));
  const team = teams['riverside-diabetes'].id;
  const coordinator = await session(system.base, 'coco');
  const tether = await tie(system.base, coordinator, team);
  const apptly = restClient(system.base, tether.headers);
  type Appointment = { readonly id: string; readonly externalId: string; readonly status: string };
  const appointment = async (by: typeof app) =>
    (await by<Page<Appointment>>('GET', `/appointments/${patients.alice.id}`)).json.items.find(
      ({ externalId }) => externalId === 'walk-1',
    );
  const before = await apptly<Page<unknown>>('GET', '/messages');
  const { id } = (await appointment(app)) ?? expect.unreachable('There is no appointment.');

  const asked = await app('POST', `/appointments/self/${id}/requests`, {
    body: { teamId: team, ask: 'CANCEL', content: 'I am on holiday then.' },
  });
  expect(asked.status).toBe(201);
  const after = before.json.next === null ? '' : `?after=${before.json.next}`;
  const heard = await apptly<Page<{ readonly id: string }>>('GET', `/messages${after}`);
  expect(heard.json.items).toMatchObject([
    { kind: 'APPOINTMENT_CANCEL', appointmentId: id, patientId: patients.alice.id, side: 'PATIENT', status: 'UNREAD' },
  ]);
  await outside.deliver(system.base, siu('S15', alice, 'walk-1'));
  expect((await appointment(app))?.status).toBe('CANCELLED');
  expect((await appointment(apptly))?.status).toBe('CANCELLED');
  const changed = async (since: string) =>
    (await apptly<Page<Appointment>>('GET', `/appointments/${patients.alice.id}?changedSince=${since}`)).json.items;
  expect((await changed('2020-01-01T00:00:00Z')).map(({ externalId }) => externalId)).toContain('walk-1');
  expect(await changed('2999-01-01T00:00:00Z')).toEqual([]);

  const revoke = 'mutation ($id: ID!) { revokeTether(id: $id) { __typename } }';
  await outside.postGraphWith(system.base, coordinator, { query: revoke, variables: { id: tether.id } });
  expect((await apptly('GET', `/appointments/${patients.alice.id}`)).status).toBe(401);
});

describe('a client that others’ tools have generated', () => {
  it('is made of the description, and gets what its types promise', async () => {
    const description = new URL(`${system.base}/api/openapi.json`);
    const code = astToString(await openapiTS(description));
    expect(code).toContain('addOwnMeasurements: {');
    const client = createClient<never>({ baseUrl: `${system.base}/api/v2`, headers: await callers.app(system.base) });
    const ask = client.GET as (path: string, options: object) => Promise<{ data?: unknown; response: Response }>;
    const { data, response } = await ask('/appointments/{patientId}', { params: { path: { patientId: 'self' } } });
    expect(response.status).toBe(200);
    expect(data).toMatchObject({ items: expect.any(Array) as unknown });
  });
});
