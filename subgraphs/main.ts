import { join } from 'node:path';
import { systemClock } from '../kernel/clock.ts';
import { configOrExit } from '../kernel/config.ts';
import { uuid7 } from '../kernel/id.ts';
import { listenOrExit } from '../kernel/listen.ts';
import { databaseAnswers, operations } from '../kernel/operations.ts';
import { stopOnSignal } from '../kernel/stop.ts';
import { openDatabase } from '../prisma/database.ts';
import { seed } from '../prisma/seed.ts';
import { directoryBlobs, removeLeftovers } from './clinical/index.ts';
import { openCodes } from './codes/index.ts';
import { slices } from './index.ts';
import { backlogOf } from './kit/backlog.ts';
import { serveSubgraph } from './kit/serve.ts';
import { subgraphNames } from './kit/subgraph.ts';

// One slice as a process of its own: `npm run subgraph -- patients`. The slices differ in nothing but their name here.
const name = subgraphNames.find((known) => known === process.argv[2]);
if (name === undefined) {
  process.stderr.write(`Name the slice to run: ${subgraphNames.join(', ')}.\n`);
  process.exit(1);
}
const config = configOrExit();
const log = (line: string): void => void process.stderr.write(`${line}\n`);
const database = await openDatabase({ ...config, log });
await seed(database.prisma, config);

const clock = systemClock;
const blobFolder = join(config.dataDir, 'blobs');
if (name === 'clinical') await removeLeftovers(blobFolder, clock.now());
const blobs = directoryBlobs(blobFolder, uuid7);
const parts = {
  ...database,
  blobs,
  clock,
  newId: uuid7,
  codes: openCodes(database),
  log,
  baseUrl: config.baseUrl,
  webhooksToLoopback: config.webhooksToLoopback,
  notifies: config.smtpUrl !== undefined,
};
const slice = slices[name](parts);
const server = serveSubgraph(slice, { clock, keys: config.signingKeys });
operations(server, databaseAnswers(database.pool), backlogOf(database.sql, [slice]));
// Who waits for work would be waited for.
stopOnSignal(async () => {
  await database.wake.close();
  await server.close();
  await database.close();
});
await listenOrExit(server, config);
log(`The slice ${name} answers the gateway on port ${String(config.port)}.`);
