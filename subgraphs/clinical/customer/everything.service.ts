import { Failure, isFailure } from '../../../kernel/failure.ts';
import { typesInCompartment } from '../../records/index.ts';
import type { CustomerPage } from './customer.types.ts';
import type { Feed } from './feed.store.ts';
import type { CustomerEverythingArgs } from './operations.types.ts';
import type { CustomerReading } from './read.service.ts';

/**
 * What is in the compartment of a resource, itself among it, and beside each page what it refers to outside of it.
 * FHIR R4 Patient-everything: "all resources in the compartment, and any that are referenced from them"
 */
export const everything = async (
  reading: CustomerReading,
  feed: Feed,
  { type, id, start, end, since, types, first, after }: CustomerEverythingArgs,
): Promise<CustomerPage | Failure> => {
  const itself = await reading.resource(feed, { type, id });
  if (isFailure(itself)) return itself;
  if (itself.deleted) return new Failure('gone', `${type}/${id} has been deleted.`, 'id');
  const query = new URLSearchParams({
    _include: '*',
    ...(types ? { _type: types.join(',') } : {}),
    ...(since ? { _lastUpdated: `ge${since.toISOString()}` } : {}),
  }).toString();
  const began = { ...(start ? { from: start.toISOString() } : {}), ...(end ? { to: end.toISOString() } : {}) };
  const page = await reading.searchWithin(feed, { compartment: { type, id, ...began }, query, first, after });
  if (isFailure(page)) return page;
  const { items, included, next, ignored } = page;
  const within = new Set(typesInCompartment(feed.version, type));
  return {
    items,
    // What may be in the compartment itself is on a page of its own, or is not wanted.
    included: included.filter((item) => !within.has(item.type) && (types?.includes(item.type) ?? true)),
    ...(next === undefined ? {} : { next }),
    ignored,
  };
};
