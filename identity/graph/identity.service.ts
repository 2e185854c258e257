import { randomBytes } from 'node:crypto';
import { conflict, invalid, isFailure, notFound, type Failure } from '../../kernel/failure.ts';
import { parseTeamId, type NewId, type OrganisationId, type TeamId } from '../../kernel/id.ts';
import type { Person, Principal } from '../../kernel/principal.ts';
import type { Context } from '../../subgraphs/kit/context.ts';
import { doingOf } from '../act.store.ts';
import type { AppGrantStore } from '../app-grant.store.ts';
import { isClientId, type Client } from '../client.ts';
import { tetherLifetime } from '../lifetimes.ts';
import type { KnownTether, TetherStore } from '../tether.store.ts';
import type { GrantedApp, IssuedTether, Revocation, Tether } from './identity.types.ts';

export type IdentityServiceNeeds = {
  readonly client: (id: string) => Promise<Client | undefined>;
  readonly grants: AppGrantStore;
  readonly tethers: TetherStore;
  readonly newId: NewId;
  /** Makes what is taken back here bite at once in this process. */
  readonly forgetGrants: () => void;
};

/** What a coordinator says of it. */
type NewTether = { readonly client: string; readonly team: string; readonly label: string };

export type IdentityService = ReturnType<typeof identityService>;

/** What people and coordinators have granted, and take back. */
export const identityService = ({ client, grants, tethers, newId, forgetGrants }: IdentityServiceNeeds) => ({
  apps: async ({ principal, clock }: Context): Promise<readonly GrantedApp[]> => {
    const person = inTheWeb(principal);
    return person === undefined ? [] : grants.appsOf(person.user, clock.now());
  },

  revokeApp: async ({ principal, clock }: Context, id: string): Promise<Revocation | Failure> => {
    const person = inTheWeb(principal);
    const now = clock.now();
    if (person === undefined || !isClientId(id) || !(await grants.revoke(person.user, id, now)))
      return notFound('You let no such app act for you.', 'client');
    forgetGrants();
    return { id, revokedAt: now };
  },

  tethers: async ({ principal }: Context, id: string): Promise<readonly Tether[]> => {
    const person = inTheWeb(principal);
    const team = parseTeamId(id);
    if (person === undefined || isFailure(team)) return [];
    return (await tethers.of(team)).filter((tether) => keeps(person, tether));
  },

  /** For the gateway alone. A client that was disabled is tied to nothing. */
  isTethered: async (
    { principal }: Context,
    { client: id, team }: { readonly client: string; readonly team: string },
  ): Promise<boolean> =>
    principal.kind === 'internal' && !isFailure(parseTeamId(team)) && (await tethers.holds({ client: id, team })),

  createTether: async (context: Context, input: NewTether): Promise<IssuedTether | Failure> => {
    const person = inTheWeb(context.principal);
    const organisation = organisationOf(context.principal, input.team);
    if (person === undefined || organisation === undefined) return notFound('You coordinate no such team.', 'team');
    const label = input.label.trim();
    if (!labelForm.test(label)) return invalid('A label is 1 to 100 characters on one line.', 'label');
    const partner = isClientId(input.client) ? await client(input.client) : undefined;
    if (partner?.kind !== 'TETHERED')
      return notFound('No partner has a client with this id that can be tied to a team.', 'client');

    const doing = doingOf(context);
    const { at: madeAt } = doing;
    const { team } = input;
    const tether = { id: newId(), client: partner.id, organisation, team, label, madeBy: person.user, madeAt };
    const refreshToken = randomBytes(32).toString('base64url');
    const expiresAt = new Date(madeAt.getTime() + tetherLifetime * 1_000);
    await tethers.add(tether, { value: refreshToken, expiresAt }, doing);
    return { tether: { ...tether, name: partner.name }, refreshToken };
  },

  revokeTether: async (context: Context, id: string): Promise<Revocation | Failure> => {
    const person = inTheWeb(context.principal);
    const tether = idForm.test(id) ? await tethers.find(id) : undefined;
    if (person === undefined || tether === undefined || !keeps(person, tether))
      return notFound('No team that you coordinate or administer has such a tether.', 'id');
    const doing = doingOf(context);
    if (!(await tethers.revoke(tether, doing))) return conflict('It has been revoked already.', 'id');
    forgetGrants();
    return { id, revokedAt: doing.at };
  },
});

/** Grants are made and taken back by the person, never by an app in their name. */
const inTheWeb = (principal: Principal): Person | undefined =>
  principal.kind === 'person' && principal.integration === 'person' ? principal : undefined;

/** The organisation of a team that the caller coordinates; undefined where they do not. */
const organisationOf = (principal: Principal, team: string): OrganisationId | undefined => {
  const person = inTheWeb(principal);
  return person?.coordinates.includes(team as TeamId) ? person.organisationOf?.[team as TeamId] : undefined;
};

/** Whoever coordinates the team, or administers its organisation, sees and ends what is tied to it. */
const keeps = ({ coordinates, administers }: Person, { team, organisation }: KnownTether): boolean =>
  coordinates.some((one) => one === team) || administers.some((one) => one === organisation);

const labelForm = /^[^\p{C}]{1,100}$/u;
const idForm = /^[0-9a-f-]{36}$/;
