import type { FastifyPluginAsync } from 'fastify';
import { asking, type Parts } from './asking.ts';
import { deliver } from './deliver.ts';
import {
  EventsWaitingDocument,
  SettleDeliveryDocument,
  TakeDeliveriesDocument,
  type DeliveryToMakeFragment,
} from './documents.generated.ts';
import { poster } from './post.ts';

type Log = { error: (details: object, message: string) => void };

type Needs = Parts & { readonly log: Log; readonly loopback: boolean };

/** So often at most it is looked for events while they come all the time, in milliseconds. */
const pause = 100;

/** Who hears of nothing looks after so many milliseconds: for what is to be tried again. */
const patience = 2_000;

/** So many webhooks are sent to at a time: one that is slow holds up nobody but itself. */
const mostAtOnce = 100;

/** Sends events to webhooks as long as the server runs, each webhook's in their order. ADR 32 */
export const webhooks =
  ({ log, loopback, ...parts }: Needs): FastifyPluginAsync =>
  async (app) => {
    const ask = asking(parts);
    const posting = poster({ loopback });
    const stop = new AbortController();
    const running = new Set<Promise<void>>();
    let wake: (() => void) | undefined;
    let finished = 0;
    const rest = (milliseconds: number): Promise<void> =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });

    const sendTo = async (delivery: DeliveryToMakeFragment): Promise<void> => {
      try {
        const needs = { ask, poster: posting, signal: stop.signal, now: () => parts.clock.now().getTime() };
        const { settleDelivery } = await ask(SettleDeliveryDocument, { input: await deliver(needs, delivery) });
        if (settleDelivery.__typename === 'Refusal') throw new Error(settleDelivery.message);
      } catch (error) {
        log.error({ err: error }, 'a delivery was not settled');
      }
    };

    const round = async (): Promise<number> => {
      const free = mostAtOnce - running.size;
      if (free === 0) return 0;
      const { takeDeliveries } = await ask(TakeDeliveriesDocument, { first: free });
      for (const delivery of takeDeliveries) {
        const sending = sendTo(delivery).finally(() => {
          running.delete(sending);
          finished += 1;
          wake?.();
        });
        running.add(sending);
      }
      return takeDeliveries.length;
    };

    let hearing: Promise<boolean> | undefined;
    /** Whether something has happened since so many milliseconds ago, or does now; one question goes on for all rounds. */
    const heard = (within: number): Promise<boolean> => {
      hearing ??= ask(EventsWaitingDocument, { within, wait: patience })
        .then(({ workWaiting }) => workWaiting)
        .catch(async (error: unknown) => {
          if (!stop.signal.aborted) log.error({ err: error }, 'nobody says whether there are events to be sent');
          await rest(10 * pause);
          return false;
        })
        .finally(() => {
          hearing = undefined;
        });
      return hearing;
    };
    const freed = (): Promise<boolean> =>
      new Promise((resolve) => {
        wake = () => {
          resolve(false);
        };
      });
    const time = (): number => parts.clock.now().getTime();

    const work = async (): Promise<void> => {
      let looks = 0;
      while (!stop.signal.aborted) {
        const [began, before] = [time(), finished];
        const taken = await round().catch((error: unknown) => {
          log.error({ err: error }, 'no events could be taken to be sent to webhooks');
          return undefined;
        });
        if (taken === undefined) await rest(10 * pause);
        else if (taken > 0 || finished > before) continue;
        else if (looks > 0) {
          looks -= 1;
          await rest(pause);
        } else if (await Promise.race([freed(), heard(time() - began + 1)])) {
          // What happened may be put in order by another process just now: it is looked for more than once.
          looks = 2;
          await rest(Math.max(0, pause - (time() - began)));
        }
      }
    };

    let working: Promise<void> | undefined;
    app.addHook('onReady', () => {
      working = work();
      return Promise.resolve();
    });
    app.addHook('preClose', async () => {
      stop.abort();
      wake?.();
      await working;
      await Promise.all(running);
      posting.close();
    });
  };
