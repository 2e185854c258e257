import type { ElementRow, Elements } from '../elements.ts';
import type { Check } from './list.ts';
import { isMembers } from './members.ts';

type Coded = { readonly row: ElementRow; readonly type: string; readonly name: string };

/**
 * The check of a required binding, on a code, a Coding or a CodeableConcept: "the concept in this element SHALL be from
 * the specified value set" (FHIR R4 §4.1.5). Undefined where there is none, or its codes are no closed list.
 */
export const codesCheck = (elements: Elements, { row, type, name }: Coded): Check | undefined => {
  const systems = row.b === undefined ? undefined : elements.codes[row.b];
  if (systems === undefined) return undefined;
  const lists = new Map(Object.entries(systems).map(([system, codes]) => [system, new Set(codes)]));
  const codes = new Set(Object.values(systems).flat());
  const wanted = codes.size <= 20 ? `one of: ${[...codes].join(', ')}` : `a code of the value set ${row.b ?? ''}`;
  const isListed = (coding: unknown): boolean =>
    isMembers(coding) &&
    typeof coding['code'] === 'string' &&
    lists.get(typeof coding['system'] === 'string' ? coding['system'] : '')?.has(coding['code']) === true;

  switch (type) {
    case 'code':
      return (value, walk) => {
        if (typeof value !== 'string') walk.error('structure', `${name} must be a string: ${wanted}.`);
        else if (!codes.has(value)) walk.error('code-invalid', `${name} must be ${wanted}.`);
      };
    case 'Coding':
      return (value, walk) => {
        if (isMembers(value) && !isListed(value)) walk.error('code-invalid', `${name} must be ${wanted}.`);
      };
    case 'CodeableConcept':
      return (value, walk) => {
        if (!isMembers(value)) return;
        const codings = value['coding'];
        // "At least one Coding element SHALL be from the specified value set": others may stand beside it, text alone may not.
        if (!Array.isArray(codings) || !codings.some(isListed))
          walk.error('code-invalid', `${name} must have a coding that is ${wanted}.`);
      };
    default:
      return undefined;
  }
};
