import { GraphQLError, type GraphQLSchema } from 'graphql';
import { applyMiddleware, type IMiddleware } from 'graphql-middleware';
import { deny, rule, shield } from 'graphql-shield';
import type { Integration } from '../kernel/principal.ts';
import type { GatewayContext } from './context.ts';
import { permissions, type Permissions } from './permissions.ts';

/**
 * Puts the permission table in front of every root field: default deny. Only the root types are wrapped: a rule on a
 * field below would merely mask what was fetched already, and cost time on every field of every type.
 */
export const shielded = (schema: GraphQLSchema, allowed: Permissions = permissions): GraphQLSchema => {
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
  const generated = guard.generate(schema) as Record<string, IMiddleware>;
  const roots = Object.keys(allowed);
  return applyMiddleware(schema, Object.fromEntries(roots.map((root) => [root, generated[root]])) as IMiddleware);
};

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
