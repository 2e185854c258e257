import type { Answer } from '../core/answer.ts';
import { Problem } from '../core/outcome.ts';
import { everything } from './everything.ts';
import { addMeta, meta, removeMeta } from './meta.ts';
import type { Feed, Written } from './parts.ts';
import { validate } from './validate.ts';

type On = { readonly type: string; readonly id: string };

/** An operation of FHIR's: what it is called and defined by, and where it can be asked for. */
type Operation = {
  readonly name: string;
  readonly definition: string;
  /** Absent: of every type. */
  readonly types?: readonly string[];
  readonly onType?: (feed: Feed, type: string, request: Written) => Promise<Answer | Problem>;
  readonly onInstance: (feed: Feed, on: On, request: Written) => Promise<Answer | Problem>;
  /** What changes something is not asked for by GET, and not in a transaction. FHIR R4 §3.2.0.1 */
  readonly changes: boolean;
};

const definition = (name: string): string => `http://hl7.org/fhir/OperationDefinition/${name}`;

/** All that have a name of their own. FHIR R4 §3.2.1 */
export const operations: readonly Operation[] = [
  {
    name: 'validate',
    definition: definition('Resource-validate'),
    onType: (feed, type, request) => validate(feed, { type }, request),
    onInstance: validate,
    changes: false,
  },
  ...['Patient', 'Encounter'].map((type) => ({
    name: 'everything',
    definition: definition(`${type}-everything`),
    types: [type],
    onInstance: everything,
    changes: false,
  })),
  { name: 'meta', definition: definition('Resource-meta'), onInstance: meta, changes: false },
  { name: 'meta-add', definition: definition('Resource-meta-add'), onInstance: addMeta, changes: true },
  { name: 'meta-delete', definition: definition('Resource-meta-delete'), onInstance: removeMeta, changes: true },
];

type Called = { readonly name: string; readonly type: string; readonly id?: string };

/** `{Type}/${name}` and `{Type}/{id}/${name}`. */
export const operate = async (feed: Feed, { name, type, id }: Called, request: Written): Promise<Answer | Problem> => {
  const operation = operations.find((one) => one.name === name && (one.types?.includes(type) ?? true));
  if (id !== undefined) return operation?.onInstance(feed, { type, id }, request) ?? unknown;
  return operation?.onType?.(feed, type, request) ?? unknown;
};

const unknown = new Problem(
  'unknown_type',
  'There is no such operation here: GET [base]/metadata says which there are.',
);
