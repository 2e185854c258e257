import type { FastifyPluginAsync } from 'fastify';
import { inRounds } from '../../kernel/rounds.ts';
import { asking, type Parts } from './asking.ts';
import { bounces } from './bounces.http.ts';
import { NewsWaitingDocument, TellLeavingCarersDocument } from './documents.generated.ts';
import { openMailer } from './mailer.ts';
import { mailIdOf } from './returned.ts';
import { round } from './round.ts';
import { unsubscribing } from './unsubscribe.http.ts';

type Log = { error: (details: object, message: string) => void };

type Needs = Parts & {
  readonly log: Log;
  readonly baseUrl: string;
  /** Undefined: no e-mail leaves. */
  readonly smtpUrl: string | undefined;
};

/** How long after something new somebody is written to, in milliseconds; what comes meanwhile is one e-mail. */
const pause = 1_000;

/** Who hears of nothing looks after so many milliseconds: for what is due by now, or is to be tried again. */
const patience = 2_000;

/** How often it is looked whom a birthday is about to end the care of, in milliseconds: they have three months. */
const untilNextBirthdays = 3_600_000;

/** Tells patients by e-mail that there is something new in their records, as long as the server runs. ADR 32 */
export const notifications =
  ({ log, baseUrl, smtpUrl, ...parts }: Needs): FastifyPluginAsync =>
  async (app) => {
    const ask = asking(parts);
    await app.register(unsubscribing(ask));
    await app.register(bounces({ ask, ...parts }));
    if (smtpUrl === undefined) return;
    const mailer = openMailer({ smtpUrl, baseUrl });
    await app.register(
      inRounds({
        round: () => round({ ask, mailer, idOf: (sent) => mailIdOf(parts, sent), baseUrl }),
        waiting: async (within) => {
          const { workWaiting } = await ask(NewsWaitingDocument, { within, wait: patience });
          if (workWaiting) await sleep(pause);
        },
        failure: 'patients were not told of what is new',
        clock: parts.clock,
        log,
      }),
    );
    await app.register(
      inRounds({
        round: async () => (await ask(TellLeavingCarersDocument, {})).tellLeavingCarers,
        waiting: () => sleep(untilNextBirthdays),
        failure: 'carers of children were not told that they leave',
        clock: parts.clock,
        log,
      }),
    );
    app.addHook('onClose', () => {
      mailer.close();
      return Promise.resolve();
    });
  };

const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
