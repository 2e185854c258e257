import type { Principal } from '../../kernel/principal.ts';
import type { Asked, Page } from './event-log.ts';
import { isFor, shown, type Listener, type LoggedEvent } from './listener.rules.ts';
import type { Tail } from './tail.ts';

type Needs = {
  readonly tail: Tail;
  readonly read: (asked: Asked) => Promise<Page>;
  readonly heard: (principal: Principal, events: readonly LoggedEvent[]) => Promise<readonly boolean[]>;
};

type Wanted = {
  readonly listener: Listener;
  readonly kinds: readonly string[] | undefined;
  /** Last-Event-ID: the event that was heard last. */
  readonly after: string | undefined;
  /** Who listens, looked at again; undefined: nobody who may, any more. */
  readonly principal: () => Promise<Principal | undefined>;
  /** Ends it: the listener has left. */
  readonly signal: AbortSignal;
};

export type Heard = { readonly seq: string; readonly event: object };

/** Who reads slower than things happen for so many events is cut off, and comes back with its Last-Event-ID. */
const mostWaiting = 2_000;
const together = 100;

/**
 * The events that somebody may hear of, one after the other, until they leave or may not listen any more: of all that
 * happens once this has resolved.
 */
export const eventsFor = async (
  { tail, read, heard }: Needs,
  { listener, kinds, after, principal, signal }: Wanted,
): Promise<AsyncGenerator<Heard, void, undefined>> => {
  const waiting: LoggedEvent[] = [];
  let wake: () => void = () => undefined;
  let isFull = false;
  const isOver = (): boolean => signal.aborted || isFull;
  const { from, leave } = await tail.listen((events) => {
    for (const event of events) if (isFor(listener, event, kinds)) waiting.push(event);
    isFull ||= waiting.length > mostWaiting;
    wake();
  });
  const stop = (): void => {
    leave();
    wake();
  };
  signal.addEventListener('abort', stop);

  const allowed = async (events: readonly LoggedEvent[]): Promise<readonly LoggedEvent[] | undefined> => {
    const who = await principal();
    if (who === undefined) return undefined;
    const may = await heard(who, events);
    return events.filter((_, index) => may[index] === true);
  };

  const events = async function* (): AsyncGenerator<Heard, void, undefined> {
    let place = BigInt(after ?? from);
    // What was missed comes from the log; what happens meanwhile waits.
    for (let isBehind = after !== undefined; isBehind && !isOver();) {
      const { organisation, patient } = listener;
      const { events } = await read({ after: String(place), first: together, organisation, patient });
      const open = await allowed(events.filter((event) => isFor(listener, event, kinds)));
      if (open === undefined) return;
      for (const event of open) yield { seq: event.seq, event: shown(event) };
      place = BigInt(events.at(-1)?.seq ?? place);
      isBehind = events.length === together;
    }
    while (!isOver()) {
      const next = waiting.splice(0, together).filter(({ seq }) => BigInt(seq) > place);
      const open = next.length === 0 ? [] : await allowed(next);
      if (open === undefined) return;
      for (const event of open) yield { seq: event.seq, event: shown(event) };
      if (waiting.length === 0 && !isOver()) await new Promise<void>((resolve) => (wake = resolve));
    }
  };
  return events();
};
