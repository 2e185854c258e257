import { isFailure, notFound, type Failure } from '../../../kernel/failure.ts';
import type { NewId } from '../../../kernel/id.ts';
import type { Context } from '../../kit/context.ts';
import { isPostingKey, oddKey, type Once } from '../../kit/posted.ts';
import { typesOf, type FhirVersion } from '../../records/index.ts';
import type { CustomerWriteInput, CustomerWrites } from './customer.types.ts';
import type { Feeds } from './feed.store.ts';
import { placedAt } from './invalid-resource.ts';
import { keyedTransaction } from './keyed-write.service.ts';
import { inOperation, none, outcomeOf, writeOf, type Outcome, type Writing } from './one-write.ts';
import { faultOf, type Operation } from './operation.rules.ts';
import { owns } from './owner.rules.ts';
import { patched } from './patch.service.ts';
import { searchesIn } from './references.rules.ts';
import { transaction, type Outcomes } from './transaction.service.ts';

export type CustomerWriting = {
  readonly write: (context: Context, input: CustomerWriteInput) => Promise<CustomerWrites | Failure>;
};

/** Writes into a customer's own store, for its owner. */
export const customerWriting = ({
  feeds,
  newId,
  once,
}: {
  readonly feeds: Feeds;
  readonly newId: NewId;
  readonly once: Once;
}): CustomerWriting => ({
  write: async (context, { feed: name, atomic, operations, idempotencyKey }) => {
    const { principal } = context;
    const feed = await feeds.find(name);
    if (feed === undefined || !owns(principal, feed)) return notFound('There is no such feed.', 'feed');
    const writing: Writing = { feed, newId, client: principal.client };
    const faults = operations.map((operation) => faultOf(operation, typeSet(feed.version)));
    const key = idempotencyKey ?? undefined;
    const transact: Transact | undefined =
      key === undefined ? undefined : (some, nth) => keyedTransaction(writing, some, { once, context, key, nth });
    if (key !== undefined && !isPostingKey(key)) return oddKey;
    if (!atomic) {
      const one = transact === undefined ? alone : asTransaction(transact);
      return { outcomes: await batch(operations, (operation, nth) => faults[nth] ?? one(writing, operation, nth)) };
    }
    const fault = faults.findIndex(isFailure);
    if (faults[fault] !== undefined) return inOperation(faults[fault], fault);
    const outcomes = await (transact === undefined ? transaction(writing, operations) : transact(operations, 0));
    return isFailure(outcomes) ? outcomes : { outcomes };
  },
});

/** Operations as one transaction, the nth of a key. */
type Transact = (operations: readonly Operation[], nth: number) => Promise<Outcomes>;

const typeSets = new Map<FhirVersion, ReadonlySet<string>>();
const typeSet = (version: FhirVersion): ReadonlySet<string> => {
  let types = typeSets.get(version);
  if (types === undefined) typeSets.set(version, (types = new Set(typesOf(version))));
  return types;
};

/** So many of a batch are under way at once: each may want a connection. */
const atOnce = 8;

const batch = async (
  operations: readonly Operation[],
  one: (operation: Operation, nth: number) => Outcome | Promise<Outcome>,
): Promise<readonly Outcome[]> => {
  const outcomes: Outcome[] = [];
  const rest = [...operations.entries()];
  const work = async (): Promise<void> => {
    for (let next = rest.shift(); next !== undefined; next = rest.shift()) {
      const [index, operation] = next;
      outcomes[index] = await one(operation, index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, operations.length) }, work));
  return outcomes;
};

/** One operation by itself. Where it needs no look at the store first, it shares a statement with whatever comes at the same time. */
const alone = async (writing: Writing, operation: Operation): Promise<Outcome> => {
  if (operation.kind === 'patch') return patched(writing, operation);
  if (hasCondition(operation)) return onlyOutcome(await transaction(writing, [operation]));
  // A creation's own id is passed over. FHIR R4 §3.1.0.8
  const isNew = operation.kind === 'create';
  const id = isNew ? writing.newId() : (operation.id ?? '');
  const write = writeOf(writing, { operation, id, isNew, targets: none });
  if (isFailure(write)) return write;
  return outcomeOf(write, await writing.feed.store.writeOne(write));
};

/** One operation in a transaction of its own. */
const asTransaction =
  (transact: Transact) =>
  async (_writing: Writing, operation: Operation, nth: number): Promise<Outcome> =>
    onlyOutcome(await transact([operation], nth));

const onlyOutcome = (outcomes: Outcomes): Outcome =>
  isFailure(outcomes)
    ? placedAt(outcomes, outcomes.field?.replace(/^operations\[0\]\.?/, '') ?? '')
    : (outcomes[0] ?? notFound('There is nothing to be done.'));

const hasCondition = ({ condition, resource }: Operation): boolean =>
  (condition !== undefined && condition !== null) ||
  (typeof resource === 'string' && resource.includes('?') && searchesIn(resource).length > 0);
