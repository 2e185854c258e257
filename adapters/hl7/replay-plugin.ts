import type { FastifyPluginAsync } from 'fastify';
import { addressForgotten } from './address-forgotten.ts';
import type { ReplayParts } from './replay.ts';
import { settleDecided } from './review.ts';
import { sendAgain } from './send-again.ts';

/** How long after a decision it is looked for at the latest, in milliseconds: less than anybody waits for. */
const pause = 500;

/** How often messages are looked for that nobody answered: they are a minute old before anybody may think so. */
const forgottenEvery = 60_000;

/** Does what was decided about messages, as long as the server runs. Of several processes one has the turn. */
export const hl7Replay =
  (parts: ReplayParts): FastifyPluginAsync =>
  async (app) => {
    let stopped = false;
    let wake = (): void => undefined;
    const rest = (): Promise<void> =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, pause);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    const once = async (work: (parts: ReplayParts) => Promise<number>): Promise<number> =>
      work(parts).catch((error: unknown) => {
        parts.log.error({ err: error }, 'what was decided about messages was not looked for');
        return 0;
      });
    const work = async (): Promise<void> => {
      let lookedAt = -Infinity;
      while (!stopped) {
        const now = parts.clock.now().getTime();
        if (now - lookedAt >= forgottenEvery) {
          await once(addressForgotten);
          lookedAt = now;
        }
        const done = (await once(settleDecided)) + (await once(sendAgain));
        if (done === 0) await rest();
      }
    };
    let working: Promise<void> | undefined;
    app.addHook('onReady', () => {
      working = work();
      return Promise.resolve();
    });
    app.addHook('preClose', async () => {
      stopped = true;
      wake();
      await working;
    });
  };
