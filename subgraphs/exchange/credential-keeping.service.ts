import type { randomBytes } from 'node:crypto';
import { conflict, invalid, isFailure, notFound, type Failure } from '../../kernel/failure.ts';
import { parseOrganisationId, type NewId } from '../../kernel/id.ts';
import type { Principal } from '../../kernel/principal.ts';
import { hashSecret } from '../../kernel/secret.ts';
import type { Context } from '../kit/context.ts';
import { pagingOf, type Page } from '../kit/paging.ts';
import { nameOf } from '../kit/principal-name.ts';
import { toldAct } from './credential-acts.service.ts';
import type { Change, CredentialKeeping, Holder, NewAct } from './credential-keeping.store.ts';
import { faultOfName, faultOfOverlap, secretOf, userForm, userNameOf } from './credential.rules.ts';
import type { Credential, FindCredential } from './credential.store.ts';
import type {
  CreateFeedCredentialInput,
  CreatePartnerFeedCredentialInput,
  FeedCredential,
  FeedCredentialAct,
  FeedCredentialPage,
  IssuedFeedCredential,
  RotateFeedCredentialInput,
  SetAllowedAddressesInput,
} from './credential.types.ts';
import { parseNetworks } from './network.ts';

type Needs = {
  readonly keeping: CredentialKeeping;
  readonly find: FindCredential;
  /** Called after each change, so that the next call of this process sees it. */
  readonly changed: () => void;
  readonly newId: NewId;
  readonly random: typeof randomBytes;
};

type Named = { readonly name: string; readonly allowed: readonly string[] };

export type CredentialKeepingService = ReturnType<typeof credentialKeepingService>;

/** An organisation's administrators keep its feed credentials; the operator keeps all, and alone those of partners. */
export const credentialKeepingService = ({ keeping, find, changed, newId, random }: Needs) => {
  const act = (
    { principal, clock }: Context,
    { kind, details = {} }: Pick<NewAct, 'kind'> & Partial<NewAct>,
  ): NewAct => ({
    id: newId(),
    at: clock.now(),
    actor: nameOf(principal),
    personId: principal.kind === 'person' ? principal.user : null,
    kind,
    details,
  });

  const issue = async (
    context: Context,
    holder: Holder,
    { name, allowed: given }: Named,
  ): Promise<IssuedFeedCredential | Failure> => {
    const fault = faultOfName(name, 'name');
    if (fault !== undefined) return fault;
    const allowed = parseNetworks(given, 'allowed');
    if (isFailure(allowed)) return allowed;
    const secret = secretOf(1, random(32));
    const credential = {
      organisationId: null,
      partner: null,
      ...holder,
      id: userNameOf(name, random(5)),
      secretHash: await hashSecret(secret),
      allowed,
    };
    const created = await keeping.create(credential, act(context, { kind: 'CREATED', details: { allowed } }));
    return { credential: shown(created), secret };
  };

  /** Changes a credential of the caller's as it was seen; only one that is not disabled. */
  const change = async (
    context: Context,
    id: string,
    decide: (seen: Credential) => Promise<{ readonly change: Change; readonly act: NewAct }>,
  ): Promise<FeedCredential | Failure> => {
    const seen = await kept(context.principal, id);
    if (isFailure(seen)) return seen;
    if (seen.disabledAt !== null) return conflict('This credential is disabled for good. Make another one.', 'id');
    const decided = await decide(seen);
    const after = await keeping.change(seen, decided.change, decided.act);
    changed();
    return after === undefined
      ? conflict('Somebody else has just changed this credential. Look again.', 'id')
      : shown(after);
  };

  const kept = async (principal: Principal, id: string): Promise<Credential | Failure> => {
    const found = userForm.test(id) ? await find(id) : null;
    return found !== null && mayKeep(principal, found)
      ? found
      : notFound('You keep no feed credential with this id.', 'id');
  };

  return {
    page: async (
      { principal }: Context,
      asked: Page & { organisation: string },
    ): Promise<FeedCredentialPage | Failure> => {
      const paging = pagingOf(asked);
      if (isFailure(paging)) return paging;
      const { first, after = null } = paging;
      if (after !== null && !userForm.test(after)) return invalid('Give the `next` of the page before.', 'after');
      const organisationId = parseOrganisationId(asked.organisation);
      if (isFailure(organisationId)) return invalid(organisationId.message, 'organisation');
      if (!mayKeep(principal, { organisationId })) return { items: [] };
      const found = await keeping.page({ organisationId }, { after, limit: first + 1 });
      const items = found.slice(0, first).map(shown);
      const last = found.length > first ? items.at(-1) : undefined;
      return last === undefined ? { items } : { items, next: last.id };
    },

    create: async (context: Context, input: CreateFeedCredentialInput): Promise<IssuedFeedCredential | Failure> => {
      const organisationId = parseOrganisationId(input.organisation);
      if (isFailure(organisationId)) return invalid(organisationId.message, 'organisation');
      if (!mayKeep(context.principal, { organisationId }))
        return notFound('You administer no organisation with this id.', 'organisation');
      return issue(context, { organisationId }, input);
    },

    createForPartner: async (
      context: Context,
      input: CreatePartnerFeedCredentialInput,
    ): Promise<IssuedFeedCredential | Failure> =>
      context.principal.kind === 'internal'
        ? issue(context, { partner: input.partner }, input)
        : notFound('There is no such partner.', 'partner'),

    rotate: async (
      context: Context,
      { id, overlapHours }: RotateFeedCredentialInput,
    ): Promise<IssuedFeedCredential | Failure> => {
      const fault = faultOfOverlap(overlapHours);
      if (fault !== undefined) return fault;
      let secret = '';
      const credential = await change(context, id, async ({ generation, secretHash }) => {
        secret = secretOf(generation + 1, random(32));
        const now = context.clock.now();
        const until = new Date(now.getTime() + overlapHours * 3_600_000);
        return {
          change: {
            secretHash: await hashSecret(secret),
            generation: generation + 1,
            ...(overlapHours === 0
              ? { previousHash: null, previousUntil: null }
              : { previousHash: secretHash, previousUntil: until }),
            rotatedAt: now,
          },
          act: act(context, { kind: 'ROTATED', details: { until: until.toISOString() } }),
        };
      });
      return isFailure(credential) ? credential : { credential, secret };
    },

    /** What is disabled stays so; to say it twice changes nothing. */
    disable: async (context: Context, id: string): Promise<FeedCredential | Failure> => {
      const seen = await kept(context.principal, id);
      if (!isFailure(seen) && seen.disabledAt !== null) return shown(seen);
      return change(context, id, async () => ({
        change: { disabledAt: context.clock.now(), previousHash: null, previousUntil: null },
        act: act(context, { kind: 'DISABLED' }),
      }));
    },

    setAllowed: async (context: Context, input: SetAllowedAddressesInput): Promise<FeedCredential | Failure> => {
      const allowed = parseNetworks(input.allowed, 'allowed');
      if (isFailure(allowed)) return allowed;
      return change(context, input.id, async ({ allowed: was }) => ({
        change: { allowed },
        act: act(context, { kind: 'ADDRESSES_SET', details: { allowed, was } }),
      }));
    },

    /** Of a credential that the caller was shown. */
    acts: async ({ id }: Pick<FeedCredential, 'id'>): Promise<FeedCredentialAct[]> =>
      (await keeping.acts(id)).map(toldAct),
  };
};

/** An app never administers: the gateway leaves that out of what it may act as. */
const mayKeep = (principal: Principal, { organisationId }: { readonly organisationId: string | null }): boolean => {
  if (principal.kind === 'internal') return true;
  return principal.kind === 'person' && principal.administers.some((organisation) => organisation === organisationId);
};

/** All but the hashes. */
const shown = ({
  id,
  organisationId,
  partner,
  allowed,
  createdAt,
  rotatedAt,
  previousUntil,
  disabledAt,
}: Credential): FeedCredential => ({
  id,
  allowed,
  createdAt,
  ...(organisationId === null ? {} : { organisationId }),
  ...(partner === null ? {} : { partner }),
  ...(rotatedAt === null ? {} : { rotatedAt }),
  ...(previousUntil === null ? {} : { oldSecretUntil: previousUntil }),
  ...(disabledAt === null ? {} : { disabledAt }),
});
