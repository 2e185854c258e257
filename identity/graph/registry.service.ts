import type { randomBytes } from 'node:crypto';
import { conflict, forbidden, invalid, isFailure, notFound, type Failure } from '../../kernel/failure.ts';
import { parseOrganisationId } from '../../kernel/id.ts';
import type { Principal } from '../../kernel/principal.ts';
import { hashSecret } from '../../kernel/secret.ts';
import type { Context } from '../../subgraphs/kit/context.ts';
import { pagingOf, type Page } from '../../subgraphs/kit/paging.ts';
import { doingOf } from '../act.store.ts';
import { isClientId } from '../client.ts';
import { parseClientKeys } from '../client-keys.ts';
import { faultOfRegistration, isRegisteredKind, scopesOf } from '../registration.rules.ts';
import type { RegistryStore } from '../registry.store.ts';
import type { IssuedClient, RegisterClientInput, RegisteredClient } from './registry.types.ts';

export type RegistryNeeds = {
  readonly store: RegistryStore;
  readonly random: typeof randomBytes;
  /** Makes what is ended here bite at once in this process. */
  readonly forgetGrants: () => void;
};

export type RegistryService = ReturnType<typeof registryService>;

/**
 * Clients of the authorisation server, kept by the operator: whose they are has been looked up before, in the slice that
 * knows organisations and partners.
 */
export const registryService = ({ store, random, forgetGrants }: RegistryNeeds) => {
  const drawn = async (): Promise<{ readonly secret: string; readonly secretHash: string }> => {
    const secret = random(32).toString('base64url');
    return { secret, secretHash: await hashSecret(secret) };
  };

  return {
    page: async ({ principal }: Context, asked: Page): Promise<readonly RegisteredClient[] | Failure> => {
      if (!isOperator(principal)) return forOperator;
      const paging = pagingOf(asked);
      if (isFailure(paging)) return paging;
      const { first: limit, after = null } = paging;
      if (after !== null && !isClientId(after)) return invalid('Give the id of the last client before.', 'after');
      return store.page({ after, limit });
    },

    register: async (context: Context, { jwks, ...input }: RegisterClientInput): Promise<IssuedClient | Failure> => {
      if (!isOperator(context.principal)) return forOperator;
      const { id, kind, name, isPublic } = input;
      if (!isClientId(id))
        return invalid('A client’s id is 1 to 128 letters, digits, dots, hyphens and underscores.', 'id');
      if (!isRegisteredKind(kind)) return invalid('A kind is CUSTOMER_SYSTEM, SYSTEM, TETHERED or USER.', 'kind');
      const [organisation, partner] = [input.organisation ?? undefined, input.partner ?? undefined];
      const hasKeys = jwks !== null && jwks !== undefined;
      const registration = { ...input, kind, organisation, partner, hasKeys };
      const fault = faultOfRegistration(registration) ?? faultOfOrganisation(organisation);
      if (fault !== undefined) return fault;
      const keys = hasKeys ? parseClientKeys(jwks) : undefined;
      if (isFailure(keys)) return keys;
      const issued = keys !== undefined || isPublic ? undefined : await drawn();
      const registered = {
        id,
        kind,
        name,
        organisation: organisation?.toLowerCase() ?? null,
        partner: partner ?? null,
        redirectUris: input.redirectUris,
        scopes: scopesOf(registration),
        secretHash: issued?.secretHash ?? null,
        jwks: keys,
        createdAt: context.clock.now(),
      };
      const client = await store.register(registered, doingOf(context));
      if (client === undefined) return conflict('There is or was a client with this id.', 'id');
      return issued === undefined ? { client } : { client, secret: issued.secret };
    },

    /** The old secret is of no use from then on; tokens that it was given live out their ten minutes. */
    rotate: async (context: Context, id: string): Promise<IssuedClient | Failure> => {
      if (!isOperator(context.principal)) return forOperator;
      if (!isClientId(id)) return noClient;
      const { secret, secretHash } = await drawn();
      const client = await store.rotate(id, secretHash, doingOf(context));
      if (client !== undefined) return { client, secret };
      const found = await store.find(id);
      if (found === undefined) return noClient;
      return conflict(
        found.disabledAt === null ? 'This client has no secret to change.' : 'This client has ended for good.',
        'id',
      );
    },

    /** For good, with all of its tokens. To say it twice changes nothing. */
    end: async (context: Context, id: string): Promise<RegisteredClient | Failure> => {
      if (!isOperator(context.principal)) return forOperator;
      if (!isClientId(id)) return noClient;
      if ((await store.end({ id }, doingOf(context))) > 0) forgetGrants();
      return (await store.find(id)) ?? noClient;
    },

    /** All clients of a partner. */
    endOf: async (context: Context, partner: string): Promise<number | Failure> => {
      if (!isOperator(context.principal)) return forOperator;
      // PostgreSQL takes no U+0000 in a text; no partner is called that either.
      const ended = partner.includes('\0') ? 0 : await store.end({ partner }, doingOf(context));
      if (ended > 0) forgetGrants();
      return ended;
    },
  };
};

const isOperator = ({ kind }: Principal): boolean => kind === 'internal';

const forOperator = forbidden('Only the operator keeps clients.');
const noClient = notFound('There is no such client.', 'id');

const faultOfOrganisation = (organisation: string | undefined): Failure | undefined => {
  const id = organisation === undefined ? undefined : parseOrganisationId(organisation);
  return isFailure(id) ? invalid(id.message, 'organisation') : undefined;
};
