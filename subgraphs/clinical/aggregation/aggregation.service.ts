import { randomUUID } from 'node:crypto';
import { forbidden, invalid, notFound, type Failure } from '../../../kernel/failure.ts';
import type { Principal } from '../../../kernel/principal.ts';
import type { Context } from '../../kit/context.ts';
import { relativeIn } from '../../records/index.ts';
import { baseOf, type Feed, type Feeds } from '../customer/feed.store.ts';
import { owns } from '../customer/owner.rules.ts';
import type { AggregationStore, FateRow, KeptRow, TakenChange } from './aggregation.store.ts';
import type {
  CustomerChange,
  CustomerChanges,
  NoteCustomerHomesInput,
  SettleCustomerChangesInput,
  SettledCustomerChanges,
} from './aggregation.types.ts';
import type {
  AggregationReport,
  AggregationState,
  KeptResource,
  KeptResourceArgs,
  KeptResourcePage,
  LossyResourcePage,
  ReportPageArgs,
  ResourceArgs,
  ResourceFate,
} from './report.types.ts';
import { subjectOf } from './subject.rules.ts';

export type AggregationService = ReturnType<typeof aggregationService>;

/** For so long changes are in one pair of hands: whoever dies meanwhile leaves them to others. */
const turnTime = 30_000;
const mostAtOnce = 500;

type Needs = {
  readonly store: AggregationStore;
  readonly feeds: Feeds;
  /** Where clients find us, without a slash at the end. */
  readonly baseUrl: string | undefined;
  /** Called when there is something to aggregate. */
  readonly written: () => void;
};

/** What of the customers' stores is to go into the patients' records, for the aggregator; and what went where, for customers. */
export const aggregationService = ({ store, feeds, baseUrl, written }: Needs) => ({
  take: async ({ principal, clock }: Context, first: number): Promise<CustomerChanges | Failure> => {
    if (principal.kind !== 'internal') return forOurselves;
    const now = clock.now();
    const turn = randomUUID();
    const most = Math.max(1, Math.min(first, mostAtOnce));
    const taken = await store.take({ now, until: new Date(now.getTime() + turnTime), holder: turn, most });
    if (taken.length === 0) return { turn, changes: [], subjects: [] };
    const about = taken.map((change) => ({ change, read: readChange(change, baseUrl) }));
    const wanted = about.flatMap(({ change, read }) =>
      read.subject === undefined ? [] : [{ store: change.store, id: read.subject }],
    );
    const subjects = wanted.length === 0 ? [] : await store.subjects(wanted);
    return { turn, changes: about.map(({ read }) => read), subjects };
  },

  note: async ({ principal, clock }: Context, { turn, homes }: NoteCustomerHomesInput): Promise<boolean | Failure> => {
    if (principal.kind !== 'internal') return forOurselves;
    if (!isUuid(turn)) return invalid('A turn is a UUID.', 'turn');
    return store.doubt(turn, clock.now(), homes);
  },

  settle: async (
    { principal, clock }: Context,
    { turn, outcomes }: SettleCustomerChangesInput,
  ): Promise<SettledCustomerChanges | Failure> => {
    if (principal.kind !== 'internal') return forOurselves;
    if (!isUuid(turn)) return invalid('A turn is a UUID.', 'turn');
    return { settled: await store.settle(turn, clock.now(), outcomes) };
  },

  report: async ({ principal }: Context, name: string): Promise<AggregationReport | null> => {
    const feed = await feeds.find(name);
    if (feed === undefined || !mayAsk(principal, feed)) return null;
    const found = await store.report(name);
    return found === undefined ? null : { feed: name, ...found };
  },

  kept: async (feed: string, { reason, ...wanted }: KeptResourceArgs): Promise<KeptResourcePage | Failure> => {
    const unsound = checkPage(wanted);
    if (unsound !== undefined) return unsound;
    const rows = await store.kept(feed, { ...beyond(wanted), reason: reason ?? null });
    return pageOf(rows, wanted, shown);
  },

  lossy: async (feed: string, wanted: ReportPageArgs): Promise<LossyResourcePage | Failure> => {
    const unsound = checkPage(wanted);
    if (unsound !== undefined) return unsound;
    return pageOf(await store.lossy(feed, beyond(wanted)), wanted, ({ id, version, content, detail }) => ({
      ...{ type: typeIn(content), id, version },
      losses: detail.split('\n'),
    }));
  },

  fate: async (feed: string, { type, id }: ResourceArgs): Promise<ResourceFate | null> => {
    const row = isItemId(id) ? await store.fate(feed, { type, id }) : undefined;
    return row === undefined ? null : { type, id, ...fateOf(row) };
  },

  again: async ({ principal }: Context, name: string): Promise<AggregationReport | Failure> => {
    const feed = await feeds.find(name);
    if (feed === undefined || !mayAsk(principal, feed)) return notFound('There is no such feed.', 'feed');
    await store.again(name);
    written();
    const found = await store.report(name);
    return found === undefined ? notFound('There is no such feed.', 'feed') : { feed: name, ...found };
  },
});

const forOurselves = forbidden('This is for our own processes.');

const mostOnPage = 200;

const checkPage = ({ first, after }: ReportPageArgs): Failure | undefined => {
  if (first < 1 || first > mostOnPage) return invalid(`A page has 1 to ${String(mostOnPage)} resources.`, 'first');
  if (after && !/^\d{1,18}$/.test(after)) return invalid('This is no `next` of a page before.', 'after');
  return undefined;
};

/** One more than is wanted tells whether there is a next page. */
const beyond = ({ first, after }: ReportPageArgs) => ({ after: after ?? '0', most: first + 1 });

const pageOf = <Row extends { readonly cursor: string }, Item>(
  rows: readonly Row[],
  { first }: ReportPageArgs,
  itemOf: (row: Row) => Item,
): { readonly items: readonly Item[]; readonly next?: string } => {
  const next = rows.length > first ? rows[first - 1]?.cursor : undefined;
  return { items: rows.slice(0, first).map(itemOf), ...(next === undefined ? {} : { next }) };
};

/** The customer: its client, and its administrators. */
const mayAsk = (principal: Principal, feed: Feed): boolean =>
  owns(principal, feed) ||
  (principal.kind === 'person' && principal.administers.some((organisation) => organisation === feed.organisation));

const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

const readChange = (
  { content, deleted, home, store: _, ...change }: TakenChange,
  baseUrl: string | undefined,
): CustomerChange => {
  const base = baseOf(baseUrl, change.feed);
  const resource = base === undefined ? content : relativeIn(content, base);
  const { type, subject } = aboutWhom(resource, change.id);
  return {
    ...change,
    type,
    ...(deleted ? {} : { resource }),
    ...(deleted || subject === undefined ? {} : { subject }),
    ...(home === null ? {} : { home }),
  };
};

/** A Patient is about itself, and need not be read for that. */
const aboutWhom = (content: string, id: string): { readonly type: string; readonly subject?: string | undefined } => {
  if (/^\s*\{\s*"resourceType"\s*:\s*"Patient"/.test(content)) return { type: 'Patient', subject: id };
  const resource = JSON.parse(content) as Readonly<Record<string, unknown>>;
  return { type: String(resource['resourceType']), subject: subjectOf(resource) };
};

const shown = ({ content, cursor: _, detail, retryAt, ...row }: KeptRow): KeptResource => ({
  ...row,
  type: typeIn(content),
  ...(detail === null ? {} : { detail }),
  ...(retryAt === null ? {} : { retryAt }),
});

const typeIn = (content: string): string =>
  String((JSON.parse(content) as Readonly<Record<string, unknown>>)['resourceType']);

/** Whatever was said of an earlier version says nothing of what has been written since. */
const stateOf = ({ waiting, deleted, state }: FateRow): AggregationState =>
  waiting ? 'WAITING' : deleted ? 'GONE' : (state ?? 'WAITING');

const fateOf = (row: FateRow) => {
  const state = stateOf(row);
  const { version, reason, detail, at, retryAt } = row;
  const why = {
    ...(reason === null ? {} : { reason }),
    ...(detail === null ? {} : { detail }),
    ...(retryAt === null ? {} : { retryAt }),
  };
  return {
    version,
    state,
    losses: state === 'PLACED' ? (detail?.split('\n') ?? []) : [],
    ...(at === null ? {} : { at }),
    ...(state === 'KEPT' ? why : {}),
  };
};

/** FHIR R4 datatypes, id */
const isItemId = (id: string): boolean => /^[A-Za-z0-9\-.]{1,64}$/.test(id);
