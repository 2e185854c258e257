import type { FastifyPluginAsync } from 'fastify';
import { round, type Parts } from './round.ts';

/** How long after a write it is looked for at the latest, in milliseconds. */
const pause = 100;

/**
 * Brings what customers write into their own stores into the patients' records, as long as the server runs. Two rounds go on
 * at a time, and as many more as there are processes: each takes what no other has. ADR 27
 */
export const aggregator =
  (parts: Parts): FastifyPluginAsync =>
  async (app) => {
    let stopped = false;
    const sleepers = new Set<() => void>();
    const rest = (milliseconds: number): Promise<void> =>
      new Promise((resolve) => {
        const wake = (): void => {
          clearTimeout(timer);
          sleepers.delete(wake);
          resolve();
        };
        const timer = setTimeout(wake, milliseconds);
        sleepers.add(wake);
      });
    const once = async (): Promise<number | undefined> => {
      try {
        return await round(parts);
      } catch (error) {
        parts.log.error({ err: error }, 'what customers have written was not brought into the records');
        return undefined;
      }
    };
    const work = async (): Promise<void> => {
      while (!stopped) {
        const done = await once();
        if (done === 0 || done === undefined) await rest(done === 0 ? pause : 10 * pause);
      }
    };
    let working: Promise<unknown> | undefined;
    app.addHook('onReady', () => {
      working = Promise.all([work(), work()]);
      return Promise.resolve();
    });
    app.addHook('preClose', async () => {
      stopped = true;
      for (const wake of sleepers) wake();
      await working;
    });
  };
