import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actions, clients, interfaces, mayAt, mayEnter, type Action, type Client } from '../gateway/interfaces.ts';
import type { Interface } from '../kernel/graph.ts';
import { patients } from '../prisma/demo.ts';
import { callers, type Headers } from './callers.ts';
import { adt, anInpatient, msh, oru, pid, wire } from './hospital.ts';
import * as outside from './outside.ts';
import { inManyProcesses, inOneProcess, type Wiring } from './wiring.ts';

// The table of gateway/interfaces.ts, which is that of the domain (§1.3) and of the contract (§4), walked cell by cell
// through real HTTP. A door, a client or an action that is added without a case here does not compile.

const alice = anInpatient({
  nhsNumber: patients.alice.nhsNumber,
  family: patients.alice.family,
  given: patients.alice.given,
});
/** Reports about Alice: one of the organisation that the callers act for, one of another's. */
const own = 'cells-own';
const others = 'cells-others';

/** What one does at a door, and how the door says yes, and no to somebody who may come in for other things. */
type Probe = {
  readonly ask: (base: string, headers: Headers, client: Client) => Promise<outside.Reply>;
  readonly done: (reply: outside.Reply) => void;
  readonly refused: (reply: outside.Reply) => void;
};
type Probes = Readonly<Record<Action, Probe>>;

const says = (reply: outside.Reply, status: number, ...texts: readonly string[]): void => {
  expect([reply.status, reply.text]).toEqual([status, expect.any(String)]);
  for (const text of texts) expect(reply.text).toContain(text);
};

const hl7 = (message: (facility: string) => string): Probe => ({
  ask: (base, headers, client) =>
    outside.ask(`${base}/services/hl7`, 'POST', {
      headers: { ...headers, 'content-type': 'application/hl7-v2' },
      // A partner names in MSH-4 for whom it sends.
      body: message(client === 'partner.hl7' ? 'riverside-post' : 'RVS'),
    }),
  done: (reply) => expect(outside.msaOf(reply).code).toBe('AA'),
  refused: (reply) => expect(outside.msaOf(reply)).toMatchObject({ code: 'AR' }),
});
const query = (type: string): Probe =>
  hl7((facility) => wire(msh(type, { facility }), 'QRD|20260501||I|Q1|||1|9434765919|DEM', pid(alice)));

const fhir = (path: string, ...found: readonly string[]): Probe => fhirAt('aggregated', path, ...found);
const fhirAt = (door: string, path: string, ...found: readonly string[]): Probe => ({
  ask: (base, headers) => outside.ask(`${base}/fhir/${door}/${path}`, 'GET', { headers }),
  done: (reply) => {
    says(reply, 200, ...found);
  },
  refused: (reply) => {
    says(reply, 403, 'OperationOutcome');
  },
});
const rest = (path: string, ...found: readonly string[]): Probe => ({
  ask: (base, headers) => outside.ask(`${base}/api/v2/${path}`, 'GET', { headers }),
  done: (reply) => {
    says(reply, 200, ...found);
  },
  refused: (reply) => {
    says(reply, 403, 'problem');
  },
});
const subjectIsAlice = `subject:Patient.identifier=${encodeURIComponent(`${outside.nhsNumberSystem}|${alice.nhsNumber}`)}`;

const patientIsAlice = `patient=${patients.alice.id}`;

const message = '/fhir/messaging/Patient/$process-message';
/** Whoever it is: there is nothing that could be read. */
const nothingIsRead: Probe = {
  ask: (base, headers) => outside.ask(`${base}${message}`, 'GET', { headers }),
  done: (reply) => {
    says(reply, 200);
  },
  refused: (reply) => {
    says(reply, 405, 'OperationOutcome');
  },
};

/** A feed of one's own, or of another organisation: that one is not there. */
const customer = (feed: string, ask: (base: string, headers: Headers) => Promise<outside.Reply>): Probe => ({
  ask: (base, headers) => ask(`${base}/fhir/customer/${feed}`, headers),
  done: (reply) => {
    expect([200, 201]).toContain(reply.status);
  },
  refused: (reply) => {
    says(reply, 404, 'OperationOutcome');
  },
});

const graph = (question: string, ...found: readonly string[]): Probe => ({
  ask: (base, headers) => outside.postGraphWith(base, headers, { query: question }),
  done: (reply) => {
    says(reply, 200, ...found);
    expect(outside.graphAnswer(reply).errors).toBeUndefined();
  },
  refused: (reply) => {
    says(reply, 200, 'FORBIDDEN');
  },
});
const reports = `{ patient(id: "${patients.alice.id}") { labReports { items { externalId } } } }`;

const probes: Readonly<Record<Interface, Probes>> = {
  hl7: {
    send: hl7((facility) => adt('A28', anInpatient(), { facility })),
    'read demographics': query('QRY^A19'),
    'read clinical': query('QRY^R02'),
    'read others’ clinical': query('QRY^Q01'),
  },
  rest: {
    send: {
      ask: (base, headers) =>
        outside.ask(`${base}/api/v2/measurements/${patients.alice.id}`, 'POST', {
          headers: { ...headers, 'content-type': 'application/json' },
          body: '{"measurements":[{"type":"STEPS","takenAt":"2026-05-01T00:00:00Z","values":[{"value":1,"unit":"{steps}/d"}]}]}',
        }),
      done: (reply) => {
        says(reply, 201, '"ids"');
      },
      refused: (reply) => {
        says(reply, 403, 'problem');
      },
    },
    'read demographics': rest(`users/${patients.alice.id}`, 'Archer'),
    'read clinical': rest(`tests/${patients.alice.id}`, own),
    'read others’ clinical': rest(`tests/${patients.alice.id}`, others),
  },
  'fhir.facade': {
    send: {
      ...fhirAt('facade', 'Patient'),
      ask: (base, headers) => outside.ask(`${base}/fhir/facade/Patient`, 'POST', { headers, body: '{}' }),
      refused: (reply) => {
        says(reply, 405, 'OperationOutcome');
      },
    },
    'read demographics': fhirAt('facade', `Patient/${patients.alice.id}`, '"Archer"'),
    'read clinical': fhirAt('facade', `Observation?${patientIsAlice}`, '4.1'),
    'read others’ clinical': fhirAt('facade', `Observation?${patientIsAlice}`, '4.2'),
  },
  'fhir.messaging': {
    send: {
      ask: (base, headers) =>
        outside.ask(`${base}${message}`, 'POST', {
          headers: { ...headers, 'content-type': 'application/fhir+json' },
          body: JSON.stringify({
            resourceType: 'Patient',
            identifier: [{ system: outside.nhsNumberSystem, value: anInpatient().nhsNumber }],
            name: [{ family: 'Weir', given: ['Dora'] }],
            gender: 'female',
            birthDate: '1990-02-03',
          }),
        }),
      done: (reply) => {
        says(reply, 200, 'was created');
      },
      refused: (reply) => {
        says(reply, 403, 'OperationOutcome');
      },
    },
    'read demographics': nothingIsRead,
    'read clinical': nothingIsRead,
    'read others’ clinical': nothingIsRead,
  },
  'fhir.customer': {
    send: customer('riverside-r4', (base, headers) =>
      outside.ask(`${base}/Patient`, 'POST', {
        headers: { ...headers, 'content-type': 'application/fhir+json' },
        body: '{"resourceType":"Patient"}',
      }),
    ),
    'read demographics': customer('riverside-r4', (base, headers) =>
      outside.ask(`${base}/Patient`, 'GET', { headers }),
    ),
    'read clinical': customer('riverside-r4', (base, headers) =>
      outside.ask(`${base}/Observation`, 'GET', { headers }),
    ),
    'read others’ clinical': customer('hillside-r4', (base, headers) =>
      outside.ask(`${base}/Observation`, 'GET', { headers }),
    ),
  },
  'fhir.aggregated': {
    send: {
      ...fhir('Patient'),
      ask: (base, headers) => outside.ask(`${base}/fhir/aggregated/Patient`, 'POST', { headers, body: '{}' }),
      refused: (reply) => {
        says(reply, 405, 'OperationOutcome');
      },
    },
    'read demographics': fhir(`Patient/${patients.alice.id}`, '"Archer"'),
    'read clinical': fhir(`DiagnosticReport?${subjectIsAlice}`, own),
    'read others’ clinical': fhir(`DiagnosticReport?${subjectIsAlice}`, others),
  },
  graphql: {
    send: graph(
      `mutation { openLetter(input: { permit: "none", letterId: "${patients.bob.id}" }) { ... on Refusal { field } } }`,
      '"field":"permit"',
    ),
    'read demographics': graph(`{ patient(id: "${patients.alice.id}") { familyName } }`, 'Archer'),
    'read clinical': graph(reports, own),
    'read others’ clinical': graph(reports, others),
  },
};

const doors = Object.keys(interfaces) as Interface[];
const cells = doors.flatMap((door) =>
  clients.flatMap((client) =>
    actions.map(
      (action) => [`${client} ${mayAt(door, client, action)} ${action} ${door}`, { door, client, action }] as const,
    ),
  ),
);

describe('the table of who may do what where', () => {
  it('has a case for every door', () => {
    expect(Object.keys(probes).sort()).toEqual([...doors].sort());
  });

  it('is walked whole', () => {
    const inTable = doors.flatMap((door) =>
      Object.entries(interfaces[door].may).flatMap(([client, row]) =>
        actions.slice(0, row.length).map((action) => `${client} ${action} ${door}`),
      ),
    );
    expect(cells.map(([, { door, client, action }]) => `${client} ${action} ${door}`).sort()).toEqual(inTable.sort());
    expect(Object.keys(callers).sort()).toEqual([...clients].sort());
  });
});

describe.each([
  ['one process', inOneProcess],
  ['many processes', inManyProcesses],
])('in %s', (_name, open) => {
  let system: Wiring;
  const headersOf = new Map<Client, Headers>();
  beforeAll(async () => {
    system = await open();
    await outside.deliver(system.base, oru(alice, { id: own, potassium: '4.1' }));
    await outside.deliver(system.base, oru(alice, { id: others, potassium: '4.2' }), 'hillside-hl7');
    for (const client of clients) {
      headersOf.set(client, await callers[client](system.base));
    }
  });
  afterAll(() => system.stop());

  it.each(cells)('%s', async (_cell, { door, client, action }) => {
    const headers = headersOf.get(client) ?? expect.unreachable(`${client} brings nothing.`);
    const cases = probes[door];
    const reply = await cases[action].ask(system.base, headers, client);
    const may = mayAt(door, client, action);
    if (may === 'yes' || may === 'patient' || (may === 'own' && door === 'fhir.customer')) cases[action].done(reply);
    else if (mayEnter(door, client) || reply.status === 405) cases[action].refused(reply);
    // Nobody but our own pages sends cookies: elsewhere they are not looked at.
    else expect(reply.status).toBe(client === 'person' ? 401 : 403);
    expect(reply.status).toBeLessThan(500);
  });
});
