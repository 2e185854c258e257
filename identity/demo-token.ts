import { randomBytes } from 'node:crypto';
import type { Clock } from '../kernel/clock.ts';
import type { NewId } from '../kernel/id.ts';
import type { AppGrantStore } from './app-grant.store.ts';
import type { IdentityStore } from './identity.store.ts';
import { fingerprint } from './introspection.ts';
import { accessTokenLifetime, consentLifetime, tetherLifetime } from './lifetimes.ts';
import type { TetherStore } from './tether.store.ts';

/** Those of the demo world that it takes, by their ids. */
export type DemoWorld = {
  readonly alice: string;
  readonly diaz: string;
  readonly coordinator: string;
  readonly organisation: string;
  readonly team: string;
};

type Needs = {
  readonly world: DemoWorld;
  readonly store: Pick<IdentityStore, 'client' | 'keep'>;
  readonly grants: Pick<AppGrantStore, 'add' | 'covering'>;
  readonly tethers: Pick<TetherStore, 'add' | 'of'>;
  readonly clock: Clock;
  readonly newId: NewId;
};

/** Somebody of the demo world as whom the REST API can be tried. Contract §3 */
type Role = {
  readonly as: string;
  readonly words: string;
  readonly client: string;
  readonly scopes: readonly string[];
};

const roles = [
  { as: 'alice', words: 'Alice, by the app Pulse (PATIENT)', client: 'pulse', scopes: ['PATIENT'] },
  { as: 'diaz', words: 'Dr Diaz, by the app Ward Round (CLINICIAN)', client: 'wardround', scopes: ['CLINICIAN'] },
  { as: 'apptly', words: 'Apptly, tied to Riverside’s diabetes team (SITE)', client: 'apptly', scopes: ['SITE'] },
] as const satisfies readonly Role[];

export type DemoTokens = ReturnType<typeof demoTokens>;

/**
 * Access tokens of the demo world for whoever asks: its passwords are public anyway. They come of a grant or a tether like
 * all others, and end as those do. Only where DEMO is set, and as far as the demo world is there.
 */
export const demoTokens = ({ world, store, grants, tethers, clock, newId }: Needs) => {
  const grantOf = async ({ as, client, scopes }: (typeof roles)[number]): Promise<string> => {
    const now = clock.now();
    if (as === 'apptly') return tetherOf(client);
    const asked = { person: world[as], client, scopes };
    const known = await grants.covering(asked, now);
    if (known !== undefined) return known;
    const id = newId();
    await grants.add({ ...asked, id, grantedAt: now, endsAt: new Date(now.getTime() + consentLifetime * 1_000) });
    return id;
  };

  const tetherOf = async (client: string): Promise<string> => {
    const { team, organisation, coordinator: madeBy } = world;
    const label = 'To try the REST API';
    const known = (await tethers.of(team)).find((one) => one.label === label && one.revokedAt === undefined);
    if (known !== undefined) return known.id;
    const [id, at] = [newId(), clock.now()];
    const tether = { id, client, organisation, team, label, madeBy, madeAt: at };
    const expiresAt = new Date(at.getTime() + tetherLifetime * 1_000);
    // Nobody is told this refresh token: the access tokens are made here.
    const refresh = { value: randomBytes(32).toString('base64url'), expiresAt };
    await tethers.add(tether, refresh, { at, actor: 'demo', person: null });
    return id;
  };

  return {
    /** As whom one can try; nobody, where the demo world is not there. */
    roles: async (): Promise<readonly Pick<Role, 'as' | 'words'>[]> => {
      const there = await Promise.all(roles.map(async ({ client }) => (await store.client(client)) !== undefined));
      return roles.filter((_, nth) => there[nth]).map(({ as, words }) => ({ as, words }));
    },

    /** Undefined for nobody of the demo world. */
    make: async (as: string): Promise<{ readonly token: string; readonly expiresIn: number } | undefined> => {
      const role = roles.find((one) => one.as === as);
      if (role === undefined || (await store.client(role.client)) === undefined) return undefined;
      const grantId = await grantOf(role);
      const token = randomBytes(32).toString('base64url');
      const iat = Math.floor(clock.now().getTime() / 1_000);
      const exp = iat + accessTokenLifetime;
      const scope = role.scopes.join(' ');
      await store.keep('AccessToken', fingerprint(token), {
        payload: { kind: 'AccessToken', iat, exp, accountId: as, clientId: role.client, grantId, scope },
        clientId: role.client,
        grantId,
        expiresAt: new Date(exp * 1_000),
      });
      return { token, expiresIn: accessTokenLifetime };
    },
  };
};
