import { conflict, isFailure, type Failure } from '../../../kernel/failure.ts';
import type { NewId } from '../../../kernel/id.ts';
import { withId, withMeta, type OwnedResult, type OwnedWrite } from '../../records/index.ts';
import type { CustomerWritten } from './customer.types.ts';
import type { Feed } from './feed.store.ts';
import { faultsOf, placedAt } from './invalid-resource.ts';
import { readResource, type Operation } from './operation.rules.ts';
import { relinked } from './references.rules.ts';

/** Who writes into which store. */
export type Writing = {
  readonly feed: Feed;
  readonly newId: NewId;
  readonly client: string;
  /** So much is written at once that what has been read is not kept until it is written: then it is read again. */
  readonly isLarge?: boolean;
};

export type Outcome = CustomerWritten | Failure;

/** No names of others: outside of a transaction there are none. */
export const none: ReadonlyMap<string, string> = new Map();

/** A failure of one of many operations. */
export const inOperation = (failure: Failure, index: number): Failure =>
  placedAt(failure, `operations[${String(index)}]${failure.field === undefined ? '' : `.${failure.field}`}`);

type ToWrite = {
  readonly operation: Operation;
  readonly id: string;
  /** The id has been made for it just now. */
  readonly isNew?: boolean;
  readonly targets: ReadonlyMap<string, string>;
};

/** An operation as the store takes it: relinked, read, and found to be as FHIR defines it. */
export const writeOf = (
  { feed, client, isLarge }: Writing,
  { operation, id, isNew, targets }: ToWrite,
): OwnedWrite | Failure => {
  const { kind, type, expected, condition } = operation;
  const write = {
    type,
    id,
    owner: feed.organisation,
    origin: `${methods[kind]} ${client}`,
    ...(typeof expected === 'number' ? { expected } : {}),
    ...(isNew === true ? { isNew } : {}),
  };
  if (kind === 'delete') return write;
  const text = relinked(operation.resource ?? '', targets);
  const resource = readResource(operation, typeof condition === 'string' ? undefined : id, text);
  if (isFailure(resource)) return resource;
  const fault = faultsOf(feed.version, resource);
  return fault ?? { ...write, content: isLarge === true ? readAgain(text) : { resource, text } };
};

const readAgain = (text: string): NonNullable<OwnedWrite['content']> => ({
  text,
  get resource() {
    return JSON.parse(text) as object;
  },
});

const methods = { create: 'POST', update: 'PUT', patch: 'PATCH', delete: 'DELETE' } as const;

/** What the store says, as the graph says it. */
export const outcomeOf = ({ content, expected }: OwnedWrite, result: OwnedResult): Outcome => {
  const { type, id, version, outcome } = result;
  if (outcome === 'refused')
    return conflict(
      version === 0
        ? `${type}/${id} is not there; version ${String(expected)} was expected.`
        : `${type}/${id} is at version ${String(version)}; ${expected === 0 ? 'none' : `version ${String(expected)}`} was expected.`,
      'expected',
    );
  if (outcome === 'deleted') return { outcome, type, id, ...(version === 0 ? {} : pick(result)) };
  return written(outcome, { type, id, version, lastUpdated: result.lastUpdated ?? new Date(0) }, content?.text ?? '');
};

const pick = ({ version, lastUpdated }: OwnedResult) => ({
  version,
  ...(lastUpdated === undefined ? {} : { lastUpdated }),
});

type Written = {
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly lastUpdated: Date;
};

export const written = (
  outcome: CustomerWritten['outcome'],
  { type, id, version, lastUpdated }: Written,
  text: string,
): CustomerWritten => ({
  outcome,
  type,
  id,
  version,
  lastUpdated,
  get resource() {
    return withMeta(withId(text, id), { versionId: String(version), lastUpdated: lastUpdated.toISOString() });
  },
});
