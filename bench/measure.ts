/** One line of the benchmark's output; times in milliseconds. */
export type Figures = {
  readonly name: string;
  readonly ops_per_s: number;
  readonly p50_ms: number;
  readonly p95_ms: number;
  readonly p99_ms: number;
  /** CPU of all processes that took part in serving, the database included; the load itself is not counted. */
  readonly cpu_ms_per_op: number;
  readonly errors: number;
  readonly [detail: string]: string | number;
};

export type Load = {
  readonly name: string;
  /** One request and the check of its answer; throws where the answer is wrong. */
  readonly once: (n: number) => Promise<void>;
  /** How many at the same time. */
  readonly connections: number;
  readonly seconds: number;
  readonly cpu: () => Cpu;
};

/** CPU seconds used so far by those who serve. */
export type Cpu = { readonly node: number; readonly database: number };

/** A closed loop: each connection sends its next request when the last is answered. The first five seconds warm up: what runs all day has been compiled. */
export const measure = async ({ name, once, connections, seconds, cpu }: Load): Promise<Figures> => {
  let next = 0;
  await closedLoop(connections, 5, () => once(next++).catch(() => undefined));
  const times: number[] = [];
  let errors = 0;
  let firstError = '';
  const cpuBefore = cpu();
  const started = performance.now();
  await closedLoop(connections, seconds, async () => {
    const sent = performance.now();
    await once(next++).catch((error: unknown) => {
      errors++;
      firstError ||= String(error);
    });
    times.push(performance.now() - sent);
  });
  const elapsed = (performance.now() - started) / 1000;
  const cpuAfter = cpu();
  const node = ((cpuAfter.node - cpuBefore.node) * 1000) / times.length;
  const database = ((cpuAfter.database - cpuBefore.database) * 1000) / times.length;
  times.sort((a, b) => a - b);
  const at = (share: number): number => round(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0);
  return {
    name,
    ops_per_s: Math.round(times.length / elapsed),
    p50_ms: at(0.5),
    p95_ms: at(0.95),
    p99_ms: at(0.99),
    cpu_ms_per_op: round(node + database),
    errors,
    cpu_node_ms: round(node),
    cpu_database_ms: round(database),
    connections,
    ...(firstError === '' ? {} : { first_error: firstError.slice(0, 300) }),
  };
};

const closedLoop = async (connections: number, seconds: number, once: () => Promise<void>): Promise<void> => {
  const end = performance.now() + seconds * 1000;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < end) await once();
    }),
  );
};

const round = (value: number): number => Math.round(value * 1000) / 1000;
