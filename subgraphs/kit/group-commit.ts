import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Joins writes that arrive while an earlier write is under way into the next one: under load one commit serves many
 * callers, without load nobody waits. Each caller's promise settles only when its own items are durable.
 *
 * @param lingerMs how long, in milliseconds, a group stays open for more once several callers are about. A commit costs
 * the database as much for one row as for ten, so that a few milliseconds save most of it.
 */
export const groupCommit = <Item>(write: (items: readonly Item[]) => Promise<void>, lingerMs = 0) => {
  let waiting: { items: Item[]; done: Promise<void> } | undefined;
  let underway: Promise<void> = Promise.resolve();
  /** Whether a caller who comes now is probably not alone: a write is under way, or the last one was for several. */
  let crowded = false;

  const open = (): { items: Item[]; done: Promise<void> } => {
    const items: Item[] = [];
    const filled = crowded && lingerMs > 0 ? Promise.all([underway, sleep(lingerMs)]) : underway;
    const done = filled.then(async () => {
      waiting = undefined;
      crowded = true;
      try {
        await write(items);
      } finally {
        crowded = items.length > 1;
      }
    });
    // The next group starts whether or not this one could be written; its own callers hear of the failure.
    underway = done.catch(() => undefined);
    return { items, done };
  };

  return (items: readonly Item[]): Promise<void> => {
    waiting ??= open();
    waiting.items.push(...items);
    return waiting.done;
  };
};
