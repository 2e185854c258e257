import { elementsOf, type FhirVersion } from '../elements.ts';
import type { Issue } from '../issue.ts';
import { isMembers } from './members.ts';
import type { Check } from './list.ts';
import { resourceCheck } from './type-check.ts';
import { Walk } from './walk.ts';

/**
 * What is wrong with a resource by the definition of its type: unknown elements, types, cardinality, choices, formats,
 * codes of required bindings, and what references point at (a warning). Empty: nothing. At most 100 issues.
 */
export const validate = (version: FhirVersion, resource: unknown): readonly Issue[] => {
  const walk = new Walk();
  const type = isMembers(resource) ? resource['resourceType'] : undefined;
  walk.enter(typeof type === 'string' && elementsOf(version).resources.includes(type) ? type : 'Resource');
  checkOf(version)(resource, walk, {});
  return walk.issues;
};

const compiled = new Map<FhirVersion, Check>();

const checkOf = (version: FhirVersion): Check => {
  let check = compiled.get(version);
  if (check === undefined) compiled.set(version, (check = resourceCheck(elementsOf(version))));
  return check;
};
