import DataLoader from 'dataloader';
import type { Context } from './context.ts';

/**
 * Gathers the keys that the fields of one execution ask for, and loads them together: no query per row, ever.
 * `load` answers in the order of its keys. Each `defineBatch` is one kind of question; the arguments that all keys must
 * share (a page size, a code) are part of `variant`, so that fields with other arguments form another batch.
 */
export const defineBatch = <Key, Value, Variant = undefined>(
  load: (keys: readonly Key[], variant: Variant, context: Context) => Promise<readonly (Value | Error)[]>,
) => {
  const kind = Symbol('batch');
  return (context: Context, key: Key, variant: Variant): Promise<Value> => {
    let variants = context.batches.get(kind) as Map<string, DataLoader<Key, Value>> | undefined;
    if (variants === undefined) context.batches.set(kind, (variants = new Map<string, DataLoader<Key, Value>>()));
    const name = JSON.stringify(variant) ?? '';
    let loader = variants.get(name);
    if (loader === undefined) {
      loader = new DataLoader<Key, Value>((keys) => load(keys, variant, context), { cache: false });
      variants.set(name, loader);
    }
    return loader.load(key);
  };
};
