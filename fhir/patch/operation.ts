import type { FhirVersion } from '../elements.ts';
import { ExactNumber, isExactMembers, type Exact, type ExactMembers } from '../json/exact.ts';
import type { Slot } from '../layout.ts';
import { put } from '../put.ts';
import { invalid, isFault, type Fault } from './fault.ts';
import { slotsOf } from './node.ts';

/** The parts of one operation of a FHIRPath Patch. */
export type Operation = {
  readonly text: (name: string) => string | undefined;
  readonly number: (name: string) => number | undefined;
  /** What `value` is where it is put into an element of that name; of a choice the type of the value decides. */
  readonly valueFor: (slots: readonly Slot[]) => Given | Fault;
};

export type Given = {
  readonly slot: Slot;
  readonly value: Exact | undefined;
  readonly extra: ExactMembers | undefined;
};

/** @param parameter a parameter of Parameters, named `operation` */
export const operationOf = (version: FhirVersion, parameter: Exact): Operation | Fault => {
  const parts = isExactMembers(parameter) && parameter['name'] === 'operation' ? partsOf(parameter) : undefined;
  if (parts === undefined) return invalid('it must be a parameter named operation, with parts.');
  const valueNamed = (name: string): Exact | undefined => {
    const part = parts.find((one) => one['name'] === name);
    return part === undefined ? undefined : valueIn(part)?.value;
  };
  return {
    text: (name) => {
      const value = valueNamed(name);
      return typeof value === 'string' ? value : undefined;
    },
    number: (name) => {
      const value = valueNamed(name);
      return value instanceof ExactNumber && /^\d{1,9}$/.test(value.text) ? Number(value.text) : undefined;
    },
    valueFor: (slots) => {
      const part = parts.find((one) => one['name'] === 'value');
      return part === undefined ? invalid('it must have a value.') : given(version, part, slots);
    },
  };
};

const partsOf = (parameter: ExactMembers): readonly ExactMembers[] | undefined => {
  const parts = parameter['part'];
  return Array.isArray(parts) && parts.every(isExactMembers) ? parts : undefined;
};

/** A part has its value as `valueString` and the like, with what stands beside it. */
const valueIn = (part: ExactMembers): (Pick<Given, 'value' | 'extra'> & { readonly type: string }) | undefined => {
  const name = Object.keys(part)
    .find((key) => /^_?value[A-Z]/.test(key))
    ?.replace(/^_/, '');
  if (name === undefined) return undefined;
  const extra = part[`_${name}`];
  return { type: name.slice('value'.length), value: part[name], extra: isExactMembers(extra) ? extra : undefined };
};

const given = (version: FhirVersion, part: ExactMembers, slots: readonly Slot[]): Given | Fault => {
  const [slot] = slots;
  if (slot === undefined) return invalid('there is no element of that name.');
  const simple = valueIn(part);
  if (simple !== undefined) {
    const own = slots.length === 1 ? slot : slots.find(({ name, element }) => name === `${element}${simple.type}`);
    return own === undefined ? invalid(`${slot.element} may not have a value of that type.`) : { slot: own, ...simple };
  }
  if (slots.length > 1) return invalid(`the value of ${slot.element} must have its type, such as valueString.`);
  const value = part['resource'] ?? assembled(version, part, slot);
  return isFault(value) ? value : { slot, value, extra: undefined };
};

/** An element that has no data type of its own is given in parts, each named as an element of it. */
const assembled = (version: FhirVersion, part: ExactMembers, { type }: Slot): ExactMembers | Fault => {
  const parts = partsOf(part);
  if (parts === undefined) return invalid('its value must be a value[x], a resource, or parts.');
  const members: ExactMembers = {};
  for (const one of parts) {
    const name = one['name'];
    const node = { type, value: members, extra: undefined };
    const inner = given(version, one, typeof name === 'string' ? slotsOf(version, node, name) : []);
    if (isFault(inner)) return inner;
    if (!put(members, inner.slot, inner)) return invalid(`${inner.slot.element} may be there only once.`);
  }
  return members;
};
