import { adapterOf } from './adapt.ts';
import type { Move } from './codes.ts';
import type { Compiler, Work } from './compiling.ts';
import type { Home, Pair } from './home.ts';
import { addExtension, extensionOf, extensionUrl, itemsOf } from './keep.ts';
import { keptValue } from './restore.ts';
import { addConstants, ownerAt, put, type Item, type Target } from './target.ts';
import { isMembers, listOf, textOf, type Members, type Value } from './value.ts';

/** Moves an element, and what stands beside it, to where it goes. */
export type Place = (value: Value | undefined, extra: Value | undefined, work: Work) => void;

/** One of the element's items; false: it could not be put there. */
type PlaceOne = (item: Item, work: Work) => boolean;

export const placeOf = (compiler: Compiler, pair: Pair, home: Home): Place => {
  const { slot, row = {} } = home;
  const one = placeOne(compiler, pair, home);
  const keep = keeping(compiler, pair, home);
  return (value, extra, work) => {
    work.trace.enter(slot.element);
    for (const [at, item] of itemsOf(value, extra, slot.many).entries()) {
      if (slot.many) work.trace.at(at);
      const isPlaced = one(item, work);
      if (!isPlaced || row.kept) keep(item, work, isPlaced);
    }
    work.trace.leave();
  };
};

const placeOne = (compiler: Compiler, pair: Pair, { slot, row = {}, target }: Home): PlaceOne => {
  if (target === 'self') {
    const { into } = compiler.plan(slot.type, pair.to);
    return ({ value }, work) => {
      if (value !== undefined) into(value, work);
      return true;
    };
  }
  const says = row.says === undefined ? undefined : saying(row.says);
  if (target === undefined) return says ?? (() => false);
  if ('slot' in target) {
    const putOne = putting(compiler, pair, { slot, row, target });
    return says === undefined ? putOne : (item, work) => says(item, work) || putOne(item, work);
  }
  const { by } = row;
  const places = new Map(
    [...target].map(([code, one]) => [code, putting(compiler, pair, { slot, row: one.row, target: one })]),
  );
  return (item, work) => {
    const code = isMembers(item.value) && by !== undefined ? textOf(item.value[by.element]) : undefined;
    return places.get(code ?? '')?.(item, work) ?? false;
  };
};

const saying =
  (says: NonNullable<NonNullable<Home['row']>['says']>): PlaceOne =>
  ({ value, extra }, work) => {
    const text = textOf(value);
    const said = text !== undefined && Object.hasOwn(says, text) ? says[text] : undefined;
    if (said === undefined || extra !== undefined) return false;
    work.said.push(said);
    return true;
  };

const putting = (compiler: Compiler, pair: Pair, home: Home & { readonly target: Target }): PlaceOne => {
  const { slot, row = {}, target } = home;
  const move: Move = { from: { owner: pair.type, slot }, to: target, row };
  const adapt = adapterOf(compiler, move);
  const path = `${target.owner}.${target.slot.element}`;
  if (adapt === undefined) return () => false;
  return (item, work) => {
    const whole = target.isAbove ? work.above : work.out;
    if (whole === undefined) return false;
    if (target.isAbove && isSaid(whole[target.slot.name], item)) return true;
    if (isTaken(whole, target)) return false;
    const before = keptValue(compiler, path, item.extra);
    const adapted = before === undefined ? adapt(item, work.trace) : { value: before };
    if (adapted === undefined) return false;
    const owner = ownerAt(whole, target.steps, row.with);
    if (target.rivals.some((name) => owner[name] !== undefined)) return false;
    addConstants(owner, row.with);
    return put(owner, target.slot, adapted);
  };
};

/** By another one before. */
const isSaid = (present: Value | undefined, { value, extra }: Item): boolean =>
  present !== undefined && extra === undefined && JSON.stringify(present) === JSON.stringify(value);

/** Before an object is made for it. */
const isTaken = (out: Members, { steps, slot }: Target): boolean =>
  steps.length === 0 &&
  !slot.many &&
  slot.form === 'primitive' &&
  (out[slot.name] !== undefined || out[`_${slot.name}`] !== undefined);

type Keep = (item: Item, work: Work, isPlaced: boolean) => void;

/** As extensions of the object that is made; extensions themselves just stand there. */
const keeping = (compiler: Compiler, { type, to: other }: Pair, { slot, row = {} }: Home): Keep => {
  const { to } = compiler.direction;
  const path = `${type}.${slot.element}`;
  const element = compiler.plan('Element', 'Element');
  const { slots } = compiler.layoutTo(other);
  const canKeep = slots.has('extension');
  const kind = row.modifies && slots.has('modifierExtension') ? 'modifierExtension' : 'extension';
  return (item, work, isPlaced) => {
    const { trace, out } = work;
    if (!canKeep) {
      trace.lose({ diagnostics: `${to} has no place for this, and none for extensions of it: it is left out.` });
      return;
    }
    if (slot.type === 'Extension') {
      for (const one of listOf(item.value ?? [])) {
        const converted = compiler.plan('Extension', 'Extension').convert(one, trace);
        if (converted !== undefined) addExtension(out, converted);
      }
      if (slot.element !== 'extension')
        trace.lose({ diagnostics: `${to} has no ${slot.element} here: it is given as an extension.` });
      return;
    }
    const extra = item.extra === undefined ? undefined : element.convert(item.extra, trace);
    addExtension(out, extensionOf(compiler, { path, type: slot.type, item: { ...item, extra } }, trace), kind);
    trace.lose({
      diagnostics: isPlaced
        ? `${to} does not say all of this: it is kept as an extension, too.`
        : `${to} has no place for this: it is kept as an extension.`,
      kept: extensionUrl(compiler, path),
    });
  };
};
