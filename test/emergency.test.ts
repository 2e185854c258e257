import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { organisations, patients, people, teams } from '../prisma/demo.ts';
import { confidentialApp, discover, signedIn, tokensFor } from './app.ts';
import { ofOurPage, session, type Headers } from './callers.ts';
import { anInpatient, oru } from './hospital.ts';
import * as outside from './outside.ts';
import { inManyProcesses, inOneProcess, type Wiring } from './wiring.ts';

// A professional breaks the glass, and a privacy officer stops a record: through our pages, an app and Aggregated FHIR.
// Domain reference §3.1, §11 T12 and T13

const { alice } = patients;
const { riverside } = organisations;
const diabetes = teams['riverside-diabetes'].id;
const reason = 'Found unconscious; no relative can be reached.';
const who = anInpatient({ nhsNumber: alice.nhsNumber, family: alice.family, given: alice.given });

/** Two reports about mental health, which Alice does not share with the diabetes team: its own, and another team’s. */
const own = 'of-the-own-team';
const others = 'of-another-team';
const seesOwn = { page: [own], app: [own], fhir: [own] };
const seesAll = { page: [others, own], app: [others, own], fhir: [others, own] };

describe.each([
  ['one process', inOneProcess],
  ['many processes', inManyProcesses],
])('in %s', (_name, open) => {
  let system: Wiring;
  let diaz: Headers;
  let petra: Headers;
  let app: Headers;
  let opened: string;

  beforeAll(async () => {
    system = await open();
    const { base } = system;
    petra = await session(base, 'petra');
    const hers = await signedIn(base, 'diaz');
    diaz = ofOurPage(base, hers);
    const wardround = confidentialApp(await discover(base), 'wardround');
    const { access_token } = await tokensFor(hers, wardround, { scope: 'CLINICIAN' });
    app = { authorization: `Bearer ${access_token}` };
    const [oscar, coco] = await Promise.all([session(base, 'oscar'), session(base, 'coco')]);
    await ask(
      oscar,
      `mutation { setLabelMap(input: { organisation: "${riverside.id}", kind: ITEM, code: "UE", label: MENTAL_HEALTH }) { __typename } }`,
    );
    await ask(
      coco,
      `mutation { grantPartner(input: { teamId: "${diabetes}", partnerId: "postbridge", alias: "diabetes-post" }) { __typename } }`,
    );
    await outside.deliver(
      base,
      oru(who, { id: own, potassium: '4.1' }, { facility: 'diabetes-post' }),
      'postbridge-hl7',
    );
    await outside.deliver(base, oru(who, { id: others, potassium: '5.2' }));
  });
  afterAll(() => system.stop());

  const ask = async <Data>(by: Headers, query: string): Promise<Data> => {
    const { data, errors } = outside.graphAnswer<Data>(await outside.postGraphWith(system.base, by, { query }));
    if (errors !== undefined || data === undefined || data === null) throw new Error(JSON.stringify(errors));
    return data;
  };

  type Outcome = { readonly __typename: string; readonly id?: string; readonly kind?: string; readonly field?: string };
  const change = async (by: Headers, field: string): Promise<Outcome> =>
    (
      await ask<{ done: Outcome }>(
        by,
        `mutation { done: ${field} { __typename ... on BrokenGlass { id } ... on Refusal { kind field } } }`,
      )
    ).done;
  const breakGlass = (by: Headers, patientId: string = alice.id): Promise<Outcome> =>
    change(by, `breakGlass(input: { patientId: "${patientId}", reason: "${reason}" })`);
  const setSharingDisabled = async (disabled: boolean): Promise<void> => {
    const set = `setSharingDisabled(input: { patientId: "${alice.id}", disabled: ${disabled}, reason: "${reason}" })`;
    expect(await ask(petra, `mutation { done: ${set} { __typename } }`)).toEqual({
      done: { __typename: 'RecordState' },
    });
  };

  type Reports = {
    readonly patient: { readonly labReports: { readonly items: readonly { externalId: string }[] } } | null;
  };
  const reportsIn = async (by: Headers): Promise<readonly string[]> => {
    const { patient } = await ask<Reports>(
      by,
      `{ patient(id: "${alice.id}") { labReports { items { externalId } } } }`,
    );
    return (patient?.labReports.items ?? []).map(({ externalId }) => externalId).sort();
  };
  /** Which of the two reports the professional sees, through each door. */
  const seen = async (): Promise<object> => {
    const path = `DiagnosticReport?subject=Patient/${alice.id}`;
    const reply = await outside.ask(`${system.base}/fhir/aggregated/${path}`, 'GET', { headers: app });
    expect(reply.status).toBe(200);
    return {
      page: await reportsIn(diaz),
      app: await reportsIn(app),
      fhir: [others, own].filter((id) => reply.text.includes(`"${id}"`)),
    };
  };

  it('T12: shows a team its own about mental health, and not another team’s', async () => {
    expect(await seen()).toEqual(seesOwn);
  });

  it('opens everything with the glass, at once and through every door, and closes it with the next look', async () => {
    const broken = await breakGlass(diaz);
    expect(await seen()).toEqual(seesAll);
    expect(await change(diaz, `mendGlass(id: "${broken.id ?? ''}")`)).toMatchObject({ id: broken.id });
    expect(await seen()).toEqual(seesOwn);
  });

  it('T13: closes the open glass with sharing, leaves the team its own, and lets no glass be broken', async () => {
    opened = (await breakGlass(app)).id ?? '';
    expect(await seen()).toEqual(seesAll);

    await setSharingDisabled(true);
    expect(await seen()).toEqual(seesOwn);
    const refused = await breakGlass(diaz);
    expect(refused).toEqual({ __typename: 'Refusal', kind: 'NOT_FOUND', field: 'patientId' });
    expect(await breakGlass(app)).toEqual(refused);
    expect(await breakGlass(diaz, '11111111-1111-4111-8111-111111111111')).toEqual(refused);
    expect(await seen()).toEqual(seesOwn);
  });

  it('T13, the other way: lets it be broken when sharing is enabled again', async () => {
    await setSharingDisabled(false);
    expect(await seen()).toEqual(seesOwn);
    const again = await breakGlass(diaz);
    expect(again.id).not.toBe(opened);
    expect(await seen()).toEqual(seesAll);
  });

  it('finds somebody by number and date of birth together', async () => {
    const found = (born: string) =>
      ask(diaz, `{ findInEmergency(nhsNumber: "${alice.nhsNumber}", dateOfBirth: "${born}") { id givenName } }`);
    expect(await found(alice.born)).toEqual({ findInEmergency: { id: alice.id, givenName: alice.given } });
    expect(await found('1985-04-13')).toEqual({ findInEmergency: null });
  });

  it('tells the patient of all of it, and of each look on what basis', async () => {
    type Entry = { kind: string; actor: string; basis: string | null; via: string | null; client: string | null };
    const log: Entry[] = [];
    const mine = await session(system.base, 'alice');
    for (let after = ''; ;) {
      const { patient } = await ask<{ patient: { accessLog: { items: Entry[]; next: string | null } } }>(
        mine,
        `{ patient(id: "${alice.id}") { accessLog(first: 200${after}) { items { kind actor basis via client } next } } }`,
      );
      log.unshift(...patient.accessLog.items.toReversed());
      if (patient.accessLog.next === null) break;
      after = `, after: "${patient.accessLog.next}"`;
    }
    const ofDiaz = log.filter(({ actor }) => actor === people.diaz.name || actor === people.petra.name);
    const done = ofDiaz.map(({ kind, basis, via }) => (kind === 'LOOK' ? `${via ?? ''} ${basis ?? ''}` : kind));
    const looks = (basis: string, ofApp: string): string[] => [`FHIR ${ofApp}`, `WEB ${basis}`, `GRAPHQL ${ofApp}`];
    expect(done.filter((entry, nth) => entry !== done[nth - 1])).toEqual([
      ...looks('CONSENT', 'APP'),
      'GLASS_BROKEN',
      ...looks('BTG', 'BTG'),
      'GLASS_MENDED',
      ...looks('CONSENT', 'APP'),
      'GLASS_BROKEN',
      ...looks('BTG', 'BTG'),
      'SHARING_DISABLED',
      ...looks('SOURCE', 'APP'),
      'GLASS_REFUSED',
      ...looks('SOURCE', 'APP'),
      'SHARING_ENABLED',
      ...looks('SOURCE', 'APP'),
      'GLASS_BROKEN',
      ...looks('BTG', 'BTG'),
      'EMERGENCY_SEARCH',
    ]);
  });

  it('tells the privacy officer who opened what, for which team, and why', async () => {
    const { brokenGlass } = await ask<{ brokenGlass: { items: readonly { id: string }[] } }>(
      petra,
      `{ brokenGlass(organisationId: "${riverside.id}") { items { id by team patientId reason } } }`,
    );
    const glass = {
      id: expect.any(String) as string,
      by: people.diaz.name,
      team: teams['riverside-diabetes'].name,
      patientId: alice.id,
      reason,
    };
    expect(brokenGlass.items).toEqual([glass, glass, glass]);
    expect(brokenGlass.items[1]?.id).toBe(opened);
    const { sharingHistory } = await ask<{ sharingHistory: { items: readonly { kind: string }[] } }>(
      petra,
      `{ sharingHistory(patientId: "${alice.id}") { items { kind } } }`,
    );
    expect(sharingHistory.items.map(({ kind }) => kind)).toEqual([
      'EMERGENCY_SEARCH',
      'GLASS_BROKEN',
      'SHARING_ENABLED',
      'GLASS_REFUSED',
      'GLASS_REFUSED',
      'SHARING_DISABLED',
      'GLASS_BROKEN',
      'GLASS_MENDED',
      'GLASS_BROKEN',
    ]);
  });
});
