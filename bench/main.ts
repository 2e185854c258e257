import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { accessLogCost } from './access-log.ts';
import { accessFigures } from './access.ts';
import { growthFigures } from './aggregated-growth.ts';
import { aggregationFigures } from './aggregation.ts';
import { convertFigures } from './convert.ts';
import { fhirFigures } from './fhir.ts';
import { bareCommits } from './commits.ts';
import { loadFigures } from './customer-load.ts';
import { memoryFigures, memoryNames } from './customer-memory.ts';
import { customerFigures, customerNames } from './customer.ts';
import { gatewayOverhead } from './gateway-overhead.ts';
import { lettersFallback } from './letters-fallback.ts';
import { manyMessages, manyMessagesNames } from './many-messages.ts';
import { measure, type Figures } from './measure.ts';
import { scenarios } from './scenarios/index.ts';
import { restFigures, restNames } from './rest.ts';
import { startSystem, warmStart } from './system.ts';
import { tokenCheck } from './token-check.ts';
import { webhookFigures, webhookNames } from './webhooks.ts';
import { openWorld } from './world.ts';

// `npm run bench -- [name …] [--observations=N] [--cpu-prof …]`: the named benchmarks, or all; one JSON line each. With
// --observations customers' stores are read once more when they hold so many. Other options go to the Node that serves.
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const observations = Number(
  process.argv.find((argument) => argument.startsWith('--observations='))?.slice('--observations='.length) ?? 0,
);
const nodeOptions = process.argv
  .slice(2)
  .filter((argument) => argument.startsWith('--') && !argument.startsWith('--observations='));
const isWanted = (name: string): boolean => wanted.length === 0 || wanted.includes(name);
const known = [
  ...Object.keys(scenarios),
  ...customerNames,
  ...manyMessagesNames,
  'customer-load',
  ...memoryNames,
  ...restNames,
  ...webhookNames,
  'access-log',
  'access-log-page',
  'fhir',
  'gateway-overhead',
  'letters-fallback',
  'aggregation',
  'aggregated-growth',
  'purview',
  'start',
  'token-check',
  'convert-stu3',
];
for (const name of wanted)
  if (!known.includes(name)) {
    process.stderr.write(`There is no benchmark ${name}. There are: ${known.join(', ')}.\n`);
    process.exit(1);
  }

/** A hospital's engines hold more connections than readers do, and a line for them says what the disk allows at most. */
const writers = 32;
const readers = 16;
const isOfFeeds = (name: string): boolean => name.startsWith('hl7-');
/** `PROCESSES=2 npm run bench`: the system is started so, and the lines say so. */
const processes = process.env['PROCESSES'] === undefined ? {} : { processes: Number(process.env['PROCESSES']) };
const lines: Figures[] = [];
const print = (figures: Figures): void => {
  lines.push(figures);
  process.stdout.write(`${JSON.stringify(figures)}\n`);
};

const overHttp = Object.keys(scenarios).filter(isWanted);
if (overHttp.length > 0 || isWanted('start')) {
  const system = await startSystem(nodeOptions);
  const idle = system.megabytes();
  const once = { p50_ms: system.ready, p95_ms: system.ready, p99_ms: system.ready, ops_per_s: 0, errors: 0 };
  if (isWanted('start'))
    print({
      name: 'start',
      ...once,
      cpu_ms_per_op: (system.cpu().node + system.cpu().database) * 1000,
      memory_mb: idle,
      warm_ms: Math.round(await warmStart(nodeOptions)),
    });
  if (overHttp.length > 0) {
    const world = await openWorld(system.base, writers);
    for (const name of overHttp) {
      const scenario = scenarios[name];
      if (scenario === undefined) continue;
      // A question about 5 000 is asked one after the other.
      const connections = isOfFeeds(name) ? writers : name.startsWith('facade-') ? 1 : readers;
      const limit = isOfFeeds(name)
        ? { bare_commits_per_s: await bareCommits(await system.databaseUrl(), connections) }
        : {};
      const figures = await measure({ name, once: scenario(world), connections, seconds: 5, cpu: system.cpu });
      print({ ...figures, ...limit, ...processes, memory_mb: system.megabytes() });
    }
    world.http.close();
  }
  await system.stop();
}
if (customerNames.some(isWanted))
  for (const figures of await customerFigures({ nodeOptions, connections: readers, observations }, isWanted))
    print(figures);
if (restNames.some(isWanted))
  for (const figures of await restFigures({ nodeOptions, connections: readers }, isWanted)) print(figures);
if (isWanted('customer-load')) print(await loadFigures(nodeOptions));
for (const figures of await manyMessages(nodeOptions, writers, (name) => wanted.includes(name))) print(figures);
if (memoryNames.some(isWanted)) for (const figures of await memoryFigures(nodeOptions, isWanted)) print(figures);
if (webhookNames.some(isWanted)) for (const figures of await webhookFigures(nodeOptions, isWanted)) print(figures);
if (isWanted('access-log')) for (const figures of await accessLogCost(nodeOptions, readers)) print(figures);
if (isWanted('purview') || isWanted('access-log-page'))
  for (const figures of await accessFigures(isWanted)) print(figures);
if (isWanted('fhir')) for (const figures of fhirFigures()) print(figures);
if (isWanted('convert-stu3')) for (const figures of convertFigures()) print(figures);
if (isWanted('letters-fallback')) print(await lettersFallback(nodeOptions));
// A quarter of a million items are made for it.
if (wanted.includes('aggregated-growth')) for await (const figures of growthFigures(nodeOptions)) print(figures);
if (isWanted('aggregation')) print(await aggregationFigures(nodeOptions));
if (isWanted('token-check')) print(await tokenCheck());
if (isWanted('gateway-overhead')) for (const figures of await gatewayOverhead()) print(figures);

const results = join(process.cwd(), 'bench', 'results');
mkdirSync(results, { recursive: true });
writeFileSync(join(results, 'latest.jsonl'), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
