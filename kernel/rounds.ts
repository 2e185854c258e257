import type { FastifyPluginAsync } from 'fastify';
import type { Clock } from './clock.ts';

type Log = { readonly error: (details: object, message: string) => void };

type Rounds = {
  /** Does what there is to do now, and says how much that was; it goes on after a round that found something. */
  readonly round: () => Promise<number>;
  /** As much as a round does at most: after one that found less, others are let come first. Absent: it goes on at once. */
  readonly most?: number;
  /** Resolves when there is something to do since so many milliseconds ago, or after a while. */
  readonly waiting: (within: number) => Promise<unknown>;
  /** How many rounds go on at a time. */
  readonly atOnce?: number;
  /** What did not happen when a round fails. */
  readonly failure: string;
  readonly clock: Clock;
  readonly log: Log;
};

/** After a fault nobody is in a hurry; milliseconds. */
const afterFault = 1_000;

/** So long those who have been woken let others come, in milliseconds: one round costs as much for one as for ten. */
const lingering = 10;

/** So long more is let come under load, in milliseconds: what is written all the time is done some hundred at once. */
const gathering = 100;

/** Work in the background as long as the server runs: in rounds while there is some, and asleep until there is. */
export const inRounds =
  ({ round, most = 0, waiting, atOnce = 1, failure, clock, log }: Rounds): FastifyPluginAsync =>
  async (app) => {
    const stop = new AbortController();
    const stopped = new Promise<void>((resolve) => {
      stop.signal.addEventListener('abort', () => {
        resolve();
      });
    });
    const failed = (error: unknown): undefined => {
      log.error({ err: error }, failure);
    };
    const work = async (): Promise<void> => {
      while (!stop.signal.aborted) {
        const began = clock.now().getTime();
        const done = await round().catch(failed);
        if (done !== undefined && done > 0) {
          if (done < most) await Promise.race([stopped, sleep(gathering)]);
          continue;
        }
        const slept =
          done === 0
            ? await Promise.race([stopped, waiting(clock.now().getTime() - began + 1).catch(failed)])
            : undefined;
        await Promise.race([stopped, sleep(slept === undefined ? afterFault : lingering)]);
      }
    };
    let working: Promise<unknown> | undefined;
    app.addHook('onReady', () => {
      working = Promise.all(Array.from({ length: atOnce }, work));
      return Promise.resolve();
    });
    app.addHook('preClose', async () => {
      stop.abort();
      await working;
    });
  };

const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
