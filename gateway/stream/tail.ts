import type { Asked, Page } from './event-log.ts';
import type { LoggedEvent } from './listener.rules.ts';

type Needs = {
  readonly read: (asked: Asked) => Promise<Page>;
  readonly failed: (error: unknown) => void;
  /** How long after an event it is looked for at the latest, in milliseconds. */
  readonly pause?: number;
};

type Hear = (events: readonly LoggedEvent[]) => void;

export type Tail = {
  /** Hands over all events after the place that it resolves to, until the listener leaves. */
  readonly listen: (hear: Hear) => Promise<{ readonly from: string; readonly leave: () => void }>;
};

const most = 500;

/** The end of the log, read once for all who listen in this process; where nobody does, nobody reads. */
export const openTail = ({ read, failed, pause = 100 }: Needs): Tail => {
  const listeners = new Set<Hear>();
  let place: string | undefined;
  let opening: Promise<string> | undefined;
  let timer: NodeJS.Timeout | undefined;

  const look = async (): Promise<void> => {
    let more = false;
    try {
      if (place === undefined) return;
      const { events } = await read({ after: place, first: most });
      place = events.at(-1)?.seq ?? place;
      more = events.length === most;
      if (events.length > 0) for (const hear of listeners) hear(events);
    } catch (error) {
      failed(error);
    } finally {
      if (listeners.size > 0) timer = setTimeout(() => void look(), more ? 0 : pause);
      else place = undefined;
    }
  };

  const open = async (): Promise<string> => {
    const { last } = await read({ after: null, first: 1 });
    place ??= last;
    timer ??= setTimeout(() => void look(), pause);
    return place;
  };

  return {
    listen: async (hear) => {
      listeners.add(hear);
      const leave = (): void => {
        listeners.delete(hear);
        if (listeners.size > 0) return;
        clearTimeout(timer);
        timer = undefined;
        place = undefined;
      };
      try {
        const from = place ?? (await (opening ??= open().finally(() => (opening = undefined))));
        return { from, leave };
      } catch (error) {
        leave();
        throw error;
      }
    },
  };
};
