import { typeIndex } from '../extract/type-index.ts';
import { elementsOf } from '../../../fhir/elements.ts';
import type { SearchKind } from '../fhir/tables.ts';
import type { FhirVersion } from '../records.types.ts';

/** The resource types of a FHIR version. */
export const typesOf = (version: FhirVersion): readonly string[] => elementsOf(version).resources;

/** What the resources of a type are searched by. */
export const parametersOf = (
  version: FhirVersion,
  type: string,
): readonly { readonly name: string; readonly kind: SearchKind }[] => [
  { name: '_id', kind: 'token' },
  { name: '_lastUpdated', kind: 'date' },
  ...[...(typeIndex(version, 1, type)?.parameters.values() ?? [])].map(({ code, kind }) => ({ name: code, kind })),
];
