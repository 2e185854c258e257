import type { Failure } from '../../kernel/failure.ts';
import type { PatientId } from '../../kernel/id.ts';
import type { ItemLabel, Label } from '../kit/label.ts';
import type { Sql } from '../kit/sql.ts';

/** What a store holds: the patient's record is always R4; a customer's own store is as the customer chose. */
export type { FhirVersion } from '../../fhir/elements.ts';

/** The sender's name for an item: its external id is unique within the source organisation, per resource type. */
export type ItemKey = { readonly organisation: string; readonly external: string };

/**
 * What one principal may see of one patient: the store's form of a purview. It becomes the predicate
 * `label = any(labels) or sources && sources` inside every statement that reads for it.
 */
export type Sight = {
  readonly patient: PatientId;
  /** Other ids under which items of this patient lie: records that were merged into this one. ADR 22 */
  readonly formerly?: readonly PatientId[];
  readonly labels: readonly ItemLabel[];
  /** Ids of the organisations, teams and persons whose items may be seen whatever their label. */
  readonly sources: readonly string[];
  /**
   * Set where delayed results are masked: an item whose `visibleFrom` is later than this is listed, but no search
   * parameter looks inside it, so that its content cannot be guessed. The reader masks the text itself.
   */
  readonly maskedAt?: Date;
  /** Delayed items that the mask leaves open: those with one of the labels, or put there by one of the sources. */
  readonly unmasked?: { readonly labels: readonly ItemLabel[]; readonly sources: readonly string[] };
};

/** One version of one item, as its sender wants it to be. */
export type RecordWrite = {
  readonly type: string;
  /** The patient; in a customer store the compartment (`compartmentOf`), or null where there is none. */
  readonly patient: PatientId | null;
  readonly key?: ItemKey;
  /** The item's id where it is known; else it follows from `key`, else it is random. */
  readonly id?: string;
  readonly label: ItemLabel;
  /** True: the label stands against one that a person chose earlier; without it the chosen one stays. ADR 14 */
  readonly labelStands?: boolean | undefined;
  /** All that put the item there: organisation, team, person (UUIDs). */
  readonly sources: readonly string[];
  /** When the sender entered it, by the sender's clock. As text (RFC 3339) it may be as fine as microseconds. */
  readonly entered: Date | string;
  /** The message control id: tells the same write again from another of the same instant, which is taken. ADR 8 */
  readonly order: string;
  readonly visibleFrom?: Date | undefined;
  /** The message, feed, app or person that writes this version. */
  readonly origin: string;
  readonly resource: object;
  /** The exact text to keep; without it `JSON.stringify(resource)`. Its top-level `id` is set to the item's id. */
  readonly text?: string;
  /** True hides the item; its versions stay. */
  readonly deleted?: boolean;
  /** The version that this one follows from, 0 for none at all: for `putUnlessOvertaken`. */
  readonly seen?: number | undefined;
};

/**
 * `unchanged`: this very version (same `entered` and `order`) had been stored before; `stale`: a later one is stored.
 * In both cases nothing was written and `version` is the stored one.
 */
export type PutOutcome = 'created' | 'updated' | 'unchanged' | 'stale';
export type PutResult = { readonly id: string; readonly version: number; readonly outcome: PutOutcome };

/** One version of an item, as stored. `text` holds neither `meta.versionId` nor `meta.lastUpdated`: see `withMeta`. */
export type StoredItem = {
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly lastUpdated: Date;
  readonly text: string;
  readonly label: ItemLabel;
  readonly sources: readonly string[];
  readonly origin: string;
  readonly deleted: boolean;
  readonly visibleFrom?: Date;
};

/** Another label for one item that `sight` shows, chosen by hand. */
export type LabelChange = ItemName & {
  readonly sight: Sight;
  readonly label: Label;
  /** The name of the principal who chose it. */
  readonly by: string;
};

/** `next` is the cursor of the following page; absent on the last one. */
export type ItemPage = { readonly items: readonly StoredItem[]; readonly next?: string };

export type SearchPage = ItemPage & {
  /** Present where the query says `_total=accurate`; counts only what may be seen. */
  readonly total?: number;
  /** Names of parameters that this store does not know; an adapter shows them, or refuses (`Prefer: handling=strict`). */
  readonly ignored: readonly string[];
  /** Whether anything but the type and the order was asked for. */
  readonly selective?: boolean;
  /** What `_include` and `_revinclude` add to the page. */
  readonly included?: readonly StoredItem[];
  /** In the patients' record: what `_include` leads to that another slice has, `Patient/…`. */
  readonly beyond?: readonly string[];
};

export type Paging = { readonly first: number; readonly after?: string | undefined };

/** An item as FHIR names it: `Observation/…`. */
export type ItemName = { readonly type: string; readonly id: string };

export type PageQuery = Paging & {
  readonly type: string;
  /** A FHIR search string without the patient; see `RecordStore.search`. */
  readonly query?: string;
};

/** What belongs to a resource; of what happens at some time, only what began within these instants. */
export type Compartment = ItemName & { readonly from?: string; readonly to?: string };

/** A search of a customer's store: of one type, or without it of those that `_type` in the query names, or of all. */
export type WholeQuery = Paging & {
  readonly type?: string | undefined;
  /** `Patient/1`: only what is in its compartment. */
  readonly compartment?: Compartment | undefined;
  readonly query?: string;
};

/** What both kinds of store share: writing. */
export type ItemWriter = {
  /** The id that an item of this key has or will have: references inside one write are known beforehand. */
  idFor(patient: PatientId, type: string, key: ItemKey): string;

  /**
   * Stores all of the writes or none: one transaction, one round trip. Within `sql`, the caller's transaction, roll it
   * back on a Failure.
   *
   * An item that exists is replaced only by a later (`entered`, `order`). Results are in the order of the writes.
   *
   * @returns conflict where a key belongs to an item of another patient
   */
  put(writes: readonly RecordWrite[], sql?: Sql): Promise<readonly PutResult[] | Failure>;
};

/** The patients' record: nothing is read without a sight, deleted items are not there. */
export type RecordStore = ItemWriter & {
  /**
   * As `put`, in a transaction of its own of one statement: where each of the writes that say which version they have
   * `seen` finds that very one, and is newer. With puts of others that come at the same time it goes into one statement.
   *
   * @returns overtaken where it is not so, or the put is refused otherwise: then nothing was written
   */
  putUnlessOvertaken(writes: readonly RecordWrite[]): Promise<readonly PutResult[] | 'overtaken'>;

  /**
   * The newest items of one type for many patients, in one round trip.
   *
   * @returns pages in the order of the sights
   * @returns invalid where the query is malformed, or `after` is given for more than one sight
   */
  page(sights: readonly Sight[], query: PageQuery): Promise<readonly SearchPage[] | Failure>;

  /**
   * `query.query` is a FHIR search string such as
   * `code=http://loinc.org|718-7&date=ge2024-01-01&_sort=-date&_total=accurate`; `_count` in it gives way to `first`.
   * Items come newest first by their clinical date unless `_sort` says otherwise. Whatever is looked at on the way (chains,
   * `_has`) or comes along (`_include`, `_revinclude`) is seen through the same sight.
   *
   * @returns invalid with the parameter's name as `field`; unsupported for what FHIR knows and this store does not
   */
  search(sight: Sight, query: PageQuery): Promise<SearchPage | Failure>;

  /** Items by id, in the order asked; undefined where missing, deleted or hidden: they look alike. One round trip. */
  read(wanted: readonly (ItemName & { readonly sight: Sight })[]): Promise<readonly (StoredItem | undefined)[]>;

  /**
   * Gives an item another label as a new version, which keeps its place in the sender's order. The chosen label stays
   * when the sender writes the item again.
   *
   * @returns not_found where the item is missing or hidden; forbidden where `allows` says no to it as it is now
   */
  relabel(change: LabelChange, allows: (item: StoredItem) => boolean): Promise<PutResult | Failure>;

  /**
   * Under which of these patients an item of this key lies, if under any. For those who write: it opens nothing.
   */
  whereIs(type: string, key: ItemKey, among: readonly PatientId[]): Promise<PatientId | undefined>;

  /** Versions, newest first, of an item that may be seen; of these only versions that may be seen themselves. */
  history(sight: Sight, item: ItemName, paging: Paging): Promise<ItemPage | Failure>;
};

/** One write into a customer's own store: a new version of an item, or its deletion. */
export type OwnedWrite = ItemName & {
  /** Absent: the item is deleted. `text` is kept as it is, but for the top-level `id`. */
  readonly content?: { readonly resource: object; readonly text: string };
  /** The version that is there now, 0 for none: another one refuses the write. Absent: whatever is there. */
  readonly expected?: number;
  /** Its id has been made for it just now, so that nothing can be there. */
  readonly isNew?: true;
  /** The organisation whose store it is. */
  readonly owner: string;
  /** Who wrote it and how: `POST riverside-customer`. */
  readonly origin: string;
};

export type OwnedOutcome = 'created' | 'updated' | 'deleted' | 'refused';

/** `refused`: another version is there than was expected. Deleting what is not there leaves version 0. */
export type OwnedResult = ItemName & {
  readonly outcome: OwnedOutcome;
  readonly version: number;
  readonly lastUpdated?: Date;
};

/** Which versions a history shows: of one item, of a type, of the whole store; those since an instant. */
export type HistoryQuery = Paging & {
  readonly type?: string;
  readonly id?: string;
  readonly since?: Date;
  /** Only what was current at some moment of this period. */
  readonly at?: { readonly from: Date; readonly to: Date };
  readonly total?: boolean;
};

export type HistoryPage = ItemPage & { readonly total?: number };

/**
 * What a type held before an instant: all of it by id, those after `from` up to `to`; or, with `since`, what changed from
 * then on. With `deleted` the deletions, each with the text of the version before.
 */
export type SnapshotQuery = Paging & {
  readonly type: string;
  readonly before: Date;
  readonly since?: Date;
  readonly deleted: boolean;
  readonly from?: string;
  readonly to?: string;
  /** Searches within the resource itself, any of which has to find what is not a deletion. */
  readonly filters?: readonly string[];
};

export type SnapshotItem = Pick<StoredItem, 'id' | 'version' | 'lastUpdated' | 'text'>;
export type SnapshotPage = { readonly items: readonly SnapshotItem[]; readonly next?: string };
export type SnapshotPart = Pick<SnapshotQuery, 'type' | 'from' | 'to'>;

/**
 * A customer's own store, read only by its owner: whoever holds this object sees everything in it. Deleted items are
 * read as versions only.
 */
export type CustomerStore = ItemWriter & {
  /**
   * Writes one after the other into the store, without regard to what their sender's clock says; one statement for all
   * of them, unless two are for the same item. Each stands for itself: a refusal leaves the others.
   *
   * @returns the results in the order of the writes
   */
  write(writes: readonly OwnedWrite[], sql?: Sql): Promise<readonly OwnedResult[]>;
  /** One item; what arrives at the same time goes into one statement. */
  writeOne(write: OwnedWrite): Promise<OwnedResult>;
  /**
   * Work in one transaction, undone where it fails: its own, or `within` that of a caller who undoes it. Those who name
   * the same question wait for each other.
   */
  together<Result>(
    questions: readonly string[],
    work: (transaction: Sql) => Promise<Result | Failure>,
    within?: Sql,
  ): Promise<Result | Failure>;
  searchWholeStore(query: WholeQuery, sql?: Sql): Promise<SearchPage | Failure>;
  /** The current version, also where it is a deletion: the adapter answers 410 Gone. */
  readAsOwner(item: ItemName, sql?: Sql): Promise<StoredItem | undefined>;
  versionAsOwner(item: ItemName, version: number): Promise<StoredItem | undefined>;
  historyAsOwner(query: HistoryQuery): Promise<HistoryPage | Failure>;
  snapshot(query: SnapshotQuery): Promise<SnapshotPage | Failure>;
  /** Why these cannot be filters of a snapshot. */
  faultOfFilters(type: string, filters: readonly string[]): Failure | undefined;
  /** Of these types those that hold something, cut into parts of a `snapshot`. */
  partsOfSnapshot(types: readonly string[], before: Date): Promise<readonly SnapshotPart[]>;
  /** Of these types those of which something was written, or deleted, in a time. */
  changedTypes(
    types: readonly string[],
    time: { readonly since: Date; readonly before: Date },
  ): Promise<readonly { readonly type: string; readonly deleted: boolean }[]>;
};

/**
 * What customers have written that is about no patient, R4: everybody who may read at all may read it, so that there are
 * no sights. ADR 39
 */
export type DirectoryStore = Pick<ItemWriter, 'put'> & {
  /** As in a customer's own store. */
  search(query: Omit<WholeQuery, 'compartment'>): Promise<SearchPage | Failure>;
  /** Undefined where it is missing or deleted. What is asked for at the same time is one statement. */
  read(item: ItemName): Promise<StoredItem | undefined>;
};
