import Fastify, { type FastifyInstance, type LightMyRequestResponse } from 'fastify';
import { fixedClock } from '../../kernel/clock.ts';
import type { NewId } from '../../kernel/id.ts';
import { parseEr7 } from './er7/parse.ts';
import type { Er7Message } from './er7/message.ts';
import { hl7Endpoint } from './index.ts';
import { succeed } from './read/reading.fixture.ts';
import { aWorld, feed, type World } from './world.fixture.ts';

/** For tests: the endpoint over a world, with all that it logged. */
export type Served = { readonly app: FastifyInstance; readonly world: World; readonly logged: object[] };

export const limit = 20_000;

export const serve = async (world: World = aWorld(), newId: NewId = counting()): Promise<Served> => {
  const app = Fastify();
  const logged: object[] = [];
  await app.register(
    hl7Endpoint({
      graph: world,
      clock: fixedClock('2024-02-01T12:00:30Z'),
      newId,
      limits: { hl7Message: limit },
      processing: ['P'],
      baseUrl: 'http://hub.example',
      log: { error: (details) => logged.push(details) },
    }),
  );
  return { app, world, logged };
};

/** `R1`, `R2`… */
const counting = (): NewId => {
  let made = 0;
  return () => `R${(made += 1)}`;
};

/** Posts a message: text as it is, or its segments. */
export const post = (
  { app }: Pick<Served, 'app'>,
  message: string | Buffer | readonly string[],
  headers: Readonly<Record<string, string | undefined>> = {},
): Promise<LightMyRequestResponse> =>
  app.inject({
    method: 'POST',
    url: '/services/hl7',
    headers: given({ authorization: feed, 'content-type': 'application/hl7-v2', ...headers }),
    payload: typeof message === 'string' || Buffer.isBuffer(message) ? message : `${message.join('\r')}\r`,
  });

const given = (headers: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

export const msh = (type: string, controlId = '1'): string =>
  `MSH|^~\\&|PAS|riverside|HUB|NORTH|20240201120000||${type}|${controlId}|P|2.4`;

/** The acknowledgement, its fields joined: `AR|1|Rejected: …`, then the ERR segments. */
export const said = (response: LightMyRequestResponse): { readonly msa: string; readonly err: readonly string[] } => {
  const ack = succeed(parseEr7(response.rawPayload));
  return { msa: line(ack, 'MSA')[0] ?? '', err: line(ack, 'ERR') };
};

/** MSA-1 to MSA-3; of an ERR its place, severity and text. */
const line = (ack: Er7Message, name: 'MSA' | 'ERR'): readonly string[] =>
  ack
    .segments(name)
    .map((segment) =>
      (name === 'MSA' ? [1, 2, 3] : [2, 4, 8]).map((position) => segment.field(position).whole).join('|'),
    );
