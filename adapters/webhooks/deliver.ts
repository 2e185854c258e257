import { NotAllowed, type Ask } from './asking.ts';
import { MayHearDocument, type DeliveryToMakeFragment, type SettleDeliveryInput } from './documents.generated.ts';
import type { Poster } from './post.ts';

/**
 * After so many milliseconds the rest waits for another turn: one lasts 15 seconds, and the last event may take ten. Whoever
 * dies in between keeps the others from its webhook for no longer than that.
 */
const longest = 3_000;

type Needs = {
  readonly ask: Ask;
  readonly poster: Pick<Poster, 'post'>;
  readonly signal: AbortSignal;
  readonly now: () => number;
};

/** Posts the events of one webhook one after the other, up to the first that is not taken; what may not be heard is left out. */
export const deliver = async (
  { ask, poster, signal, now }: Needs,
  { webhook, turn, url, leave, events }: DeliveryToMakeFragment,
): Promise<SettleDeliveryInput> => {
  const began = now();
  let done: string | null = null;
  let delivered = false;
  const isStopped = (): boolean => signal.aborted;
  const outcome = (
    problem: string | null = null,
    status: number | null = null,
    failed: string | null = null,
  ): SettleDeliveryInput => ({
    webhook,
    turn,
    done,
    delivered,
    problem,
    status,
    failed,
  });
  const about = events.map(({ patientId, label, sources }) => ({ patientId, label, sources }));
  const heard = await ask(MayHearDocument, { events: about }, leave).then(
    ({ hears }) => hears,
    // Whoever is let in no longer hears nothing, and what they would have heard waits for nobody.
    (error: unknown) => (error instanceof NotAllowed ? [] : undefined),
  );
  if (heard === undefined) return outcome('What it may hear could not be checked on our side.');

  for (const [index, { id, place, body, timestamp, signature }] of events.entries()) {
    if (heard[index] === true) {
      if (isStopped() || now() - began > longest) break;
      const headers = { ...always, 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
      const { taken, problem, status } = await poster.post({ url, headers, body, signal });
      // That we are being stopped is not the endpoint's fault; it may have taken it, and will get it again.
      if (!taken) return isStopped() ? outcome() : outcome(problem ?? 'It was not taken.', status ?? null, place);
      delivered = true;
    }
    done = place;
  }
  return outcome();
};

const always = { 'content-type': 'application/json', 'user-agent': 'Tributary-Webhooks/1' };
