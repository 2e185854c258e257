import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, expect, it } from 'vitest';
import type { Clock } from '../../kernel/clock.ts';
import { rateOf } from './rate.ts';
import { write } from './write.ts';

let app: FastifyInstance;
afterEach(() => app.close());

/** Three requests in ten seconds, by a clock that stands where it is put. */
const open = (clock: Clock) => {
  app = Fastify();
  const count = rateOf({ requests: 3, seconds: 10 }, clock);
  app.get('/', (request, reply) => write(request, reply, count(request, reply) ?? { body: {} }));
  return (token?: string) =>
    app.inject({ url: '/', headers: token === undefined ? {} : { authorization: `Bearer ${token}` } });
};

it('lets a token make so many requests, says what is left, and how long to wait for more', async () => {
  const ask = open({ now: () => new Date('2026-06-01T12:00:03Z') });
  const replies = [await ask('a'), await ask('a'), await ask('a'), await ask('a')];
  expect(replies.map(({ statusCode, headers }) => [statusCode, headers['ratelimit']])).toEqual([
    [200, '"default";r=2;t=7'],
    [200, '"default";r=1;t=7'],
    [200, '"default";r=0;t=7'],
    [429, '"default";r=0;t=7'],
  ]);
  expect(replies[3]?.headers).toMatchObject({ 'ratelimit-policy': '"default";q=3;w=10', 'retry-after': '7' });
});

it('counts each token by itself, and those who bring none by their address', async () => {
  const ask = open({ now: () => new Date('2026-06-01T12:00:03Z') });
  for (let n = 0; n < 4; n++) await ask('a');
  for (let n = 0; n < 3; n++) await ask();
  expect((await ask('b')).statusCode).toBe(200);
  expect((await ask()).statusCode).toBe(429);
});

it('begins anew with each window', async () => {
  let now = new Date('2026-06-01T12:00:03Z');
  const ask = open({ now: () => now });
  for (let n = 0; n < 4; n++) await ask('a');
  now = new Date('2026-06-01T12:00:10Z');
  expect((await ask('a')).statusCode).toBe(200);
});
