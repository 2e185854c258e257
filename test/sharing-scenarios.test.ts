import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { organisations, patients, teams } from '../prisma/demo.ts';
import { confidentialApp, discover, signedIn, tokensFor } from './app.ts';
import { ofOurPage, session, type Headers } from './callers.ts';
import { anInpatient, controlId, oru } from './hospital.ts';
import * as outside from './outside.ts';
import { inOneProcess, type Wiring } from './wiring.ts';

// The acceptance examples of the domain reference (§11) about who sees what: messages in, then HTTP as those people.

const { alice } = patients;
const who = anInpatient({ nhsNumber: alice.nhsNumber, family: alice.family, given: alice.given });
const diabetes = teams['riverside-diabetes'].id;
const missing = '11111111-1111-4111-8111-111111111111';

let system: Wiring;
let mine: Headers;
let diaz: Headers;
let petra: Headers;
/** Dr Diaz in Aggregated FHIR, by an app of hers. */
let inFhir: Headers;
beforeAll(async () => {
  system = await inOneProcess();
  const { base } = system;
  [mine, petra] = [await session(base, 'alice'), await session(base, 'petra')];
  const hers = await signedIn(base, 'diaz');
  diaz = ofOurPage(base, hers);
  const wardround = confidentialApp(await discover(base), 'wardround');
  inFhir = { authorization: `Bearer ${(await tokensFor(hers, wardround, { scope: 'CLINICIAN' })).access_token}` };
  await ask(
    await session(base, 'coco'),
    `mutation { grantPartner(input: { teamId: "${diabetes}", partnerId: "postbridge", alias: "diabetes-post" }) { __typename } }`,
  );
});
afterAll(() => system.stop());

const ask = async <Data>(by: Headers, query: string): Promise<Data> => {
  const { data, errors } = outside.graphAnswer<Data>(await outside.postGraphWith(system.base, by, { query }));
  if (errors !== undefined || data === undefined || data === null) throw new Error(JSON.stringify(errors));
  return data;
};
/** Whatever it is that a mutation answers, as long as it is done. */
const done = async (by: Headers, field: string): Promise<void> => {
  const answer = await ask<{ done: { __typename: string } }>(by, `mutation { done: ${field} { __typename } }`);
  expect(answer.done.__typename).not.toBe('Refusal');
};
const share = (team: keyof typeof teams, labels: readonly string[]): Promise<void> =>
  done(
    mine,
    `setConsent(input: { patientId: "${alice.id}", teamId: "${teams[team].id}", labels: [${labels.join(' ')}] })`,
  );

/** A report of this team; the label follows from the code. */
const report = async (from: 'own team' | 'another team'): Promise<string> => {
  const id = `report-${controlId()}`;
  const message = oru(who, { id, potassium: '4.4' }, from === 'own team' ? { facility: 'diabetes-post' } : {});
  await outside.deliver(system.base, message, from === 'own team' ? 'postbridge-hl7' : 'riverside-hl7');
  return id;
};
const giveLabel = async (label: string | undefined): Promise<void> => {
  const oscar = await session(system.base, 'oscar');
  const key = `organisation: "${organisations.riverside.id}", kind: ITEM, code: "UE"`;
  if (label === undefined) await ask(oscar, `mutation { removeLabelMap(input: { ${key} }) { __typename } }`);
  else await done(oscar, `setLabelMap(input: { ${key}, label: ${label} })`);
};

/** The status with which Dr Diaz reads the report itself, and whether it is in her list. */
const seenByDiaz = async (externalId: string): Promise<readonly [status: number, isListed: boolean]> => {
  type Reports = { patient: { labReports: { items: { id: string; externalId: string }[] } } };
  const query = `{ patient(id: "${alice.id}") { labReports(first: 200) { items { id externalId } } } }`;
  const theReport = ({ patient }: Reports) => patient.labReports.items.find((item) => item.externalId === externalId);
  const id = theReport(await ask<Reports>(mine, query))?.id ?? expect.unreachable('The patient sees it herself.');
  const reply = await outside.ask(`${system.base}/fhir/aggregated/DiagnosticReport/${id}`, 'GET', { headers: inFhir });
  return [reply.status, theReport(await ask<Reports>(diaz, query)) !== undefined];
};

beforeEach(async () => {
  await share('riverside-diabetes', ['GENERAL_HEALTH']);
  await giveLabel(undefined);
});

it('T12: to a professional whose team has GENERAL alone, another team’s item with MENTAL is 404, and its own is there', async () => {
  await giveLabel('MENTAL_HEALTH');
  const [others, own] = [await report('another team'), await report('own team')];
  expect(await seenByDiaz(others)).toEqual([404, false]);
  expect(await seenByDiaz(own)).toEqual([200, true]);
  const nowhere = `${system.base}/fhir/aggregated/DiagnosticReport/${missing}`;
  expect((await outside.ask(nowhere, 'GET', { headers: inFhir })).status).toBe(404);
});

describe('T13: with sharing disabled', () => {
  const setSharingDisabled = (disabled: boolean): Promise<void> =>
    done(
      petra,
      `setSharingDisabled(input: { patientId: "${alice.id}", disabled: ${disabled}, reason: "She asked for it." })`,
    );

  it('breaking the glass is denied and logged, and the own team’s data are still there', async () => {
    const [others, own] = [await report('another team'), await report('own team')];
    await share('riverside-diabetes', ['GENERAL_HEALTH', 'SEXUAL_HEALTH', 'MENTAL_HEALTH', 'SOCIAL_CARE']);
    expect(await seenByDiaz(others)).toEqual([200, true]);
    await setSharingDisabled(true);
    const glass = `mutation { breakGlass(input: { patientId: "${alice.id}", reason: "Found unconscious in the street." }) {
      __typename ... on Refusal { kind } } }`;
    expect(await ask(diaz, glass)).toEqual({ breakGlass: { __typename: 'Refusal', kind: 'NOT_FOUND' } });
    expect(await seenByDiaz(others)).toEqual([404, false]);
    expect(await seenByDiaz(own)).toEqual([200, true]);
    type Log = { patient: { accessLog: { items: { kind: string; actor: string }[] } } };
    const log = await ask<Log>(
      mine,
      `{ patient(id: "${alice.id}") { accessLog(first: 200) { items { kind actor } } } }`,
    );
    expect(log.patient.accessLog.items).toContainEqual({ kind: 'GLASS_REFUSED', actor: 'Dr Elena Diaz' });
    // What was shared has ended: it does not come back by itself.
    await setSharingDisabled(false);
    expect(await seenByDiaz(others)).toEqual([404, false]);
  });
});

it('T14: an item without a label is hidden from who has three of the labels, and there for who has all four', async () => {
  const unset = await report('another team');
  // What HL7 brings has a label in the end (§3.3, rank 6), so that here alone the database is asked.
  const { rowCount } = await system.database.pool.query(
    `update clinical.res r set label = 'UNSET' from clinical.ver v where v.rid = r.rid and v.ver = r.ver and v.content like $1`,
    [`%"${unset}"%`],
  );
  expect(rowCount).toBe(1);
  await share('riverside-diabetes', ['GENERAL_HEALTH', 'SEXUAL_HEALTH', 'MENTAL_HEALTH']);
  expect(await seenByDiaz(unset)).toEqual([404, false]);
  await share('riverside-diabetes', ['GENERAL_HEALTH', 'SEXUAL_HEALTH', 'MENTAL_HEALTH', 'SOCIAL_CARE']);
  expect(await seenByDiaz(unset)).toEqual([200, true]);
});
