import { invalid, isFailure, notFound, type Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import {
  compartmentNames,
  parametersOf,
  typesOf,
  withMeta,
  type Compartment,
  type FhirVersion,
  type ItemName,
  type SearchPage,
  type StoredItem,
} from '../../records/index.ts';
import type {
  CustomerCapabilities,
  CustomerHistoryArgs,
  CustomerPage,
  CustomerResource,
  CustomerResourceArgs,
  CustomerSearchArgs,
} from './customer.types.ts';
import type { Feed, Feeds } from './feed.store.ts';
import { isId } from './operation.rules.ts';
import { owns } from './owner.rules.ts';

export type CustomerReading = {
  /** Undefined where there is no such feed, or it is another's: they look alike. */
  readonly feed: (context: Context, name: string) => Promise<Feed | undefined>;
  readonly resource: (feed: Feed, wanted: CustomerResourceArgs) => Promise<CustomerResource | Failure>;
  readonly search: (feed: Feed, wanted: CustomerSearchArgs) => Promise<CustomerPage | Failure>;
  /** What is in a compartment, of all types. */
  readonly searchWithin: (feed: Feed, wanted: Within) => Promise<CustomerPage | Failure>;
  readonly history: (feed: Feed, wanted: CustomerHistoryArgs) => Promise<CustomerPage | Failure>;
  /** The form of a feed, which is no secret; undefined where there is none of that name. */
  readonly capabilities: (name: string) => Promise<CustomerCapabilities | undefined>;
};

type Within = {
  readonly compartment: Compartment;
  readonly query: string;
  readonly first: number;
  readonly after?: string | null | undefined;
};

/** Reads a customer's own store, for its owner: whoever holds a `Feed` has been found to own it. */
export const customerReading = ({ feeds }: { readonly feeds: Feeds }): CustomerReading => ({
  feed: async ({ principal }, name) => {
    const feed = await feeds.find(name);
    return feed !== undefined && owns(principal, feed) ? feed : undefined;
  },
  resource: async ({ store, version: fhir }, { type, id, version }) => {
    const unknown = unknownType(fhir, type);
    if (unknown !== undefined) return unknown;
    if (!isId(id)) return notFound(`There is no such ${type}.`, 'id');
    const item =
      version === undefined || version === null
        ? await store.readAsOwner({ type, id })
        : await store.versionAsOwner({ type, id }, version);
    return item === undefined ? notFound(`There is no ${type}/${id}.`, 'id') : shown(item);
  },
  search: async ({ store, version }, { type, compartment: within, query, first, after }) => {
    const refused = unknownType(version, type) ?? tooMany(first);
    if (refused !== undefined) return refused;
    const compartment = compartmentNamed(version, within);
    if (isFailure(compartment)) return compartment;
    return pageOf(
      await store.searchWholeStore({ type: type ?? undefined, compartment, query, first, ...paging(after) }),
    );
  },
  searchWithin: async ({ store }, { compartment, query, first, after }) =>
    tooMany(first) ?? pageOf(await store.searchWholeStore({ compartment, query, first, ...paging(after) })),
  history: async ({ store, version }, { type, id, since, atFrom, atTo, first, after }) => {
    const refused = unknownType(version, type) ?? tooMany(first);
    if (refused !== undefined) return refused;
    if (id && !isId(id)) return notFound(`There is no such ${type ?? 'resource'}.`, 'id');
    const page = await store.historyAsOwner({
      first,
      ...paging(after),
      ...(type ? { type } : {}),
      ...(id ? { id, total: true } : {}),
      ...(since ? { since } : {}),
      ...(atFrom && atTo ? { at: { from: atFrom, to: atTo } } : {}),
    });
    if (isFailure(page)) return page;
    if (id && page.total === 0 && (await store.readAsOwner({ type: type ?? '', id })) === undefined)
      return notFound(`There is no ${type ?? ''}/${id}.`, 'id');
    return { ...page, items: page.items.map(shown), included: [], ignored: [] };
  },
  capabilities: async (name) => {
    const feed = await feeds.find(name);
    if (feed === undefined) return undefined;
    const { version } = feed;
    return {
      name,
      version,
      get types() {
        return typesOf(version).map((type) => ({ name: type, parameters: parametersOf(version, type) }));
      },
    };
  },
});

const pageOf = (page: SearchPage | Failure): CustomerPage | Failure =>
  isFailure(page) ? page : { ...page, items: page.items.map(shown), included: (page.included ?? []).map(shown) };

/** The contract's §5. */
const mostOnPage = 1000;

const tooMany = (first: number): Failure | undefined =>
  first < 0 || first > mostOnPage ? invalid(`A page has at most ${String(mostOnPage)} resources.`, 'first') : undefined;

const unknownType = (version: FhirVersion, type: string | null | undefined): Failure | undefined =>
  type === undefined || type === null || typesOf(version).includes(type)
    ? undefined
    : notFound(`${type} is not a resource type of FHIR ${version}.`, 'type');

const compartmentNamed = (version: FhirVersion, name: string | null | undefined): ItemName | undefined | Failure => {
  if (name === null || name === undefined) return undefined;
  const [type = '', id = '', ...more] = name.split('/');
  const kinds = compartmentNames(version);
  return kinds.includes(type) && isId(id) && more.length === 0
    ? { type, id }
    : notFound(`There is no compartment ${name}: there are those of ${kinds.join(', ')}.`, 'compartment');
};

const paging = (after: string | null | undefined) => (after === undefined || after === null ? {} : { after });

/** The method by which a version was made stands in front of who made it. */
const shown = ({ type, id, version, lastUpdated, deleted, origin, text }: StoredItem): CustomerResource => ({
  type,
  id,
  version,
  lastUpdated,
  deleted,
  method: origin.split(' ')[0] ?? '',
  ...(deleted
    ? {}
    : { resource: withMeta(text, { versionId: String(version), lastUpdated: lastUpdated.toISOString() }) }),
});
