import type { Path } from './path.ts';

/**
 * The same path in PostgreSQL's own language, to what a code, an identifier or a reference is told by; undefined where it
 * has none. Its lax mode goes through lists as FHIRPath does.
 */
export const jsonPathOf = ({ steps, type }: Path): string | undefined => {
  let path = '$';
  for (const step of steps) {
    if ('property' in step) path += `.${JSON.stringify(step.property)}`;
    else if ('where' in step) path += `[*] ? (@.${JSON.stringify(step.where[0])} == ${JSON.stringify(step.where[1])})`;
    else if ('index' in step) path += `[${String(step.index)}]`;
    else return undefined;
  }
  return path + (tails[type] ?? '');
};

const tails: Readonly<Partial<Record<string, string>>> = {
  CodeableConcept: '."coding"."code"',
  Coding: '."code"',
  Identifier: '."value"',
  ContactPoint: '."value"',
  Reference: '."reference"',
};
