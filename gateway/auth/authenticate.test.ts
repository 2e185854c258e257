import { describe, expect, it } from 'vitest';
import { isFailure } from '../../kernel/failure.ts';
import type { Caller, Interface } from '../../kernel/graph.ts';
import type { OrganisationId, PatientId, TeamId, UserId } from '../../kernel/id.ts';
import { organisations, patients, people, teams } from '../../prisma/demo.ts';
import { authenticator } from './authenticate.ts';
import type { Authenticators, PersonStanding, TokenHolder } from './ports.ts';

const riverside = organisations.riverside.id as OrganisationId;
const hillside = organisations.hillside.id as OrganisationId;
const diabetes = teams['riverside-diabetes'].id as TeamId;
const prt = teams['riverside-prt'].id as TeamId;
const mentalHealth = teams['riverside-mental-health'].id as TeamId;
const diaz = people.diaz.id as UserId;
const herOwnRecord = patients.alice.id as PatientId;

/** Somebody who is everything at once. */
const standing: PersonStanding = {
  patientId: herOwnRecord,
  memberships: [
    { role: 'PROFESSIONAL', organisationId: riverside, teamId: diabetes },
    { role: 'COORDINATOR', organisationId: riverside, teamId: mentalHealth },
    { role: 'ADMINISTRATOR', organisationId: riverside },
    { role: 'PRIVACY_OFFICER', organisationId: hillside, teamId: null },
  ],
};

const tokens: Readonly<Record<string, TokenHolder>> = {
  customer: { client: 'riverside-customer', kind: 'CUSTOMER_SYSTEM', organisation: riverside, scopes: [] },
  partner: { client: 'postbridge', kind: 'SYSTEM', partner: 'postbridge', scopes: ['none'] },
  stranger: { client: 'stranger', kind: 'SYSTEM', partner: 'stranger', scopes: ['none'] },
  tethered: {
    client: 'apptly',
    kind: 'TETHERED',
    partner: 'apptly',
    scopes: ['SITE'],
    tether: { organisation: riverside, team: diabetes },
  },
  untied: { client: 'apptly', kind: 'TETHERED', partner: 'apptly', scopes: ['SITE'] },
  app: { client: 'pulse', kind: 'USER', person: diaz, scopes: ['PATIENT', 'CLINICIAN', 'TEAMCOORD'] },
  gone: { client: 'pulse', kind: 'USER', person: people.bob.id, scopes: ['PATIENT'] },
  nobodys: { client: 'pulse', kind: 'USER', scopes: ['PATIENT'] },
  internal: { client: 'gateway', kind: 'INTERNAL', scopes: [] },
};

const world = (changes: Partial<Authenticators> = {}) => {
  const logged: string[] = [];
  const log = {
    error: (_: object, message: string) => void logged.push(message),
    warn: () => undefined,
  };
  const authenticate = authenticator({
    introspect: (token) => Promise.resolve(tokens[token]),
    session: (cookie) => Promise.resolve(cookie === 'session=diaz' ? { person: diaz } : undefined),
    credential: ({ user, password, address }) =>
      Promise.resolve(
        password !== 'right' || address !== '192.0.2.7'
          ? undefined
          : user === 'feed'
            ? { id: 'riverside-hl7', organisationId: riverside }
            : { id: 'postbridge-hl7', partner: 'postbridge' },
      ),
    leave: (sealed) => (sealed === 'ours' ? { kind: 'internal', integration: 'internal', client: 'hl7' } : undefined),
    personStanding: (person) => Promise.resolve(person === diaz ? standing : undefined),
    partnerStanding: ({ partner, organisation }) =>
      Promise.resolve(
        organisation === hillside
          ? { organisationId: hillside, granted: false }
          : organisation !== riverside && organisation !== 'riverside'
            ? undefined
            : { organisationId: riverside, granted: partner !== 'stranger', teamIds: null },
      ),
    tethered: () => Promise.resolve(true),
    registeredPartner: (partner) => Promise.resolve(partner),
    log,
    ...changes,
  });
  const as = (caller: Partial<Caller>) =>
    authenticate({ authorization: undefined, address: '192.0.2.7', through: 'graphql', ...caller });
  return { as, logged };
};

const grantedBy = (teamIds: readonly TeamId[] | null) => ({ organisationId: riverside, granted: true, teamIds });

const bearer = (token: string): string => `Bearer ${token}`;
const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;
const kindOf = (found: unknown) => (isFailure(found) ? found.kind : found);

describe('a token', () => {
  it('of a customer is its organisation, whatever the header names', async () => {
    expect(await world().as({ authorization: bearer('customer'), organisation: hillside })).toEqual({
      kind: 'organisation',
      integration: 'customer.fhir',
      client: 'riverside-customer',
      organisation: riverside,
    });
  });

  it('of a partner acts for the organisation of the header, where that has granted', async () => {
    const { as } = world();
    const postbridge = { kind: 'partner', integration: 'partner.fhir', client: 'postbridge', partner: 'postbridge' };
    expect(await as({ authorization: bearer('partner'), organisation: riverside.toUpperCase() })).toEqual({
      ...postbridge,
      organisation: riverside,
    });
    const forOneTeam = world({ partnerStanding: () => Promise.resolve(grantedBy([diabetes, prt])) });
    expect(await forOneTeam.as({ authorization: bearer('partner'), organisation: riverside })).toEqual({
      ...postbridge,
      organisation: riverside,
      teams: [diabetes, prt],
    });
  });

  it('of a partner names the organisation by its alias as well as by its id', async () => {
    const [byAlias, byId] = await Promise.all(
      ['Riverside', riverside].map((organisation) => world().as({ authorization: bearer('partner'), organisation })),
    );
    expect(byAlias).toEqual(byId);
    expect(byId).toMatchObject({ organisation: riverside });
  });

  it('of a partner is refused for an organisation that has not granted, and otherwise for one that does not exist', async () => {
    const { as } = world();
    const answers = await Promise.all([
      as({ authorization: bearer('partner'), organisation: hillside }),
      as({ authorization: bearer('stranger'), organisation: riverside }),
      as({ authorization: bearer('partner'), organisation: '00000000-0000-4000-8000-00000000dead' }),
      as({ authorization: bearer('stranger'), organisation: 'nowhere' }),
    ]);
    expect(answers.map(kindOf)).toEqual(['forbidden', 'forbidden', 'not_found', 'not_found']);
    expect(new Set(answers.map((answer) => isFailure(answer) && answer.message)).size).toBe(2);
  });

  it.each([
    undefined,
    '',
    'river side',
    `${riverside}, ${hillside}`,
    `{${riverside}}`,
    `${riverside}\r\nx: y`,
    'x'.repeat(10_000),
  ])('of a partner wants a public id in the header, and not %j', async (organisation) => {
    const answer = await world().as({ authorization: bearer('partner'), organisation });
    expect(answer).toMatchObject({ kind: 'invalid', message: expect.stringContaining('X-Org-Public-Id') as string });
  });

  it('that is tethered acts as its team, whatever else the partner was granted, as long as it is one', async () => {
    expect(await world().as({ authorization: bearer('tethered') })).toEqual({
      kind: 'team',
      integration: 'tethered.rest',
      client: 'apptly',
      partner: 'apptly',
      organisation: riverside,
      team: diabetes,
    });
    for (const granted of [undefined, grantedBy([mentalHealth]), grantedBy(null)]) {
      const { as } = world({ partnerStanding: () => Promise.resolve(granted) });
      expect(await as({ authorization: bearer('tethered') })).toMatchObject({ kind: 'team', team: diabetes });
    }
    const ended = world({ registeredPartner: () => Promise.resolve(undefined) });
    expect(kindOf(await ended.as({ authorization: bearer('tethered') }))).toBe('forbidden');
  });

  it.each([
    [['PATIENT'], { patient: herOwnRecord, ownBehalf: true }],
    [['CLINICIAN'], { inPerson: true, teams: [diabetes] }],
    [['TEAMCOORD'], { coordinates: [mentalHealth] }],
    [['PATIENT', 'TEAMCOORD'], { patient: herOwnRecord, ownBehalf: true, coordinates: [mentalHealth] }],
    [[], {}],
    [['SITE', 'customer', 'patient'], {}],
  ])('of an app with the scopes %j is of the person what they cover', async (scopes, covered) => {
    const { as } = world({
      introspect: () => Promise.resolve({ client: 'pulse', kind: 'USER', person: diaz, scopes }),
    });
    expect(await as({ authorization: bearer('x') })).toEqual({
      kind: 'person',
      integration: 'app',
      client: 'pulse',
      user: diaz,
      ownBehalf: false,
      inPerson: false,
      teams: [],
      coordinates: [],
      administers: [],
      guards: [],
      ...covered,
    });
  });

  it.each(['nonsense', 'untied', 'gone', 'nobodys', 'internal'])('that is %s opens nothing', async (token) => {
    expect(await world().as({ authorization: bearer(token) })).toBe('unauthenticated');
  });
});

describe('a session', () => {
  it('is the person with all that they are', async () => {
    expect(await world().as({ cookie: 'session=diaz' })).toEqual({
      kind: 'person',
      integration: 'person',
      client: 'web',
      user: diaz,
      patient: herOwnRecord,
      ownBehalf: true,
      inPerson: true,
      teams: [diabetes],
      coordinates: [mentalHealth],
      organisationOf: { [mentalHealth]: riverside },
      administers: [riverside],
      guards: [hillside],
    });
  });

  it('counts at the graph alone', async () => {
    const others: Interface[] = ['hl7', 'rest', 'fhir.facade', 'fhir.messaging', 'fhir.customer', 'fhir.aggregated'];
    for (const through of others) expect(await world().as({ cookie: 'session=diaz', through })).toBe('unauthenticated');
  });

  it('gives way to a token, be it good or bad', async () => {
    const { as } = world();
    const cookie = 'session=diaz';
    expect(await as({ cookie, authorization: bearer('customer') })).toMatchObject({ kind: 'organisation' });
    expect(await as({ cookie, authorization: bearer('nonsense') })).toBe('unauthenticated');
    expect(await as({ cookie, authorization: '' })).toBe('unauthenticated');
  });

  it.each(['', 'session=', 'session=somebody', 'session=diaz; session=diaz'])(
    'is none with the cookie %j',
    async (cookie) => {
      expect(await world().as({ cookie })).toBe('unauthenticated');
    },
  );

  it('of somebody who may no longer come in is over', async () => {
    const { as } = world({ personStanding: () => Promise.resolve(undefined) });
    expect(await as({ cookie: 'session=diaz' })).toBe('unauthenticated');
  });
});

describe('HL7 credentials', () => {
  it('are a feed’s at the HL7 interface', async () => {
    const { as } = world();
    expect(await as({ authorization: basic('feed:right'), through: 'hl7' })).toEqual({
      kind: 'organisation',
      integration: 'customer.hl7',
      client: 'riverside-hl7',
      organisation: riverside,
    });
    expect(await as({ authorization: basic('partner:right'), through: 'hl7' })).toEqual({
      kind: 'partner',
      integration: 'partner.hl7',
      client: 'postbridge-hl7',
      partner: 'postbridge',
    });
  });

  it('are for nothing else', async () => {
    for (const through of ['graphql', 'rest', 'fhir.aggregated'] as const)
      expect(kindOf(await world().as({ authorization: basic('feed:right'), through }))).toBe('forbidden');
  });

  it('are none with a wrong password, and from another address', async () => {
    const { as } = world();
    expect(await as({ authorization: basic('feed:wrong'), through: 'hl7' })).toBe('unauthenticated');
    expect(await as({ authorization: basic('feed:right'), through: 'hl7', address: '192.0.2.8' })).toBe(
      'unauthenticated',
    );
  });
});

describe('an Authorization header', () => {
  it.each(['bearer customer', 'BEARER customer', 'bEaReR   customer '])(
    '%j is read as RFC 9110 says',
    async (authorization) => {
      expect(await world().as({ authorization })).toMatchObject({ client: 'riverside-customer' });
    },
  );

  it.each([
    'Bearer',
    'Bearer ',
    'customer',
    'Bearer customer, Bearer customer',
    'Bearer customer customer',
    'Bearer\tcustomer',
    'Bearer cust\u0000mer',
    'Bearer cüstomer',
    `Bearer ${'x'.repeat(1_000_000)}`,
    `Basic ${'x'.repeat(1_000_000)}`,
    basic('feed'),
    basic(':right'),
    basic('fe\u0000ed:right'),
    'Basic %%%',
    'Digest username="feed"',
    'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJkaWF6In0.',
    '=',
  ])('%.60s… is no credentials', async (authorization) => {
    expect(await world().as({ authorization, through: 'graphql' })).toBe('unauthenticated');
  });
});

describe('who cannot be asked', () => {
  it('is no verdict on the caller: it may try again, and we hear of it', async () => {
    const fails = () => Promise.reject(new Error('connect ECONNREFUSED 10.0.0.1:5432'));
    const cases = [
      [{ introspect: fails }, { authorization: bearer('customer') }],
      [{ session: fails }, { cookie: 'session=diaz' }],
      [{ credential: fails }, { authorization: basic('feed:right'), through: 'hl7' }],
      [{ personStanding: fails }, { authorization: bearer('app') }],
      [{ partnerStanding: fails }, { authorization: bearer('partner'), organisation: riverside }],
    ] as const;
    for (const [ports, caller] of cases) {
      const { as, logged } = world(ports);
      expect(await as(caller)).toMatchObject({
        kind: 'unavailable',
        message: expect.not.stringMatching(/10\.0|ECONN/) as string,
      });
      expect(logged).toHaveLength(1);
    }
  });
});
