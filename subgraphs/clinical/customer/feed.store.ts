import type { Clock } from '../../../kernel/clock.ts';
import { shortMemory } from '../../../kernel/short-memory.ts';
import type { Sql } from '../../kit/sql.ts';
import { openCustomerStore, type CustomerStore, type FhirVersion } from '../../records/index.ts';

/** A customer's own FHIR store, and whose it is. Give it to nobody before its owner has been found to be asking. */
export type Feed = {
  readonly name: string;
  readonly organisation: string;
  readonly version: FhirVersion;
  /** Its URL, without a slash at the end; undefined where nobody has said where we are found. */
  readonly base: string | undefined;
  readonly store: CustomerStore;
};

export type Feeds = { readonly find: (name: string) => Promise<Feed | undefined> };

type FeedRow = {
  readonly name: string;
  readonly organisation_id: string;
  readonly version: FhirVersion;
  readonly store: number;
};

/** A feed is what it is for good; one that is not there yet may be there in a moment. */
const remembered = 10_000;

type Needs = {
  readonly sql: Sql;
  readonly clock: Clock;
  /** Where clients find us, without a slash at the end. */
  readonly baseUrl: string | undefined;
};

/** The URL of a feed's store, without a slash at the end. */
export const baseOf = (baseUrl: string | undefined, feed: string): string | undefined =>
  baseUrl === undefined ? undefined : `${baseUrl}/fhir/customer/${feed}`;

export const feedStore = ({ sql, clock, baseUrl }: Needs): Feeds => {
  const known = shortMemory<Feed>(clock, 10_000);
  const opened = new Map<number, CustomerStore>();
  const storeOf = ({ name, store, version }: FeedRow): CustomerStore => {
    let found = opened.get(store);
    if (found === undefined)
      opened.set(
        store,
        (found = openCustomerStore({ sql, schema: 'clinical', store, version, clock, base: baseOf(baseUrl, name) })),
      );
    return found;
  };
  return {
    find: async (name) => {
      const kept = known.recall(name);
      if (kept !== undefined) return kept;
      // PostgreSQL takes no U+0000 in a text: no feed is called so.
      if (name.includes('\u0000')) return undefined;
      const [row] = await sql.query<FeedRow>(
        'clinical.feed',
        'select name, organisation_id, version, store from clinical.customer_feed where name = $1::text',
        [name],
      );
      if (row === undefined) return undefined;
      const { name: called, organisation_id: organisation, version } = row;
      const feed = { name: called, organisation, version, base: baseOf(baseUrl, called), store: storeOf(row) };
      known.keep(name, feed, clock.now().getTime() + remembered);
      return feed;
    },
  };
};
