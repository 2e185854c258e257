import { pathsOf, nameOfPath, type Path } from '../fhir/path.ts';
import { parameterRows, type ParameterRow, type SearchKind } from '../fhir/tables.ts';
import type { FhirVersion } from '../records.types.ts';
import { combine, kindOn, type Component } from './composite.ts';
import { conversionOf, isMembers, stringPartsBut, stringPartsOf } from './convert.ts';
import { placeOf, plainSink, type Gathering, type Place, type SearchValues } from './sink.ts';
import { walkOf, type Arrive } from './trie.ts';

/** One place in resources of a type that parameters look at. Parameters that look at the same place share it. */
export type Terminal = {
  readonly place: Place;
  readonly kind: SearchKind;
  readonly path: Path;
  /** Set for composites, whose place is the node that the components stand below. */
  readonly components?: readonly Component[];
};

export type Parameter = {
  readonly code: string;
  readonly kind: SearchKind;
  /** For references: the types that count; absent means any. */
  readonly targets?: readonly string[];
  readonly terminals: readonly Terminal[];
};

/** All that is known about searching one resource type in one store. */
export type TypeIndex = {
  readonly parameters: ReadonlyMap<string, Parameter>;
  /** What the resource is found by. Any JSON goes: what is not as FHIR says is passed over. */
  readonly extract: (resource: object) => SearchValues;
};

/** Parameters that customers' stores are searched by in the order of dates: these alone pay for ordered rows. */
const orderedCodes: ReadonlySet<string> = new Set(['code', 'type', 'vaccine-code']);

/** `_id` and `_lastUpdated` are columns, and `_text` and its kin are no paths. */
const columns: ReadonlySet<string> = new Set(['_id', '_lastUpdated']);

const compiled = new Map<string, TypeIndex | undefined>();

/** The index of a type, compiled when first asked for; undefined where FHIR has no such resource type. */
export const typeIndex = (version: FhirVersion, store: number, type: string): TypeIndex | undefined => {
  const key = `${version}/${String(store)}/${type}`;
  if (!compiled.has(key)) compiled.set(key, compile(version, store, type));
  return compiled.get(key);
};

const compile = (version: FhirVersion, store: number, type: string): TypeIndex | undefined => {
  const rows = parameterRows(version, type);
  if (rows === undefined) return undefined;
  const terminals = new Map<string, Terminal>();
  const parameters = new Map<string, Parameter>();
  for (const row of rows) {
    const [code, kind, , targets] = row;
    if (columns.has(code) || parameters.has(code)) continue;
    const own = terminalsOf(version, { store, type, row, known: terminals });
    parameters.set(code, {
      code,
      kind,
      terminals: own,
      ...(targets === undefined || targets.length === 0 ? {} : { targets }),
    });
  }
  const apart = new Map([...terminals].map(([name, terminal]) => [terminal, partsApart(name, terminal, terminals)]));
  const withParts = (terminal: Terminal): readonly Terminal[] => [terminal, ...(apart.get(terminal)?.values() ?? [])];
  for (const [code, parameter] of parameters)
    parameters.set(code, { ...parameter, terminals: parameter.terminals.flatMap(withParts) });
  const into: Gathering = { values: empty(), ordered: store > 0 };
  const walk = walkOf([...apart].flatMap(([terminal, parts]) => endOf(terminal, { parts, into })));
  return {
    parameters,
    extract: (resource) => {
      into.values = empty();
      if (isMembers(resource)) walk(resource, resource);
      return into.values;
    },
  };
};

const empty = (): SearchValues => ({ tokens: [], ordered: [], ranges: [], strings: [] });

/**
 * Of a name or an address the parts that are searched by themselves as well, `family` and `address-city`: they are kept
 * in that place alone, and whoever searches the whole looks there, too. A third of what a Patient's strings would be.
 */
const partsApart = (
  name: string,
  { kind, path }: Terminal,
  terminals: ReadonlyMap<string, Terminal>,
): ReadonlyMap<string, Terminal> => {
  const apart = new Map<string, Terminal>();
  for (const part of kind === 'string' ? stringPartsOf(path.type) : []) {
    const own = terminals.get(`${name}.${part}`);
    if (own !== undefined) apart.set(part, own);
  }
  return apart;
};

type Where = { store: number; type: string; row: ParameterRow; known: Map<string, Terminal> };

const terminalsOf = (version: FhirVersion, { store, type, row, known }: Where): readonly Terminal[] => {
  const [code, declared, expression, , parts] = row;
  return pathsOf(version, type, expression).flatMap((path) => {
    const components = parts?.map((part) => componentOf(version, { type, base: path.type, part }));
    const kind =
      path.type === 'Location.position'
        ? 'special' // STU3 calls it a token and a quantity
        : parts === undefined && declared === 'reference'
          ? kindOn(declared, path.type)
          : declared;
    if (components === undefined && conversionOf(kind, path.type) === undefined) return [];
    const name = `${String(store)}/${type}.${kind}:${nameOfPath(path)}${(components ?? []).map(nameOfComponent).join('')}`;
    const ordered = declared === 'token' && orderedCodes.has(code);
    const shared = known.get(name);
    if (shared !== undefined && (shared.place.ordered || !ordered)) return [shared];
    const terminal: Terminal = {
      place: placeOf(name, ordered),
      kind,
      path,
      ...(components === undefined ? {} : { components }),
    };
    known.set(name, terminal);
    return [terminal];
  });
};

const componentOf = (
  version: FhirVersion,
  { type, base, part: [kind, expression] }: { type: string; base: string; part: readonly [SearchKind, string] },
): Component => {
  const fromResource = expression.startsWith('%resource.');
  const paths = pathsOf(version, fromResource ? type : base, expression.replace('%resource.', ''));
  return { kind: paths[0] === undefined ? kind : kindOn(kind, paths[0].type), fromResource, paths };
};

const nameOfComponent = ({ kind, fromResource, paths }: Component): string =>
  `$${fromResource ? '%' : ''}${kind}:${paths.map(nameOfPath).join('|')}`;

type End = { readonly parts: ReadonlyMap<string, Terminal>; readonly into: Gathering };

const endOf = ({ place, kind, path, components }: Terminal, { parts, into }: End): { path: Path; arrive: Arrive }[] => {
  if (components !== undefined) return [{ path, arrive: combine(place, components, into) }];
  const convert = parts.size > 0 ? stringPartsBut(path.type, parts) : conversionOf(kind, path.type);
  const sink = plainSink(place, into);
  if (convert === undefined) return [];
  return [
    {
      path,
      arrive: (value, resource) => {
        convert(value, sink, resource);
      },
    },
  ];
};
