import { refuseControlCharacters } from '../../kit/fhir.rules.ts';
import { sealAddressee } from '../../kit/addressee.ts';
import type { Context } from '../../kit/context.ts';
import { feedHolderOf } from '../feed-holder.ts';
import type { AddresseeStore } from './addressee.store.ts';

export type AddresseeService = {
  /** Null where the caller sends for itself, or has no grant to send under that alias. */
  find(context: Context, alias: string): Promise<string | null>;
};

export const addresseeService = ({ store }: { readonly store: AddresseeStore }): AddresseeService => ({
  find: async (context, alias) => {
    const by = feedHolderOf(context.principal);
    if (by === undefined || !('partner' in by) || refuseControlCharacters({ alias }) !== undefined) return null;
    const organisation = await store.granter(by.partner, alias);
    return organisation === undefined ? null : sealAddressee(context, organisation);
  },
});
