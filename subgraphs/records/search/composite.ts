import { elementsOf } from '../../../fhir/elements.ts';
import { unsupported, type Failure } from '../../../kernel/failure.ts';
import { canCombine, isRanged, type Component } from '../extract/composite.ts';
import { fold } from '../extract/fold.ts';
import { hashOf } from '../extract/hash.ts';
import { rangeHash, type Place } from '../extract/sink.ts';
import type { Parameter } from '../extract/type-index.ts';
import type { FhirVersion } from '../records.types.ts';
import { anyOf, eitherWay, anyToken, type Condition, type Criterion, type Way } from './criterion.ts';
import { dateBounds } from './date.ts';
import { numberBounds } from './number.ts';
import { quantityOf, type Equivalently } from './quantity.ts';
import { malformed, nameOf, splitUnescaped, unescaped, type QueryParameter } from './query.ts';
import { anyOfRanges, anyRange, anyStretch, compareDates, startsOf, wayTo, type Bounds } from './range.ts';
import { formsOfReference } from './reference.ts';
import { anyString } from './string.ts';
import { tokenForms, tokenOf } from './token.ts';

/** `code$value`: both parts in one and the same node. FHIR R4 §3.1.1.4.15 */
export const composite = (
  version: FhirVersion,
  parameter: QueryParameter,
  { known, now }: { readonly known: Parameter; readonly now: Date },
): Criterion | Failure => {
  const shape = known.terminals[0]?.components ?? [];
  if (parameter.modifier !== undefined)
    return unsupported(`The modifier :${parameter.modifier} is not supported on composites.`, nameOf(parameter));
  if (!canCombine(shape))
    return unsupported('Composites of two ranges are not supported; search by their parts.', nameOf(parameter));
  const conditions: Condition[] = [];
  const ways: Way[] = [];
  for (const value of parameter.values) {
    const parts = splitUnescaped(value, '$');
    if (parts.length !== shape.length)
      return malformed(parameter, value, `${String(shape.length)} parts with $ between them`);
    for (const { place, components = [] } of known.terminals) {
      const wanted = readParts(version, parts, { components, now });
      if (wanted === undefined)
        return malformed(parameter, value, `a value of the kinds ${shape.map(({ kind }) => kind).join(' and ')}`);
      const found = find(place, wanted);
      conditions.push(found.condition);
      ways.push(found.way);
    }
  }
  return { condition: anyOf(conditions), content: true, ...eitherWay(ways) };
};

type Wanted = {
  names: readonly string[];
  range?: Ranged;
  /** Of a stretch what its end is to be, where `range` is of its start. */
  end?: Bounds;
  string?: string;
};

/** A quantity in all the units that it may have been written in. */
type Ranged = Bounds & { readonly dated: boolean; readonly units: readonly Equivalently[] };

const readParts = (
  version: FhirVersion,
  parts: readonly string[],
  { components, now }: { components: readonly Component[]; now: Date },
): Wanted | undefined => {
  let wanted: Wanted = { names: [''] };
  for (const [index, component] of components.entries()) {
    const text = parts[index] ?? '';
    if (isRanged(component)) {
      const range = boundsOf(component, text, now);
      if (range === undefined) return undefined;
      wanted = wanted.range === undefined ? { ...wanted, range } : { ...wanted, end: range };
    } else if (component.kind === 'string') wanted = { ...wanted, string: fold(unescaped(text)) };
    else {
      const forms = formsOf(version, component, text);
      if (forms === undefined) return undefined;
      wanted = { ...wanted, names: wanted.names.flatMap((name) => forms.map((form) => `${name}$${form}`)) };
    }
  }
  return wanted;
};

const boundsOf = ({ kind }: Component, text: string, now: Date): Wanted['range'] => {
  if (kind === 'date') {
    const bounds = dateBounds(text, now);
    return bounds === undefined ? undefined : { ...bounds, dated: true, units: [] };
  }
  if (kind === 'quantity') {
    const quantity = quantityOf(text);
    return quantity === undefined ? undefined : { ...quantity.bounds, dated: false, units: quantity.equivalents };
  }
  const bounds = numberBounds(text);
  return bounds === undefined ? undefined : { ...bounds, dated: false, units: [{ bounds, units: [''] }] };
};

const formsOf = (version: FhirVersion, { kind, paths }: Component, text: string): readonly string[] | undefined => {
  if (kind === 'reference') return formsOfReference(unescaped(text), undefined, elementsOf(version).resources);
  if (kind === 'uri') return [unescaped(text)];
  const value = tokenOf(text);
  if (value === undefined || value.code === '') return undefined;
  return [...new Set(paths.flatMap((path) => tokenForms(version, { path }, value)))];
};

const find = (place: Place, { names, range, end, string }: Wanted): { condition: Condition; way: Way } => {
  const anywhere = names.map((name) => rangeHash(place, `${name}$`));
  if (range !== undefined && end !== undefined)
    return { condition: anyStretch(anywhere, range, end), way: wayTo(anywhere, [{ bounds: range }]) };
  if (range?.dated === true)
    return {
      condition: anyRange(anywhere, range, compareDates),
      way: { kind: 'ranges', places: anywhere, ...startsOf(range) },
    };
  if (range !== undefined) {
    const groups = range.units.map(({ bounds, units }) => ({
      bounds,
      places: names.flatMap((name) => units.map((unit) => rangeHash(place, `${name}$${unit}`))),
    }));
    return { condition: anyOfRanges(groups), way: wayTo(anywhere, groups) };
  }
  if (string !== undefined) {
    const places = names.map((name) => rangeHash(place, name));
    return { condition: anyString(places, string, 'starts'), way: { kind: 'strings', places, prefix: string } };
  }
  const hashes = names.map((name) => hashOf(place.value, name));
  return { condition: anyToken(hashes), way: { kind: 'tokens', hashes, reach: 'few' } };
};
