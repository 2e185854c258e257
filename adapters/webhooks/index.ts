import type { FastifyPluginAsync } from 'fastify';
import { asking, type Parts } from './asking.ts';
import { deliver } from './deliver.ts';
import { SettleDeliveryDocument, TakeDeliveriesDocument, type DeliveryToMakeFragment } from './documents.generated.ts';
import { poster } from './post.ts';

type Log = { error: (details: object, message: string) => void };

type Needs = Parts & { readonly log: Log; readonly loopback: boolean };

/** How long after an event it is looked for at the latest, in milliseconds. */
const pause = 100;

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
          wake?.();
        });
        running.add(sending);
      }
      return takeDeliveries.length;
    };

    const work = async (): Promise<void> => {
      while (!stop.signal.aborted) {
        const taken = await round().catch((error: unknown) => {
          log.error({ err: error }, 'no events could be taken to be sent to webhooks');
          return undefined;
        });
        if (taken === 0 || taken === undefined) await rest(taken === 0 ? pause : 10 * pause);
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
