import { GraphQLError, type GraphQLSchema, type OperationTypeNode } from 'graphql';
import { applyMiddleware, type IMiddleware } from 'graphql-middleware';
import { deny, rule, shield } from 'graphql-shield';
import type { Integration } from '../kernel/principal.ts';
import type { GatewayContext } from './context.ts';
import { permissions, type Permissions } from './permissions.ts';

export type Shielded = {
  /** Each root field asks the shield first. */
  readonly schema: GraphQLSchema;
  /** Whether the shield lets this caller use all of these root fields. */
  readonly permits: (
    operation: OperationTypeNode,
    fields: readonly { readonly name: string }[],
    context: GatewayContext,
  ) => Promise<boolean>;
};

/**
 * Puts the permission table in front of every root field: default deny. Only the root types are wrapped: a rule on a
 * field below would merely mask what was fetched already, and cost time on every field of every type.
 */
export const shielded = (schema: GraphQLSchema, allowed: Permissions = permissions): Shielded => {
  const table = Object.fromEntries(
    Object.entries(allowed).map(([type, fields]) => [
      type,
      Object.fromEntries([...Object.entries(fields).map(([field, callers]) => [field, may(callers)]), ['*', deny]]),
    ]),
  );
  const guard = shield<unknown, GatewayContext>(table, {
    fallbackRule: deny,
    allowExternalErrors: true,
    fallbackError: refusal(),
  });
  const generated = guard.generate(schema) as Record<string, IMiddleware & Readonly<Record<string, Guard>>>;
  const roots = Object.keys(allowed);
  /** The rules look at nothing but a caller's integration, so that each field is asked for once of each. */
  const known = new Map<string, boolean>();
  const permitted = async (root: string, name: string, context: GatewayContext): Promise<boolean> => {
    const verdict = (await generated[root]?.[name]?.(passed, null, {}, context)) === passed;
    known.set(`${context.principal.integration} ${root}.${name}`, verdict);
    return verdict;
  };
  return {
    schema: applyMiddleware(schema, Object.fromEntries(roots.map((root) => [root, generated[root]])) as IMiddleware),
    permits: async (operation, fields, context) => {
      const root = schema.getRootType(operation)?.name ?? '';
      for (const { name } of fields) {
        const verdict = known.get(`${context.principal.integration} ${root}.${name}`);
        if (!(verdict ?? (await permitted(root, name, context)))) return false;
      }
      return true;
    },
  };
};

/** As the shield wraps a field: it resolves only behind a rule that says yes. Our rules look at the caller alone. */
type Guard = (
  ...asked: [resolve: () => unknown, parent: null, args: object, context: GatewayContext]
) => Promise<unknown>;

/** Stands for the field behind the shield: it comes back only from a guard that lets the caller through. */
const passed = (): unknown => passed;

/** One rule for each distinct row of the table: shield knows rules by their names. */
const rules = new Map<string, ReturnType<ReturnType<typeof rule>>>();

const may = (allowed: readonly Integration[]) => {
  const name = `may:${allowed.join('|')}`;
  let found = rules.get(name);
  if (found === undefined) {
    found = rule(name, { cache: 'contextual' })((_parent, _args, { principal }: GatewayContext) =>
      allowed.includes(principal.integration) ? true : refusal(),
    );
    rules.set(name, found);
  }
  return found;
};

const refusal = (): GraphQLError =>
  new GraphQLError('This client may not use this field.', { extensions: { code: 'FORBIDDEN' } });
