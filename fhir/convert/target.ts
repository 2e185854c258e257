import type { Slot } from '../layout.ts';
import type { Compiler } from './compiling.ts';
import { isMembers, type Constants, type Members, type Value } from './value.ts';

/** A value with its id and extensions, which stand beside it where it is a primitive. */
export type Item = { readonly value?: Value | undefined; readonly extra?: Value | undefined };

type Step = { readonly slot: Slot; readonly item: 'shared' | 'own' | 'alike' };

/** A place in the other version's object. */
export type Target = {
  readonly steps: readonly Step[];
  readonly slot: Slot;
  /** The type that the slot is of. */
  readonly owner: string;
  /** Of a choice of types there is one: the names of the others. */
  readonly rivals: readonly string[];
  /** In the object that has this one. */
  readonly isAbove?: true;
};

type Wish = { readonly owner: string; readonly path: string; readonly type: string };

/** Where a path of a table leads from a type; undefined: nowhere, for a value of this type. */
export const targetOf = (compiler: Compiler, { owner: from, path, type }: Wish): Target | undefined => {
  if (path.startsWith('^')) {
    const above = targetOf(compiler, { owner: from.slice(0, from.lastIndexOf('.')), path: path.slice(1), type });
    return above === undefined ? undefined : { ...above, isAbove: true };
  }
  const steps: Step[] = [];
  let owner = from;
  const names = path.split('.');
  for (const name of names.slice(0, -1)) {
    const [, bare = '', sign] = /^(\w+)(?:\[([0+=])\])?$/.exec(name) ?? [];
    const slot = compiler.layoutTo(owner).slots.get(bare);
    if (slot === undefined) return undefined;
    steps.push({ slot, item: sign === '+' ? 'own' : sign === '=' ? 'alike' : 'shared' });
    owner = slot.type;
  }
  const slot = slotOf(compiler, { owner, path: names.at(-1) ?? '', type });
  return slot === undefined ? undefined : { steps, slot, owner, rivals: rivalsOf(compiler, owner, slot) };
};

export const rivalsOf = (compiler: Compiler, owner: string, { name, element }: Slot): readonly string[] =>
  [...compiler.layoutTo(owner).slots.values()]
    .filter((other) => other.element === element && other.name !== name)
    .flatMap((other) => [other.name, `_${other.name}`]);

/** The slot of this name, or the one for the type where the element is a choice. */
const slotOf = (compiler: Compiler, { owner, path: name, type }: Wish): Slot | undefined => {
  const { slots } = compiler.layoutTo(owner);
  return slots.get(name) ?? slots.get(`${name}${type.charAt(0).toUpperCase()}${type.slice(1)}`);
};

/** The object that has the slot; what is not there yet is made. */
export const ownerAt = (out: Members, steps: readonly Step[], beside: Constants | undefined): Members => {
  let owner = out;
  for (const [place, { slot, item }] of steps.entries()) {
    const isLast = place === steps.length - 1;
    owner = slot.many
      ? itemOf(owner, slot.name, { item, beside: isLast ? beside : undefined })
      : memberOf(owner, slot.name);
  }
  return owner;
};

type Wanted = { readonly item: Step['item']; readonly beside: Constants | undefined };

const itemOf = (owner: Members, name: string, { item, beside }: Wanted): Members => {
  const present = owner[name];
  const list = Array.isArray(present) ? present : [];
  const found =
    item === 'own'
      ? undefined
      : item === 'shared'
        ? list[0]
        : list.find(
            (one) => isMembers(one) && Object.entries(beside ?? {}).every(([key, value]) => one[key] === value),
          );
  if (isMembers(found)) {
    if (item !== 'shared') return found;
    const own = { ...found };
    owner[name] = [own, ...list.slice(1)];
    return own;
  }
  const made: Members = {};
  owner[name] = [...list, made];
  return made;
};

/** A copy: what is there may be shared with what is converted. */
const memberOf = (owner: Members, name: string): Members => {
  const present = owner[name];
  const made: Members = isMembers(present) ? { ...present } : {};
  owner[name] = made;
  return made;
};

/**
 * Two elements may be parts of one, such as the reference and the identifier of somebody.
 *
 * @returns false where something is there already that does not repeat
 */
export const put = (owner: Members, { name, many }: Slot, { value, extra }: Item): boolean => {
  const beside = `_${name}`;
  if (!many) {
    const present = owner[name];
    if (isMembers(present) && isMembers(value) && Object.keys(value).every((key) => present[key] === undefined)) {
      owner[name] = { ...present, ...value };
      return true;
    }
    if (present !== undefined || owner[beside] !== undefined) return false;
    if (value !== undefined) owner[name] = value;
    if (extra !== undefined) owner[beside] = extra;
    return true;
  }
  const values = asList(owner[name]);
  const extras = asList(owner[beside]);
  const length = Math.max(values.length, extras.length);
  if (value !== undefined || values.length > 0) owner[name] = [...padded(values, length), value ?? null];
  if (extra !== undefined || extras.length > 0) owner[beside] = [...padded(extras, length), extra ?? null];
  return true;
};

const asList = (value: Value | undefined): readonly Value[] => (Array.isArray(value) ? value : []);

const padded = (list: readonly Value[], length: number): readonly Value[] =>
  list.length === length ? list : [...list, ...Array<null>(length - list.length).fill(null)];

/** Members that tables give; there already: they stay as they are. */
export const addConstants = (owner: Members, constants: Constants | undefined): void => {
  if (constants === undefined) return;
  // Constants are values that nobody changes.
  for (const [name, value] of Object.entries(constants as Members))
    if (owner[`_${name}`] === undefined) owner[name] ??= value;
};
