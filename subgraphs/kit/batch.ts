import DataLoader from 'dataloader';

/** Answers in the order of its keys. */
type Load<Key, Value, Variant> = (keys: readonly Key[], variant: Variant) => Promise<readonly Value[]>;

type Pace = {
  /** Statements of one kind at the same time: one is being read while the next is being worked on. */
  readonly lanes?: number;
  /** Milliseconds for which a statement waits for more questions, once several callers are about. */
  readonly lingerMs?: number;
};

/** More keys than this in one statement win nothing more, and make everybody wait for the slowest. */
const largest = 200;

/**
 * Gathers the keys that are asked for at the same time, over all fields and all callers, and loads them together: no
 * query per row, and under load one statement answers many requests. Without load nobody waits.
 *
 * Each key carries its own permission and is answered as if it stood alone; nothing is remembered. What all keys of one
 * statement must share (a page size, a type) is the `variant`.
 */
export const defineBatch = <Key, Value, Variant = undefined>(load: Load<Key, Value, Variant>, pace: Pace = {}) => {
  const variants = new Map<string, DataLoader<Key, Value>>();

  return (key: Key, variant: Variant): Promise<Value> => {
    const name = variant === undefined ? '' : JSON.stringify(variant);
    let loader = variants.get(name);
    if (loader === undefined) {
      loader = loaderOf((keys) => load(keys, variant), {
        ...pace,
        idle: () => variant !== undefined && variants.delete(name),
      });
      variants.set(name, loader);
    }
    return loader.load(key);
  };
};

/** A loader that keeps to its lanes, and says when it is idle. */
const loaderOf = <Key, Value>(
  load: (keys: readonly Key[]) => Promise<readonly Value[]>,
  { lanes = 2, lingerMs = 0, idle }: Pace & { readonly idle: () => unknown },
) => {
  let underway = 0;
  /** Whether a caller who comes now is probably not alone: the last statement was for several. */
  let crowded = false;
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

  const queue = (dispatch: () => void): void => {
    if (underway < lanes) enter(dispatch);
    else held.push(dispatch);
  };

  const loadAll = (keys: readonly Key[]): Promise<readonly (Value | Error)[]> => {
    crowded = keys.length > 1;
    return answers(load, keys).finally(leave);
  };
  return new DataLoader<Key, Value>(loadAll, {
    cache: false,
    maxBatchSize: largest,
    batchScheduleFn: (dispatch) => {
      if (crowded && lingerMs > 0) setTimeout(queue, lingerMs, dispatch);
      else queue(dispatch);
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
