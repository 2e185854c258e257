import type { Slot } from '../layout.ts';
import type { Compiler } from './compiling.ts';
import type { Extensions } from './keep.ts';
import { put } from './target.ts';
import { isMembers, type Members, type Value } from './value.ts';

/** A type, and which of its lists of extensions is looked at. */
export type Restoring = { readonly type: string; readonly kind: Extensions };

/**
 * What was kept when it came from the version that it goes to now, back in its place: what STU3 said, and R4 kept, STU3
 * says again. What has another value by now stays as it is, and the extension beside it.
 */
export const restored = (compiler: Compiler, { type, kind }: Restoring, members: Members): Members => {
  const extensions = members[kind];
  if (!Array.isArray(extensions) || !extensions.some((one) => keptPath(compiler, one) !== undefined)) return members;
  const out: Members = { ...members };
  const rest = extensions.filter((one) => !isMembers(one) || !putBack(compiler, { type, out }, one));
  if (rest.length === 0) Reflect.deleteProperty(out, kind);
  else out[kind] = rest;
  return out;
};

/** The value that an element's extension kept for it: of a code that has no other name, or of a type with more in it. */
export const keptValue = (compiler: Compiler, path: string, extra: Value | undefined): Value | undefined => {
  if (!isMembers(extra) || !Array.isArray(extra['extension'])) return undefined;
  const found = extra['extension'].find((one) => keptPath(compiler, one) === path);
  if (!isMembers(found)) return undefined;
  const [name] = Object.keys(found).filter((member) => member.startsWith('value'));
  return name === undefined ? undefined : found[name];
};

/** Of the element that an extension kept; undefined: it is another extension. */
const keptPath = ({ direction }: Compiler, extension: Value): string | undefined => {
  const url = isMembers(extension) ? extension['url'] : undefined;
  if (typeof url !== 'string') return undefined;
  const { restores, restoredNames } = direction;
  return restoredNames.get(url) ?? (url.startsWith(restores) ? url.slice(restores.length) : undefined);
};

type Owner = { readonly type: string; readonly out: Members };

/** @returns false where it is no element of the owner's, or something else is there */
const putBack = (compiler: Compiler, { type, out }: Owner, extension: Members): boolean => {
  const path = keptPath(compiler, extension) ?? '';
  const element = path.slice(path.lastIndexOf('.') + 1);
  if (path !== `${type}.${element}`) return false;
  const slots = [...compiler.layoutTo(type).slots.values()].filter((slot) => slot.element === element);
  const names = slots.flatMap(({ name, many }) => (many ? [] : [name, `_${name}`]));
  if (names.some((name) => out[name] !== undefined)) return false;
  for (const slot of slots) {
    const value = extension[`value${capital(slot.type)}`];
    const extra = extension[`_value${capital(slot.type)}`];
    if (value !== undefined || extra !== undefined) return put(out, slot, { value, extra });
  }
  const [slot] = slots;
  const whole = slot === undefined ? undefined : nested(compiler, slot, extension);
  return slot !== undefined && whole !== undefined && put(out, slot, { value: whole });
};

/** What had elements of its own has an extension for each. */
const nested = (compiler: Compiler, { type }: Slot, { id, extension }: Members): Members | undefined => {
  if (!Array.isArray(extension)) return undefined;
  const whole: Members = id === undefined ? {} : { id };
  const rest = extension.filter((one) => !isMembers(one) || !putBack(compiler, { type, out: whole }, one));
  if (rest.length > 0) whole['extension'] = rest;
  return Object.keys(whole).length === 0 ? undefined : whole;
};

const capital = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
