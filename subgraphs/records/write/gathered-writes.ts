import type { CustomerStore, OwnedResult, OwnedWrite } from '../records.types.ts';

type Waiting = {
  readonly write: OwnedWrite;
  readonly settle: (result: OwnedResult) => void;
  readonly fail: (error: unknown) => void;
};

/**
 * Writes for callers who write one item at a time: what arrives while others are being written, or in the same turn of the
 * event loop, goes together in one statement and one commit. Without load nobody waits.
 */
export const gatheredWrites = (
  store: Pick<CustomerStore, 'write'>,
  { atOnce = 1, most = 64 } = {},
): ((write: OwnedWrite) => Promise<OwnedResult>) => {
  const waiting: Waiting[] = [];
  let underway = 0;

  const next = (): void => {
    if (underway === atOnce || waiting.length === 0) return;
    underway += 1;
    setImmediate(() => {
      void together(waiting.splice(0, most)).then(() => {
        underway -= 1;
        next();
      });
    });
  };

  const together = async (group: readonly Waiting[]): Promise<void> => {
    try {
      const results = await store.write(group.map(({ write }) => write));
      for (const [index, { settle, fail }] of group.entries()) {
        const result = results[index];
        if (result === undefined) fail(new Error('A write has no result.'));
        else settle(result);
      }
    } catch (error) {
      const [only, ...others] = group;
      if (others.length === 0) only?.fail(error);
      // Whosever it is that cannot be written, the others can.
      else for (const one of group) await together([one]);
    }
  };

  return (write) =>
    new Promise((settle, fail) => {
      waiting.push({ write, settle, fail });
      next();
    });
};
