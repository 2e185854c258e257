import { hashOf } from '../extract/hash.ts';
import { referencesBy } from '../extract/references.ts';
import { typeIndex } from '../extract/type-index.ts';
import { compartmentsOf } from '../fhir/tables.ts';
import type { Compartment, FhirVersion } from '../records.types.ts';
import type { SearchIn } from './compile.ts';
import { anyOf, anyToken, type Condition, type Criterion } from './criterion.ts';

/** The kinds of compartments that a version defines: Patient, Encounter, Practitioner, RelatedPerson, Device. */
export const compartmentNames = (version: FhirVersion): readonly string[] => Object.keys(compartmentsOf(version));

/** The types that may be in a compartment of this kind: with its own, undefined where there are none of the kind. */
export const typesInCompartment = (version: FhirVersion, of: string): readonly string[] | undefined => {
  const table = compartmentsOf(version);
  const members = Object.hasOwn(table, of) ? table[of] : undefined;
  return members === undefined ? undefined : [...new Set([of, ...Object.keys(members)])];
};

/** The ids of those whose compartments of a kind a resource is in, by what it refers to. */
export const idsInCompartments = (
  { version, base }: Pick<SearchIn, 'version' | 'base'>,
  { type, resource }: { readonly type: string; readonly resource: object },
  of: string,
): readonly string[] => {
  const codes = compartmentsOf(version)[of]?.[type] ?? [];
  // What a resource refers to is the same in any store.
  return referencesBy(
    { version, store: 1, base, type },
    codes,
  )(resource).flatMap((target) => (target.startsWith(`${of}/`) ? [target.slice(of.length + 1)] : []));
};

type In = { readonly version: FhirVersion; readonly store: number };

/**
 * The resources of a type that are in a compartment: those that refer to what it belongs to by one of the parameters
 * that its definition names, and that resource itself. Undefined for a type that is never in it. FHIR R4 §2.36
 */
export const inCompartment = (
  { version, store }: In,
  type: string,
  { type: of, id, from, to }: Compartment,
): Criterion | undefined => {
  if (typesInCompartment(version, of)?.includes(type) !== true) return undefined;
  const codes = compartmentsOf(version)[of]?.[type] ?? [];
  const parameters = typeIndex(version, store, type)?.parameters;
  const hashes = codes.flatMap(
    (code) => parameters?.get(code)?.terminals.map(({ place }) => hashOf(place.value, `${of}/${id}`)) ?? [],
  );
  const refers = anyToken(hashes);
  if (type !== of)
    return {
      condition: began(refers, { from, to }),
      way: { kind: 'tokens', hashes, reach: 'few' },
      content: true,
    };
  const itself: Condition = (bind) => `r.id = ${bind(id, 'text')}`;
  return hashes.length === 0
    ? { condition: itself, way: { kind: 'ids', ids: [id] }, content: true }
    : { condition: anyOf([itself, refers]), content: true };
};

/** By the clinical date of an item; where it has none, by when it was entered. */
const began =
  (
    condition: Condition,
    { from, to }: { readonly from: string | undefined; readonly to: string | undefined },
  ): Condition =>
  (bind) =>
    [
      condition(bind),
      ...(from === undefined ? [] : [`r.at >= ${bind(from, 'timestamptz')}`]),
      ...(to === undefined ? [] : [`r.at < ${bind(to, 'timestamptz')}`]),
    ].join(' and ');
