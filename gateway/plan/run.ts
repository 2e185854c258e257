import {
  getDirectiveValues,
  GraphQLError,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  type ExecutionResult,
} from 'graphql';
import type { ExecutionRequest } from '@graphql-tools/utils';
import type { GatewayContext } from '../context.ts';
import type { Executors } from '../supergraph.ts';
import { representationsName } from './document.ts';
import type { Added, Addition, Place, Plan, Question, RootQuestion } from './plan.ts';

/** One call of a planned operation; the variables are coerced. */
export type PlannedCall = {
  readonly executors: Executors;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: GatewayContext;
};

/** A call under way. */
type Running = PlannedCall & { readonly errors: GraphQLError[] };

type Path = readonly (string | number)[];
type Answer = Record<string, unknown>;

/** An object in an answer, and where the client finds it. */
type Top = { readonly object: Answer; readonly path: Path };

/** And where it hangs. */
type Found = Top & Hook;
type Hook = { readonly holder: Answer | unknown[]; readonly at: string | number };

/** Asks the slices what a plan says, and puts their answers together. */
export const run = async (plan: Plan, planned: PlannedCall): Promise<ExecutionResult> => {
  const errors: GraphQLError[] = [];
  const call: Running = { ...planned, errors };
  const answers: Answer[] = [];
  if (plan.operation === 'mutation') for (const question of plan.questions) answers.push(await begin(question, call));
  else answers.push(...(await Promise.all(plan.questions.map((question) => begin(question, call)))));

  const all: Answer = answers.length === 1 ? (answers[0] as Answer) : (Object.assign({}, ...answers) as Answer);
  const isLost = plan.fields.some(({ key, isNonNull }) => isNonNull && (all[key] ?? null) === null);
  const data = isLost ? null : Object.fromEntries(plan.fields.map(({ key }) => [key, all[key] ?? null]));
  return errors.length === 0 ? { data } : { data, errors };
};

const begin = async (question: RootQuestion, call: Running): Promise<Answer> => {
  const { data, errors: faults = [] } = await ask(question, call);
  for (const fault of faults)
    for (const path of fault.path === undefined ? question.keys.map((key) => [key]) : [fault.path])
      call.errors.push(located(fault, path));
  if (data === null || data === undefined) return {};
  if (question.places.length > 0) await fill(question.places, [{ object: data, path: [] }], call);
  return data;
};

/** Has the other slices add to the objects at these places, and leaves in them what the client has asked for. */
const fill = async (places: readonly Place[], tops: readonly Top[], call: Running): Promise<void> => {
  const filled = places.map((place) => ({ place, found: tops.flatMap((top) => objectsAt(place.path, top)) }));
  await Promise.all(
    filled.flatMap(({ place, found }) => place.additions.map((addition) => add(addition, found, call))),
  );
  // The deepest first: what hangs in an object is in its place before the object itself is taken over.
  for (const { place, found } of filled.toSorted((a, b) => b.place.path.length - a.place.path.length))
    for (const { object, holder, at } of found) (holder as Answer)[at] = only(place.keys, object);
};

const add = async (addition: Addition, found: readonly Found[], call: Running): Promise<void> => {
  if (found.length === 0) return;
  const { type, reference, adds, places } = addition;
  const keys = adds.filter(isAsked(call.variables)).map(({ key }) => key);
  if (keys.length === 0) return;
  const representations = found.map(({ object }) => ({
    __typename: type,
    ...Object.fromEntries(reference.map(([field, key]) => [field, object[key]])),
  }));
  const { data, errors: faults = [] } = await ask(addition, call, {
    [representationsName]: representations,
  });
  const entities = (data?.['_entities'] ?? []) as readonly (Answer | null)[];
  for (const [nth, { object }] of found.entries()) {
    const entity = entities[nth] ?? {};
    for (const key of keys) object[key] = entity[key] ?? null;
  }
  if (places.length > 0) await fill(places, found, call);
  for (const fault of faults) {
    const [, nth, ...rest] = fault.path ?? [];
    const whose = typeof nth === 'number' ? found.slice(nth, nth + 1) : found;
    for (const { path } of whose)
      for (const below of rest.length > 0 ? [rest] : keys.map((key) => [key]))
        call.errors.push(located(fault, [...path, ...below]));
  }
};

/** GraphQL §3.13.1, §3.13.2 */
const isAsked =
  (variables: PlannedCall['variables']) =>
  ({ conditions }: Added): boolean =>
    conditions.every((condition) => {
      const on = { directives: [condition] };
      if (condition.name.value === 'skip')
        return getDirectiveValues(GraphQLSkipDirective, on, variables)?.['if'] === false;
      return getDirectiveValues(GraphQLIncludeDirective, on, variables)?.['if'] !== false;
    });

const ask = async (
  { slice, document, variables }: Question,
  { executors, variables: values, context }: PlannedCall,
  more: Readonly<Record<string, unknown>> = {},
): Promise<{ data?: Answer | null; errors?: readonly GraphQLError[] }> => {
  const given: Record<string, unknown> = { ...more };
  for (const name of variables) if (Object.hasOwn(values, name)) given[name] = values[name];
  const request: ExecutionRequest = { document, variables: given, context };
  try {
    return (await executors[slice](request)) as ExecutionResult<Answer>;
  } catch (error) {
    return {
      errors: [
        error instanceof GraphQLError ? error : new GraphQLError('A slice failed.', { originalError: error as Error }),
      ],
    };
  }
};

/** Every object at a path, each member of the lists on the way. What is null there, or missing, is passed over. */
const objectsAt = (path: readonly string[], top: Top): Found[] => {
  const found: Found[] = [];
  const look = (hook: Hook, depth: number, here: Path): void => {
    const value = (hook.holder as Answer)[hook.at];
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) for (const nth of value.keys()) look({ holder: value, at: nth }, depth, [...here, nth]);
    else if (depth === path.length) found.push({ object: value as Answer, path: here, ...hook });
    else descend({ object: value as Answer, path: here }, depth);
  };
  const descend = ({ object, path: here }: Top, depth: number): void => {
    const key = path[depth] as string;
    look({ holder: object, at: key }, depth + 1, [...here, key]);
  };
  descend(top, 0);
  return found;
};

/** In the order in which the client asked. GraphQL §7.2.2 */
const only = (keys: readonly string[], object: Answer): Answer => {
  const shown: Answer = {};
  for (const key of keys) if (Object.hasOwn(object, key)) shown[key] = object[key];
  return shown;
};

/** A slice's error at the place where the client sees it. */
const located = (fault: GraphQLError, path: Path): GraphQLError =>
  new GraphQLError(fault.message, { path, extensions: fault.extensions, originalError: fault });
