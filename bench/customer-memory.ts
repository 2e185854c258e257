import { anObservation } from './customer-data.ts';
import { importWorld, observationsEach } from './customer-load.ts';
import { httpClient, tokenOf, type HttpClient } from './http.ts';
import type { Figures } from './measure.ts';
import { startSystem, type System } from './system.ts';

const base = '/fhir/customer/riverside-r4';
const exported = 300_000;
const bundleBytes = 49 * 1024 * 1024;
const bundleEntries = 5000;

export const memoryNames = ['customer-transaction-50mb', 'customer-export'] as const;

/** How much memory the largest requests take: the peak while one is under way, above what there was before. */
export const memoryFigures = async (
  nodeOptions: readonly string[],
  isWanted: (name: string) => boolean,
): Promise<readonly Figures[]> => {
  const system = await startSystem(nodeOptions);
  const http = httpClient(system.base, 4);
  const lines: Figures[] = [];
  // What is compiled and kept at the first requests is no growth.
  await importWorld(http, { patients: 200, tag: 'warm' });
  await transaction(http, 1024 * 1024, 500);
  if (isWanted('customer-transaction-50mb'))
    lines.push(
      await observed(system, 'customer-transaction-50mb', async () => {
        await transaction(http, bundleBytes);
        return bundleEntries;
      }),
    );
  if (isWanted('customer-export')) {
    await importWorld(http, { patients: Math.ceil(exported / (observationsEach + 1)), tag: 'whole' });
    lines.push(await observed(system, 'customer-export', () => exportAll(http)));
  }
  http.close();
  await system.stop();
  return lines;
};

/** One operation is one resource. */
const observed = async (system: System, name: string, work: () => Promise<number>): Promise<Figures> => {
  const before = system.megabytes();
  let peak = before;
  const watch = setInterval(() => (peak = Math.max(peak, system.megabytes())), 20);
  const cpuBefore = system.cpu();
  const started = performance.now();
  const resources = await work();
  const milliseconds = performance.now() - started;
  const cpu = system.cpu();
  clearInterval(watch);
  const each = (seconds: number): number => Math.round((seconds * 1_000_000) / resources) / 1000;
  const took = Math.round(milliseconds);
  return {
    name,
    ops_per_s: Math.round((resources * 1000) / milliseconds),
    p50_ms: took,
    p95_ms: took,
    p99_ms: took,
    cpu_ms_per_op: each(cpu.node - cpuBefore.node + cpu.database - cpuBefore.database),
    errors: 0,
    resources,
    memory_before_mb: before,
    memory_peak_mb: peak,
    memory_growth_mb: peak - before,
  };
};

const transaction = async (http: HttpClient, bytes: number, entries = bundleEntries): Promise<void> => {
  // An entry without it has some 900 bytes.
  const filler = 'x'.repeat(Math.floor(bytes / entries) - 1000);
  const entry = Array.from({ length: entries }, (_, n) => ({
    resource: { ...anObservation(n, 'Patient/large'), note: [{ text: filler }] },
    request: { method: 'POST', url: 'Observation' },
  }));
  const body = Buffer.from(JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry }));
  const headers = { ...(await authorized(http)), 'content-type': 'application/fhir+json' };
  const reply = await http.send('POST', base, { headers, body });
  if (reply.status !== 200) throw new Error(`${String(reply.status)} ${reply.body.slice(0, 500)}`);
};

type Manifest = { readonly output: readonly { readonly url: string }[] };

const exportAll = async (http: HttpClient): Promise<number> => {
  const headers = await authorized(http);
  const status = await location(`${http.base}${base}/$export`, headers);
  const get = (url: string) => http.send('GET', new URL(url).pathname, { headers });
  let manifest = await get(status);
  while (manifest.status === 202) manifest = await get(status);
  let resources = 0;
  for (const { url } of (JSON.parse(manifest.body) as Manifest).output) {
    const { status: code, body } = await get(url);
    if (code !== 200) throw new Error(`${String(code)} ${body.slice(0, 500)}`);
    for (let at = body.indexOf('\n'); at >= 0; at = body.indexOf('\n', at + 1)) resources += 1;
  }
  if (resources < exported) throw new Error(`${String(resources)} resources were exported.`);
  return resources;
};

const location = async (url: string, headers: Record<string, string>): Promise<string> => {
  const reply = await fetch(url, { headers });
  return reply.headers.get('content-location') ?? '';
};

const authorized = async (http: HttpClient): Promise<Record<string, string>> => ({
  authorization: `Bearer ${await tokenOf(http, 'riverside-customer')}`,
});
