import { createHmac } from 'node:crypto';
import { conflict, forbidden, invalid, type Failure } from '../../../kernel/failure.ts';
import { reveal } from '../../../kernel/hidden.ts';
import type { NewId } from '../../../kernel/id.ts';
import { sealLeave } from '../../../kernel/leave.ts';
import type { Principal } from '../../../kernel/principal.ts';
import type { KeyRing } from '../../../kernel/seal.ts';
import type { Context } from '../../kit/context.ts';
import { bodyOf, parsePlace, placeText } from './delivery.rules.ts';
import type { DeliveryStore, TakenRow } from './delivery.store.ts';
import type { Delivery, EventToDeliver, SettleDeliveryInput, SettledDelivery } from './delivery.types.ts';
import type { EventLog, LoggedEvent } from './event-log.store.ts';
import { givenUpAfterDays, isAddressee, pauseAfter } from './webhook.rules.ts';

export type DeliveryService = ReturnType<typeof deliveryService>;

type Needs = {
  readonly log: EventLog;
  readonly store: DeliveryStore;
  readonly newId: NewId;
  /** From 0 to 1: so that those who failed together do not come back together. */
  readonly chance: () => number;
};

/** A turn is longer than a delivery of so many events may take: see adapters/webhooks. */
const turnMs = 15_000;
const eventsAtOnce = 50;
const mostAtOnce = 100;
const keptForDays = 30;
const day = 86_400_000;

/** For the adapter that delivers: it is given what is to be sent, signed, and says what came of it. ADR 32 */
export const deliveryService = ({ log, store, newId, chance }: Needs) => {
  let nextForgetting = 0;

  const tidy = async (now: Date): Promise<void> => {
    if (now.getTime() < nextForgetting) return;
    nextForgetting = now.getTime() + 60_000;
    await log.forget(new Date(now.getTime() - keptForDays * day));
  };

  return {
    take: async (context: Context, most: number): Promise<readonly Delivery[] | Failure> => {
      if (context.principal.kind !== 'internal') return ours;
      if (most < 1 || most > mostAtOnce) return invalid(`Take 1 to ${String(mostAtOnce)} at once.`, 'first');
      const now = context.clock.now();
      await log.order();
      await tidy(now);
      const turn = newId();
      const until = new Date(now.getTime() + turnMs);
      const taken = await store.take({ now, turn, until, most, events: eventsAtOnce });
      const deliveries: Delivery[] = [];
      for (const webhook of new Set(taken.map((row) => row.webhook))) {
        const events = taken.filter((row) => row.webhook === webhook);
        const delivery = deliveryOf(context, turn, events);
        if (delivery.events.length > 0) deliveries.push(delivery);
        // What it waited for is not kept any more, or is not for it: there is nothing to send.
        else
          await store.settle({
            ...settledBy(events),
            webhook,
            turn,
            now,
            delivered: false,
            problem: null,
            status: null,
            failed: null,
          });
      }
      return deliveries;
    },

    settle: async (context: Context, input: SettleDeliveryInput): Promise<SettledDelivery | Failure> => {
      if (context.principal.kind !== 'internal') return ours;
      const now = context.clock.now();
      const { webhook, turn, done, delivered, problem = null, status = null, failed = null } = input;
      const place = done == null ? undefined : parsePlace(done);
      if (done != null && place === undefined) return conflict('Give the place of an event that was taken.', 'done');
      if (failed !== null && parsePlace(failed) === undefined)
        return conflict('Give the place of an event that was taken to be delivered.', 'failed');
      const settling = {
        sent: place?.replay === false ? place.number : null,
        // New events come after all that is sent again: whoever has got there is done with those.
        replayed: place?.replay === true ? place.number : null,
      };
      const attempts = await store.settle({ ...settling, webhook, turn, now, delivered, problem, status, failed });
      if (attempts === undefined) return { held: false };
      if (problem !== null) {
        const due = new Date(now.getTime() + pauseAfter(attempts, chance()) * 1_000);
        await store.putOff({ webhook, turn, due, now, before: new Date(now.getTime() - givenUpAfterDays * day) });
      }
      return { held: true };
    },
  };
};

const deliveryOf = (context: Context, turn: string, rows: readonly TakenRow[]): Delivery => {
  const [first] = rows;
  if (first === undefined) throw new Error('A webhook was taken without a row.');
  const { webhook, url, principal, partner } = first;
  const secrets = [first.secret, first.previous].flatMap((hidden) => hidden ?? []);
  const keys = secrets.map((hidden) => keyOf(context.keys, hidden));
  const now = context.clock.now();
  // One list is one place: what is sent again goes alone, and the new ones the next time.
  const again = rows.filter(({ replay }) => replay !== null);
  const events = (again.length > 0 ? again : rows).flatMap(({ replay, event }) =>
    event === null || !isAddressee(partner, event) ? [] : signed({ event, replay, keys, now }),
  );
  return { webhook, turn, url, leave: sealLeave(context.keys, principal as Principal, now), events };
};

type ToSign = {
  readonly event: LoggedEvent;
  readonly replay: string | null;
  readonly keys: readonly Buffer[];
  readonly now: Date;
};

/** Standard Webhooks: `v1,` and the HMAC of `id.timestamp.body`, one for each secret that is good. */
const signed = ({ event, replay, keys, now }: ToSign): EventToDeliver => {
  const body = bodyOf({ ...event, at: new Date(event.at) });
  const timestamp = String(Math.floor(now.getTime() / 1_000));
  const signature = keys
    .map((key) => `v1,${createHmac('sha256', key).update(`${event.id}.${timestamp}.${body}`).digest('base64')}`)
    .join(' ');
  const place = placeText({ replay: replay !== null, number: replay ?? event.seq });
  const { id, patient: patientId, label, sources } = event;
  return { id, place, body, timestamp, signature, patientId, label, sources };
};

const keyOf = (keys: KeyRing, hidden: string): Buffer =>
  Buffer.from(reveal(keys, 'webhook', hidden).slice('whsec_'.length), 'base64');

/** All that was taken is done with. */
const settledBy = (rows: readonly TakenRow[]): { readonly sent: string | null; readonly replayed: string | null } => {
  const again = rows.filter(({ replay }) => replay !== null);
  const last = rows.at(-1);
  if (last?.event == null) return { sent: last?.head ?? null, replayed: last?.replayHead ?? null };
  return again.length > 0
    ? { sent: null, replayed: again.at(-1)?.replay ?? null }
    : { sent: last.event.seq, replayed: last.replayHead };
};

const ours = forbidden('This is for our own processes.');
