import { setTimeout as wait } from 'node:timers/promises';
import { aPatient, anObservation } from './customer-data.ts';
import { httpClient, tokenOf, type HttpClient } from './http.ts';
import type { Figures } from './measure.ts';
import { nhsNumber } from './messages.ts';
import { startSystem, type System } from './system.ts';

// From a write into a customer's store to the Aggregated base: Observations about 200 people are written at a fixed rate, and
// each hundredth is searched for in the record until it is there. Time runs from before it is sent.

const people = 200;
const perSecond = 500;
const seconds = 20;
const sampled = 100;
/** How exact the times are, in milliseconds: asked more often, the searches would be the load. */
const asked = 25;

const verification = 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus';
const numbers = 'https://fhir.nhs.uk/Id/nhs-number';

export const aggregationFigures = async (nodeOptions: readonly string[]): Promise<Figures> => {
  const system = await startSystem(nodeOptions);
  const http = httpClient(system.base, 64);
  try {
    const world = await openFeed(http);
    await run(world, { system, forSeconds: 5 });
    return await run(world, { system, forSeconds: seconds });
  } finally {
    http.close();
    await system.stop();
  }
};

type Feed = {
  readonly put: (path: string, resource: object) => Promise<void>;
  /** Whether the record shows it by now. */
  readonly shows: (person: number, identifier: string) => Promise<boolean>;
};

const openFeed = async (http: HttpClient): Promise<Feed> => {
  const authorization = `Bearer ${await tokenOf(http, 'riverside-customer')}`;
  const put: Feed['put'] = async (path, resource) => {
    const { status, body } = await http.send('PUT', `/fhir/customer/riverside-r4/${path}`, {
      headers: { authorization, 'content-type': 'application/fhir+json' },
      body: JSON.stringify(resource),
    });
    if (status !== 200 && status !== 201) throw new Error(body);
  };
  const shows: Feed['shows'] = async (person, identifier) => {
    const path = `/fhir/aggregated/Observation?subject:Patient.identifier=${numbers}|${nhsNumber(person)}&identifier=${identifier}`;
    const { status, body } = await http.send('GET', path, { headers: { authorization } });
    if (status !== 200) throw new Error(body);
    return body.includes('"total":1');
  };
  for (let n = 0; n < people; n += 1) {
    const extension = [{ url: verification, valueCodeableConcept: { coding: [{ code: '01' }] } }];
    const identifier = [{ system: numbers, value: nhsNumber(n), extension }];
    await put(`Patient/p${String(n)}`, { ...aPatient(n, 'aggregated'), id: `p${String(n)}`, identifier });
  }
  return { put, shows };
};

let written = 0;

const run = async (
  { put, shows }: Feed,
  { system, forSeconds }: { readonly system: System; readonly forSeconds: number },
): Promise<Figures> => {
  const times: number[] = [];
  const waiting: Promise<void>[] = [];
  let errors = 0;
  const one = async (n: number): Promise<void> => {
    const sent = performance.now();
    const id = `o${String(n)}`;
    const person = n % people;
    const identifier = { system: 'urn:bench:observation', value: id };
    await put(`Observation/${id}`, { ...anObservation(n, `Patient/p${String(person)}`), id, identifier: [identifier] });
    if (n % sampled !== 0) return;
    while (!(await shows(person, `${identifier.system}|${id}`))) await wait(asked);
    times.push(performance.now() - sent);
  };
  const before = system.cpu();
  const began = performance.now();
  const count = perSecond * forSeconds;
  for (let n = 0; n < count; n += 1) {
    const early = began + (n * 1_000) / perSecond - performance.now();
    if (early > 1) await wait(early);
    waiting.push(one((written += 1)).catch(() => void (errors += 1)));
  }
  await Promise.all(waiting);
  const elapsed = (performance.now() - began) / 1_000;
  const after = system.cpu();
  times.sort((a, b) => a - b);
  const at = (share: number): number => Math.round(times[Math.floor(times.length * share)] ?? 0);
  const each = (used: number): number => Math.round((used * 100_000) / count) / 100;
  return {
    name: 'aggregation',
    ops_per_s: Math.round(count / elapsed),
    p50_ms: at(0.5),
    p95_ms: at(0.95),
    p99_ms: at(0.99),
    cpu_ms_per_op: each(after.node - before.node + after.database - before.database),
    errors,
    cpu_node_ms: each(after.node - before.node),
    cpu_database_ms: each(after.database - before.database),
    sampled: times.length,
  };
};
