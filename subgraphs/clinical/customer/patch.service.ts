import { isIssue } from '../../../fhir/issue.ts';
import { applyJsonPatch } from '../../../fhir/patch/json-patch.ts';
import { Failure, isFailure, notFound } from '../../../kernel/failure.ts';
import { findByCondition } from './condition.service.ts';
import { InvalidPatch } from './invalid-resource.ts';
import { none, outcomeOf, writeOf, type Outcome, type Writing } from './one-write.ts';
import type { Operation } from './operation.rules.ts';

/** Others may write between the look and the write: then the patch is done again, of what is there now. */
export const patched = async (writing: Writing, operation: Operation, attempts = 5): Promise<Outcome> => {
  const { feed } = writing;
  const { type, resource: patch, expected, condition } = operation;
  const found = typeof condition === 'string' ? await findByCondition(feed, { type, query: condition }) : undefined;
  if (isFailure(found)) return found;
  const id = found === undefined ? (operation.id ?? '') : found[0]?.id;
  const current = id === undefined ? undefined : await feed.store.readAsOwner({ type, id });
  if (current === undefined) return notFound(`There is no such ${type}.`, 'id');
  if (current.deleted) return new Failure('gone', `${type}/${current.id} has been deleted.`, 'id');
  const applied = applyJsonPatch(current.text, patch ?? '');
  if (isIssue(applied)) return new InvalidPatch(applied);
  const update = {
    kind: 'update',
    type,
    id: current.id,
    expected: expected ?? current.version,
    resource: applied.text,
  } as const;
  const write = writeOf(writing, { operation: update, id: current.id, targets: none });
  if (isFailure(write)) return write;
  const outcome = outcomeOf(write, await feed.store.writeOne({ ...write, origin: `PATCH ${writing.client}` }));
  const isOvertaken = isFailure(outcome) && (expected === undefined || expected === null);
  return isOvertaken && attempts > 1 ? patched(writing, operation, attempts - 1) : outcome;
};
