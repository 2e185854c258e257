import type { FhirVersion } from '../elements.ts';
import { isExactMembers, type Exact, type ExactMembers } from '../json/exact.ts';
import { isEqual } from '../json/equal.ts';
import { layoutOf, type Slot } from '../layout.ts';
import type { Condition, Step } from './simple-path.ts';

/** Where an element stands: in a list, if it repeats. The slots are all that its name may be: more than one for a choice. */
export type Place = {
  readonly owner: ExactMembers;
  readonly slot: Slot;
  readonly slots: readonly Slot[];
  readonly index?: number;
};

/** An element of a resource: where it stands, and what it is. The resource itself stands nowhere. */
export type Node = {
  readonly type: string;
  readonly value: Exact | undefined;
  /** A primitive's id and extensions. */
  readonly extra: Exact | undefined;
  readonly place?: Place;
};

const rootOf = (resource: ExactMembers): Node => ({
  type: typeOfResource(resource),
  value: resource,
  extra: undefined,
});

/** The elements that a path leads to. Its first name may be the type of the resource. */
export const select = (version: FhirVersion, resource: ExactMembers, steps: readonly Step[]): readonly Node[] => {
  const root = rootOf(resource);
  const [first, ...rest] = steps;
  const isType = first !== undefined && 'child' in first && (first.child === root.type || isAnyResource(first.child));
  return (isType ? rest : steps).reduce<readonly Node[]>((nodes, step) => follow(version, nodes, step), [root]);
};

const isAnyResource = (name: string): boolean => name === 'Resource' || name === 'DomainResource';

const follow = (version: FhirVersion, nodes: readonly Node[], step: Step): readonly Node[] => {
  if ('child' in step) return nodes.flatMap((node) => children(version, node, step.child));
  if ('index' in step) return nodes.slice(...(step.index === 'last' ? [-1] : [step.index, step.index + 1]));
  if ('type' in step) return nodes.filter(({ type }) => type === step.type);
  if ('extension' in step)
    return nodes
      .flatMap((node) => children(version, node, 'extension'))
      .filter(({ value }) => isExactMembers(value) && value['url'] === step.extension);
  return nodes.filter((node) => step.where.every((condition) => holds(version, node, condition)));
};

const holds = (version: FhirVersion, node: Node, { path, equals }: Condition): boolean =>
  path
    .reduce<readonly Node[]>((nodes, name) => nodes.flatMap((one) => children(version, one, name)), [node])
    .some(({ value }) => isEqual(value, equals));

/** All elements of a name: of whatever type a choice is, and each of a list. */
const children = (version: FhirVersion, node: Node, name: string): readonly Node[] => {
  const owner = membersOf(node);
  if (owner === undefined) return [];
  const slots = slotsOf(version, node, name);
  return slots.flatMap((slot) => {
    const value = memberOf(owner, slot.name);
    const extra = slot.form === 'primitive' ? memberOf(owner, `_${slot.name}`) : undefined;
    if (value === undefined && extra === undefined) return [];
    if (!slot.many) return [nodeOf({ owner, slot, slots }, { value, extra })];
    const values = Array.isArray(value) ? value : [];
    const extras = Array.isArray(extra) ? extra : [];
    return Array.from({ length: Math.max(values.length, extras.length) }, (_, index) =>
      nodeOf({ owner, slot, slots, index }, { value: values[index], extra: extras[index] }),
    );
  });
};

type Values = Pick<Node, 'value' | 'extra'>;

const nodeOf = (place: Place, { value, extra }: Values): Node => ({
  type: place.slot.form === 'resource' && isExactMembers(value) ? typeOfResource(value) : place.slot.type,
  value,
  extra,
  place,
});

/** What the elements of a node are members of: of a primitive, what stands beside its value. */
const membersOf = ({ value, extra, place }: Node): ExactMembers | undefined => {
  const members = place?.slot.form === 'primitive' ? extra : value;
  return isExactMembers(members) ? members : undefined;
};

/** The same to write into: a primitive that has nothing beside its value gets it. */
export const membersToFill = (node: Node): ExactMembers | undefined => {
  const members = membersOf(node);
  if (members !== undefined || node.place?.slot.form !== 'primitive') return members;
  const { owner, slot, index } = node.place;
  const made: ExactMembers = {};
  if (index === undefined) owner[`_${slot.name}`] = made;
  else {
    const beside = owner[`_${slot.name}`];
    const list = Array.isArray(beside) ? beside : [];
    while (list.length < index) list.push(null);
    list[index] = made;
    owner[`_${slot.name}`] = list;
  }
  return made;
};

/** What a name of the specification may be in a node: more than one where it is a choice of types. */
export const slotsOf = (version: FhirVersion, { type, place }: Node, name: string): readonly Slot[] => {
  const layout = layoutOf(version, place?.slot.form === 'primitive' ? 'Element' : type);
  return layout === undefined ? [] : [...layout.slots.values()].filter(({ element }) => element === name);
};

const memberOf = (owner: ExactMembers, name: string): Exact | undefined =>
  Object.hasOwn(owner, name) ? owner[name] : undefined;

const typeOfResource = ({ resourceType }: ExactMembers): string =>
  typeof resourceType === 'string' ? resourceType : '';
