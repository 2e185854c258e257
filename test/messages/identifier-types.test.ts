import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { organisations } from '../../prisma/demo.ts';
import { session, type Headers } from '../callers.ts';
import { anInpatient, msh, pid, wire, type Inpatient } from '../hospital.ts';
import * as outside from '../outside.ts';
import { inOneProcess, type Wiring } from '../wiring.ts';

// By which numbers an organisation's messages find patients is its administrators' to say. Domain reference §4.2

let system: Wiring;
let oscar: Headers;
let riverside: outside.Client;
beforeAll(async () => {
  system = await inOneProcess();
  oscar = await session(system.base, 'oscar');
  riverside = await outside.clientOf(system.base, 'riverside-customer');
});
afterAll(() => system.stop());

const organisationId = organisations.riverside.id;
const forbidden = { extensions: { code: 'FORBIDDEN' } };
const eyeNumbers = 'https://riverside.example/id/eye-number';

type Input = {
  readonly authority?: string;
  readonly typeCode: string;
  readonly kind?: string;
  readonly system?: string | null;
};
type Told = { readonly __typename: string; readonly kind?: string; readonly field?: string };

const graph = async <Data>(query: string, variables: Readonly<Record<string, unknown>>, by: Headers) => {
  const answer = outside.graphAnswer<Data>(await outside.postGraphWith(system.base, by, { query, variables }));
  return answer.errors === undefined ? answer.data : (answer.errors as unknown);
};
const change = async (call: 'set' | 'remove', input: Input, by = oscar): Promise<unknown> => {
  const query = `mutation ($input: IdentifierType${call === 'set' ? '' : 'Key'}Input!) {
    told: ${call}IdentifierType(input: $input) {
      ... on IdentifierType { organisationId authority typeCode type: kind system } ... on Refusal { kind field message } } }`;
  return ((await graph(query, { input: { organisationId, ...input } }, by)) as { told: Told }).told;
};
const listed = (by = oscar, of = organisationId) =>
  graph(
    'query ($of: ID!) { identifierTypes(organisationId: $of) { organisationId authority typeCode kind system } }',
    { of },
    by,
  );

let dora: Inpatient;
let eye = '';
beforeEach(() => {
  dora = anInpatient();
  eye = `E${String(randomInt(1_000_000_000))}`;
});

const send = async (type: string, who: string, user?: string): Promise<string> => {
  const reply = await outside.postHl7(system.base, wire(msh(type), who), user);
  const { code = '', reason = '' } = outside.msaOf(reply);
  return `${code} ${reason}`.trim();
};
const byNumber = (number: string): string => `PID|1||${number}`;
const withNumber = (number: string): string => pid(dora).replace('^MR||', `^MR~${number}||`);
const givenName = async (number: { system: string; value: string }): Promise<string | undefined> => {
  const query = `query ($number: IdentifierInput!) { patients(identifiers: [$number]) { items { givenName } } }`;
  const { patients } = await riverside.graph<{ patients: { items: { givenName: string }[] } }>(query, { number });
  return patients.items[0]?.givenName;
};

describe('A type of number', () => {
  it('identifies patients from the next message on, under its system, and no longer once it is removed', async () => {
    expect(await send('ADT^A28', withNumber(`${eye}^^^EYE^EN`))).toBe('AA');
    expect(await send('ADT^A31', byNumber(`${eye}^^^EYE^EN`))).toMatch(/^AR .*PID\[1\]\.3/);

    const type = { authority: 'EYE', typeCode: 'EN', system: eyeNumbers };
    expect(await change('set', { ...type, kind: 'LOCAL' })).toEqual({ organisationId, ...type, type: 'LOCAL' });
    expect(await send('ADT^A31', withNumber(`${eye}^^^EYE^EN`))).toBe('AA');
    expect(await send('ADT^A31', `${byNumber(`${eye}^^^EYE^EN`)}||Weir^Renamed`)).toBe('AA');
    expect(await givenName({ system: eyeNumbers, value: eye })).toBe('Renamed');

    expect(await change('remove', { authority: 'EYE', typeCode: 'EN' })).toMatchObject(type);
    expect(await send('ADT^A31', byNumber(`${eye}^^^EYE^EN`))).toMatch(/^AR /);
    expect(await change('remove', { authority: 'EYE', typeCode: 'EN' })).toMatchObject({ kind: 'NOT_FOUND' });
    // The system stays the organisation's: a type that was removed by mistake is set again.
    expect(await change('set', { ...type, kind: 'LOCAL' })).toMatchObject(type);
    expect(await send('ADT^A31', byNumber(`${eye}^^^EYE^EN`))).toBe('AA');
  });

  it('may be of whatever authority, in the letters of its code', async () => {
    await change('set', { typeCode: 'XN', kind: 'LOCAL', system: eyeNumbers });
    expect(await send('ADT^A28', withNumber(`${eye}^^^ANY^XN`))).toBe('AA');
    expect(await send('ADT^A31', byNumber(`${eye}^^^OTHER^XN`))).toBe('AA');
    expect(await send('ADT^A31', byNumber(`${eye}^^^ANY^xn`))).toMatch(/^AR /);
  });

  it('is another organisation’s only where that has set it, too', async () => {
    await change('set', { authority: 'OWN', typeCode: 'ON', kind: 'LOCAL', system: `${eyeNumbers}/own` });
    expect(await send('ADT^A28', withNumber(`${eye}^^^OWN^ON`))).toBe('AA');
    expect(await send('ADT^A31', byNumber(`${eye}^^^OWN^ON`), 'hillside-hl7')).toMatch(/^AR /);
  });

  it('can be the hospital’s own name for NHS numbers, which stay NHS numbers', async () => {
    expect(await change('set', { authority: 'PAS', typeCode: 'NNN', kind: 'NHS' })).toMatchObject({
      system: 'https://fhir.nhs.uk/Id/nhs-number',
    });
    expect(await send('ADT^A28', pid(dora))).toBe('AA');
    expect(await send('ADT^A31', byNumber(`${dora.nhsNumber}^^^PAS^NNN`))).toBe('AA');
    expect(await send('ADT^A31', byNumber('1234567890^^^PAS^NNN'))).toMatch(/^AR .*check digit/);
  });

  it('of Scotland and Northern Ireland is known to everybody', async () => {
    expect(await send('ADT^A28', pid(dora).replace('^^^NHS^NH{status:01}', '^^^CHI^NH'))).toBe('AA');
    expect(await givenName({ system: 'urn:oid:2.16.840.1.113883.2.1.3.2.4.16.53', value: dora.nhsNumber })).toBe(
      dora.given,
    );
    expect(await listed()).toMatchObject({
      identifierTypes: expect.arrayContaining(
        [
          { organisationId: null, authority: 'NHS', typeCode: 'NH', kind: 'NHS' },
          { organisationId: null, authority: 'HSC', typeCode: 'NH', kind: 'HC' },
          { organisationId, authority: 'RVS', typeCode: 'MR', kind: 'LOCAL' },
        ].map((type) => expect.objectContaining(type) as unknown),
      ) as unknown,
    });
  });

  it('leaves its acts, which the administrator reads', async () => {
    await change('set', { authority: 'ACT', typeCode: 'AN', kind: 'LOCAL', system: `${eyeNumbers}/act` });
    await change('remove', { authority: 'ACT', typeCode: 'AN' });
    const query = `query ($of: ID!) { acts(organisationId: $of, first: 2) { items { kind details } } }`;
    const { acts } = (await graph(query, { of: organisationId }, oscar)) as {
      acts: { items: { kind: string; details: string }[] };
    };
    expect(acts.items.map(({ kind }) => kind)).toEqual(['IDENTIFIER_TYPE_REMOVED', 'IDENTIFIER_TYPE_SET']);
    expect(acts.items[1]?.details).toContain(`${eyeNumbers}/act`);
  });
});

describe('Refused is', () => {
  it.each([
    ['the system of another organisation', 'https://fhir.example.health/id/RHS02/hospital-number', 'CONFLICT'],
    ['the system of NHS numbers', 'https://fhir.nhs.uk/Id/nhs-number', 'CONFLICT'],
    ['a system that is no URI', 'eye numbers', 'INVALID'],
    ['a system with a bar', 'urn:a|b', 'INVALID'],
    ['no system', null, 'INVALID'],
  ])('%s for local numbers', async (_, of, kind) => {
    expect(await change('set', { authority: 'T', typeCode: 'T', kind: 'LOCAL', system: of })).toMatchObject({
      kind,
      field: 'system',
    });
  });

  it.each([
    ['another meaning of what means NHS number everywhere', { authority: 'NHS', typeCode: 'NH' }, 'typeCode'],
    ['the same by whatever authority', { typeCode: 'NH' }, 'typeCode'],
    ['a blank code', { authority: 'A', typeCode: ' ' }, 'typeCode'],
    ['a code that nobody can keep', { authority: 'A', typeCode: 'a\0' }, 'typeCode'],
    ['the wildcard spelt out', { authority: '*', typeCode: 'A' }, 'authority'],
  ])('%s', async (_, key, field) => {
    expect(await change('set', { ...key, kind: 'LOCAL', system: 'urn:x:own' })).toMatchObject({ field });
  });

  it('another system for NHS numbers', async () => {
    expect(await change('set', { typeCode: 'NX', kind: 'NHS', system: 'urn:x:nhs' })).toMatchObject({
      field: 'system',
    });
  });

  it('the removal of what every organisation has', async () => {
    expect(await change('remove', { authority: 'NHS', typeCode: 'NH' })).toMatchObject({ kind: 'NOT_FOUND' });
  });

  it('whoever is not an administrator of the organisation', async () => {
    const key = { authority: 'T', typeCode: 'T' };
    for (const name of ['coco', 'alice']) {
      const by = await session(system.base, name);
      expect(await change('set', { ...key, kind: 'LOCAL', system: 'urn:x:own' }, by)).toMatchObject({
        kind: 'FORBIDDEN',
      });
      expect(await change('remove', key, by)).toMatchObject({ kind: 'FORBIDDEN' });
      expect(await listed(by)).toMatchObject([forbidden]);
    }
    expect(await listed(oscar, organisations.hillside.id)).toMatchObject([forbidden]);
  });
});
