import { setMember, type Exact, type ExactMembers } from '../json/exact.ts';
import type { Slot } from '../layout.ts';
import type { Place } from './node.ts';

/** A list that elements are put into: it need not be there yet. */
export type List = { readonly owner: ExactMembers; readonly slot: Slot };

/** What stands at a place: of a primitive also its id and extensions. */
type Content = { readonly value: Exact | undefined; readonly extra: Exact | undefined };

/** @returns false where the list is too short */
export const insertAt = ({ owner, slot }: List, index: number, content: Content): boolean => {
  const contents = contentsOf(owner, slot);
  if (index > contents.length) return false;
  write(owner, slot, contents.toSpliced(index, 0, content));
  return true;
};

/** The destination is counted when the element has been taken out. */
export const moveWithin = ({ owner, slot }: List, source: number, destination: number): boolean => {
  const contents = contentsOf(owner, slot);
  const content = contents[source];
  if (content === undefined || destination >= contents.length) return false;
  write(owner, slot, contents.toSpliced(source, 1).toSpliced(destination, 0, content));
  return true;
};

export const removeAt = ({ owner, slot, index }: Place): void => {
  write(owner, slot, index === undefined ? [] : contentsOf(owner, slot).toSpliced(index, 1));
};

/** Where the type of a choice changes its name does, too; it stays in its place. */
export const replaceAt = ({ owner, slot, index }: Place, content: Content & { readonly slot: Slot }): void => {
  if (index !== undefined) {
    write(owner, slot, contentsOf(owner, slot).with(index, content));
    return;
  }
  const members = Object.entries(owner);
  for (const [name] of members) Reflect.deleteProperty(owner, name);
  for (const [name, member] of members) {
    if (name !== slot.name && name !== `_${slot.name}`) setMember(owner, name, member);
    else if (owner[content.slot.name] === undefined && owner[`_${content.slot.name}`] === undefined)
      write(owner, content.slot, [content]);
  }
};

const contentsOf = (owner: ExactMembers, { name, form }: Slot): readonly Content[] => {
  const values = listAt(owner, name);
  const extras = form === 'primitive' ? listAt(owner, `_${name}`) : [];
  return Array.from({ length: Math.max(values.length, extras.length) }, (_, index) => ({
    value: values[index],
    extra: extras[index],
  }));
};

const listAt = (owner: ExactMembers, name: string): readonly Exact[] => {
  const list = owner[name];
  return Array.isArray(list) ? list : [];
};

/** Lists of values and of what stands beside them are as long as each other; one that says nothing is left out. */
const write = (owner: ExactMembers, slot: Slot, contents: readonly Content[]): void => {
  writeOne(owner, slot.name, { many: slot.many, items: contents.map(({ value }) => value ?? null) });
  if (slot.form === 'primitive')
    writeOne(owner, `_${slot.name}`, { many: slot.many, items: contents.map(({ extra }) => extra ?? null) });
};

type Items = { readonly many: boolean; readonly items: Exact[] };

const writeOne = (owner: ExactMembers, name: string, { many, items }: Items): void => {
  const [first = null] = items;
  if (items.every((item) => item === null)) Reflect.deleteProperty(owner, name);
  else owner[name] = many ? items : first;
};
