import type { CapabilityStatement, OperationOutcome, Patient, Resource } from 'fhir/r3.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isError } from '../fhir/issue.ts';
import { validate } from '../fhir/validate/validate.ts';
import { organisations, patients } from '../prisma/demo.ts';
import { callers, type Headers } from './callers.ts';
import { anInpatient } from './hospital.ts';
import * as outside from './outside.ts';
import { inOneProcess, type Wiring } from './wiring.ts';

// Patients whom a partner sends. Domain reference §7.3, $process-message

const nhs = outside.nhsNumberSystem;
const teamAlias = 'https://fhir.example.health/structuredefinition/team-alias';

let system: Wiring;
let partner: Headers;
beforeAll(async () => {
  system = await inOneProcess();
  partner = await callers['partner.fhir'](system.base);
});
afterAll(() => system.stop());

const aPatient = (number: string, more: Partial<Patient> = {}): Patient => ({
  resourceType: 'Patient',
  identifier: [{ system: nhs, value: number }],
  name: [{ use: 'official', family: 'Weir', given: ['Dora', 'Anne', 'Mary'], prefix: ['Ms'] }],
  gender: 'female',
  birthDate: '1990-02-03',
  ...more,
});
const path = '/fhir/messaging/Patient/$process-message';
const sendText = (body: string, headers: Headers = partner) =>
  outside.ask(`${system.base}${path}`, 'POST', {
    headers: { 'content-type': 'application/fhir+json', ...headers },
    body,
  });
const send = (patient: unknown, headers?: Headers) => sendText(JSON.stringify(patient), headers);
const resourceOf = <Type extends Resource>({ text }: outside.Reply): Type => {
  const resource = JSON.parse(text) as Type;
  expect(validate('STU3', resource).filter(isError)).toEqual([]);
  return resource;
};
const issuesOf = (reply: outside.Reply, status: number) => {
  expect([reply.status, reply.text]).toEqual([status, expect.any(String)]);
  return resourceOf<OperationOutcome>(reply).issue;
};
const done = async (patient: Patient): Promise<string> => {
  const [issue] = issuesOf(await send(patient), 200);
  return issue?.diagnostics ?? '';
};
const seen = async (number: string): Promise<Patient & { readonly meta: { readonly versionId: string } }> => {
  const url = `${system.base}/fhir/facade/Patient?identifier=${encodeURIComponent(`${nhs}|${number}`)}`;
  const reply = await outside.ask(url, 'GET', { headers: partner });
  const { entry = [] } = JSON.parse(reply.text) as {
    entry?: { resource: Patient & { meta: { versionId: string } } }[];
  };
  return entry[0]?.resource ?? expect.unreachable(`Nobody has the number: ${reply.text}`);
};

describe('a Patient that a partner sends', () => {
  it('is created, is changed, and is done once when it is sent twice', async () => {
    const { nhsNumber } = anInpatient();
    const first = aPatient(nhsNumber, {
      telecom: [
        { system: 'phone', use: 'home', value: '0191 000000' },
        { system: 'phone', use: 'mobile', value: '07700 900123' },
      ],
      address: [{ line: ['1 Weir Lane'], city: 'Riverside', postalCode: 'RV1 1AA' }],
    });
    expect(await done(first)).toContain('was created');
    expect(await seen(nhsNumber)).toMatchObject({
      name: [{ family: 'Weir', given: ['Dora', 'Anne', 'Mary'], prefix: ['Ms'] }],
      telecom: [{ system: 'phone', value: '07700 900123' }],
      birthDate: '1990-02-03',
      meta: { versionId: '1' },
    });
    expect(await done(first)).toContain('nothing was changed');
    expect((await seen(nhsNumber)).meta.versionId).toBe('1');
    expect(await done({ ...first, name: [{ family: 'Woolf', given: ['Dora'] }] })).toContain('was changed');
    expect(await seen(nhsNumber)).toMatchObject({ name: [{ family: 'Woolf' }], meta: { versionId: '2' } });
  });

  it('is taken in XML', async () => {
    const { nhsNumber } = anInpatient();
    const xml =
      `<Patient xmlns="http://hl7.org/fhir"><identifier><system value="${nhs}"/><value value="${nhsNumber}"/></identifier>` +
      '<name><family value="Weir"/><given value="Dora"/></name><gender value="female"/><birthDate value="1990-02-03"/></Patient>';
    expect((await sendText(xml, { ...partner, 'content-type': 'application/fhir+xml' })).status).toBe(200);
    expect(await seen(nhsNumber)).toMatchObject({ birthDate: '1990-02-03' });
  });

  it('is held by the teams that it names, the default team among them', async () => {
    const { nhsNumber } = anInpatient();
    const named = (...aliases: readonly string[]): Patient =>
      aPatient(nhsNumber, { extension: aliases.map((valueString) => ({ url: teamAlias, valueString })) });
    expect(issuesOf(await send(named('riverside-diabetes')), 422)).toMatchObject([
      { expression: ['Patient.extension[0]'], diagnostics: expect.stringContaining('riverside-prt') as string },
    ]);
    expect(issuesOf(await send(named('riverside-prt', 'nobodys-team')), 422)).toMatchObject([
      { expression: ['Patient.extension[1]'] },
    ]);
    expect(await done(named('riverside-prt', 'riverside-diabetes'))).toContain('was created');
  });

  it('has one e-mail address, which is nobody else’s, and is told of what was passed over', async () => {
    const { nhsNumber } = anInpatient();
    const email = (value: string) => ({ system: 'email' as const, value });
    const own = `dora-${nhsNumber}@example.org`;
    const twice = aPatient(nhsNumber, {
      identifier: [
        { system: nhs, value: nhsNumber },
        { system: 'https://example.org/other', value: '1' },
      ],
      telecom: [email(own), email(`second-${own}`)],
    });
    expect(issuesOf(await send(twice), 200)).toMatchObject([
      { severity: 'information' },
      { severity: 'warning', expression: ['Patient.telecom[1]'] },
      { severity: 'warning', expression: ['Patient.identifier[1]'] },
    ]);
    expect((await seen(nhsNumber)).telecom).toEqual([{ system: 'email', value: own, rank: 1 }]);
    const other = aPatient(anInpatient().nhsNumber, { telecom: [email(own)] });
    expect(issuesOf(await send(other), 409)).toMatchObject([{ expression: ['Patient.telecom[0]'] }]);
  });

  it.each<[string, number, string, object]>([
    ['no family name', 422, 'Patient.name[0].family', { name: [{ given: ['Dora'] }] }],
    ['no given name', 422, 'Patient.name[0].given', { name: [{ family: 'Weir' }] }],
    ['no name', 422, 'Patient.name.family', { name: undefined }],
    ['no date of birth', 422, 'Patient.birthDate', { birthDate: undefined }],
    ['half a date of birth', 422, 'Patient.birthDate', { birthDate: '1990' }],
    ['no sex', 422, 'Patient.gender', { gender: undefined }],
    ['no identifier', 422, 'Patient.identifier', { identifier: undefined }],
    ['a number that is none', 422, 'Patient.identifier[0]', { identifier: [{ system: nhs, value: '1234567890' }] }],
    ['an element that is none', 422, 'Patient.colour', { colour: 'blue' }],
    ['a code that is none', 422, 'Patient.gender', { gender: 'f' }],
    [
      'a public id',
      422,
      'Patient.identifier[0]',
      { identifier: [{ system: 'https://fhir.example.health/id/public-id', value: patients.alice.id }] },
    ],
  ])('with %s is refused: %i at %s', async (_what, status, expression, change) => {
    const issues = issuesOf(await send({ ...aPatient(anInpatient().nhsNumber), ...change }), status);
    expect(issues.flatMap((issue) => issue.expression)).toContain(expression);
  });

  it('with several faults is told of them all', async () => {
    const places = async (change: object): Promise<readonly (string | undefined)[]> =>
      issuesOf(await send({ ...aPatient(anInpatient().nhsNumber), ...change }), 422).map(
        ({ expression }) => expression?.[0],
      );
    expect(await places({ birthDate: undefined, gender: undefined })).toEqual(
      expect.arrayContaining(['Patient.birthDate', 'Patient.gender']),
    );
    expect(await places({ birthDate: '1990', name: [{ use: 'official' }], identifier: [{ value: '1' }] })).toEqual([
      'Patient.identifier[0]',
      'Patient.name[0].family',
      'Patient.name[0].given',
      'Patient.birthDate',
    ]);
    expect(await places({ gender: 'f', birthDate: 'soon' })).toEqual(['Patient.gender', 'Patient.birthDate']);
  });

  it('is one Patient, of somebody who may send it', async () => {
    issuesOf(await send({ resourceType: 'Observation', status: 'final', code: { text: 'x' } }), 422);
    issuesOf(await sendText('{'), 400);
    issuesOf(await sendText('x', { ...partner, 'content-type': 'text/plain' }), 415);
    const { nhsNumber } = anInpatient();
    const { authorization = '' } = partner;
    const hillside = { authorization, 'x-org-public-id': organisations.hillside.id };
    issuesOf(await send(aPatient(nhsNumber), hillside), 403);
    issuesOf(await send(aPatient(nhsNumber), { authorization }), 400);
    issuesOf(await send(aPatient(nhsNumber), {}), 401);
    issuesOf(await send(aPatient(nhsNumber), await callers.app(system.base)), 403);
  });
});

it('says what it does to everybody', async () => {
  const ask = (of: string) => outside.ask(`${system.base}/fhir/messaging/${of}`, 'GET');
  const statement = resourceOf<CapabilityStatement>(await ask('metadata'));
  const [operation] = statement.rest?.[0]?.operation ?? [];
  expect(resourceOf(await ask(operation?.definition.reference ?? ''))).toMatchObject({ code: 'process-message' });
  const got = await ask('Patient/$process-message');
  expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST']);
});
