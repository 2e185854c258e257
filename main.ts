import cluster from 'node:cluster';
import { configOrExit, type Config } from './kernel/config.ts';
import { listenOrExit } from './kernel/listen.ts';
import { startSparingly } from './kernel/memory.ts';
import { stopOnSignal } from './kernel/stop.ts';
import { openDatabase } from './prisma/database.ts';
import { seed } from './prisma/seed.ts';
import { welcome } from './welcome.ts';

/** The whole system in this process. */
const serve = async (config: Config): Promise<void> => {
  // Only now: see configOrExit.
  const { openApp } = await import('./app.ts');
  const database = await openDatabase({ ...config, log: (line) => process.stderr.write(`${line}\n`) });
  await seed(database.prisma, config);
  const app = await openApp(config, database);
  stopOnSignal(async () => {
    await app.close();
    await database.close();
    cluster.worker?.disconnect();
  });
  await listenOrExit(app, config);
};

// Everything in one process, or in several that are alike: `npm start`.
const started = startSparingly();
const config = configOrExit();
if (config.processes > 1 && cluster.isPrimary) {
  const { leadProcesses } = await import('./processes.ts');
  await leadProcesses(config);
} else {
  await serve(config);
  if (cluster.isPrimary) process.stdout.write(welcome(config));
}
started();
