import type { FhirVersion } from '../elements.ts';
import { Compiler } from './compiler.ts';
import { Trace, type Loss } from './trace.ts';
import type { Direction } from './rows.ts';
import { stu3ToR4 } from './stu3-to-r4/direction.ts';
import type { Members, Value } from './value.ts';

export type Converted = {
  /** A resource of the other version. Parts that are the same in both are shared with what was converted: change neither. */
  readonly resource: Members;
  /** What the resource does not say as it was said. Empty: nothing. */
  readonly losses: readonly Loss[];
};

/**
 * A resource as the other version of FHIR says it. It must be valid: what is no element is left out, and said so. All
 * that has no place in the other version is kept in extensions.
 */
export const convert = (from: FhirVersion, resource: Members): Converted => {
  const trace = new Trace();
  const type = resource['resourceType'];
  trace.enter(typeof type === 'string' ? type : 'Resource');
  return { resource: compilerOf(from).resource(resource, trace), losses: trace.losses };
};

const directions: Partial<Record<FhirVersion, Direction>> = { STU3: stu3ToR4 };
const compilers = new Map<FhirVersion, Compiler>();

/** Made when first needed: a process that converts in one direction has one. */
export const compilerOf = (from: FhirVersion): Compiler => {
  let compiler = compilers.get(from);
  if (compiler === undefined) {
    const direction = directions[from];
    if (direction === undefined) throw new Error(`Nothing converts from ${from}.`);
    compilers.set(from, (compiler = new Compiler(direction)));
  }
  return compiler;
};

export type { Members, Value };
