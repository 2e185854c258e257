import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { organisations } from '../prisma/demo.ts';
import { httpClient, tokenOf, type HttpClient } from './http.ts';
import type { Figures } from './measure.ts';
import { a31, siu } from './messages.ts';
import { startSystem } from './system.ts';
import { controlId, sendHl7 } from './world.ts';

// From a message to the webhook that hears of it: one appointment every 25 ms, while others do nothing, and while a dead
// endpoint of the same organisation has a hundred thousand events waiting. Time runs from before the message is sent.

export const webhookNames = ['webhooks', 'webhooks-dead'] as const;

const every = 25;
const count = 600;
const waiting = 100_000;
const organisationId = organisations.riverside.id;

export const webhookFigures = async (
  nodeOptions: readonly string[],
  isWanted: (name: string) => boolean,
): Promise<readonly Figures[]> => {
  const system = await startSystem(nodeOptions, 'main.js', { WEBHOOKS_TO_LOOPBACK: 'true' });
  const http = httpClient(system.base, 16);
  const arrivals: number[] = [];
  const receiver = await openReceiver(() => arrivals.push(performance.now()));
  try {
    const token = await tokenOf(http, 'riverside-customer');
    for (let n = 0; n < 20; n += 1) await sendHl7(http, a31(n, controlId()));
    await register(http, token, `http://127.0.0.1:${String((receiver.address() as AddressInfo).port)}/`);
    const figures: Figures[] = [];
    const run = async (name: string): Promise<void> => {
      const before = system.cpu();
      const times = await tell(http, arrivals);
      const after = system.cpu();
      const cpu = ((after.node - before.node + after.database - before.database) * 1_000) / count;
      figures.push(figuresOf(name, times, cpu));
    };
    if (isWanted('webhooks')) await run('webhooks');
    if (isWanted('webhooks-dead')) {
      // Nobody listens at port 1.
      await register(http, token, 'http://127.0.0.1:1/');
      await letWait(await system.databaseUrl());
      await wait(2_000);
      await run('webhooks-dead');
    }
    return figures;
  } finally {
    receiver.close();
    receiver.closeAllConnections();
    http.close();
    await system.stop();
  }
};

const openReceiver = async (arrived: () => void): Promise<Server> => {
  const server = createServer((request, response) => {
    arrived();
    request.resume();
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
};

const register = async (http: HttpClient, token: string, url: string): Promise<void> => {
  const query = `mutation ($input: RegisterWebhookInput!) { registerWebhook(input: $input) { __typename ... on Refusal { message } } }`;
  const input = { organisationId, url, kinds: ['APPOINTMENT_CHANGED'] };
  const { body } = await http.send('POST', '/graphql', {
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: { input } }),
  });
  if (!body.includes('"IssuedWebhook"')) throw new Error(body);
};

/** Events as they stand in the log, all of them before what is announced from now on, for the endpoint that is dead alone. */
const letWait = async (connectionString: string): Promise<void> => {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(
      `insert into events.event (id, kind, at, organisation_id, about)
       select gen_random_uuid(), 'appointment.changed', now(), $1, '{}' from generate_series(1, $2)`,
      [organisationId, waiting],
    );
    const last = '(select max(seq) from events.event)';
    await client.query(`update events.endpoint set sent = ${last} where url not like '%:1/'`);
    await client.query(`update events.endpoint set head = ${last} where url like '%:1/'`);
  } finally {
    await client.end();
  }
};

let appointments = 0;

/** How long each took, in milliseconds: they arrive in the order in which they were sent. */
const tell = async (http: HttpClient, arrivals: number[]): Promise<readonly number[]> => {
  arrivals.length = 0;
  const sent: number[] = [];
  const began = performance.now();
  for (let n = 0; n < count; n += 1) {
    await wait(Math.max(0, began + n * every - performance.now()));
    sent.push(performance.now());
    await sendHl7(http, siu(n % 20, { controlId: controlId(), number: 5_000_000 + (appointments += 1) }));
  }
  for (let tries = 0; arrivals.length < count && tries < 600; tries += 1) await wait(50);
  if (arrivals.length !== count) throw new Error(`${String(arrivals.length)} of ${String(count)} events arrived.`);
  return arrivals.map((at, n) => at - (sent[n] ?? 0));
};

const figuresOf = (name: string, unsorted: readonly number[], cpu: number): Figures => {
  const times = unsorted.toSorted((a, b) => a - b);
  const at = (share: number): number => Math.round(10 * (times[Math.floor(times.length * share)] ?? 0)) / 10;
  return {
    name,
    ops_per_s: 1_000 / every,
    p50_ms: at(0.5),
    p95_ms: at(0.95),
    p99_ms: at(0.99),
    cpu_ms_per_op: Math.round(100 * cpu) / 100,
    errors: 0,
    events: times.length,
  };
};
