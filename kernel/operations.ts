import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { metricsOfAll } from './metrics-of-all.ts';

/** What keeps a process from serving, in words for the operator; undefined: nothing does. */
export type Readiness = () => Promise<string | undefined>;

/** Work in the background by its name: how much waits, and for how many seconds the oldest of it has. */
export type Backlog = () => Promise<
  readonly { readonly work: string; readonly waiting: number; readonly seconds: number }[]
>;

/**
 * What an operator asks every process: `/health/live`, `/health/ready`, and `/metrics` for Prometheus (the process itself,
 * how long each route takes, and what waits to be done; routes, not URLs, so that no path holds an id). Contract §2
 */
export const operations = (app: FastifyInstance, ready: Readiness, backlog?: Backlog): void => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'tributary_processes',
    help: 'How many processes this tells of: of several that are alike, those that have answered.',
    registers: [registry],
  }).set(1);
  if (backlog !== undefined) watching(registry, backlog);
  const metrics = metricsOfAll(registry);
  const seconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the first byte of a request to the last of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    seconds.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
    done();
  });
  app.get('/metrics', async (_request, reply) => reply.type(registry.contentType).send(await metrics()));
  app.get('/health/live', () => ({ status: 'live' }));
  app.get('/health/ready', async (_request, reply) => {
    const fault = await ready();
    return reply.code(fault === undefined ? 200 : 503).send({ status: fault ?? 'ready' });
  });
};

/** Counts anew for each time it is asked. What cannot be counted is left out, so that the rest is there when it is needed most. */
const watching = (registry: Registry, backlog: Backlog): void => {
  let looking: ReturnType<Backlog> | undefined;
  const look = (): ReturnType<Backlog> =>
    (looking ??= backlog()
      .catch(() => [])
      .finally(() => (looking = undefined)));
  const gauge = (name: string, help: string, value: 'waiting' | 'seconds'): void => {
    new Gauge({
      name,
      help,
      labelNames: ['work'],
      registers: [registry],
      // It is the same work for all of several processes.
      aggregator: 'first',
      async collect() {
        const left = await look();
        this.reset();
        for (const one of left) this.set({ work: one.work }, one[value]);
      },
    });
  };
  gauge('tributary_backlog', 'How much waits to be done in the background.', 'waiting');
  gauge('tributary_backlog_seconds', 'For how long the oldest of it has waited.', 'seconds');
};

/** Ready when the database answers. */
export const databaseAnswers =
  (pool: { query(text: string): Promise<unknown> }): Readiness =>
  () =>
    pool.query('select 1').then(
      () => undefined,
      () => 'the database does not answer',
    );

/** Ready when all of these processes are. */
export const othersAreReady =
  (others: ReadonlyMap<string, string>): Readiness =>
  async () => {
    const faults = await Promise.all(
      [...others].map(async ([name, url]) => {
        const answer = await fetch(new URL('/health/ready', url), { signal: AbortSignal.timeout(5_000) }).catch(
          () => undefined,
        );
        return answer?.ok === true ? [] : [`${name} is not ready`];
      }),
    );
    const all = faults.flat();
    return all.length === 0 ? undefined : all.join(', ');
  };
