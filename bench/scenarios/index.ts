import { a31, mdm, nhsNumber, oru, siu } from '../messages.ts';
import { readReceiptQuery, statusQuery } from './letters.ts';
import { controlId, patients, sendHl7, type World } from '../world.ts';

/** Makes the request that is repeated: `n` counts the requests. */
export type Scenario = (world: World) => (n: number) => Promise<void>;

const nhsSystem = 'https://fhir.nhs.uk/Id/nhs-number';

const graphql = async ({ http, token }: World, query: string, variables: object): Promise<unknown> => {
  const { status, body } = await http.send('POST', '/graphql', {
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const answer = JSON.parse(body) as { data?: unknown; errors?: unknown };
  if (status !== 200 || answer.errors !== undefined) throw new Error(`${String(status)} ${body.slice(0, 300)}`);
  return answer.data;
};

const observationFields = `code { code display } status effectiveAt value referenceRange`;

const patientQuery = `query ($id: ID!) { patient(id: $id) { id familyName givenName dateOfBirth
  observations(first: 20) { items { ${observationFields} } } } }`;

const listQuery = `query ($after: String) { patients(first: 20, after: $after) { items { id familyName givenName dateOfBirth
  observations(first: 5) { items { ${observationFields} } } } } }`;

const expectCount = (found: number | undefined, wanted: number): void => {
  if (found !== wanted) throw new Error(`Expected ${String(wanted)} items, found ${String(found)}.`);
};

let reports = 1_000;
let appointments = 0;

/** Twenty results of one patient through the Aggregated FHIR endpoint, and what is to come with them. */
const aggregated =
  (more: string, entries: number): Scenario =>
  ({ http, token }) =>
  async (n) => {
    const identifier = encodeURIComponent(`${nhsSystem}|${nhsNumber(n % patients)}`);
    const path = `/fhir/aggregated/Observation?subject:Patient.identifier=${identifier}&_count=20${more}`;
    const { status, body } = await http.send('GET', path, { headers: { authorization: `Bearer ${token}` } });
    // To read 26 KB as JSON would take a tenth of what it takes to serve them, of the same two processors.
    const found = body.split('"fullUrl":').length - 1;
    if (status !== 200 || found !== entries) throw new Error(`${String(status)} ${body.slice(0, 300)}`);
  };

export const scenarios: Readonly<Record<string, Scenario>> = {
  /** Demographic updates of known patients: each an AA that is committed. */
  'hl7-a31': (world) => (n) => sendHl7(world.http, a31(n % patients, controlId())),

  /** New laboratory reports with five results each. */
  'hl7-oru5': (world) => (n) =>
    sendHl7(world.http, oru({ patient: n % patients, controlId: controlId(), report: reports++, results: 5 })),

  /** New appointments. */
  'hl7-siu': (world) => (n) =>
    sendHl7(world.http, siu(n % patients, { controlId: controlId(), number: ++appointments })),

  /** Letters of 100 KB, each a PDF, a record of it and a letter to the patient. */
  'hl7-mdm-100k': (world) => (n) =>
    sendHl7(world.http, mdm(n % patients, { controlId: controlId(), bytes: 100 * 1024 })),

  /** New laboratory reports with ten results each. */
  'hl7-oru': (world) => (n) =>
    sendHl7(world.http, oru({ patient: n % patients, controlId: controlId(), report: reports++, results: 10 })),

  /** One patient with the twenty newest results. */
  'graphql-patient': (world) => async (n) => {
    const data = (await graphql(world, patientQuery, { id: world.ids[n % world.ids.length] })) as {
      patient: { observations: { items: unknown[] } };
    };
    expectCount(data.patient.observations.items.length, 20);
  },

  /** Twenty patients with the five newest results each. */
  'graphql-list': (world) => async (n) => {
    const after = world.ids[(n * 7) % (world.ids.length - 25)];
    const data = (await graphql(world, listQuery, { after })) as {
      patients: { items: { observations: { items: unknown[] } }[] };
    };
    expectCount(
      data.patients.items.reduce((sum, { observations }) => sum + observations.items.length, 0),
      100,
    );
  },

  /** The twenty newest results of one code, through the Aggregated FHIR endpoint. */
  'fhir-search':
    ({ http, token }) =>
    async (n) => {
      const identifier = encodeURIComponent(`${nhsSystem}|${nhsNumber(n % patients)}`);
      const { status, body } = await http.send(
        'GET',
        `/fhir/aggregated/Observation?subject:Patient.identifier=${identifier}&code=718-7&_sort=-date&_count=20`,
        {
          headers: { authorization: `Bearer ${token}` },
        },
      );
      if (status !== 200) throw new Error(`${String(status)} ${body.slice(0, 300)}`);
      const bundle = JSON.parse(body) as { entry?: unknown[] };
      if ((bundle.entry?.length ?? 0) < 8) throw new Error(`Expected at least 8 entries: ${body.slice(0, 200)}`);
    },

  /** Twenty results of one patient through the Aggregated FHIR endpoint, with purview and access log. */
  'aggregated-search': aggregated('', 20),

  /** The same with the patient, and who put each of them there. */
  'aggregated-include': aggregated('&_include=Observation:subject&_revinclude=Provenance:target', 41),

  /** How 5 000 patients stand: `Patient/$status-query`. */
  'facade-status-query': statusQuery,

  /** Which of 5 000 letters have been opened: `DocumentReference/$read-receipt-query`. */
  'facade-read-receipt': readReceiptQuery,
};
