import type { Check } from './list.ts';
import { isMembers } from './members.ts';

/** "Contained resources SHALL NOT contain additional contained resources." FHIR R4 §2.3.1, dom-2 */
export const withoutContained: Check = (value, walk) => {
  if (isMembers(value) && value['contained'] !== undefined)
    walk.error('invariant', 'A contained resource may not contain others (dom-2).', 'contained');
};
