import { invalid, type Failure } from '../../kernel/failure.ts';
import type { OrganisationId } from '../../kernel/id.ts';
import { seal, unseal } from '../../kernel/seal.ts';
import type { Context } from './context.ts';
import { nameOf } from './principal-name.ts';

/**
 * For which organisation a partner has sent a message. The patients slice says so, which knows whose alias it is; the slice
 * that keeps messages takes nobody else's word, or a partner could put its messages before any administrator.
 */
type Addressee = { readonly organisation: OrganisationId; readonly principal: string; readonly expires: number };

const lifetime = 5 * 60_000;

export const sealAddressee = (context: Context, organisation: OrganisationId): string =>
  seal(context.keys, 'addressee', {
    organisation,
    principal: nameOf(context.principal),
    expires: context.clock.now().getTime() + lifetime,
  } satisfies Addressee);

/** The organisation, if this is ours, still valid, and made for the very principal that shows it. */
export const openAddressee = (context: Context, sealed: string): OrganisationId | Failure => {
  const addressee = unseal(context.keys, 'addressee', sealed) as Addressee | undefined;
  return addressee === undefined ||
    addressee.expires < context.clock.now().getTime() ||
    addressee.principal !== nameOf(context.principal)
    ? invalid('This addressee is not valid for you, or has expired: ask for it again.', 'addressee')
    : addressee.organisation;
};
