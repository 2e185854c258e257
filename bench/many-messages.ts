import pg from 'pg';
import { measure, type Figures } from './measure.ts';
import { a31 } from './messages.ts';
import { startSystem, type System } from './system.ts';
import { controlId, loadWorld, patients, sendHl7 } from './world.ts';
import { httpClient, type HttpClient } from './http.ts';

/** Benchmarks that take minutes: they run where they are named, and not among all. */
export const manyMessagesNames = ['hl7-a31-million', 'hl7-memory'] as const;

const stored = 1_000_000;
const sent = 200_000;

/** What becomes of rate and memory when there are very many messages: stored before, or one after another. */
export const manyMessages = async (
  nodeOptions: readonly string[],
  connections: number,
  isNamed: (name: string) => boolean,
): Promise<readonly Figures[]> => {
  if (!manyMessagesNames.some(isNamed)) return [];
  const system = await startSystem(nodeOptions);
  const http = httpClient(system.base, connections);
  await loadWorld(http);
  const running = { system, http, connections };
  const figures: Figures[] = [];
  if (isNamed('hl7-memory')) figures.push(await inARow(running));
  if (isNamed('hl7-a31-million')) figures.push(await amongStored(running));
  http.close();
  await system.stop();
  return figures;
};

type Running = { readonly system: System; readonly http: HttpClient; readonly connections: number };

const rate = ({ system, http, connections }: Running, name: string): Promise<Figures> =>
  measure({
    name,
    once: (n) => sendHl7(http, a31(n % patients, controlId())),
    connections,
    seconds: 10,
    cpu: system.cpu,
  });

/** The same messages before and after a million of their like, with a version of a record for each, are put there. */
const amongStored = async (running: Running): Promise<Figures> => {
  // The first run is for warming up.
  await rate(running, 'warm');
  const before = await rate(running, 'before');
  await fill(await running.system.databaseUrl());
  await rate(running, 'warm');
  const after = await rate(running, 'hl7-a31-million');
  return {
    ...after,
    stored,
    ops_per_s_before: before.ops_per_s,
    cpu_node_ms_before: before['cpu_node_ms'] ?? 0,
    cpu_database_ms_before: before['cpu_database_ms'] ?? 0,
  };
};

/** Copies of what has come in, older than all of it: in their own order, as if they had been sent. */
const fill = async (url: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(
    `insert into exchange.message (id, owner, sender, organisation_id, partner, control_id, attempt, type, raw, digest, received_at,
      state, reason, acknowledgement, patient_id, closed_at)
    select uuidv7(at.ago), m.owner, m.sender, m.organisation_id, m.partner, 'stored ' || n, 1, m.type, m.raw, m.digest,
      m.received_at + at.ago, m.state, m.reason, m.acknowledgement, m.patient_id, m.closed_at + at.ago
    from generate_series(1, $1::int) n
    cross join lateral (select ((n - $1) / 10.0 - 100000) * interval '1 s' as ago) at
    join (select row_number() over () - 1 as nth, count(*) over () as total, x.* from (
      select * from exchange.message where type = 'ADT^A31' and state = 'ACCEPTED' order by id limit 1000) x) m on m.nth = n % m.total`,
    [stored],
  );
  await client.query(
    `insert into patients.patient_version (patient_id, version, at, origin, content)
    select v.patient_id, -n, v.at, v.origin, v.content
    from (select distinct on (patient_id) * from patients.patient_version order by patient_id, version desc limit $2) v
    cross join generate_series(1, $1::int / $2::int) n`,
    [stored, patients],
  );
  await client.query('vacuum analyze exchange.message');
  await client.query('vacuum analyze patients.patient_version');
  await client.query('checkpoint');
  await client.end();
};

/** Resident memory after each tenth of the messages. Flat: of the later ones, none stands out. */
const inARow = async ({ system, http, connections }: Running): Promise<Figures> => {
  let left = sent;
  let errors = 0;
  const memory: number[] = [];
  const started = performance.now();
  const cpuBefore = system.cpu();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (left > 0) {
        left--;
        if (left % (sent / 10) === 0) memory.push(system.megabytes());
        await sendHl7(http, a31(left % patients, controlId())).catch(() => errors++);
      }
    }),
  );
  const cpu = system.cpu();
  const seconds = (performance.now() - started) / 1000;
  const used = cpu.node - cpuBefore.node + (cpu.database - cpuBefore.database);
  const unknown = { p50_ms: 0, p95_ms: 0, p99_ms: 0 };
  return {
    name: 'hl7-memory',
    ...unknown,
    ops_per_s: Math.round(sent / seconds),
    cpu_ms_per_op: (used * 1000) / sent,
    errors,
    messages: sent,
    memory_mb: memory.join(' '),
  };
};
