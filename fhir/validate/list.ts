import type { Members } from './members.ts';
import type { Walk } from './walk.ts';

/** Checks a value where the walk stands; `owner` is the object that it is a member of. */
export type Check = (value: unknown, walk: Walk, owner: Members) => void;

/** An element that repeats is a list even where there is one. FHIR R4 §2.6.2 */
export const listOf =
  (one: Check): Check =>
  (value, walk, owner) => {
    if (!isFullList(value, walk)) return;
    for (let index = 0; index < value.length; index += 1) {
      walk.at(index);
      one(value[index], walk, owner);
    }
  };

/** Where an element has only an id or extensions, null stands in the list of values. FHIR R4 §2.6.2.3 */
export const listOfPrimitives =
  (name: string, one: Check): Check =>
  (value, walk, owner) => {
    if (!isFullList(value, walk)) return;
    for (let index = 0; index < value.length; index += 1) {
      walk.at(index);
      const item: unknown = value[index];
      if (item !== null) one(item, walk, owner);
      else if (at(owner[`_${name}`], index) === null)
        walk.error('value', `${name} must have a value here, or its extensions at the same place of _${name}.`);
    }
  };

/** The other side: null stands where a value has no id and no extensions. */
export const listOfSiblings =
  (name: string, one: Check): Check =>
  (value, walk, owner) => {
    if (!isFullList(value, walk)) return;
    let said = owner[name] !== undefined;
    for (let index = 0; index < value.length; index += 1) {
      walk.at(index);
      const item: unknown = value[index];
      if (item === null) continue;
      said = true;
      one(item, walk, owner);
    }
    // With values beside it a list of nulls says nothing, and does no harm.
    if (!said) walk.error('value', `_${name} must hold an id or extensions, or be left out.`);
  };

const isFullList = (value: unknown, walk: Walk): value is readonly unknown[] => {
  if (!Array.isArray(value)) {
    walk.error('structure', 'This element repeats: it must be a list, [ … ], even of one.');
    return false;
  }
  if (value.length === 0) walk.error('value', 'A list must not be empty: leave the element out.');
  return true;
};

const at = (list: unknown, index: number): unknown => (Array.isArray(list) ? ((list[index] as unknown) ?? null) : null);
