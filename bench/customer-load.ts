import { anObservation, aPatient } from './customer-data.ts';
import { httpClient, tokenOf, type HttpClient } from './http.ts';
import type { Figures } from './measure.ts';
import { startSystem, type System } from './system.ts';

const base = '/fhir/customer/riverside-r4';
const linesEach = 1000;
/** As many requests as `npm run load` has under way. */
const atOnce = 3;
export const observationsEach = 100;

/** A store of its own that is filled by `$import`: 100 observations for each patient. One operation is one resource. */
export const loadFigures = async (nodeOptions: readonly string[]): Promise<Figures> => {
  const system = await startSystem(nodeOptions);
  const http = httpClient(system.base, atOnce);
  await importWorld(http, { patients: 100, tag: 'warm' });
  const figures = await measured(system, () => importWorld(http, { patients: 400, tag: 'load' }));
  http.close();
  await system.stop();
  return figures;
};

const measured = async (system: System, work: () => Promise<readonly number[]>): Promise<Figures> => {
  const before = system.cpu();
  const started = performance.now();
  const times = (await work()).toSorted((one, other) => one - other);
  const seconds = (performance.now() - started) / 1000;
  const after = system.cpu();
  const resources = times.length * linesEach;
  const each = (from: number, to: number): number => round(((to - from) * 1000) / resources);
  const at = (share: number): number => round(times[Math.floor((times.length - 1) * share)] ?? 0);
  return {
    name: 'customer-load',
    ops_per_s: Math.round(resources / seconds),
    p50_ms: at(0.5),
    p95_ms: at(0.95),
    p99_ms: at(0.99),
    cpu_ms_per_op: round(each(before.node, after.node) + each(before.database, after.database)),
    errors: 0,
    cpu_node_ms: each(before.node, after.node),
    cpu_database_ms: each(before.database, after.database),
    connections: atOnce,
    memory_mb: system.megabytes(),
  };
};

const round = (value: number): number => Math.round(value * 1000) / 1000;

type World = { readonly patients: number; readonly tag: string };

/** Puts patients and their observations there under ids of their own; gives the milliseconds that each request took. */
export const importWorld = async (http: HttpClient, world: World): Promise<readonly number[]> => {
  let token = await tokenOf(http, 'riverside-customer');
  const requests = Math.ceil((world.patients * (observationsEach + 1)) / linesEach);
  const times: number[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let nth = next++; nth < requests; nth = next++) {
      if (nth % 500 === 499) token = await tokenOf(http, 'riverside-customer');
      const body = Buffer.from(linesOf(world, nth * linesEach));
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+ndjson' };
      const sent = performance.now();
      const reply = await http.send('POST', `${base}/$import`, { headers, body });
      times.push(performance.now() - sent);
      if (reply.status !== 200 || !reply.body.includes('"refused","valueInteger":0'))
        throw new Error(`${String(reply.status)} ${reply.body.slice(0, 500)}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return times;
};

const linesOf = ({ tag }: World, from: number): string => {
  const lines: string[] = [];
  for (let nth = from; nth < from + linesEach; nth += 1) {
    const patient = Math.floor(nth / (observationsEach + 1));
    const place = nth % (observationsEach + 1);
    const id = `${tag}-${String(patient)}`;
    const resource =
      place === 0
        ? { ...aPatient(patient, tag), id }
        : { ...anObservation(patient * observationsEach + place, `Patient/${id}`), id: `${tag}-${String(nth)}` };
    lines.push(JSON.stringify(resource));
  }
  return `${lines.join('\n')}\n`;
};
