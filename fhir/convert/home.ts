import type { Slot } from '../layout.ts';
import { adapterOf } from './adapt.ts';
import type { Compiler } from './compiling.ts';
import type { Row } from './rows.ts';
import { rivalsOf, targetOf, type Target } from './target.ts';

/** A type, and what its objects become. */
export type Pair = { readonly type: string; readonly to: string };

/** Where an element goes. */
export type Home = {
  readonly slot: Slot;
  readonly row: Row | undefined;
  /** `self`: its members are members of the object. Undefined: it has no place. */
  readonly target: Target | 'self' | ReadonlyMap<string, PlaceByCode> | undefined;
};

/** One of several places of an element, with what its row says. */
export type PlaceByCode = Target & { readonly row: Row };

export const homeOf = (compiler: Compiler, { type, to }: Pair, slot: Slot): Home => {
  const { rows = {} } = compiler.table(type) ?? {};
  const own = rows[slot.name] ?? rows[slot.element];
  const row = typeof own === 'string' ? { to: own } : own;
  if (row?.to === '.') return { slot, row, target: 'self' };
  if (row?.by !== undefined) {
    const places = Object.entries(row.by.places).flatMap(([code, place]): [string, PlaceByCode][] => {
      const its = typeof place === 'string' ? { to: place } : place;
      const target = targetOf(compiler, { owner: to, path: its.to ?? slot.name, type: slot.type });
      return target === undefined ? [] : [[code, { ...target, row: its }]];
    });
    return { slot, row, target: new Map(places) };
  }
  if (row?.to !== undefined)
    return { slot, row, target: targetOf(compiler, { owner: to, path: row.to, type: slot.type }) };
  if (row?.says !== undefined) return { slot, row, target: undefined };
  return { ...plainHome(compiler, { type, to }, slot), row };
};

/** Where it goes without a row. */
export const plainHome = (compiler: Compiler, { type, to }: Pair, slot: Slot): Home => {
  const { lost = [] } = compiler.table(type) ?? {};
  const inCommon = compiler.layoutTo(to).slots;
  if (lost !== 'all' && (lost.includes(slot.name) || lost.includes(slot.element)))
    return { slot, row: undefined, target: undefined };
  const named = inCommon.get(slot.name) ?? alternative(compiler, { type, to }, slot);
  const target = named && { steps: [], slot: named, owner: to, rivals: rivalsOf(compiler, to, named) };
  return { slot, row: undefined, target };
};

/** A choice in one version and none in the other, or one of other types: of its own type rather than another. */
const alternative = (compiler: Compiler, { type, to }: Pair, slot: Slot): Slot | undefined => {
  const others = [...compiler.layoutTo(to).slots.values()].filter(
    (other) =>
      other.element === slot.element &&
      (other.name === other.element || other.type === slot.type || inChoice.has(`${slot.type}>${other.type}`)) &&
      adapterOf(compiler, { from: { owner: type, slot }, to: { owner: to, slot: other }, row: {} }) !== undefined,
  );
  return others.find((other) => other.type === slot.type) ?? others[0];
};

/** What is as good as its own type in a choice that does not have it. */
const inChoice: ReadonlySet<string> = new Set([
  'Reference>canonical',
  'Reference>uri',
  'canonical>uri',
  'instant>dateTime',
  'integer>Quantity',
  'uri>canonical',
  'uri>string',
  'url>uri',
  'uuid>uri',
]);

export const targetsName = (target: Home['target']): string[] => {
  if (target === undefined) return [];
  if (target === 'self') return ['id', 'extension', 'modifierExtension'];
  const targets = 'slot' in target ? [target] : [...target.values()];
  return targets.map(({ steps, slot }) => steps[0]?.slot.name ?? slot.name);
};
