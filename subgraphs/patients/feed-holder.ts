import { forbidden, type Failure } from '../../kernel/failure.ts';
import type { Principal } from '../../kernel/principal.ts';

/** Whose credentials a feed shows: an organisation's own, or those of a partner, which names a party in each message. */
export type FeedHolder = { readonly organisation: string } | { readonly partner: string };

/** Undefined where the caller is no feed. */
export const feedHolderOf = (principal: Principal): FeedHolder | undefined => {
  if (principal.integration === 'customer.hl7') return { organisation: principal.organisation };
  if (principal.integration === 'partner.hl7') return { partner: principal.partner };
  return undefined;
};

/** The alias in MSH-4 is not the holder's to use. */
export const refuseAlias = (holder: FeedHolder, field: string): Failure =>
  forbidden(
    'partner' in holder
      ? 'No organisation has granted you to send under this alias.'
      : 'This alias belongs to another party: a feed sends for its own organisation.',
    field,
  );
