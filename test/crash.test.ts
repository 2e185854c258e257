import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { feed } from './crash/feed.ts';
import { killable, type Killable } from './crash/killable.ts';
import { expectedOf, recordOf, traceOf } from './crash/record.ts';
import * as outside from './outside.ts';

// Invariant 4: AA means committed. Eight feeds send while the process is killed at random instants, and is started again
// on what is left. `npm run test:nightly` kills it fifty times; `SEED=…` for the same instants again.
const crashes = Number(process.env['CRASHES'] ?? 5);
const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const connections = 8;

/** How long after each start the process is killed, in milliseconds. */
const instants = fc.sample(fc.integer({ min: 50, max: 1_500 }), { numRuns: crashes, seed });

let system: Killable;
beforeAll(async () => {
  process.stdout.write(`Killed ${crashes} times; the seed of the instants is ${seed}.\n`);
  system = await killable();
});
afterAll(() => system.stop());

/** A message, and the acknowledgement that answered it. */
type Accepted = { readonly message: string; readonly acknowledgement: Buffer };

/** How often a message had been taken up, and was cut off or answered AE; who finds nobody listening is not counted. */
let cutOff = 0;

/** Sends until it is answered AA, however often there is no answer, or that it may be sent again. */
const insist = async (message: string, accepted: Accepted[]): Promise<void> => {
  for (;;) {
    const reply = await outside.postHl7(system.base, message).catch((error: unknown) => {
      if (!isRefusedConnection(error)) cutOff++;
      return undefined;
    });
    const code = reply === undefined ? undefined : outside.msaOf(reply).code;
    if (reply !== undefined && code === 'AA') {
      accepted.push({ message, acknowledgement: reply.bytes });
      return;
    }
    if (code === 'AR') throw new Error(`A good message was rejected: ${reply?.text ?? ''}`);
    if (code === 'AE') cutOff++;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

const isRefusedConnection = (error: unknown): boolean =>
  error instanceof Error &&
  error.cause instanceof Error &&
  'code' in error.cause &&
  error.cause.code === 'ECONNREFUSED';

const controlIdOf = (message: string): string => message.split('|')[9] ?? '';

// No limit: fifty crashes take as long as they take.
it(`loses and doubles nothing that was acknowledged, killed ${crashes} times mid-stream`, { timeout: 0 }, async () => {
  const accepted: Accepted[] = [];
  let over = false;
  const feeds = Array.from({ length: connections }, () =>
    feed({ insist: (message) => insist(message, accepted), stopped: () => over }),
  );
  for (const [nth, after] of instants.entries()) {
    const before = accepted.length;
    await new Promise((resolve) => setTimeout(resolve, after));
    await system.crash({ database: nth % 2 === 1 });
    // Never killed again before something got through, else a slow machine would test nothing.
    while (accepted.length === before) await new Promise((resolve) => setTimeout(resolve, 20));
  }
  over = true;
  const told = (await Promise.all(feeds)).flat();
  expect(cutOff, 'no message was cut off: nothing has been tested').toBeGreaterThan(0);

  const riverside = await outside.clientOf(system.base, 'riverside-customer');
  const everything = async (): Promise<void> => {
    for (const one of told) expect(await recordOf(riverside, one)).toEqual(expectedOf(one));
    // Nothing is left half-way: each message is on record once, with its answer.
    const once = accepted.map(({ message }) => [controlIdOf(message), 'ACCEPTED']);
    expect([...(await traceOf(riverside))].sort()).toEqual(once.sort());
  };
  await everything();

  // The same message again is answered with the same bytes, and does nothing.
  for (const { message, acknowledgement } of accepted) {
    const again = await outside.deliver(system.base, message);
    expect(again.bytes.equals(acknowledgement)).toBe(true);
  }
  await everything();
  process.stdout.write(
    `${accepted.length} messages of ${told.length} patients were accepted; ${cutOff} times one was cut off.\n`,
  );
});
