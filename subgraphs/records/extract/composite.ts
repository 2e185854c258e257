import type { Path } from '../fhir/path.ts';
import type { SearchKind } from '../fhir/tables.ts';
import { conversionOf } from './convert.ts';
import { fold } from './fold.ts';
import { halvesOf } from './hash.ts';
import {
  codedForms,
  keepHash,
  longestString,
  rangeHalves,
  unitForms,
  type Place,
  type Gathering,
  type SearchValues,
  type Sink,
  type Unit,
} from './sink.ts';
import { walkOf, type Arrive } from './trie.ts';

/** One component of a composite: what it is, and where it stands below the composite's node or below the resource. */
export type Component = { readonly kind: SearchKind; readonly fromResource: boolean; readonly paths: readonly Path[] };

/** What one component found in one node. */
type Found = {
  readonly forms: readonly string[];
  readonly ranges: readonly { readonly lo: number; readonly hi: number; readonly unit: Unit }[];
  readonly strings: readonly string[];
};

export const isRanged = ({ kind }: Component): boolean => kind === 'date' || kind === 'number' || kind === 'quantity';

/**
 * One component at most is a range or a string, and all others become the name under which that one is kept. Two numbers
 * are a stretch of a chromosome, which is kept as one range: from the first to the second. FHIR R4 MolecularSequence, search
 */
export const canCombine = (components: readonly Component[]): boolean => {
  const held = components.filter((component) => isRanged(component) || component.kind === 'string');
  return held.length <= 1 || (held.length === 2 && held.every(({ kind }) => kind === 'number'));
};

/** A node with very many codings would multiply: beyond this many combinations the rest of the node is not searched. */
const mostCombinations = 1000;

/**
 * Keeps what stands together together: `code$value` of one component of a blood pressure never meets the value of the
 * other. FHIR R4 §3.1.1.4.13
 */
export const combine = (place: Place, components: readonly Component[], into: Gathering): Arrive => {
  if (!canCombine(components)) return () => undefined;
  const { sink, take } = collecting();
  const walks = components.map(({ kind, paths, fromResource }) => ({
    fromResource,
    walk: walkOf(
      paths.flatMap((path) => {
        const convert = conversionOf(kindOn(kind, path.type), path.type);
        if (convert === undefined) return [];
        const arrive: Arrive = (value, resource) => {
          convert(value, sink, resource);
        };
        return [{ path, arrive }];
      }),
    ),
  }));
  const backwards = walks.toReversed();
  const ranged = components.some((part) => isRanged(part) || part.kind === 'string');
  return (node, resource) => {
    // The last first: a code is always there, and a value mostly of another type.
    const found: Found[] = [];
    for (const { fromResource, walk } of backwards) {
      walk(fromResource ? resource : node, resource);
      const part = take();
      if (part === undefined) return;
      found.unshift(part);
    }
    let names = [''];
    let last: Held = { ranges: [], strings: [] };
    for (const { forms, ranges, strings } of found) {
      if (ranges.length > 0 || strings.length > 0) last = { ranges: stretched(last.ranges, ranges), strings };
      else names = names.flatMap((name) => forms.map((form) => `${name}$${form}`)).slice(0, mostCombinations);
    }
    write(into.values, place, { names, last, ranged });
  };
};

/** What is kept under the names of the others. */
type Held = Pick<Found, 'ranges' | 'strings'>;

/** From the start of the first to the end of the second, where there was a first. */
const stretched = (starts: Found['ranges'], ends: Found['ranges']): Found['ranges'] => {
  const [start] = starts;
  return start === undefined ? ends : ends.map(({ hi, unit }) => ({ lo: start.lo, hi, unit }));
};

/** Some definitions name their components in the wrong order (DocumentReference.relationship): the type knows better. */
export const kindOn = (kind: SearchKind, type: string): SearchKind =>
  type === 'Reference' ? 'reference' : type === 'code' && kind === 'reference' ? 'token' : kind;

type Combination = { readonly names: readonly string[]; readonly last: Held; readonly ranged: boolean };

const write = (out: SearchValues, place: Place, { names, last, ranged }: Combination): void => {
  if (!ranged) {
    for (const name of names) keepHash(out.tokens, halvesOf(place.value, name));
    return;
  }
  for (const name of names) {
    for (const { lo, hi, unit } of last.ranges)
      for (const form of unitForms(unit))
        out.ranges.push({ ph: rangeHalves(place, `${name}$${form}`), lo, hi, way: form === '' });
    for (const value of last.strings) out.strings.push({ ph: rangeHalves(place, name), value });
  }
};

/** Where converters put what they find; `take` hands it out, undefined where it is nothing, and begins anew. */
const collecting = (): { readonly sink: Sink; readonly take: () => Found | undefined } => {
  let forms: string[] = [];
  let ranges: { lo: number; hi: number; unit: Unit }[] = [];
  let strings: string[] = [];
  const sink: Sink = {
    coded: (system, code) => {
      forms.push(...codedForms(system, code));
    },
    word: (text) => {
      forms.push(text);
    },
    range: (lo, hi, unit = {}) => {
      ranges.push({ lo, hi, unit });
    },
    string: (text) => {
      const value = fold(text).slice(0, longestString);
      if (value !== '') strings.push(value);
    },
    present: () => undefined,
  };
  const take = (): Found | undefined => {
    if (forms.length === 0 && ranges.length === 0 && strings.length === 0) return undefined;
    const found = { forms, ranges, strings };
    [forms, ranges, strings] = [[], [], []];
    return found;
  };
  return { sink, take };
};
