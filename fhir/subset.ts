import type { FhirVersion } from './elements.ts';
import { isIssue } from './issue.ts';
import { isExactMembers, writeExact, type Exact, type ExactMembers } from './json/exact.ts';
import { readExact } from './json/read.ts';
import { layoutOf, type Slot } from './layout.ts';

/** What is wanted of a resource: `_summary` or `_elements`. FHIR R4 §3.1.1.5.8, §3.1.1.5.9 */
export type Wanted = { readonly summary: 'true' | 'text' | 'data' } | { readonly elements: readonly string[] };

/**
 * A part of a resource, numbers as they are written, tagged SUBSETTED so that nobody stores it for the whole. What is
 * required stays whatever is wanted, so that a part is still a valid resource.
 *
 * @param text a resource's JSON, as a store has kept it
 */
export const subsetOf = (version: FhirVersion, text: string, wanted: Wanted): string => {
  const read = readExact(text);
  if (isIssue(read) || !isExactMembers(read.value)) throw new Error('What is stored is no resource in JSON.');
  const resource = read.value;
  const kept =
    'elements' in wanted
      ? topLevel(version, resource, ({ element, name }) => always.has(element) || named(wanted.elements, element, name))
      : wanted.summary === 'true'
        ? summaryOf(version, resource)
        : wanted.summary === 'data'
          ? topLevel(version, resource, ({ element }) => element !== 'text')
          : topLevel(version, resource, ({ element }) => always.has(element) || element === 'text');
  return writeExact(tagged(version, kept));
};

/** What says what the rest means: it is never left out. */
const always: ReadonlySet<string> = new Set(['id', 'meta', 'implicitRules', 'modifierExtension']);

/** `value`, `valueQuantity` and `Observation.value` mean the same element. */
const named = (elements: readonly string[], element: string, name: string): boolean =>
  elements.some((wanted) => {
    const last = wanted.slice(wanted.indexOf('.') + 1);
    return last === element || last === name;
  });

const topLevel = (version: FhirVersion, resource: ExactMembers, isWanted: (slot: Slot) => boolean): ExactMembers =>
  filtered(version, { type: typeOf(resource), members: resource }, (slot) => slot.required || isWanted(slot));

/** All elements of the summary, and of each of them its own summary. */
const summaryOf = (version: FhirVersion, resource: ExactMembers): ExactMembers =>
  inner(version, { type: typeOf(resource), members: resource });

type Typed = { readonly type: string; readonly members: ExactMembers };

/** A modifier says what the rest means only as a whole. */
const inner = (version: FhirVersion, { type, members }: Typed): ExactMembers => {
  if (type === 'Extension') return members;
  const layout = layoutOf(version, type);
  const kept = filtered(
    version,
    { type, members },
    (slot) => slot.required || slot.summary || always.has(slot.element),
  );
  return Object.fromEntries(
    Object.entries(kept).flatMap(([name, value]) => {
      const slot = layout?.slots.get(name);
      if (slot?.form !== 'complex' && slot?.form !== 'resource') return [[name, value]];
      const part = partOf(version, slot, value);
      if (part !== undefined) return [[name, part]];
      // Of some elements nothing is in the summary, though they are themselves: they must not be there empty.
      return slot.required ? [[name, value]] : [];
    }),
  );
};

const partOf = (version: FhirVersion, slot: Slot, value: Exact): Exact | undefined => {
  if (Array.isArray(value)) {
    const parts = value.map((item) => partOf(version, slot, item)).filter((part) => part !== undefined);
    return parts.length === 0 ? undefined : parts;
  }
  if (!isExactMembers(value)) return value;
  if (slot.form === 'resource') return summaryOf(version, value);
  const part = inner(version, { type: slot.type, members: value });
  return Object.keys(part).length === 0 ? undefined : part;
};

/** An element and its sibling `_element` go together; what is no element is a part of nothing. */
const filtered = (version: FhirVersion, { type, members }: Typed, isWanted: (slot: Slot) => boolean): ExactMembers => {
  const layout = layoutOf(version, type);
  return Object.fromEntries(
    Object.entries(members).filter(([name]) => {
      const slot = layout?.slots.get(name.startsWith('_') ? name.slice(1) : name);
      return slot === undefined ? name === 'resourceType' : isWanted(slot);
    }),
  );
};

const typeOf = ({ resourceType }: ExactMembers): string => (typeof resourceType === 'string' ? resourceType : '');

/** The tag follows `id`, as `meta` does in the specification. */
const tagged = (version: FhirVersion, { resourceType, id, meta, ...rest }: ExactMembers): ExactMembers => {
  const own = isExactMembers(meta) ? meta : {};
  const tags = Array.isArray(own['tag']) ? own['tag'] : [];
  const isTagged = tags.some((tag) => isExactMembers(tag) && tag['code'] === 'SUBSETTED');
  const tag = isTagged ? tags : [...tags, { system: tagSystems[version], code: 'SUBSETTED' }];
  return {
    ...(resourceType === undefined ? {} : { resourceType }),
    ...(id === undefined ? {} : { id }),
    meta: { ...own, tag },
    ...rest,
  };
};

const tagSystems: Readonly<Record<FhirVersion, string>> = {
  STU3: 'http://hl7.org/fhir/v3/ObservationValue',
  R4: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue',
};
