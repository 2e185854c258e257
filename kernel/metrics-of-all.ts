import cluster from 'node:cluster';
import { AggregatorRegistry, type Registry } from 'prom-client';

/**
 * Of several processes behind one port any may be asked for its metrics. Whichever is asks the process that leads them, which
 * gathers from all; the number tells one question from another.
 */
type Question = { readonly metrics: number };
type Answer = Question & { readonly text: string };

const isQuestion = (message: unknown): message is Question =>
  typeof message === 'object' && message !== null && 'metrics' in message && typeof message.metrics === 'number';

const isAnswer = (message: unknown): message is Answer => isQuestion(message) && 'text' in message;

/** In the process that leads the others. */
export const answerMetrics = (): void => {
  const all = new AggregatorRegistry();
  cluster.on('message', (worker, message: unknown) => {
    if (!isQuestion(message)) return;
    void all
      .clusterMetrics()
      // One of them has ended meanwhile.
      .catch(() => '')
      .then((text) => {
        if (worker.isConnected()) worker.send({ metrics: message.metrics, text } satisfies Answer);
      });
  });
};

/** The metrics of this process; where it is one of several, the sum over all of them. */
export const metricsOfAll = (own: Registry): (() => Promise<string>) => {
  if (!cluster.isWorker) return () => own.metrics();
  // What is asked of us from now on, and what we tell then.
  new AggregatorRegistry();
  AggregatorRegistry.setRegistries(own);
  let questions = 0;
  return async () => {
    const metrics = ++questions;
    const text = await new Promise<string>((resolve) => {
      const take = (message: unknown): void => {
        if (!isAnswer(message) || message.metrics !== metrics) return;
        process.off('message', take);
        resolve(message.text);
      };
      process.on('message', take);
      process.send?.({ metrics } satisfies Question);
    });
    return text === '' ? own.metrics() : text;
  };
};
