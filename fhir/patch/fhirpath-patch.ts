import type { FhirVersion } from '../elements.ts';
import { isIssue, type Issue } from '../issue.ts';
import { isExactMembers, writeExact, type Exact, type ExactMembers } from '../json/exact.ts';
import { readExact } from '../json/read.ts';
import { put } from '../put.ts';
import { invalid, isFault, issueOf, notFound, type Fault } from './fault.ts';
import { insertAt, moveWithin, removeAt, replaceAt, type List } from './list-edit.ts';
import { membersToFill, select, slotsOf, type Node } from './node.ts';
import { operationOf, type Operation } from './operation.ts';
import { simplePath, type Step } from './simple-path.ts';

/**
 * Applies a FHIRPath Patch, a Parameters resource in JSON, to a resource: all operations or none. Numbers and the order
 * of members stay as they are written. Whether the result is valid is the caller's to ask. FHIR R4 §3.1.0.7.1
 *
 * @returns the issue of the first operation that fails: `invalid`, where it is none; `not-found`, where there is nothing
 * at its path
 */
export const applyFhirPathPatch = (
  version: FhirVersion,
  text: string,
  patch: string,
): { readonly text: string } | Issue => {
  const resource = readExact(text);
  if (isIssue(resource)) return resource;
  if (!isExactMembers(resource.value)) return issueOf('structure', 'A resource must be a JSON object.');
  const parameters = readExact(patch);
  if (isIssue(parameters)) return parameters;
  const operations = operationsIn(parameters.value);
  if (operations === undefined)
    return issueOf('invalid', 'A FHIRPath Patch must be a Parameters resource with operations.');
  if (operations.length > mostOperations)
    return issueOf('too-costly', `A patch may have ${mostOperations} operations at most.`);
  for (const [number, parameter] of operations.entries()) {
    const operation = operationOf(version, parameter);
    const fault = isFault(operation) ? operation : apply({ version, resource: resource.value }, operation);
    if (fault !== undefined) return issueOf(fault.code, `Operation ${number + 1}: ${fault.reason}`);
  }
  return { text: writeExact(resource.value) };
};

const mostOperations = 1000;

const operationsIn = (parameters: Exact): readonly Exact[] | undefined => {
  if (!isExactMembers(parameters) || parameters['resourceType'] !== 'Parameters') return undefined;
  const operations = parameters['parameter'];
  return Array.isArray(operations) ? operations : undefined;
};

type Patched = { readonly version: FhirVersion; readonly resource: ExactMembers };

const apply = (patched: Patched, operation: Operation): Fault | undefined => {
  const steps = simplePath(operation.text('path') ?? '');
  if (steps === undefined)
    return invalid("its path must be a simple FHIRPath, such as Patient.name.where(use = 'official').given[0].");
  switch (operation.text('type')) {
    case 'add':
      return add(patched, steps, operation);
    case 'insert':
      return insert(patched, steps, operation);
    case 'delete':
      return remove(patched, steps);
    case 'replace':
      return replace(patched, steps, operation);
    case 'move':
      return move(patched, steps, operation);
    default:
      return invalid('type must be add, insert, delete, replace or move.');
  }
};

/** "The content will be appended to the element identified in the path, using the name specified." */
const add = (patched: Patched, steps: readonly Step[], operation: Operation): Fault | undefined => {
  const node = single(patched, steps);
  if (isFault(node)) return node;
  const value = operation.valueFor(slotsOf(patched.version, node, operation.text('name') ?? ''));
  if (isFault(value)) return value;
  const members = membersToFill(node);
  if (members === undefined) return notFound;
  const others = slotsOf(patched.version, node, value.slot.element).filter(({ name }) => name !== value.slot.name);
  const isThere = others.some(({ name }) => members[name] !== undefined || members[`_${name}`] !== undefined);
  return !isThere && put(members, value.slot, value) ? undefined : invalid(`${value.slot.element} is there already.`);
};

const insert = (patched: Patched, steps: readonly Step[], operation: Operation): Fault | undefined => {
  const list = listOf(patched, steps);
  if (isFault(list)) return list;
  const value = operation.valueFor([list.slot]);
  if (isFault(value)) return value;
  const index = operation.number('index');
  if (index === undefined) return invalid('it must have an index.');
  return insertAt(list, index, value) ? undefined : notFound;
};

/** "No error if the element is not there": what is to be gone is gone. */
const remove = ({ version, resource }: Patched, steps: readonly Step[]): Fault | undefined => {
  const [node, ...others] = select(version, resource, steps);
  if (others.length > 0) return several;
  if (node?.place !== undefined) removeAt(node.place);
  else if (node !== undefined) return invalid('the whole resource cannot be deleted.');
  return undefined;
};

const replace = (patched: Patched, steps: readonly Step[], operation: Operation): Fault | undefined => {
  const node = single(patched, steps);
  if (isFault(node)) return node;
  if (node.place === undefined) return invalid('the whole resource cannot be replaced.');
  const value = operation.valueFor(node.place.slots);
  if (isFault(value)) return value;
  replaceAt(node.place, value);
  return undefined;
};

const move = (patched: Patched, steps: readonly Step[], operation: Operation): Fault | undefined => {
  const list = listOf(patched, steps);
  if (isFault(list)) return list;
  const source = operation.number('source');
  const destination = operation.number('destination');
  if (source === undefined || destination === undefined) return invalid('it must have a source and a destination.');
  return moveWithin(list, source, destination) ? undefined : notFound;
};

const several: Fault = invalid('its path leads to several elements.');

const single = ({ version, resource }: Patched, steps: readonly Step[]): Node | Fault => {
  const [node, ...others] = select(version, resource, steps);
  if (node === undefined) return notFound;
  return others.length > 0 ? several : node;
};

/** A list is named by its element, whether it is there yet or not. */
const listOf = (patched: Patched, steps: readonly Step[]): List | Fault => {
  const last = steps.at(-1);
  const node = single(patched, steps.slice(0, -1));
  if (isFault(node)) return node;
  const [slot] = last !== undefined && 'child' in last ? slotsOf(patched.version, node, last.child) : [];
  if (slot?.many !== true) return invalid('its path must lead to an element that repeats.');
  const owner = membersToFill(node);
  return owner === undefined ? notFound : { owner, slot };
};
