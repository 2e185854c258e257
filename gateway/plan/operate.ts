import {
  execute,
  getOperationAST,
  getVariableValues,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { GatewayContext } from '../context.ts';
import type { Permissions } from '../permissions.ts';
import { shielded } from '../shield.ts';
import { stitched, type Executors } from '../supergraph.ts';
import { withoutAbsent } from './absent.ts';
import { ownershipIn } from './ownership.ts';
import { withLocations } from './places.ts';
import { planOf, type Plan } from './plan.ts';
import { run } from './run.ts';

/** Executes an operation that has been validated, or that we wrote ourselves. */
export type Operate = (request: {
  readonly document: DocumentNode;
  readonly operationName?: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly context: GatewayContext;
  /** Its variables were made by an adapter of ours to the document's type: they are looked at again where that was wrong. */
  readonly isOurs?: boolean;
}) => Promise<ExecutionResult>;

/** The slices as one graph. */
export type Federated = {
  /** The stitched and shielded schema: what an operation is validated and measured against. */
  readonly schema: GraphQLSchema;
  readonly operate: Operate;
};

type Planned = { readonly operation: OperationDefinitionNode; readonly plan: Plan };

/**
 * Operations that come again are planned once, and their answers put together from the slices' without being executed a
 * second time here. All else is executed on the stitched schema: what cannot be planned, what the shield refuses, and
 * variables that are wrong, so that there is one place that says so.
 */
export const federated = (supergraphSdl: string, executors: Executors, allowed?: Permissions): Federated => {
  const { schema, permits } = shielded(stitched(supergraphSdl, executors), allowed);
  const ownership = ownershipIn(supergraphSdl);
  const known = new WeakMap<DocumentNode, Map<string, Planned | undefined>>();

  const planned = (document: DocumentNode, operationName = ''): Planned | undefined => {
    let plans = known.get(document);
    if (plans === undefined) known.set(document, (plans = new Map<string, Planned | undefined>()));
    if (plans.has(operationName)) return plans.get(operationName);
    const operation = getOperationAST(document, operationName === '' ? undefined : operationName) ?? undefined;
    const plan = operation === undefined ? undefined : planOf({ schema, ownership }, document, operation);
    const found = operation === undefined || plan === undefined ? undefined : { operation, plan };
    // A client that makes up names for one document does not fill our memory.
    if (operation !== undefined || operationName === '') plans.set(operationName, found);
    return found;
  };

  const operate: Operate = async ({ document, operationName, variables, context, isOurs = false }) => {
    const found = planned(document, operationName);
    if (found !== undefined) {
      const { operation, plan } = found;
      const coerce = () => getVariableValues(schema, operation.variableDefinitions ?? [], variables).coerced;
      const isChecked = !(isOurs && mayAskFirst(plan));
      const values = isChecked ? coerce() : withoutAbsent(variables);
      if (values !== undefined && (await permits(plan.operation, plan.fields, context))) {
        const result = await run(plan, { executors, variables: values, context });
        if (isChecked || result.errors === undefined || coerce() !== undefined)
          return located(result, document, operation);
      }
    }
    return execute({ schema, document, operationName, variableValues: variables, contextValue: context });
  };
  return { schema, operate };
};

/**
 * Each slice looks at the variables that it is given before it does anything: where one alone is asked, or all of them only
 * read, nothing has happened when they turn out to be wrong.
 */
const mayAskFirst = ({ operation, questions }: Plan): boolean =>
  operation === 'query' || (questions.length === 1 && questions.every(({ places }) => places.length === 0));

const located = (
  { data, errors }: ExecutionResult,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): ExecutionResult => ({
  ...(data === undefined ? {} : { data }),
  ...(errors === undefined ? {} : { errors: withLocations(errors, document, operation) }),
});
