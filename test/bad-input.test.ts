import fc from 'fast-check';
import { getIntrospectionQuery } from 'graphql';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { adt, anInpatient, controlId, msh, oru, pid, timestamp, wire } from './hospital.ts';
import { rowsOfRecords } from './nothing-half-way.ts';
import * as outside from './outside.ts';
import { inOneProcess, type Wiring } from './wiring.ts';

const alice = 'PID|1||9434765919^^^NHS^NH||Archer^Alice';

let system: Wiring;
let riverside: outside.Client;
beforeAll(async () => {
  system = await inOneProcess();
  riverside = await outside.clientOf(system.base, 'riverside-customer');
  // From then on the feed's team has her, whatever becomes of the messages.
  await outside.deliver(system.base, wire(msh('SIU^S12'), 'SCH|A0||||||||||^^^20270101', alice));
});
afterAll(() => system.stop());

const post = (message: string | Buffer, user?: string) => outside.postHl7(system.base, message, user);
const messagesKept = async (): Promise<number> => {
  const { rows } = await system.database.pool.query<{ n: number }>('select count(*)::int as n from exchange.message');
  return rows[0]?.n ?? 0;
};

/** What no answer may ever hold: SQL, a stack, a file, an address, the name of a part. */
const internals =
  /\bselect\b.+\bfrom\b|insert into|violates|relation "|\bat .+:\d+:\d+|node_modules|\.[jt]s\b|127\.0\.0\.1|localhost|prisma|postgres|subgraph|TypeError/i;

describe('an HL7 message that is wrong', () => {
  let before: unknown;
  let kept: number;
  beforeEach(async () => {
    before = await rowsOfRecords(system.database);
    kept = await messagesKept();
  });
  // Whatever came in: nothing was stored half-way, and the next message is served.
  afterEach(async () => {
    expect(await rowsOfRecords(system.database)).toEqual(before);
    await outside.deliver(system.base, adt('A28', anInpatient()));
  });

  const who = anInpatient();
  const a28 = adt('A28', who);
  const rejected: readonly (readonly [string, string | Buffer, RegExp, string?])[] = [
    ['that is empty', '', /empty|MSH/i],
    ['that is a lone CR', '\r', /MSH/],
    ['that is no HL7', 'Dear Sir or Madam', /MSH/],
    ['that is XML', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', /MSH/],
    ['that is binary', Buffer.from(Array.from({ length: 512 }, (_, n) => n % 256)), /./],
    ['that has no MSH', wire(pid(who)), /MSH/],
    ['that ends within MSH', 'MSH|^~', /MSH/],
    ['whose separators are all the same', 'MSH|||||||||||\rPID|||', /MSH/],
    ['without a control id', adt('A28', who, { controlId: '' }), /MSH\[1\]\.10/],
    ['without a time', wire(msh('ADT^A28').replace(/\|\d{14}[^|]*\|/, '||'), pid(who)), /MSH\[1\]\.7/],
    ['of an unknown type', wire(msh('ADT^A99'), pid(who)), /MSH\[1\]\.9/],
    ['of a type that is there but not taken', wire(msh('ADT^A34'), pid(who)), /MSH\[1\]\.9/],
    ['without a PID', wire(msh('ADT^A28'), 'PV1|1|O'), /PID\[1\]/],
    ['without an identifier', adt('A28', { ...who, nhsNumber: '', hospitalNumber: '' }), /PID\[1\]/],
    [
      'with an NHS number whose check digit is wrong',
      adt('A28', { ...who, nhsNumber: '9912003814' }),
      /PID\[1\]\.3\[1\]\.1/,
    ],
    ['with an NHS number of nine digits', adt('A28', { ...who, nhsNumber: '991200381' }), /PID\[1\]\.3\[1\]\.1/],
    ['with a date of birth that is none', a28.replace('|19900203|', '|03/02/1990|'), /PID\[1\]\.7/],
    ['with a day that is not in the calendar', a28.replace('|19900203|', '|19900231|'), /PID\[1\]\.7/],
    ['without a family name', adt('A28', { ...who, family: '' }), /PID\[1\]\.5/],
    ['in ISO 8859-1 that says it is UTF-8', Buffer.from(adt('A28', { ...who, given: 'Zoë' }), 'latin1'), /UTF-8/],
    ['for a team of another organisation', a28 + 'ZTM|riverside-prt~hillside-community\r', /ZTM\[1\]\.1/],
    ['for teams without the default one', a28 + 'ZTM|riverside-diabetes\r', /ZTM\[1\]\.1: The default team/],
    ['for a team that does not exist', a28 + 'ZTM|riverside-prt~no-such-team\r', /ZTM\[1\]\.1/],
    [
      'of a partner for an organisation that granted nothing',
      adt('A28', who, { facility: 'hillside-post' }),
      /MSH\[1\]\.4/,
      'postbridge-hl7',
    ],
    ['of a partner for nobody', adt('A28', who, { facility: '' }), /MSH\[1\]\.4/, 'postbridge-hl7'],
    [
      'with a control character in the number of an appointment',
      wire(msh('SIU^S12'), 'SCH|A\\X1F\\1||||||||||^^^20270101', alice),
      /SCH\[1\]\.1\.1: Text holds a control character/,
    ],
    [
      'with a control character in the number of a stay',
      wire(msh('ADT^A01'), alice, `PV1|1|I${'|'.repeat(17)}V\\X1F\\1`),
      /PV1\[1\]\.19\.1: Text holds a control character/,
    ],
    [
      'with reports about two patients',
      wire(
        msh('ORU^R01'),
        alice,
        'OBR|1||R1|UE',
        'OBX|1|ST|K||4||||||F|||20260501',
        pid(who),
        'OBR|2||R2|UE',
        'OBX|2|ST|K||4||||||F|||20260501',
      ),
      /PID\[2\]: .* one patient/,
    ],
    ['about two patients', a28 + pid(anInpatient()) + '\r', /PID\[2\]: .* one patient/],
    [
      'about two appointments',
      wire(msh('SIU^S12'), 'SCH|A1||||||||||^^^20270101', 'SCH|A2||||||||||^^^20270101', alice),
      /SCH\[2\]: .* one appointment/,
    ],
    [
      'about two documents',
      wire(msh('MDM^T02'), alice, 'TXA|1|CL||||||||||D1', 'OBX|1|TX|||a', 'TXA|2|CL||||||||||D2', 'OBX|2|TX|||b'),
      /TXA\[2\]: .* one document/,
    ],
    [
      'whose end comes with another message',
      wire(msh('ORU^R01'), alice, 'OBR|1||R1|UE', 'OBX|1|ST|K||4||||||F|||20260501', 'DSC|P2|F'),
      /DSC\[1\]\.1: .* send it whole/,
    ],
    [
      'that goes on with a segment',
      wire(msh('MDM^T02'), alice, 'TXA|1|CL||||||||||D1', 'OBX|1|TX|||Dear ', 'ADD|Dora'),
      /ADD\[1\]: .* send it whole/,
    ],
    [
      'about two visits',
      wire(msh('ADT^A01'), alice, `PV1|1|I${'|'.repeat(17)}V1`, `PV1|2|I${'|'.repeat(17)}V2`),
      /PV1\[2\]: .* one visit/,
    ],
    ['with a report about nobody we know', oru(who, { id: 'R1', potassium: '4' }), /PID\[1\]\.3/],
    ['with a report that is wrong in its last result', oru(who, { id: 'R1', potassium: 'four' }), /OBX\[2\]\.5/],
  ];
  const cases = rejected.map(([what, message, reason, user]) => [what, { message, reason, user }] as const);
  it.each(cases)('%s is AR, with the place and the reason, and traced', async (_what, { message, reason, user }) => {
    // A control id that was used is refused for that alone.
    const own = typeof message === 'string' ? message.replace(/\|T\d+-\d+\|/, `|${controlId()}|`) : message;
    const reply = await post(own, user);
    expect(reply.status).toBe(200);
    expect(outside.msaOf(reply)).toMatchObject({ code: 'AR', reason: expect.stringMatching(reason) as string });
    expect(reply.text).not.toMatch(internals);
    expect(await messagesKept()).toBe(kept + 1);
  });

  it('of 11 MB is 413, and is not kept', async () => {
    const reply = await post(a28 + `NTE|1||${'x'.repeat(11 * 1024 * 1024)}\r`);
    expect(reply.status).toBe(413);
    expect(await messagesKept()).toBe(kept);
  });

  it.each([
    ['with a wrong password', 'POST', { authorization: outside.basic('riverside-hl7', 'guess') }, 401],
    ['of an unknown feed', 'POST', { authorization: outside.basic('no-such-feed') }, 401],
    ['without credentials', 'POST', {}, 401],
    ['with credentials that are none', 'POST', { authorization: 'Basic %%%' }, 401],
    ['with a client’s secret', 'POST', { authorization: outside.basic('riverside-customer') }, 401],
    [
      'with another content type',
      'POST',
      { authorization: outside.basic('riverside-hl7'), 'content-type': 'application/json' },
      415,
    ],
    ['with GET', 'GET', { authorization: outside.basic('riverside-hl7') }, 405],
    ['with DELETE', 'DELETE', { authorization: outside.basic('riverside-hl7') }, 405],
  ])('%s is refused by HTTP, and is not kept', async (_what, method, headers, status) => {
    const reply = await outside.ask(`${system.base}/services/hl7`, method, {
      headers: { 'content-type': 'application/hl7-v2', ...headers },
      ...(method === 'POST' ? { body: a28 } : {}),
    });
    expect(reply.status).toBe(status);
    expect(reply.text).not.toMatch(internals);
    expect(await messagesKept()).toBe(kept);
  });

  it('under a control id that was used is AR, and the first stays as it was', async () => {
    const id = controlId();
    const first = oru(who, { id: 'R1', potassium: '4' }, { controlId: id });
    expect(outside.msaOf(await post(first)).code).toBe('AR');
    // What was refused may be corrected under its id; see ADR 0006. What was accepted may not.
    const accepted = adt('A28', anInpatient());
    await outside.deliver(system.base, accepted);
    before = await rowsOfRecords(system.database);
    const other = accepted.replace('Weir Lane', 'Dam Road');
    expect(outside.msaOf(await post(other))).toMatchObject({
      code: 'AR',
      reason: expect.stringContaining('MSH[1].10') as string,
    });
    await outside.deliver(system.base, accepted);
  });
});

describe('an HL7 message that is unusual', () => {
  it('with separators of its own is read by them', async () => {
    const who = anInpatient({ family: 'Weir|Dam', given: 'Dora^Ann' });
    const segments = [
      `MSH*:#!%*PAS*RVS*TRIBUTARY*TRIBUTARY*${timestamp(new Date())}**ADT:A28*${controlId()}*P*2.4`,
      `PID*1**${who.nhsNumber}:::NHS:NH#${who.hospitalNumber}:::RVS:MR**${who.family}:${who.given}**19900203*F***A!F!B:!S!!R!!T!!E!:X`,
    ];
    await outside.deliver(system.base, wire(...segments));
    expect(await outside.find(riverside, who, 'familyName givenName address { lines }')).toEqual({
      familyName: 'Weir|Dam',
      givenName: 'Dora^Ann',
      address: { lines: ['A*B', ':#%!'] },
    });
  });

  it('in ISO 8859-1 that says so keeps its letters', async () => {
    const who = anInpatient({ family: 'Ångström', given: 'Zoë' });
    const message = adt('A28', who).replace('|P|2.4', '|P|2.4||||||8859/1');
    await outside.deliver(system.base, Buffer.from(message, 'latin1'));
    expect(await outside.find(riverside, who, 'familyName givenName')).toEqual({
      familyName: 'Ångström',
      givenName: 'Zoë',
    });
  });

  it('with text that looks like SQL, HTML or a path is text', async () => {
    const family = `O'Brien"); drop table patients.patient; --<script>../../etc/passwd\${x}%00`;
    const who = anInpatient({ family });
    await outside.deliver(system.base, adt('A28', who));
    expect(await outside.find(riverside, who, 'familyName')).toEqual({ familyName: family });
  });

  // The sender's fault or nobody's: AE would say that it is ours, and that it may be sent again for ever.
  it('is never our fault, however it is damaged', async () => {
    const whole = Buffer.from(oru(anInpatient(), { id: 'R1', potassium: '4.4' }) + pid(anInpatient()));
    const damage = fc.array(fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255), gone: fc.nat(20) }), {
      minLength: 1,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(damage, async (places) => {
        let message = whole;
        for (const { at, byte, gone } of places)
          message = Buffer.concat([message.subarray(0, at), Buffer.from([byte]), message.subarray(at + gone)]);
        const reply = await post(message);
        expect([reply.status, outside.msaOf(reply).code]).toEqual([200, expect.stringMatching(/^A[AR]$/)]);
        expect(reply.text).not.toMatch(internals);
      }),
      { numRuns: 150 },
    );
  });
});

describe('a GraphQL request that is wrong', () => {
  const graph = (query: string, authorization: string | undefined = riverside.authorization) =>
    outside.postGraph(system.base, authorization, { query });
  const raw = (body: string, headers: Readonly<Record<string, string>> = {}) =>
    outside.ask(`${system.base}/graphql`, 'POST', {
      headers: { 'content-type': 'application/json', authorization: riverside.authorization, ...headers },
      body,
    });
  afterEach(async () => {
    expect((await graph('{ patients(first: 1) { items { id } } }')).status).toBe(200);
  });

  const doubling = (levels: number): string =>
    Array.from(
      { length: levels },
      (_, n) => `fragment F${n} on Patient { ${n === 0 ? 'id' : `...F${n - 1} ...F${n - 1}`} }`,
    ).join('\n');
  const one = '00000000-0000-4000-8000-0000000000a1';
  const refused: readonly (readonly [string, string, RegExp])[] = [
    [
      'that looks too deep into the schema',
      `{ __schema { types { ${'fields { type { '.repeat(4)} name ${'} }'.repeat(4)} } } }`,
      /introspection depth/i,
    ],
    ['nested beyond all measure', `${'{ a '.repeat(4_990)}${'}'.repeat(4_990)}`, /./],
    ['with more tokens than anybody needs', `{ ${'__typename '.repeat(20_000)} }`, /token/i],
    [
      'full of aliases',
      `{ ${Array.from({ length: 31 }, (_, n) => `p${n}: patient(id: "${one}") { id }`).join(' ')} }`,
      /aliases/,
    ],
    ['full of fragments in fragments', `{ patients(first: 200) { items { ...F30 } } } ${doubling(31)}`, /cost/],
    [
      'with a fragment that holds itself',
      `{ patients(first: 1) { items { ...A } } } fragment A on Patient { ...B } fragment B on Patient { ...A }`,
      /Cannot spread fragment/,
    ],
    [
      'for pages of pages',
      '{ patients(first: 200) { items { observations(first: 200) { items { value } } } } }',
      /cost/,
    ],
    [
      'for pages of pages in a variable',
      'query ($n: Int! = 200) { patients(first: $n) { items { observations(first: $n) { items { value } } } } }',
      /cost/,
    ],
    ['for a page of a thousand million', '{ patients(first: 1000000000) { items { id } } }', /cost|page|first/i],
    ['for a page of less than nothing', '{ patients(first: -1) { items { id } } }', /page/i],
    ['for a field that does not exist', '{ patients { items { nhsNumberOfEverybody } } }', /Cannot query field/],
    ['that is no GraphQL', '{ patients { items', /Syntax Error/],
    ['that wants to subscribe', 'subscription { patients { next } }', /Subscriptions are served at/],
    ['for two operations at once', 'query A { __typename } query B { __typename }', /operation/i],
    ['without a value that it needs', 'query ($of: ID!) { patient(id: $of) { id } }', /\$of/],
    ['with a cursor that was made up', '{ patients(after: "1 or 1=1") { items { id } } }', /next/],
    [
      'with a query of FHIR that is wrong',
      `{ patient(id: "${one}") { records(type: "Patient'; select 1", query: "a=b") { items { id } } } }`,
      /./,
    ],
  ];
  it.each(refused)('%s is refused in words that say nothing of us', async (_what, query, reason) => {
    const reply = await graph(query);
    const { errors } = outside.graphAnswer(reply);
    expect(errors?.map(({ message }) => message).join('\n')).toMatch(reason);
    expect(reply.text).not.toMatch(internals);
    expect(errors?.map(({ extensions }) => extensions?.['code'])).not.toContain('INTERNAL_SERVER_ERROR');
    expect(reply.status).toBeLessThan(500);
  });

  it.each([
    ['that is no JSON', '{"query": ', 400],
    ['that is empty', '', 400],
    ['that is a number', '7', 400],
    ['whose query is a number', '{"query": 7}', 400],
    ['whose variables are text', '{"query": "{ __typename }", "variables": "x"}', 400],
    ['that is a list of queries', '[{"query": "{ __typename }"}]', 400],
    ['of 2 MB', JSON.stringify({ query: `{ __typename } # ${'x'.repeat(2 * 1024 * 1024)}` }), 413],
  ])('in a body %s is refused', async (_what, body, status) => {
    const reply = await raw(body);
    expect(reply.status).toBe(status);
    expect(reply.text).not.toMatch(internals);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])(
    'as %s is refused: a form on another site could send it',
    async (type) => {
      const reply = await raw('{"query": "{ __typename }"}', { 'content-type': type });
      expect(reply.status).toBeGreaterThanOrEqual(400);
      expect(reply.status).toBeLessThan(500);
      expect(reply.text).not.toMatch(internals);
    },
  );

  it.each([
    ['unknown', 'Bearer aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
    ['a JWT that nobody signed', `Bearer ${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.`],
    ['empty', 'Bearer '],
    ['long', `Bearer ${'a'.repeat(10_000)}`],
  ])('with a token that is %s is 401', async (_what, authorization) => {
    const reply = await graph('{ patients { items { id } } }', authorization);
    expect(reply.status).toBe(401);
    expect(reply.text).not.toMatch(internals);
  });

  it('with a token that was revoked is 401 at once', async () => {
    const token = await outside.bearer(system.base, 'riverside-customer');
    expect((await graph('{ __typename }', token)).status).toBe(200);
    const revoked = await outside.ask(`${system.base}/oauth/revoke`, 'POST', {
      headers: {
        authorization: outside.basic('riverside-customer'),
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: `token=${token.slice('Bearer '.length)}`,
    });
    expect(revoked.status).toBe(200);
    expect((await graph('{ __typename }', token)).status).toBe(401);
  });

  it('with a token that has expired is 401', async () => {
    const token = await outside.bearer(system.base, 'riverside-customer');
    await system.database.pool.query("update identity.artifact set expires_at = now() - interval '1 second'");
    expect((await graph('{ __typename }', token)).status).toBe(401);
    riverside = await outside.clientOf(system.base, 'riverside-customer');
  });
});

describe('the map of the graph', () => {
  it('is shown in development, to who may come in', async () => {
    const reply = await outside.postGraph(system.base, riverside.authorization, { query: getIntrospectionQuery() });
    expect([reply.status, outside.graphAnswer(reply).errors]).toEqual([200, undefined]);
  });

  it('is not handed out in production', async () => {
    const production = await inOneProcess({ NODE_ENV: 'production' });
    try {
      const authorization = await outside.bearer(production.base, 'riverside-customer');
      for (const query of [
        getIntrospectionQuery({ inputValueDeprecation: false }),
        '{ __type(name: "Patient") { fields { name } } }',
      ]) {
        const reply = await outside.postGraph(production.base, authorization, { query });
        expect([reply.status, outside.graphAnswer(reply).data ?? null]).toEqual([400, null]);
        expect(reply.text).toContain('introspection');
      }
      expect(
        (await outside.postGraph(production.base, authorization, { query: '{ patients { items { id } } }' })).status,
      ).toBe(200);
    } finally {
      await production.stop();
    }
  });
});
