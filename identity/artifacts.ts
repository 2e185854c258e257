import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { Clock } from '../kernel/clock.ts';
import type { Artifact } from './artifact.store.ts';
import { isClientId, metadataOf } from './client.ts';
import type { IdentityStore } from './identity.store.ts';
import { fingerprint } from './introspection.ts';
import { oidc } from './oidc.ts';
import type { TetherStore } from './tether.store.ts';

export type ArtifactNeeds = { readonly store: IdentityStore; readonly tethers: TetherStore; readonly clock: Clock };

/** oidc-provider's storage on our own: one adapter for each of its models, clients included. */
export const artifactAdapter =
  (needs: ArtifactNeeds) =>
  (model: string): Adapter => {
    switch (model) {
      case 'Client':
        return clientAdapter(needs.store);
      case 'Session':
        return noSessions;
      case 'RefreshToken':
        return withGrace(modelAdapter(needs, model), needs);
      default:
        return modelAdapter(needs, model);
    }
  };

/** Models whose id is itself the secret that is presented; only its fingerprint is stored. */
const bearers: ReadonlySet<string> = new Set(['AccessToken', 'AuthorizationCode', 'ClientCredentials', 'RefreshToken']);

const modelAdapter = ({ store, clock }: ArtifactNeeds, model: string): Adapter => {
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
    consume: async (id) => {
      // The provider looked before it came here. Of two that looked at the same time, one is too late. RFC 6749 §4.1.2
      if (!(await store.consume(model, keyOf(id), clock.now())))
        throw new oidc.errors.InvalidGrant('it has been used meanwhile');
    },
    destroy: (id) => store.remove(model, keyOf(id)),
    revokeByGrantId: (grantId) => store.removeGrant(grantId, clock.now()),
  };
};

/**
 * A refresh token is used once; one that comes again was stolen, or its answer was lost. A person can allow an app anew,
 * but a partner whose answer was lost would stand before a locked door until a coordinator comes by. So the refresh token
 * that a tether used *last* may come again: what it was exchanged for before is used up by that, unused as it was. Whoever
 * then presents the other one has shown that there are two, and the tether ends. docs/adr/0011
 */
const withGrace = (adapter: Adapter, { tethers, clock }: ArtifactNeeds): Adapter => ({
  ...adapter,
  upsert: async (id, payload, expiresIn) => {
    await adapter.upsert(id, payload, expiresIn);
    if (payload.grantId !== undefined) await tethers.supersede(payload.grantId, fingerprint(id), clock.now());
  },
  find: async (id) => {
    const found = await adapter.find(id);
    if (found?.consumed === undefined || found.grantId === undefined) return found;
    const { consumed: _, ...unused } = found;
    return (await tethers.usedLast(found.grantId, fingerprint(id))) ? unused : found;
  },
  consume: async (id) => {
    const first = await adapter.consume(id).then(
      () => undefined,
      (refusal: unknown) => ({ refusal }),
    );
    if (!(await tethers.used(fingerprint(id), clock.now())) && first !== undefined) throw first.refusal;
  },
});

/** Who is signed in is known by our own sessions, asked each time: the provider keeps none beside them. */
const noSessions: Adapter = {
  upsert: () => Promise.resolve(),
  find: () => Promise.resolve(undefined),
  findByUid: () => Promise.resolve(undefined),
  findByUserCode: () => Promise.resolve(undefined),
  consume: () => Promise.resolve(),
  destroy: () => Promise.resolve(),
  revokeByGrantId: () => Promise.resolve(),
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
