import type { OperationDefinition, OperationDefinitionParameter } from 'fhir/r3.js';
import { canonical } from '../core/systems.ts';
import { definitionId, type Operation, type OperationParameter } from './operations.ts';

/** Everybody may read what an operation takes and gives. Domain reference §7.7 */
export const operationDefinition = (operation: Operation): OperationDefinition => ({
  resourceType: 'OperationDefinition',
  id: definitionId(operation),
  url: definitionUrl(operation),
  name: operation.title,
  status: 'active',
  kind: 'operation',
  description: operation.says,
  // Nobody can type a list of numbers into a URL, and no log should have it.
  idempotent: false,
  code: operation.name,
  resource: [operation.on],
  system: false,
  type: true,
  instance: false,
  parameter: [parameterOf(operation.takes, 'in'), parameterOf(operation.gives, 'out')],
});

const definitionUrl = ({ name }: Pick<Operation, 'name'>): string => `${canonical}/operation/${name}`;

const parameterOf = (
  { name, min, max, type, says, parts }: OperationParameter,
  use: 'in' | 'out',
): OperationDefinitionParameter => ({
  name,
  use,
  min,
  max: String(max),
  documentation: says,
  ...(type === undefined ? {} : { type }),
  ...(parts === undefined ? {} : { part: parts.map((part) => parameterOf(part, use)) }),
});
