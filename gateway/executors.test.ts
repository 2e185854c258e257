import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { ExecutionResult } from '@graphql-tools/utils';
import { parse } from 'graphql';
import { afterEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../kernel/clock.ts';
import { Content } from '../kernel/content.ts';
import { customer, testKeys } from '../test/calls.ts';
import { overHttp } from './executors.ts';

const clock = fixedClock('2026-06-01T12:00:00Z');
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

/** A slice that counts what it is asked. */
const slice = async (answer: string): Promise<{ endpoint: string; asked: () => number }> => {
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    request.resume();
    setTimeout(() => response.writeHead(200, { 'content-type': 'application/json' }).end(answer), 5);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked: () => asked };
};

const question = {
  document: parse('{ patient { id } }'),
  context: { principal: customer('riverside'), via: 'GRAPHQL', reading: [] },
};

describe('a slice in another process', () => {
  it('is asked as often as there are questions, without anything gathering at the gateway', async () => {
    const warnings: Error[] = [];
    const warned = (warning: Error): void => void warnings.push(warning);
    process.on('warning', warned);
    const { endpoint, asked } = await slice('{"data":{"patient":null}}');
    const ask = overHttp(endpoint, { slice: 'patients', clock, keys: testKeys });
    await Promise.all(Array.from({ length: 40 }, async () => ask(question)));
    // Warnings are emitted a tick later.
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', warned);
    expect([asked(), warnings.map(({ message }) => message)]).toEqual([40, []]);
  });

  it('gets a file in Base64', async () => {
    const bodies: string[] = [];
    const server = createServer((request, response) => {
      void text(request).then((body) => {
        bodies.push(body);
        response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":{"patient":null}}');
      });
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const ask = overHttp(endpoint, { slice: 'clinical', clock, keys: testKeys });
    await ask({ ...question, variables: { input: { content: new Content(Buffer.from('%PDF-1.4')) } } });
    expect(bodies.map((body) => (JSON.parse(body) as { variables: unknown }).variables)).toEqual([
      { input: { content: 'JVBERi0xLjQ=' } },
    ]);
  });

  it.each([
    ['is not there', () => Promise.resolve({ endpoint: 'http://127.0.0.1:1' })],
    ['answers with no GraphQL', () => slice('<html>')],
  ])('that %s is an error of that one question', async (_what, at) => {
    const ask = overHttp((await at()).endpoint, { slice: 'patients', clock, keys: testKeys });
    const { data, errors = [] } = (await ask(question)) as ExecutionResult<unknown>;
    expect([data ?? null, errors.map(({ extensions }) => extensions['code'])]).toEqual([null, [expect.any(String)]]);
  });
});
