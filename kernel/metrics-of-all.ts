import cluster, { type Worker } from 'node:cluster';
import { setTimeout as sleep } from 'node:timers/promises';
import { AggregatorRegistry, type Registry } from 'prom-client';

/**
 * Of several processes behind one port any may be asked for its metrics. Whichever is asks the process that leads them, which
 * asks all that serve; the number tells one question from another.
 */
type Question = { readonly metrics: number };
type Answer = Question & { readonly told: unknown };

const isQuestion = (message: unknown): message is Question =>
  typeof message === 'object' && message !== null && 'metrics' in message && typeof message.metrics === 'number';

const isAnswer = (message: unknown): message is Answer => isQuestion(message) && 'told' in message;

/** Milliseconds: who is too busy to answer is left out, so that there is something of the others. */
const patience = 5_000;

/** In the process that leads the others. Who is starting is not asked, since the answer would be late. */
export const answerMetrics = (serving: ReadonlySet<Worker>): void => {
  cluster.on('message', (worker, message: unknown) => {
    if (isQuestion(message) && !isAnswer(message)) void sumOver(serving).then((told) => send(worker, message, told));
  });
};

/** The metrics of this process; where it is one of several, the sum over all that answer. */
export const metricsOfAll = (own: Registry): (() => Promise<string>) => {
  const { worker } = cluster;
  if (worker === undefined) return () => own.metrics();
  worker.on('message', (message: unknown) => {
    if (isQuestion(message) && !isAnswer(message))
      void own.getMetricsAsJSON().then((told) => send(worker, message, told));
  });
  return async () => {
    const told = await ask(worker);
    return typeof told === 'string' ? told : own.metrics();
  };
};

/** Null where nobody answers. */
const sumOver = async (serving: ReadonlySet<Worker>): Promise<string | null> => {
  const late = sleep(patience, undefined, { ref: false });
  const told = await Promise.all(Array.from(serving, (worker) => ask(worker, late)));
  const answered = told.filter((one) => typeof one === 'object' && one !== null);
  return answered.length === 0 ? null : AggregatorRegistry.aggregate(answered).metrics();
};

let questions = 0;

/** What the other end of a worker's channel tells; undefined where it ends instead, or says nothing until it is `late`. */
const ask = (worker: Worker, late?: Promise<void>): Promise<unknown> =>
  new Promise((resolve) => {
    const metrics = ++questions;
    const end = (told?: unknown): void => {
      worker.off('message', take).off('disconnect', end);
      resolve(told);
    };
    const take = (message: unknown): void => {
      if (isAnswer(message) && message.metrics === metrics) end(message.told);
    };
    worker.on('message', take).on('disconnect', end);
    void late?.then(end);
    worker.send({ metrics } satisfies Question, (failed: unknown) => {
      if (failed !== null) end();
    });
  });

const send = (worker: Worker, { metrics }: Question, told: unknown): void => {
  // Who has ended meanwhile needs no answer.
  worker.send({ metrics, told } satisfies Answer, () => undefined);
};
