import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import type { Config } from './kernel/config.ts';
import { answerMetrics } from './kernel/metrics-of-all.ts';
import { stopOnSignal } from './kernel/stop.ts';
import { startEmbedded } from './prisma/embedded.ts';
import { welcome } from './welcome.ts';

/** Milliseconds until a process that has ended has a successor: one that ends at once must not take all there is. */
const pause = 1_000;

/**
 * The whole system several times behind one port: each process takes connections in its turn, works on its own and shares
 * nothing with the others but the database. This one serves nobody: it starts them, replaces whichever ends, and owns the
 * embedded PostgreSQL. ADR 40
 */
export const leadProcesses = async (config: Config): Promise<void> => {
  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  const embedded = config.databaseUrl === undefined ? await startEmbedded({ dataDir: config.dataDir, log }) : undefined;
  const environment = {
    DATABASE_URL: config.databaseUrl ?? embedded?.url,
    // `configOrExit` has told libraries something else.
    NODE_ENV: config.production ? 'production' : 'development',
  };

  let isStopping = false;
  const stop = async (): Promise<void> => {
    isStopping = true;
    const workers = Object.values(cluster.workers ?? {});
    await Promise.all(workers.map(async (worker) => worker && (await end(worker))));
    await embedded?.stop();
  };
  stopOnSignal(stop);

  let hasWelcomed = false;
  const serving = new Set<Worker>();
  answerMetrics(serving);
  const start = (): void => {
    if (isStopping) return;
    const worker = cluster.fork(environment);
    worker.on('listening', ({ port }) => {
      if (port === config.port) serving.add(worker);
      if (hasWelcomed || serving.size < config.processes) return;
      hasWelcomed = true;
      process.stdout.write(welcome(config));
    });
  };
  cluster.on('exit', (worker, code) => {
    serving.delete(worker);
    if (isStopping) return;
    const { pid, signalCode } = worker.process;
    log(`Process ${String(pid)} has ended: ${signalCode ?? `code ${String(code)}`}.`);
    if (hasWelcomed) setTimeout(start, pause);
    // What keeps one from starting keeps all from it, and has said so.
    else void stop().then(() => process.exit(1));
  });
  for (let n = 0; n < config.processes; n += 1) start();
};

const end = async (worker: Worker): Promise<void> => {
  if (worker.isDead()) return;
  const ended = once(worker, 'exit');
  worker.process.kill('SIGTERM');
  await ended;
};
