import { elementsOf, namesOf, type ElementRow, type FhirVersion } from './elements.ts';

/** What one name of a JSON object is, and how it stands in XML. FHIR R4 §2.6.1 */
export type Slot = {
  readonly name: string;
  /** The name in the specification: `value` of `valueQuantity`. */
  readonly element: string;
  readonly type: string;
  /** Its place in the order of the specification, which XML asks for. */
  readonly place: number;
  readonly many: boolean;
  readonly required: boolean;
  /** Part of the summary: `isSummary`. */
  readonly summary: boolean;
  /**
   * `primitive`: an element with the attribute `value`; `attribute`: of the element that it belongs to; `xhtml`: as it
   * stands; `resource`: an element around the resource's own; `complex`: an element with its elements.
   */
  readonly form: 'primitive' | 'attribute' | 'xhtml' | 'resource' | 'complex';
  /** For primitives: how the text of the attribute is told from JSON's strings. */
  readonly json: 'string' | 'number' | 'boolean';
};

export type Layout = {
  /** By their names in JSON. */
  readonly slots: ReadonlyMap<string, Slot>;
  /** The names of those that are attributes. */
  readonly attributes: readonly string[];
  readonly isResource: boolean;
};

const layouts = new Map<string, Layout>();

/** What stands under the names of a type; undefined: there is no such type. */
export const layoutOf = (version: FhirVersion, type: string): Layout | undefined => {
  const key = `${version} ${type}`;
  let layout = layouts.get(key);
  if (layout === undefined) {
    const { types, primitives, resources } = elementsOf(version);
    const rows = Object.hasOwn(types, type) ? types[type] : undefined;
    if (rows === undefined) return undefined;
    const slots = rows
      .flatMap((row) => namesOf(row).map((named) => ({ row, ...named })))
      .map(({ row, name, type: of }, place): [string, Slot] => [
        name,
        slotOf(row, { name, type: of, place, primitives }),
      ]);
    layout = {
      slots: new Map(slots),
      attributes: slots.filter(([, { form }]) => form === 'attribute').map(([name]) => name),
      isResource: resources.includes(type),
    };
    layouts.set(key, layout);
  }
  return layout;
};

type Where = { name: string; type: string; place: number; primitives: readonly string[] };

const slotOf = (row: ElementRow, { name, type, place, primitives }: Where): Slot => ({
  name,
  element: row.n,
  type,
  place,
  many: row.max !== undefined,
  required: (row.min ?? 0) > 0,
  summary: row.s === 1,
  form: formOf(row, type, primitives),
  json: numbers.has(type) ? 'number' : type === 'boolean' ? 'boolean' : 'string',
});

const formOf = (row: ElementRow, type: string, primitives: readonly string[]): Slot['form'] => {
  if (row.a === 1) return 'attribute';
  if (type === 'xhtml') return 'xhtml';
  if (type === 'Resource') return 'resource';
  return primitives.includes(type) ? 'primitive' : 'complex';
};

const numbers: ReadonlySet<string> = new Set(['decimal', 'integer', 'unsignedInt', 'positiveInt']);
