import { isScalarType, type GraphQLScalarType, type GraphQLSchema, type ValueNode } from 'graphql';
import { Base64, DateTime, LocalDate } from '../subgraphs/kit/scalars.ts';

/**
 * Has values of our scalars checked where all other values are, before any slice is asked: composed schemas know their
 * scalars by name alone. What is passed on is what the caller wrote: each slice reads it for itself.
 */
export const checkingScalars = (schema: GraphQLSchema): GraphQLSchema => {
  for (const own of [Base64, DateTime, LocalDate]) {
    const type = schema.getType(own.name);
    if (isScalarType(type)) Object.assign(type, checksOf(own));
  }
  return schema;
};

const checksOf = (own: GraphQLScalarType): Pick<GraphQLScalarType, 'parseValue' | 'parseLiteral'> => ({
  parseValue: (value) => {
    own.parseValue(value);
    return value;
  },
  parseLiteral: (node: ValueNode) => {
    own.parseLiteral(node);
    return 'value' in node ? node.value : undefined;
  },
});
