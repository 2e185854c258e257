import type { Adapter, AdapterPayload } from 'oidc-provider';

/** Storage for a provider that may forget everything: a map, emptied of what has expired whenever something is added. */
export const memoryAdapter = (): ((model: string) => Adapter) => {
  const kept = new Map<string, { readonly payload: AdapterPayload; readonly expires: number }>();
  const now = (): number => performance.now();

  return (model) => {
    const keyOf = (id: string): string => `${model} ${id}`;
    const find = async (id: string): Promise<AdapterPayload | undefined> => {
      const found = kept.get(keyOf(id));
      return found !== undefined && found.expires > now() ? found.payload : undefined;
    };
    return {
      find,
      upsert: async (id, payload, expiresIn = 3_600) => {
        for (const [key, { expires }] of kept) if (expires <= now()) kept.delete(key);
        kept.set(keyOf(id), { payload, expires: now() + expiresIn * 1_000 });
      },
      findByUid: async (uid) =>
        [...kept].find(([key, { payload }]) => key.startsWith(`${model} `) && payload.uid === uid)?.[1].payload,
      findByUserCode: async () => undefined,
      consume: async (id) => {
        const found = kept.get(keyOf(id));
        if (found !== undefined) kept.set(keyOf(id), { ...found, payload: { ...found.payload, consumed: 1 } });
      },
      destroy: async (id) => void kept.delete(keyOf(id)),
      revokeByGrantId: async (grantId) => {
        for (const [key, { payload }] of kept) if (payload.grantId === grantId) kept.delete(key);
      },
    };
  };
};
