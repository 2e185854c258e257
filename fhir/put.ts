import type { Exact, ExactMembers } from './json/exact.ts';
import type { Slot } from './layout.ts';

type Read = { readonly value: Exact | undefined; readonly extra: ExactMembers | undefined };

/**
 * Puts an element where JSON has it: a primitive's id and extensions beside its value, lists of both as long as each
 * other, with nulls where one has nothing. FHIR R4 §2.6.2.3
 *
 * @returns false where it is there and does not repeat
 */
export const put = (members: ExactMembers, { name, many }: Slot, { value, extra }: Read): boolean => {
  const beside = `_${name}`;
  if (!many) {
    if (members[name] !== undefined || members[beside] !== undefined) return false;
    if (value !== undefined) members[name] = value;
    if (extra !== undefined) members[beside] = extra;
    return true;
  }
  const values = listOf(members, name);
  const extras = listOf(members, beside);
  const length = Math.max(values?.length ?? 0, extras?.length ?? 0);
  add(members, name, { list: values, length, item: value });
  add(members, beside, { list: extras, length, item: extra });
  return true;
};

const listOf = (members: ExactMembers, name: string): Exact[] | undefined => {
  const list = members[name];
  return Array.isArray(list) ? list : undefined;
};

type Adding = { readonly list: Exact[] | undefined; readonly length: number; readonly item: Exact | undefined };

const add = (members: ExactMembers, name: string, { list, length, item }: Adding): void => {
  if (list !== undefined) list.push(item ?? null);
  else if (item !== undefined) members[name] = [...Array<null>(length).fill(null), item];
};
