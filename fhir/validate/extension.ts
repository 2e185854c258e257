import type { Check } from './list.ts';
import { isMembers } from './members.ts';

/** "Must have either extensions or value[x], not both." FHIR R4, ext-1 */
export const extensionCheck =
  (members: Check): Check =>
  (value, walk, owner) => {
    members(value, walk, owner);
    if (!isMembers(value)) return;
    const hasExtensions = value['extension'] !== undefined;
    let hasValue = false;
    for (const name in value) if (name.startsWith('value') || name.startsWith('_value')) hasValue = true;
    if (hasExtensions === hasValue)
      walk.error('invariant', 'An extension must have a value or extensions, and not both (ext-1).');
  };
