import type { FastifyPluginAsync } from 'fastify';
import type { Clock } from '../../kernel/clock.ts';
import type { Graph } from '../../kernel/graph.ts';
import { sealLeave } from '../../kernel/leave.ts';
import type { KeyRing } from '../../kernel/seal.ts';
import { DecideDueLettersDocument } from './documents.generated.ts';

type Parts = { readonly graph: Graph; readonly keys: KeyRing; readonly clock: Clock };
type Log = { error: (details: object, message: string) => void };

/** How long after its window a letter is looked at, at the latest, in milliseconds: nobody waits for it by the second. */
const pause = 2_000;

/** One statement of this size takes a tenth of a second, and holds nobody up who reads meanwhile. */
const atOnce = 1_000;

/**
 * The fallback of hybrid mail, as long as the server runs: letters that nobody has read in time are printed. Any number of
 * processes share the work, and one that dies leaves what it had in hand to the next round. Domain reference §7.4; ADR 31
 */
export const letterFallback =
  ({ log, ...parts }: Parts & { readonly log: Log }): FastifyPluginAsync =>
  async (app) => {
    const stop = new AbortController();
    let wake = (): void => undefined;
    const rest = (): Promise<void> =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, stop.signal.aborted ? 0 : pause);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    const work = async (): Promise<void> => {
      while (!stop.signal.aborted) {
        const decided = await decideDue(parts, atOnce).catch((error: unknown) => {
          log.error({ err: error }, 'letters whose window has passed were not decided');
          return 0;
        });
        if (decided < atOnce) await rest();
      }
    };
    let working: Promise<void> | undefined;
    app.addHook('onReady', () => {
      working = work();
      return Promise.resolve();
    });
    app.addHook('preClose', async () => {
      stop.abort();
      wake();
      await working;
    });
  };

/** One round; answers how many letters it has decided. */
const decideDue = async ({ graph, keys, clock }: Parts, limit: number): Promise<number> => {
  const principal = { kind: 'internal', integration: 'internal', client: 'letters' } as const;
  const authorization = `Leave ${sealLeave(keys, principal, clock.now())}`;
  const caller = { authorization, address: '127.0.0.1', through: 'fhir.customer' } as const;
  const { data, errors } = await graph.run(DecideDueLettersDocument, { limit }, caller);
  const [error] = errors;
  if (error !== undefined || data === null) throw new Error(`The graph failed: ${error?.message ?? 'no data'}`);
  return data.decideDueLetters;
};
