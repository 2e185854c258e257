/** A FHIR resource, or part of one, of which nothing is known but that it is JSON: customers' stores check no more. */
export type Json = Readonly<Record<string, unknown>>;

export const objectOf = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};

export const listOf = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.map(objectOf) : []);

/** The one object there is, or several of them: versions of FHIR differ in how many there may be. */
export const someOf = (value: unknown): readonly Json[] =>
  Array.isArray(value) ? listOf(value) : value === undefined ? [] : [objectOf(value)];

/** FHIR knows no empty strings. FHIR R4 §2.24.0.1 */
export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined;
