import type { OperationDefinition, OperationDefinitionParameter } from 'fhir/r3.js';
import { canonical } from '../core/systems.ts';
import { operations, type Operation, type OperationParameter } from './operations.ts';

const operationDefinition = (operation: Operation): OperationDefinition => ({
  resourceType: 'OperationDefinition',
  id: `${operation.on}-${operation.name}`,
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

/** What a record has seen; the only operation on one patient, and the only one that is a GET. */
const timelineDefinition: OperationDefinition = {
  resourceType: 'OperationDefinition',
  id: 'Patient-timeline',
  url: `${canonical}/operation/timeline`,
  name: 'Timeline',
  status: 'active',
  kind: 'operation',
  description:
    'Appointments, documents, encounters, observations and answered questionnaires of a patient, newest first, page by page.',
  idempotent: true,
  code: 'timeline',
  resource: ['Patient'],
  system: false,
  type: false,
  instance: true,
  parameter: [
    { name: 'start', use: 'in', min: 0, max: '1', type: 'date', documentation: 'From this day on.' },
    { name: 'end', use: 'in', min: 0, max: '1', type: 'date', documentation: 'Until before this day.' },
    { name: '_count', use: 'in', min: 0, max: '1', type: 'integer', documentation: '20 items, 50 at most.' },
    { name: 'return', use: 'out', min: 1, max: '1', type: 'Bundle' },
  ],
};

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

/** Everybody may read what each operation takes and gives. Domain reference §7.7 */
export const definitions: readonly OperationDefinition[] = [...operations.map(operationDefinition), timelineDefinition];
