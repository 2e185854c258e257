import type { Members } from '../extract/convert.ts';
import type { Hierarchy } from './hierarchy.ts';

/** The codes for which all filters hold; undefined where one of them is not known here. FHIR R4 ValueSet.compose.include.filter */
export const filtered = (hierarchy: Hierarchy, filters: readonly Members[]): ReadonlySet<string> | undefined => {
  let codes = hierarchy.codes;
  for (const { property, op, value } of filters) {
    if (typeof property !== 'string' || typeof op !== 'string' || typeof value !== 'string') return undefined;
    const holds =
      property === 'concept' || property === 'code'
        ? ofConcept(hierarchy, op, value)
        : ofProperty(hierarchy, { property, op, value });
    if (holds === undefined) return undefined;
    codes = codes.filter(holds);
  }
  return new Set(codes);
};

type Holds = (code: string) => boolean;

const ofConcept = (hierarchy: Hierarchy, op: string, value: string): Holds | undefined => {
  const below = hierarchy.below(value);
  const above = hierarchy.above(value);
  switch (op) {
    case 'is-a':
      return (code) => below.has(code);
    case 'descendent-of':
      return (code) => code !== value && below.has(code);
    case 'is-not-a':
      return (code) => !below.has(code);
    case 'generalizes':
      return (code) => above.has(code);
    case '=':
      return (code) => code === value;
    case 'in':
      return (code) => partsOf(value).has(code);
    case 'not-in':
      return (code) => !partsOf(value).has(code);
    default:
      return undefined;
  }
};

type Filter = { readonly property: string; readonly op: string; readonly value: string };

const ofProperty = (hierarchy: Hierarchy, { property, op, value }: Filter): Holds | undefined => {
  switch (op) {
    case '=':
      return (code) => hierarchy.property(code, property).includes(value);
    case 'in':
      return (code) => hierarchy.property(code, property).some((one) => partsOf(value).has(one));
    case 'not-in':
      return (code) => !hierarchy.property(code, property).some((one) => partsOf(value).has(one));
    case 'exists':
      return (code) => hierarchy.property(code, property).length > 0 === (value === 'true');
    default:
      return undefined;
  }
};

const partsOf = (value: string): ReadonlySet<string> => new Set(value.split(',').map((part) => part.trim()));
