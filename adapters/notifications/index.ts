import type { FastifyPluginAsync } from 'fastify';
import { asking, type Parts } from './asking.ts';
import { openMailer } from './mailer.ts';
import { round } from './round.ts';
import { unsubscribing } from './unsubscribe.http.ts';

type Log = { error: (details: object, message: string) => void };

type Needs = Parts & {
  readonly log: Log;
  readonly baseUrl: string;
  /** Undefined: no e-mail leaves. */
  readonly smtpUrl: string | undefined;
};

/** How long after something new somebody is written to at the latest, in milliseconds; what comes meanwhile is one e-mail. */
const pause = 1_000;

/** Tells patients by e-mail that there is something new in their records, as long as the server runs. ADR 32 */
export const notifications =
  ({ log, baseUrl, smtpUrl, ...parts }: Needs): FastifyPluginAsync =>
  async (app) => {
    const ask = asking(parts);
    await app.register(unsubscribing(ask));
    if (smtpUrl === undefined) return;
    const mailer = openMailer({ smtpUrl, baseUrl });
    let stopped = false;
    let wake = (): void => undefined;
    const rest = (milliseconds: number): Promise<void> =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    const isStopped = (): boolean => stopped;
    const work = async (): Promise<void> => {
      while (!isStopped()) {
        const written = await round({ ask, mailer, baseUrl }).catch((error: unknown) => {
          log.error({ err: error }, 'patients were not told of what is new');
          return undefined;
        });
        if (!isStopped() && (written ?? 0) === 0) await rest(written === 0 ? pause : 10 * pause);
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
      mailer.close();
    });
  };
