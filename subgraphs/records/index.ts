import { randomUUID } from 'node:crypto';
import { systemClock, type Clock } from '../../kernel/clock.ts';
import { isFailure } from '../../kernel/failure.ts';
import type { Sql } from '../kit/sql.ts';
import { hashOfKey, idOfKey, patientOfId, randomId } from './item-id.ts';
import { historyOfItem, readItems } from './read/items.store.ts';
import { historyOfOwned } from './read/owned-history.store.ts';
import { gatheredOwned, readOwned } from './read/owned.store.ts';
import { pagesOf } from './read/page.store.ts';
import { changedTypes, partsOfSnapshot } from './read/snapshot-parts.store.ts';
import { filterOf } from './read/snapshot-filter.store.ts';
import { snapshotOf } from './read/snapshot.store.ts';
import { runner } from './read/statement.ts';
import { whereItemIs } from './read/where.store.ts';
import { searchWholeStore } from './read/whole.store.ts';
import type { CustomerStore, DirectoryStore, FhirVersion, RecordStore, RecordWrite } from './records.types.ts';
import type { Schema } from './write/put.sql.ts';
import { relabelItem } from './write/relabel.store.ts';
import { writeOwned } from './write/own.store.ts';
import { gatheredWrites } from './write/gathered-writes.ts';
import { together } from './write/together.store.ts';
import { putItems, putUnlessOvertaken } from './write/put.store.ts';

type Needs = { readonly sql: Sql; readonly schema: Schema; readonly clock?: Clock };

/** The patients' record (R4) in the tables of one slice. Everything that is read from it is read through a sight. */
export const openRecordStore = ({ sql, schema, clock = systemClock }: Needs): RecordStore => {
  const target = { version: 'R4', store: 0 } as const;
  const needs = { run: runner(sql), schema, context: () => ({ ...target, now: clock.now() }) };
  const page = pagesOf(needs);
  const writing = { sql, schema, ...target, idOf: idInRecord };
  return {
    idFor: idOfKey,
    put: putItems(writing),
    putUnlessOvertaken: putUnlessOvertaken(writing),
    page,
    search: async (sight, query) => {
      const pages = await page([sight], query);
      return isFailure(pages) ? pages : (pages[0] ?? { items: [], ignored: [] });
    },
    read: readItems(needs),
    history: historyOfItem(needs),
    whereIs: whereItemIs({ sql, schema }),
    relabel: relabelItem({ sql, schema, read: readItems(needs) }),
  };
};

/**
 * A customer's own store, in the FHIR version of its choice: exactly what was sent, for its owner alone. There are no
 * sights here; give this object to nobody but code that has made sure that the owner is asking.
 */
export const openCustomerStore = (
  needs: Needs & {
    readonly store: number;
    readonly version: FhirVersion;
    /** Its URL, without a slash at the end: a reference that begins so is one to a resource of its own. */
    readonly base?: string | undefined;
  },
): CustomerStore => {
  const { sql, schema, store, version, base, clock = systemClock } = needs;
  if (!Number.isInteger(store) || store < 1 || store >= directory)
    throw new Error('Customer stores have numbers from 1: 0 is the patients’ record, and the last one the directory.');
  const target = { version, store, base };
  const run = runner(sql);
  const write = writeOwned({ sql, schema, ...target, now: () => clock.now() });
  // Apart, as they are other statements: together they would take a transaction of several.
  const [createOne, writeOne] = [gatheredWrites({ write }), gatheredWrites({ write })];
  const owned = { run, schema, store };
  const readOne = gatheredOwned(owned);
  return {
    idFor: idOfKey,
    put: putItems({ sql, schema, ...target, idOf: idInCustomerStore }),
    write,
    writeOne: (one) => (one.isNew === true ? createOne(one) : writeOne(one)),
    together: together({ sql, schema, store }),
    searchWholeStore: searchWholeStore({ run, schema, context: () => ({ ...target, now: clock.now() }) }),
    readAsOwner: (item, within) => (within === undefined ? readOne(item) : readOwned(owned)(item, undefined, within)),
    versionAsOwner: readOwned(owned),
    historyAsOwner: historyOfOwned(owned),
    snapshot: snapshotOf({ ...owned, version }),
    faultOfFilters: (type, filters) => {
      const filter = filterOf({ ...target, now: clock.now() }, type, filters);
      return isFailure(filter) ? filter : undefined;
    },
    partsOfSnapshot: partsOfSnapshot(owned),
    changedTypes: changedTypes(owned),
  };
};

/** The number of the directory: the last one that a `smallint` has. No feed gets it (migration 0072). */
const directory = 32_767;

/** The directory of what is about no patient, in the tables of one slice. */
export const openDirectory = ({ sql, schema, clock = systemClock }: Needs): DirectoryStore => {
  const target = { version: 'R4', store: directory } as const;
  const run = runner(sql);
  const readOne = gatheredOwned({ run, schema, store: directory });
  return {
    put: putItems({ sql, schema, ...target, idOf: idInCustomerStore }),
    search: searchWholeStore({ run, schema, context: () => ({ ...target, now: clock.now() }) }),
    read: async (item) => {
      const found = await readOne(item);
      return found?.deleted === true ? undefined : found;
    },
  };
};

const idInRecord = ({ id, key, type, patient }: RecordWrite): string => {
  if (patient === null) throw new Error('Every item of the patients’ record has a patient.');
  if (id !== undefined && patientOfId(id) !== patient)
    throw new Error(`The id ${id} is not one of the items of this patient.`);
  return id ?? (key === undefined ? randomId(patient) : idOfKey(patient, type, key));
};

const idInCustomerStore = ({ id, key, type, patient }: RecordWrite): string => {
  if (id !== undefined) return id;
  if (key === undefined) return randomUUID();
  return patient === null ? hashOfKey(key) : idOfKey(patient, type, key);
};

export type * from './records.types.ts';
export { compartmentOf, patientOfId } from './item-id.ts';
export { putFromCustomers } from './from-customer.ts';
export { putIntoDirectory } from './into-directory.ts';
export { isInDirectory, isInRecord } from './home-types.ts';
export { atHome } from './home.ts';
export { gatheredReads } from './read/gathered.ts';
export { relativeIn, relativeTo } from './extract/reference.ts';
export { isClosed, sightIn } from './sight.ts';
export { pageShownTo, pageShownToAll, shownTo, shownToAll } from './shown.ts';
export { changesOfLabels, type ChangesOfLabels } from './relabelling.ts';
export { withId, withMeta } from './text/resource-text.ts';
export { typeNames, typeNumber } from './fhir/tables.ts';
export { nameOf, readQuery } from './search/query.ts';
export { tokenOf } from './search/token.ts';
export { parametersOf, typesOf } from './search/known.ts';
export { compartmentNames, idsInCompartments, typesInCompartment } from './search/compartment.ts';
export { inOwnTransaction, onceMoreAfterRace } from './write/put.store.ts';
