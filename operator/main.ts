import { readFile } from 'node:fs/promises';
import { inProcess, overHttp } from '../gateway/executors.ts';
import { openIdentityGraph } from '../identity/graph/index.ts';
import { systemClock } from '../kernel/clock.ts';
import { configOrExit } from '../kernel/config.ts';
import { uuid7 } from '../kernel/id.ts';
import { openDatabase } from '../prisma/database.ts';
import { openPatients } from '../subgraphs/patients/index.ts';
import { asking, type Slices } from './asking.ts';
import { runCommand } from './command.ts';

// The operator's commands: `npm run organisation -- register …`, `npm run partner -- register …`, `npm run client -- register …`. Where SUBGRAPH_URLS names the
// slices they are asked over HTTP, under our own signature; otherwise they are opened here, on the same database.
const config = configOrExit();
const parts = { clock: systemClock, keys: config.signingKeys };

const run = async (slices: Slices): Promise<void> => {
  const { code, words } = await runCommand(process.argv.slice(2), slices, (path) => readFile(path, 'utf8'));
  const stream = code === 0 ? process.stdout : process.stderr;
  await new Promise((written) => stream.write(words === '' ? '' : `${words.trimEnd()}\n`, written));
  process.exitCode = code;
};

const [patients, identity] = (['patients', 'identity'] as const).map((name) => config.subgraphUrls.get(name));
if (patients !== undefined && identity !== undefined) {
  await run({
    baseUrl: config.baseUrl,
    patients: asking(overHttp(patients, { slice: 'patients', ...parts })),
    identity: asking(overHttp(identity, { slice: 'identity', ...parts })),
  });
} else {
  const database = await openDatabase({
    ...config,
    beside: true,
    log: (line) => void process.stderr.write(`${line}\n`),
  });
  await run({
    baseUrl: config.baseUrl,
    patients: asking(inProcess(openPatients({ ...database, newId: uuid7 }), parts)),
    identity: asking(inProcess(openIdentityGraph({ ...database, newId: uuid7 }), parts)),
  });
  await database.close();
}
