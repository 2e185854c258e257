import { invalid, isFailure, type Failure } from '../../../kernel/failure.ts';
import type { Context } from '../../kit/context.ts';
import { pagingOf } from '../../kit/paging.ts';
import type { FhirRecord, FhirRecordPage } from '../../kit/record.types.ts';
import {
  isInDirectory,
  nameOf,
  pageShownToAll,
  putIntoDirectory,
  readQuery,
  shownToAll,
  tokenOf,
  type DirectoryStore,
} from '../../records/index.ts';
import type {
  DirectoryRecordArgs,
  DirectoryRecordsArgs,
  DirectoryRecordsInput,
  DirectoryRecordsStored,
} from './directory.types.ts';

export type DirectoryService = {
  /** Null where there is none of this id. */
  readonly record: (wanted: DirectoryRecordArgs) => Promise<FhirRecord | null>;
  /** @returns invalid with `type`, `query` or the name of a search parameter as the field */
  readonly records: (wanted: DirectoryRecordsArgs) => Promise<FhirRecordPage | Failure>;
  readonly put: (context: Context, input: DirectoryRecordsInput) => Promise<DirectoryRecordsStored | Failure>;
};

/** What customers have written that is about no patient: places, services, staff, medicines. Whoever may read, may read it. ADR 39 */
export const directoryService = ({ store }: { readonly store: DirectoryStore }): DirectoryService => {
  const put = putIntoDirectory(store);
  return {
    record: async ({ type, id }) => {
      const item = isInDirectory(type) ? await store.read({ type, id }) : undefined;
      return item === undefined ? null : shownToAll(item);
    },
    records: async ({ type, query, ...page }) => {
      if (!isInDirectory(type)) return invalid(`There is no ${type} in the directory.`, 'type');
      if (!isNamed(type, query)) return invalid(unnamed, 'query');
      const paging = pagingOf(page);
      if (isFailure(paging)) return paging;
      const found = await store.search({ type, query, ...paging });
      return isFailure(found) ? found : pageShownToAll(found);
    },
    put: async (context, input) => {
      const stored = await put(context, input);
      return isFailure(stored) ? stored : { stored };
    },
  };
};

const unnamed =
  'Name what you look for: _id, identifier=system|value, or of a HealthcareService its organization or organization:Organization.identifier=system|value.';

/**
 * Whether a search names what it looks for: nobody gets lists of everybody's staff and places, or of a whole system's.
 * Domain reference §7.6, mandatory parameters
 */
const isNamed = (type: string, query: string): boolean =>
  readQuery(query).some((parameter) => {
    const name = nameOf(parameter);
    if (name === '_id' || (name === 'organization' && type === ofOrganisations)) return true;
    if (name !== 'identifier' && !(type === ofOrganisations && organisationsIdentifier.test(name))) return false;
    return parameter.values.every((value) => (tokenOf(value)?.code ?? '') !== '');
  });

const ofOrganisations = 'HealthcareService';

const organisationsIdentifier = /^organization(?:(?::Organization)?\.|:)identifier$/;
