import { invalid, isFailure, notFound, type Failure } from '../../../kernel/failure.ts';
import { readJsonObject } from '../../../kernel/json-text.ts';
import type { NewId } from '../../../kernel/id.ts';
import type { Context } from '../../kit/context.ts';
import { typesOf, type FhirVersion, type OwnedWrite } from '../../records/index.ts';
import type { CustomerWritten } from '../customer/customer.types.ts';
import type { Feed, Feeds } from '../customer/feed.store.ts';
import { faultsOf, placedAt } from '../customer/invalid-resource.ts';
import { outcomeOf, type Outcome, type Writing } from '../customer/one-write.ts';
import { faultOf, faultOfText, type Operation } from '../customer/operation.rules.ts';
import { owns } from '../customer/owner.rules.ts';
import { searchesIn } from '../customer/references.rules.ts';
import { transaction } from '../customer/transaction.service.ts';
import type { CustomerImport, CustomerImportInput } from './import.types.ts';

export type CustomerImporting = {
  readonly take: (context: Context, input: CustomerImportInput) => Promise<CustomerImport | Failure>;
};

/** So many lines go into one statement at most. */
const mostLines = 1000;

/**
 * Takes resources into a customer's own store, for its owner. What needs no look at the store first goes there in one
 * statement; each line stands for itself, so that one that is refused leaves the others.
 */
export const customerImporting = ({
  feeds,
  newId,
}: {
  readonly feeds: Feeds;
  readonly newId: NewId;
}): CustomerImporting => ({
  take: async ({ principal }, { feed: name, ndjson }) => {
    const feed = await feeds.find(name);
    if (feed === undefined || !owns(principal, feed)) return notFound('There is no such feed.', 'feed');
    const lines = linesOf(ndjson);
    if (lines.length > mostLines)
      return invalid(`An import takes ${String(mostLines)} lines at most at a time.`, 'ndjson');
    return takeLines({ feed, newId, client: principal.client }, lines);
  },
});

type Line = { readonly line: number; readonly text: string };

/** Blank lines are none. https://github.com/ndjson/ndjson-spec §3.2 */
const linesOf = (ndjson: string): readonly Line[] =>
  ndjson.split('\n').flatMap((text, index) => (/\S/.test(text) ? [{ line: index + 1, text }] : []));

const takeLines = async (writing: Writing, lines: readonly Line[]): Promise<CustomerImport> => {
  const outcomes = new Map<number, Outcome>();
  const writes: { readonly line: number; readonly write: OwnedWrite }[] = [];
  const linked: { readonly line: number; readonly operation: Operation }[] = [];
  for (const { line, text } of lines) {
    const read = readLine(writing.feed, text);
    if (isFailure(read)) outcomes.set(line, read);
    else if (hasSearch(text)) linked.push({ line, operation: read.operation });
    else writes.push({ line, write: writeOf(writing, read) });
  }
  const results = writes.length === 0 ? [] : await writing.feed.store.write(writes.map(({ write }) => write));
  for (const [index, { line, write }] of writes.entries()) {
    const result = results[index];
    if (result === undefined) throw new Error('A write has no result.');
    outcomes.set(line, outcomeOf(write, result));
  }
  // After the others of the same lines, which they may point at.
  for (const { line, operation } of linked) outcomes.set(line, await alone(writing, operation));
  return tallied(lines, outcomes);
};

type Read = {
  readonly operation: Operation & { readonly resource: string };
  readonly resource: Readonly<Record<string, unknown>>;
};

/** What a line asks for, found to be as FHIR defines it: a resource that brings its id keeps it. */
const readLine = ({ version }: Feed, text: string): Read | Failure => {
  const resource = readJsonObject(text);
  if (isFailure(resource)) return placedAt(resource, 'resource');
  const { resourceType: type, id } = resource;
  if (typeof type !== 'string') return invalid('The resource has no resourceType.', 'resource.resourceType');
  if (id !== undefined && typeof id !== 'string') return invalid('An id is a string.', 'resource.id');
  const operation = { kind: id === undefined ? 'create' : 'update', type, id, resource: text } as const;
  const fault = faultOf(operation, typeSet(version));
  if (fault !== undefined) return placedAt(fault, fault.field === 'id' ? 'resource.id' : 'resource.resourceType');
  return faultOfText(text) ?? faultsOf(version, resource) ?? { operation, resource };
};

const writeOf = ({ feed, client, newId }: Writing, { operation, resource }: Read): OwnedWrite => ({
  type: operation.type,
  ...(operation.kind === 'create' ? { id: newId(), isNew: true } : { id: operation.id ?? '' }),
  owner: feed.organisation,
  origin: `${operation.kind === 'create' ? 'POST' : 'PUT'} ${client}`,
  content: { resource, text: operation.resource },
});

const typeSets = new Map<FhirVersion, ReadonlySet<string>>();
const typeSet = (version: FhirVersion): ReadonlySet<string> => {
  let types = typeSets.get(version);
  if (types === undefined) typeSets.set(version, (types = new Set(typesOf(version))));
  return types;
};

const hasSearch = (text: string): boolean => text.includes('?') && searchesIn(text).length > 0;

const alone = async (writing: Writing, operation: Operation): Promise<Outcome> => {
  const outcomes = await transaction(writing, [operation]);
  if (isFailure(outcomes)) return placedAt(outcomes, outcomes.field?.replace(/^operations\[0\]\.?/, '') ?? '');
  return outcomes[0] ?? notFound('There is nothing to be done.');
};

const tallied = (lines: readonly Line[], outcomes: ReadonlyMap<number, Outcome>): CustomerImport => {
  const count = (wanted: CustomerWritten['outcome']): number =>
    [...outcomes.values()].filter((outcome) => !isFailure(outcome) && outcome.outcome === wanted).length;
  const refused = lines.flatMap(({ line }) => {
    const refusal = outcomes.get(line);
    return isFailure(refusal) ? [{ line, refusal }] : [];
  });
  return { created: count('created'), updated: count('updated'), refused };
};
