import type { Slot } from '../layout.ts';
import type { Compiler } from './compiling.ts';
import type { Trace } from './trace.ts';
import { isMembers, listOf, type Members } from './value.ts';

/** Says of what a type requires and nobody said that it is not known; gives the object, or a copy that has it. */
export type Complete = (members: Members, trace: Trace) => Members;

/**
 * What the other version requires, and this one did not, is unknown to whoever converts it: by a code of its own where
 * the element has one ("which of the status values currently applies is not known"), else by the extension for "the
 * expected value is not available". FHIR R4 §2.4.0.1
 */
export const completeOf = (compiler: Compiler, type: string): Complete | undefined => {
  const required = requiredOf(compiler, type);
  if (required.length === 0) return undefined;
  return (members, trace) => {
    let out = members;
    for (const { element, names } of required) {
      if (names.some((name) => out[name] !== undefined)) continue;
      const slot = slotToFill(compiler, type, element);
      if (slot === undefined) continue;
      if (out === members) out = { ...members };
      fill(compiler, { owner: out, type }, slot);
      trace.lose({
        severity: 'information',
        diagnostics: `${compiler.direction.to} requires ${type}.${element}, which nothing says: it is given as unknown.`,
      });
    }
    return out;
  };
};

/** The required elements of a type, each with the names that it may stand under. */
const requiredOf = (compiler: Compiler, type: string) => {
  const slots = [...compiler.layoutTo(type).slots.values()].filter(
    ({ required, form }) => required && form !== 'attribute' && form !== 'xhtml',
  );
  return [...new Set(slots.map(({ element }) => element))].map((element) => ({
    element,
    names: slots.filter((slot) => slot.element === element).flatMap(({ name }) => [name, `_${name}`]),
  }));
};

const slotToFill = (compiler: Compiler, type: string, element: string): Slot | undefined => {
  const slots = [...compiler.layoutTo(type).slots.values()].filter((slot) => slot.element === element);
  return slots.find(({ form, json }) => form === 'primitive' && json === 'string') ?? slots[0];
};

const unknown = [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' }];

type Owner = { readonly owner: Members; readonly type: string };

const fill = (compiler: Compiler, { owner, type }: Owner, slot: Slot): void => {
  const { name, form, many } = slot;
  const nothing: Members = { extension: unknown };
  if (hasUnknown(compiler, type, slot)) owner[name] = many ? ['unknown'] : 'unknown';
  else if (form === 'primitive') owner[`_${name}`] = many ? [nothing] : nothing;
  else {
    for (const { element } of requiredOf(compiler, slot.type)) {
      const inner = slotToFill(compiler, slot.type, element);
      if (inner !== undefined) fill(compiler, { owner: nothing, type: slot.type }, inner);
    }
    owner[name] = many ? [nothing] : nothing;
  }
};

const hasUnknown = (compiler: Compiler, type: string, slot: Slot): boolean =>
  slot.type === 'code' &&
  Object.values(compiler.codesOf('target', type, slot) ?? {}).some((codes) => codes.includes('unknown'));

/** The same for what stands under a member of the object, and was made by a row. */
export const completeWithin = (out: Members, name: string, complete: (members: Members) => Members): void => {
  const present = out[name];
  if (present === undefined) return;
  const completed = listOf(present).map((one) => (isMembers(one) ? complete(one) : one));
  const [first] = completed;
  if (Array.isArray(present)) out[name] = completed;
  else if (first !== undefined) out[name] = first;
};
