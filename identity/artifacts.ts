import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { Clock } from '../kernel/clock.ts';
import { isClientId, metadataOf } from './client.ts';
import { fingerprint } from './introspection.ts';
import type { Artifact, IdentityStore } from './identity.store.ts';

/** oidc-provider's storage on our own: one adapter for each of its models, clients included. */
export const artifactAdapter =
  (store: IdentityStore, clock: Clock) =>
  (model: string): Adapter =>
    model === 'Client' ? clientAdapter(store) : modelAdapter(store, clock, model);

/** Models whose id is itself the secret that is presented; only its fingerprint is stored. */
const bearers: ReadonlySet<string> = new Set(['AccessToken', 'AuthorizationCode', 'ClientCredentials', 'RefreshToken']);

const modelAdapter = (store: IdentityStore, clock: Clock, model: string): Adapter => {
  const keyOf = bearers.has(model) ? fingerprint : (id: string): string => id;
  return {
    upsert: (id, payload, expiresIn) => {
      // The id would betray the secret, were it left in the payload.
      const { jti: _, ...rest } = payload;
      return store.keep(model, keyOf(id), {
        payload: bearers.has(model) ? rest : payload,
        ...columnsOf(payload),
        ...(expiresIn === undefined ? {} : { expiresAt: new Date(clock.now().getTime() + expiresIn * 1_000) }),
      });
    },
    find: async (id) => {
      if (!storable(id)) return undefined;
      const artifact = await store.find(model, keyOf(id));
      return artifact && { ...payloadOf(artifact), jti: id };
    },
    findByUid: async (uid) => {
      if (!storable(uid)) return undefined;
      const artifact = await store.findByUid(model, uid);
      return artifact && payloadOf(artifact);
    },
    // Only the device flow has user codes; it is switched off.
    findByUserCode: () => Promise.resolve(undefined),
    consume: (id) => store.consume(model, keyOf(id), clock.now()),
    destroy: (id) => store.remove(model, keyOf(id)),
    revokeByGrantId: (grantId) => store.removeGrant(grantId),
  };
};

const clientAdapter = (store: IdentityStore): Adapter => ({
  find: async (id) => {
    const client = isClientId(id) ? await store.client(id) : undefined;
    return client && metadataOf(client);
  },
  // Clients are registered by us, not through the provider.
  upsert: readOnly,
  consume: readOnly,
  destroy: readOnly,
  revokeByGrantId: readOnly,
  findByUid: readOnly,
  findByUserCode: readOnly,
});

const readOnly = (): Promise<never> => Promise.reject(new Error('Clients are read-only to the provider.'));

/** Whether PostgreSQL can hold the text at all: a NUL in it would be an error of ours instead of "not found". */
const storable = (text: string): boolean => !text.includes('\0');

const columnsOf = ({ clientId, grantId, uid }: AdapterPayload): Pick<Artifact, 'clientId' | 'grantId' | 'uid'> => ({
  ...(clientId === undefined ? {} : { clientId }),
  ...(grantId === undefined ? {} : { grantId }),
  ...(uid === undefined ? {} : { uid }),
});

const payloadOf = ({ payload, consumedAt }: Artifact): AdapterPayload =>
  consumedAt === undefined ? payload : { ...payload, consumed: Math.floor(consumedAt.getTime() / 1_000) };
