import type { Check } from './list.ts';
import { isMembers } from './members.ts';

/**
 * What a reference points at, where it says so itself. Only a warning: official examples point elsewhere, and whether
 * something is there is the store's to know.
 */
export const referenceCheck = (targets: readonly string[], resources: ReadonlySet<string>): Check => {
  const allowed: ReadonlySet<string> = new Set(targets);
  return (value, walk) => {
    if (!isMembers(value) || typeof value['reference'] !== 'string') return;
    const type = typeOfReference(value['reference']);
    if (type !== undefined && resources.has(type) && !allowed.has(type))
      walk.warn('value', `This reference may point at: ${targets.join(', ')}; it points at: ${type}.`);
  };
};

/** `Patient/1`, `http://…/Patient/1/_history/2`, `Patient?identifier=…`; undefined for `#1` and `urn:uuid:…`. */
const typeOfReference = (reference: string): string | undefined => {
  const query = reference.indexOf('?');
  const path = query < 0 ? reference : `${reference.slice(0, query)}/`;
  const version = path.indexOf('/_history/');
  const end = path.lastIndexOf('/', version < 0 ? undefined : version - 1);
  return end <= 0 ? undefined : path.slice(path.lastIndexOf('/', end - 1) + 1, end);
};
