import { withCanonicals } from '../../fhir/canonicals.ts';
import { forbidden, invalid, isFailure, type Failure } from '../../kernel/failure.ts';
import type { Context } from '../kit/context.ts';
import type { CustomerSourceInput } from '../kit/customer-record.types.ts';
import { redirected } from '../kit/references.rules.ts';
import { directoryIdOf, inDirectory, namedIn, systemOf, writtenBy } from './customer-source.ts';
import { isInDirectory } from './home-types.ts';
import type { DirectoryStore, RecordWrite } from './records.types.ts';

/** What customers have written that is about no patient, and what is no longer to be found. */
type Entries = {
  readonly listed: readonly { readonly source: CustomerSourceInput; readonly resource: string }[];
  readonly hidden: readonly CustomerSourceInput[];
};

/**
 * Puts customers' resources that are about no patient into the directory, and hides those that are no longer to be there:
 * all of it or nothing. For the aggregator alone, which sees that nothing about a patient gets there. ADR 39
 *
 * @returns how many; forbidden to everybody else; invalid where a resource cannot be written
 */
export const putIntoDirectory =
  (store: Pick<DirectoryStore, 'put'>) =>
  async ({ principal }: Context, { listed, hidden }: Entries): Promise<number | Failure> => {
    if (principal.kind !== 'internal') return forbidden('This is for our own processes.');
    const foreign = [...listed.map(({ source }) => source), ...hidden].find(({ type }) => !isInDirectory(type));
    if (foreign !== undefined) return invalid(`A ${foreign.type} is not listed in the directory.`, 'source.type');
    const put = await store.put([...listed.map(listing), ...hidden.map(hiding)]);
    return isFailure(put) ? put : put.length;
  };

const listing = ({ source, resource }: Entries['listed'][number]): RecordWrite => {
  const system = systemOf(source);
  const text = redirected(
    withCanonicals(resource, ({ name }) => `${system}/${name}`),
    (reference) => {
      const named = namedIn(reference);
      return named === undefined ? undefined : inDirectory(source, named);
    },
    system,
  );
  return { ...entryOf(source), resource: JSON.parse(text) as object, text };
};

const hiding = (source: CustomerSourceInput): RecordWrite => {
  const entry = entryOf(source);
  return { ...entry, order: `${entry.order}.hidden`, resource: {}, deleted: true };
};

const entryOf = (source: CustomerSourceInput) => ({
  type: source.type,
  id: directoryIdOf(source, source),
  patient: null,
  label: 'UNSET' as const,
  sources: [source.organisation],
  ...writtenBy(source),
});
