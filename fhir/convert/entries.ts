import type { Slot } from '../layout.ts';
import { adapterOf } from './adapt.ts';
import { codesWithoutPlace, type Move } from './codes.ts';
import type { Compiler, Work } from './compiling.ts';
import { completeOf, completeWithin } from './complete.ts';
import { placeOf, type Place } from './place.ts';
import { same } from './primitive.ts';
import { homeOf, plainHome, targetsName, type Home, type Pair } from './home.ts';
import type { Trace } from './trace.ts';
import type { Members, Value } from './value.ts';

export type Change = (value: Value, trace: Trace) => Value | undefined;

/** What becomes of a member: without either it stays as it is. */
export type Entry = { readonly change?: Change | undefined; readonly place?: PlaceMember | undefined };
type PlaceMember = (value: Value, work: Work) => void;

/** An entry of what stays as it is. */
export const kept: Entry = {};

export type Entries = {
  readonly byName: ReadonlyMap<string, Entry>;
  /** No member moves: an object without changes is the same in both versions. */
  readonly isSame: boolean;
  /** Places for members that need none, unless their name is taken: another object's members stand there, too. */
  readonly again: ReadonlyMap<string, PlaceMember>;
  /** Completes what rows have made within the object. */
  readonly within: readonly ((out: Members, trace: Trace) => void)[];
  /** Elements that the tables do not speak of though they have no place, and codes that have no other: must be empty. */
  readonly gaps: readonly string[];
};

export const entriesOf = (compiler: Compiler, type: string, to: string): Entries => {
  const homes = [...compiler.layoutFrom(type).slots.values()].map((slot) => homeOf(compiler, { type, to }, slot));
  const taken = new Set(homes.flatMap(({ target, row }) => (row === undefined ? [] : targetsName(target))));
  const byName = new Map<string, Entry>([['resourceType', kept]]);
  for (const home of homes) {
    const { slot } = home;
    const simple =
      home.row === undefined && !taken.has(slot.name) ? simpleEntry(compiler, { type, to }, home) : undefined;
    if (simple !== undefined) {
      byName.set(slot.name, simple);
      if (slot.form === 'primitive') byName.set(`_${slot.name}`, { change: elementChange(compiler, slot) });
      continue;
    }
    for (const [name, place] of placesOf(compiler, { type, to }, home)) byName.set(name, { place });
  }
  const isMoved = [...byName.values()].some(({ place }) => place !== undefined);
  return {
    byName,
    isSame: !isMoved && compiler.table(type)?.always === undefined,
    again: new Map(
      homes
        .flatMap((home) => placesOf(compiler, { type, to }, home))
        .filter(([name]) => byName.get(name)?.place === undefined),
    ),
    within: withinOf(compiler, homes),
    gaps: homes.flatMap((home) => gapsOf(compiler, { type, to }, home)),
  };
};

/** Of a primitive and what stands beside it: both together are one element, moved with its value, if it has one. */
const placesOf = (compiler: Compiler, pair: Pair, home: Home): readonly [string, PlaceMember][] => {
  const { slot } = home;
  let made: Place | undefined;
  const place: Place = (value, extra, work) => {
    made ??= placeWhen(compiler, pair, home);
    made(value, extra, work);
  };
  const own: PlaceMember = (value, work) => {
    place(value, work.source[`_${slot.name}`], work);
  };
  const alone: PlaceMember = (extra, work) => {
    if (work.source[slot.name] === undefined) place(undefined, extra, work);
  };
  return slot.form === 'primitive'
    ? [
        [slot.name, own],
        [`_${slot.name}`, alone],
      ]
    : [[slot.name, own]];
};

/** Both ways, where another element decides. */
const placeWhen = (compiler: Compiler, pair: Pair, home: Home): Place => {
  const place = placeOf(compiler, pair, home);
  const { when, unless } = home.row ?? {};
  if (when === undefined && unless === undefined) return place;
  const otherwise = placeOf(compiler, pair, plainHome(compiler, pair, home.slot));
  return (value, extra, work) => {
    const isMeant =
      (when === undefined || work.source[when.element] === when.is) &&
      (unless === undefined || work.source[unless] === undefined);
    (isMeant ? place : otherwise)(value, extra, work);
  };
};

/** An element of the same name, as often, of the same type or of one that is converted in its place. */
const simpleEntry = (compiler: Compiler, { type, to }: Pair, { slot, target }: Home): Entry | undefined => {
  if (target === undefined || target === 'self' || !('slot' in target)) return undefined;
  const other = target.slot;
  if (other.name !== slot.name || other.many !== slot.many) return undefined;
  // Elements of their own may be one choice there.
  if (other.element !== slot.element && target.rivals.length > 0) return undefined;
  if (slot.form === 'resource') return { change: each(slot, (value, trace) => compiler.resource(value, trace)) };
  if (slot.form === 'complex') {
    if (compiler.typeName(slot.type) !== other.type) return undefined;
    return { change: each(slot, compiler.plan(slot.type, other.type).convert) };
  }
  return adapterOf(compiler, { from: { owner: type, slot }, to: { owner: to, slot: other }, row: {} }) === same
    ? kept
    : undefined;
};

/** A primitive's id and extensions. */
const elementChange = (compiler: Compiler, slot: Slot): Change => {
  const { convert } = compiler.plan('Element', 'Element');
  return each(slot, (value, trace) => (value === null ? null : convert(value, trace)));
};

const each = ({ element, many }: Slot, one: Change): Change =>
  many
    ? (value, trace) => {
        if (!Array.isArray(value)) return undefined;
        trace.enter(element);
        let list = value;
        for (const [at, item] of value.entries()) {
          trace.at(at);
          const changed = one(item, trace);
          if (changed === item) continue;
          if (list === value) list = [...value];
          list[at] = changed ?? null;
        }
        trace.leave();
        return list;
      }
    : (value, trace) => {
        trace.enter(element);
        const changed = one(value, trace);
        trace.leave();
        return changed;
      };

/** What rows make within the object has its own required elements. */
const withinOf = (compiler: Compiler, homes: readonly Home[]): Entries['within'] =>
  homes.flatMap(({ slot, target }) => {
    if (target === undefined || target === 'self') return [];
    return ('slot' in target ? [target] : [...target.values()]).flatMap((one) => {
      const isWrapped = slot.form !== 'complex' && one.slot.form === 'complex';
      const chain = [...one.steps.map((step) => step.slot), ...(isWrapped ? [one.slot] : [])];
      const within = completing(compiler, chain);
      return within === undefined ? [] : [within];
    });
  });

type Within = Entries['within'][number];

const completing = (compiler: Compiler, [first, ...rest]: readonly Slot[]): Within | undefined => {
  if (first === undefined) return undefined;
  const complete = completeOf(compiler, first.type);
  const inner = completing(compiler, rest);
  if (complete === undefined && inner === undefined) return undefined;
  return (out, trace) => {
    completeWithin(out, first.name, (members) => {
      inner?.(members, trace);
      return complete?.(members, trace) ?? members;
    });
  };
};

const gapsOf = (compiler: Compiler, { type, to }: Pair, { slot, row, target }: Home): readonly string[] => {
  const lost = compiler.table(type)?.lost ?? [];
  if (target === 'self' || row?.says !== undefined || row?.by !== undefined) return [];
  if (lost === 'all' || lost.includes(slot.name) || lost.includes(slot.element)) return [];
  if (target === undefined || !('slot' in target)) return [`${type}.${slot.name}`];
  const move: Move = { from: { owner: type, slot }, to: target, row: row ?? {} };
  if (adapterOf(compiler, move) === undefined) return [`${type}.${slot.name} for ${to}`];
  if (slot.type !== 'code') return [];
  return codesWithoutPlace(compiler, move).map((code) => `${type}.${slot.name} = ${code}`);
};
