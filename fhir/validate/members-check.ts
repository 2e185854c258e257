import type { Check } from './list.ts';
import { isMembers, type Members } from './members.ts';
import type { Walk } from './walk.ts';

/** What may stand under one name of a JSON object. */
export type Property = {
  /** The name in the specification, which is what FHIRPath says: `value`, of `valueQuantity` as of `_valueString`. */
  readonly element: string;
  readonly check: Check;
  /** Bits: which of the required elements, and which of the choices of types, it is. 0: none. */
  readonly required: number;
  readonly choice: number;
  /** Of `_valueString`: `valueString`. Both together are one choice. */
  readonly twin?: string;
};

type Shape = {
  readonly type: string;
  readonly isResource: boolean;
  readonly properties: ReadonlyMap<string, Property>;
  readonly required: readonly string[];
};

/** Checks an object: known names only, each as it should be, one of each choice, and all that is required. */
export const membersCheck = (shape: Shape): Check => {
  const all = 2 ** shape.required.length - 1;
  return (value, walk) => {
    if (!isMembers(value)) {
      walk.error('structure', `This must be a JSON object: ${shape.type}.`);
      return;
    }
    let seen = 0;
    let chosen = 0;
    let isEmpty = true;
    for (const name in value) {
      isEmpty = false;
      const property = shape.properties.get(name);
      if (property === undefined) {
        if (name !== 'resourceType' || !shape.isResource) unknown(name, shape.type, walk);
        continue;
      }
      if (!walk.enter(property.element)) return;
      seen |= property.required;
      if (property.choice !== 0 && isChoice(property, value)) {
        if ((chosen & property.choice) !== 0) walk.error('structure', `Only one ${property.element}[x] may be given.`);
        chosen |= property.choice;
      }
      property.check(value[name], walk, value);
      walk.leave();
    }
    if (isEmpty) walk.error('value', 'An object must not be empty: leave the element out.');
    if (seen !== all) missing(shape.required, seen, walk);
  };
};

const isChoice = ({ twin }: Property, members: Members): boolean => twin === undefined || members[twin] === undefined;

/** Names that others made up are repeated only where they are names. */
const unknown = (name: string, type: string, walk: Walk): void => {
  if (/^\w{1,64}$/.test(name)) walk.error('structure', `${name} is no element of ${type}.`, name);
  else walk.error('structure', `A member is no element of ${type}.`);
};

const missing = (required: readonly string[], seen: number, walk: Walk): void => {
  required.forEach((name, place) => {
    if ((seen & (1 << place)) === 0) walk.error('required', `${name} is required.`, name);
  });
};
