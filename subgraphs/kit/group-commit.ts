/**
 * Joins writes that arrive while an earlier write is under way into the next one: under load one commit serves many
 * callers, without load nobody waits. Each caller's promise settles only when its own items are durable.
 */
export const groupCommit = <Item>(write: (items: readonly Item[]) => Promise<void>) => {
  let waiting: { items: Item[]; done: Promise<void> } | undefined;
  let underway: Promise<void> = Promise.resolve();

  return (items: readonly Item[]): Promise<void> => {
    if (waiting === undefined) {
      const group: Item[] = [];
      const done = underway.then(() => {
        waiting = undefined;
        return write(group);
      });
      waiting = { items: group, done };
      // The next group starts whether or not this one could be written; its own callers hear of the failure.
      underway = done.catch(() => undefined);
    }
    waiting.items.push(...items);
    return waiting.done;
  };
};
