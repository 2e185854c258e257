import type { Slot } from '../layout.ts';
import type { Compiler } from './compiling.ts';
import { addExtension, extensionOf, extensionUrl } from './keep.ts';
import type { CodeTable, Row } from './rows.ts';
import type { Item } from './target.ts';
import type { Trace } from './trace.ts';
import { isMembers, textOf, type Members } from './value.ts';

/** An element of one version and where it goes in the other; undefined as a result: it does not go there. */
export type Adapter = (item: Item, trace: Trace) => Item | undefined;

/** An element: its slot, and the type that has it. */
export type Coded = { readonly owner: string; readonly slot: Slot };

export type Move = { readonly from: Coded; readonly to: Coded; readonly row: Row };

/**
 * Codes of a required binding: those that the other version has stay, some have another name there, or a near one, and
 * what is left has none. What is not said with the same code is kept beside it.
 */
export const codeAdapter = (compiler: Compiler, { from, to, row }: Move): Adapter | undefined => {
  const lists = compiler.codesOf('target', to.owner, to.slot);
  const known = lists === undefined ? undefined : new Set(Object.values(lists).flat());
  const table = codeTable(compiler, from, to);
  const same = { ...table?.same, ...row.codes };
  if (known === undefined && Object.keys(same).length === 0) return undefined;
  const path = `${from.owner}.${from.slot.element}`;

  return ({ value, extra }, trace) => {
    const code = textOf(value);
    if (code === undefined) return { extra };
    if (Object.hasOwn(same, code)) return { value: same[code] ?? code, extra };
    if (known?.has(code) ?? true) return from.slot.json === to.slot.json ? { value, extra } : { value: code, extra };
    const near = table?.near !== undefined && Object.hasOwn(table.near, code) ? table.near[code] : undefined;
    const beside: Members = isMembers(extra) ? { ...extra } : {};
    const extension = extensionOf(compiler, { path, type: from.slot.type, item: { value } }, trace);
    addExtension(beside, extension);
    trace.lose({
      diagnostics:
        near === undefined
          ? `${compiler.direction.to} has no such code here: it is kept in an extension of the element.`
          : `${compiler.direction.to} has no such code here: the nearest is given, and this one kept in an extension of the element.`,
      kept: extensionUrl(compiler, path),
    });
    return { value: near, extra: beside };
  };
};

/** Whether every code of an element is a code of the other, so that nothing need be looked up. */
export const hasAllCodes = (compiler: Compiler, from: Coded, to: Coded): boolean => {
  const lists = compiler.codesOf('target', to.owner, to.slot);
  if (lists === undefined) return true;
  const own = compiler.codesOf('source', from.owner, from.slot);
  const known = new Set(Object.values(lists).flat());
  return own !== undefined && Object.values(own).every((codes) => codes.every((code) => known.has(code)));
};

/** Codes that no row of a table translates. */
export const codesWithoutPlace = (compiler: Compiler, { from, to, row }: Move): readonly string[] => {
  const lists = compiler.codesOf('target', to.owner, to.slot);
  if (lists === undefined) return [];
  const { same = {}, near = {}, none = [] } = codeTable(compiler, from, to) ?? {};
  if (none === 'all') return [];
  const known = new Set([...Object.values(lists).flat(), ...none, ...Object.keys({ ...same, ...near, ...row.codes })]);
  return Object.values(compiler.codesOf('source', from.owner, from.slot) ?? {})
    .flat()
    .filter((code) => !known.has(code));
};

const codeTable = (compiler: Compiler, from: Coded, to: Coded): CodeTable | undefined => {
  const { codes } = compiler.direction;
  const own = compiler.binding('source', from.owner, from.slot) ?? '';
  const other = compiler.binding('target', to.owner, to.slot) ?? '';
  const pair = `${own}>${other}`;
  if (Object.hasOwn(codes, pair)) return codes[pair];
  return Object.hasOwn(codes, own) ? codes[own] : undefined;
};
