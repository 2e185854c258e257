import DataLoader from 'dataloader';

/** Answers in the order of its keys. */
type Load<Key, Value, Variant> = (keys: readonly Key[], variant: Variant) => Promise<readonly Value[]>;

/** Statements of one kind at the same time: one is being read while the next is being worked on. */
const lanes = 2;

/** More keys than this in one statement win nothing more, and make everybody wait for the slowest. */
const largest = 200;

/**
 * Gathers the keys that are asked for at the same time, over all fields and all callers, and loads them together: no
 * query per row, and under load one statement answers many requests. Without load nobody waits.
 *
 * Each key carries its own permission and is answered as if it stood alone; nothing is remembered. What all keys of one
 * statement must share (a page size, a type) is the `variant`.
 */
export const defineBatch = <Key, Value, Variant = undefined>(load: Load<Key, Value, Variant>) => {
  const variants = new Map<string, DataLoader<Key, Value>>();

  return (key: Key, variant: Variant): Promise<Value> => {
    const name = variant === undefined ? '' : JSON.stringify(variant);
    let loader = variants.get(name);
    if (loader === undefined) {
      loader = loaderOf(
        (keys) => load(keys, variant),
        () => variants.delete(name),
      );
      variants.set(name, loader);
    }
    return loader.load(key);
  };
};

/** A loader that keeps to its lanes, and says when it is idle. */
const loaderOf = <Key, Value>(load: (keys: readonly Key[]) => Promise<readonly Value[]>, idle: () => void) => {
  let underway = 0;
  const held: (() => void)[] = [];

  const leave = (): void => {
    underway--;
    const next = held.shift();
    if (next !== undefined) enter(next);
    else if (underway === 0) idle();
  };
  const enter = (dispatch: () => void): void => {
    underway++;
    // After all that has come in by now has been read, and has put its questions.
    setImmediate(dispatch);
  };

  return new DataLoader<Key, Value>((keys) => answers(load, keys).finally(leave), {
    cache: false,
    maxBatchSize: largest,
    batchScheduleFn: (dispatch) => {
      if (underway < lanes) enter(dispatch);
      else held.push(dispatch);
    },
  });
};

/** A statement that fails is asked again key by key: nobody fails for another's sake. */
const answers = async <Key, Value>(
  load: (keys: readonly Key[]) => Promise<readonly Value[]>,
  keys: readonly Key[],
): Promise<readonly (Value | Error)[]> => {
  try {
    return await load(keys);
  } catch (error) {
    if (keys.length === 1) return [asError(error)];
    const each: (Value | Error)[] = [];
    for (const key of keys) each.push(...(await answers(load, [key])));
    return each;
  }
};

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
