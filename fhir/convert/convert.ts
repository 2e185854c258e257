import type { FhirVersion } from '../elements.ts';
import { compilerFor } from './compiler.ts';
import type { Compiler } from './compiling.ts';
import { r4ToStu3 } from './r4-to-stu3/direction.ts';
import { Trace, type Loss } from './trace.ts';
import type { Direction } from './rows.ts';
import { stu3ToR4 } from './stu3-to-r4/direction.ts';
import type { Members } from './value.ts';

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

const directions: Readonly<Record<FhirVersion, Direction>> = { STU3: stu3ToR4, R4: r4ToStu3 };
const compilers = new Map<FhirVersion, Compiler>();

/** Made when first needed: a process that converts in one direction has one. */
export const compilerOf = (from: FhirVersion): Compiler => {
  let compiler = compilers.get(from);
  if (compiler === undefined) {
    compilers.set(from, (compiler = compilerFor(directions[from])));
  }
  return compiler;
};
