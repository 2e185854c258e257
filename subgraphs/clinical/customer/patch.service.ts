import { isIssue } from '../../../fhir/issue.ts';
import { applyFhirPathPatch } from '../../../fhir/patch/fhirpath-patch.ts';
import { applyJsonPatch } from '../../../fhir/patch/json-patch.ts';
import { Failure, isFailure, notFound } from '../../../kernel/failure.ts';
import type { Sql } from '../../kit/sql.ts';
import { withMeta, type FhirVersion, type OwnedWrite, type StoredItem } from '../../records/index.ts';
import { findByCondition } from './condition.service.ts';
import { InvalidPatch } from './invalid-resource.ts';
import { none, outcomeOf, writeOf, type Outcome, type Writing } from './one-write.ts';
import type { Operation } from './operation.rules.ts';

/** Others may write between the look and the write: then the patch is done again, of what is there now. */
export const patched = async (writing: Writing, operation: Operation, attempts = 5): Promise<Outcome> => {
  const { feed } = writing;
  const { type, expected, condition } = operation;
  const found = typeof condition === 'string' ? await findByCondition(feed, { type, query: condition }) : undefined;
  if (isFailure(found)) return found;
  const id = found === undefined ? (operation.id ?? '') : found[0]?.id;
  const write = await patchedWrite(writing, { operation, id, targets: none });
  if (isFailure(write)) return write;
  const outcome = outcomeOf(write, await feed.store.writeOne(write));
  const isOvertaken = isFailure(outcome) && (expected === undefined || expected === null);
  return isOvertaken && attempts > 1 ? patched(writing, operation, attempts - 1) : outcome;
};

type ToPatch = {
  readonly operation: Operation;
  readonly id: string | undefined;
  readonly targets: ReadonlyMap<string, string>;
};

/** What a patch makes of the resource that is there, as it is to be written: over the version that was looked at. */
export const patchedWrite = async (
  writing: Writing,
  { operation, id, targets }: ToPatch,
  within?: Sql,
): Promise<OwnedWrite | Failure> => {
  const { feed } = writing;
  const { type, expected, resource: patch } = operation;
  const current = id === undefined ? undefined : await feed.store.readAsOwner({ type, id }, within);
  if (current === undefined) return notFound(`There is no such ${type}.`, 'id');
  if (current.deleted) return new Failure('gone', `${type}/${current.id} has been deleted.`, 'id');
  const applied = apply(feed.version, current, patch ?? '');
  if (isIssue(applied)) return new InvalidPatch(applied);
  const update = {
    kind: 'update',
    type,
    id: current.id,
    expected: expected ?? current.version,
    resource: applied.text,
  } as const;
  const write = writeOf(writing, { operation: update, id: current.id, targets });
  return isFailure(write) ? write : { ...write, origin: `PATCH ${writing.client}` };
};

/** A client patches what it has read: with what the store says in `meta`. FHIR R4 §3.1.0.6 */
const apply = (version: FhirVersion, { text, version: current, lastUpdated }: StoredItem, patch: string) => {
  const shown = withMeta(text, { versionId: String(current), lastUpdated: lastUpdated.toISOString() });
  return isParameters(patch) ? applyFhirPathPatch(version, shown, patch) : applyJsonPatch(shown, patch);
};

/** A JSON Patch is a list. */
const isParameters = (patch: string): boolean => patch.trimStart().startsWith('{') && patch.includes('"Parameters"');
