import { canonical } from '../kit/fhir.rules.ts';
import type { CustomerSourceInput } from '../kit/customer-record.types.ts';
import type { Target } from '../kit/references.rules.ts';
import { hashOfKey } from './item-id.ts';
import { isInDirectory } from './home-types.ts';
import type { ItemKey, ItemName, RecordWrite } from './records.types.ts';

/** How resources are made into records here; the next number has all of them written anew. ADR 27 */
const generation = 3;

/** STU3 had two types for what R4 has one. Ids there are those of the customer's type: the two have the same ones. */
export const typeHere = (type: string): string =>
  type === 'ProcedureRequest' || type === 'ReferralRequest' ? 'ServiceRequest' : type;

/** By which name what a customer wrote is known, here and to those that refer to it. */
export const keyOf = ({ organisation, feed }: CustomerSourceInput, { type, id }: ItemName): ItemKey => ({
  organisation,
  external: `${feed}/${type}/${id}`,
});

/** The id in the directory: it follows from the customer's own name, so that nobody has to look for it. ADR 39 */
export const directoryIdOf = (source: CustomerSourceInput, item: ItemName): string => hashOfKey(keyOf(source, item));

/** When it was written and by what. Versions that were written within one millisecond keep their order: the store's clock has no more. */
export const writtenBy = ({
  feed,
  type,
  id,
  version,
  writtenAt,
}: CustomerSourceInput): Pick<RecordWrite, 'entered' | 'order' | 'origin'> => ({
  entered: `${writtenAt.toISOString().slice(0, -1)}${String(version % 1000).padStart(3, '0')}Z`,
  order: `${String(version)}.${String(generation)}`,
  origin: `${feed}/${type}/${id}/_history/${String(version)}`,
});

/** The names of what is in a feed and not here begin so. */
export const systemOf = ({ feed }: Pick<CustomerSourceInput, 'feed'>): string => `${canonical}/customer/${feed}`;

/** What of its own feed a resource refers to; undefined for all else, which stays as it is. */
export const namedIn = (reference: string): ItemName | undefined => {
  const [, type, id] = local.exec(reference) ?? [];
  return type === undefined || id === undefined ? undefined : { type, id };
};

/** A reference to a resource of the customer's own store: relative, with or without its version. FHIR R4 §2.3.0.1 */
const local = /^([A-Z][A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/[A-Za-z0-9\-.]+)?$/;

/**
 * Where what is about no patient is, or will be: in the directory, and under the customer's own name in case it never comes
 * there. All else is in no place that could be named.
 */
export const inDirectory = (source: CustomerSourceInput, { type, id }: ItemName): Target => {
  const name = `${type}/${id}`;
  return isInDirectory(type) ? { reference: `${type}/${directoryIdOf(source, { type, id })}`, name } : { name };
};
