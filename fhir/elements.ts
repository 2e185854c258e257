import { readFileSync } from 'node:fs';

export type FhirVersion = 'STU3' | 'R4';

/** One element of a type, in the order of the specification. Absent members have the usual value: 0..1, no choice. */
export type ElementRow = {
  /** Name, without `[x]`. */
  readonly n: string;
  /** Type codes; the type of a backbone element is its own path. */
  readonly t?: readonly string[];
  /** Content reference: the path whose content it repeats. */
  readonly cr?: string;
  readonly min?: number;
  /** -1 is `*`. */
  readonly max?: number;
  /** A choice of types: `[x]`. */
  readonly c?: 1;
  /** An attribute in XML. */
  readonly a?: 1;
  /** Part of the summary. */
  readonly s?: 1;
  /** What a reference may point at; absent: anything. */
  readonly r?: readonly string[];
  /** Required binding: the name of its code list, which is absent where the codes are not closed (MIME types). */
  readonly b?: string;
};

export type Elements = {
  /** Rows by type, or by path for backbone elements. */
  readonly types: Readonly<Record<string, readonly ElementRow[] | undefined>>;
  readonly primitives: readonly string[];
  readonly resources: readonly string[];
  /** Codes of required bindings, by code system. */
  readonly codes: Readonly<Record<string, Readonly<Record<string, readonly string[]>> | undefined>>;
};

/** A name in JSON and XML, with its type: a choice of types has one for each of them, `valueQuantity` and so on. */
export type Named = { readonly name: string; readonly type: string };

export const namesOf = ({ n, t = [], cr, c }: ElementRow): readonly Named[] =>
  c === 1
    ? t.map((type) => ({ name: `${n}${type.charAt(0).toUpperCase()}${type.slice(1)}`, type }))
    : [{ name: n, type: cr ?? t[0] ?? '' }];

const tables = new Map<FhirVersion, Elements>();

/** What HL7 defines of a version. Read when first asked for: a process that knows R4 only never reads STU3. */
export const elementsOf = (version: FhirVersion): Elements => {
  let elements = tables.get(version);
  if (elements === undefined) {
    const file = new URL(`./tables/elements-${version.toLowerCase()}.json`, import.meta.url);
    elements = JSON.parse(readFileSync(file, 'utf8')) as Elements;
    tables.set(version, elements);
  }
  return elements;
};
