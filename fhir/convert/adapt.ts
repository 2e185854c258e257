import type { Slot } from '../layout.ts';
import { codeAdapter, hasAllCodes, type Adapter, type Coded, type Move } from './codes.ts';
import type { Compiler } from './compiling.ts';
import { addExtension, extensionOf, extensionUrl } from './keep.ts';
import { primitiveAdapter } from './primitive.ts';
import type { Row } from './rows.ts';
import type { Item } from './target.ts';
import type { Trace } from './trace.ts';
import { isMembers, textOf, type Members, type Value } from './value.ts';

/** How an element of one type becomes one of another; undefined: it cannot. */
export const adapterOf = (compiler: Compiler, move: Move): Adapter | undefined => {
  const { from, to, row } = move;
  const isPrimitive = from.slot.form !== 'complex' && from.slot.form !== 'resource';
  if (to.slot.form === 'resource' || from.slot.form === 'resource')
    return from.slot.form === to.slot.form ? whole((value, trace) => compiler.resource(value, trace)) : undefined;
  if (to.slot.form !== 'complex') {
    if (!isPrimitive) return partAdapter(compiler, move);
    const mayDiffer = row.codes !== undefined || !hasAllCodes(compiler, from, to);
    return (mayDiffer ? codeAdapter(compiler, move) : undefined) ?? primitiveAdapter(from.slot, to.slot);
  }
  return isPrimitive ? wrapAdapter(compiler, move) : complexAdapter(compiler, from, to);
};

const whole =
  (change: (value: Value, trace: Trace) => Value | undefined): Adapter =>
  ({ value }, trace) => {
    const changed = value === undefined ? undefined : change(value, trace);
    // Nothing but what its place says: an object must not be empty.
    const isEmpty = changed === undefined || (isMembers(changed) && Object.keys(changed).length === 0);
    return isEmpty ? undefined : { value: changed };
  };

/** A primitive as the part of a type that says the same. Its id and extensions go with it. */
const wrapAdapter = (compiler: Compiler, move: Move): Adapter | undefined => {
  const { from, to, row } = move;
  const { type } = from.slot;
  const text = type === 'string' || type === 'markdown';
  switch (to.slot.type) {
    case 'CodeableConcept': {
      // A text alone is none of a list of codes.
      if (text && compiler.codesOf('target', to.owner, to.slot) !== undefined) return undefined;
      if (text && row.system === undefined) return inside('text');
      const coding = codingAdapter(compiler, move);
      return (item, trace) => {
        const made = coding?.(item, trace);
        return made?.value === undefined ? undefined : { value: { coding: [made.value] } };
      };
    }
    case 'Coding':
      return codingAdapter(compiler, move);
    case 'Expression':
      return inside('expression');
    case 'Quantity':
      return from.slot.json === 'number' ? inside('value') : undefined;
    case 'Reference':
      return from.slot.json === 'string' ? inside('reference') : undefined;
    case 'Identifier':
      return inside('value');
    case 'Annotation':
      return inside('text');
    default:
      return undefined;
  }
};

const inside =
  (name: string): Adapter =>
  ({ value, extra }) => ({
    value: {
      ...(value === undefined ? {} : { [name]: value }),
      ...(extra === undefined ? {} : { [`_${name}`]: extra }),
    },
  });

/** The system of all URIs. FHIR R4 §4.3.0 */
const uris = 'urn:ietf:rfc:3986';

/** A code with the system that its list of codes is of; a URI is a code of all URIs. RFC 3986 */
const codingAdapter = (compiler: Compiler, { from, to, row }: Move): Adapter | undefined => {
  if (from.slot.json === 'number') return undefined;
  const lists = compiler.codesOf('target', to.owner, to.slot) ?? {};
  const isUri = from.slot.type === 'uri' || from.slot.type === 'oid';
  return ({ value, extra }) => {
    const said = textOf(value);
    if (said === undefined) return undefined;
    const code = row.codes !== undefined && Object.hasOwn(row.codes, said) ? (row.codes[said] ?? said) : said;
    const listed = Object.keys(lists).find((system) => lists[system]?.includes(code));
    if (listed === undefined && Object.keys(lists).length > 0) return undefined;
    const system = listed ?? row.system ?? (isUri ? uris : undefined);
    return {
      value: { ...(system === undefined ? {} : { system }), code, ...(extra === undefined ? {} : { _code: extra }) },
    };
  };
};

const complexAdapter = (compiler: Compiler, from: Coded, to: Coded): Adapter | undefined => {
  const [own, other] = [from.slot.type, to.slot.type];
  if (own === 'Coding' && other === 'CodeableConcept') return whole((value) => ({ coding: [value] }));
  if (own === 'Identifier' && other === 'Reference') return whole((value) => ({ identifier: value }));
  if (own === 'CodeableConcept' && other === 'Coding') return whole(onlyCoding);
  if (own === 'Extension' && other !== own) return whole(valueOf(compiler, other));
  const isPlanned =
    compiler.typeName(own) === other || compiler.table(own) !== undefined || alike.has(`${own}>${other}`);
  if (!isPlanned) return undefined;
  return whole((value, trace) => compiler.plan(own, other).convert(value, trace));
};

/** The coding of a concept that has no more than that. */
const onlyCoding = (value: Value): Value | undefined => {
  if (!isMembers(value) || Object.keys(value).length !== 1) return undefined;
  const codings = value['coding'];
  return Array.isArray(codings) && codings.length === 1 ? codings[0] : undefined;
};

/** The value of an extension that says no more. */
const valueOf =
  (compiler: Compiler, type: string) =>
  (extension: Value, trace: Trace): Value | undefined => {
    if (!isMembers(extension) || Object.keys(extension).length !== 2) return undefined;
    const value = extension[`value${type}`];
    return value === undefined ? undefined : compiler.plan(type, type).convert(value, trace);
  };

/** Types that are profiles of each other. FHIR R4 §2.24.0.9 */
const alike: ReadonlySet<string> = new Set(['Duration>Quantity', 'Age>Quantity', 'Quantity>Duration', 'Quantity>Age']);

/** The part of a type that says the same as a primitive; the rest is kept beside it. */
const partAdapter = (compiler: Compiler, move: Move): Adapter | undefined => {
  const { from, to } = move;
  const part = partOf(compiler, move);
  if (part === undefined) return undefined;
  const path = `${from.owner}.${from.slot.element}`;
  return ({ value }, trace) => {
    if (!isMembers(value)) return undefined;
    const found = part(value);
    if (found?.item === undefined) return undefined;
    if (found.isAll) return found.item;
    const extra: Members = isMembers(found.item.extra) ? { ...found.item.extra } : {};
    addExtension(extra, extensionOf(compiler, { path, type: from.slot.type, item: { value } }, trace));
    trace.lose({
      diagnostics: `${compiler.direction.to} has a ${to.slot.type} here: the rest is kept in an extension of it.`,
      kept: extensionUrl(compiler, path),
    });
    return { ...found.item, extra };
  };
};

type Part = (value: Members) => { readonly item: Item; readonly isAll: boolean } | undefined;

const partOf = (compiler: Compiler, { from: { slot }, to, row }: Move): Part | undefined => {
  switch (slot.type) {
    case 'Reference':
      return isText(to.slot) ? member('reference') : undefined;
    case 'Expression':
      return isText(to.slot) ? member('expression') : undefined;
    case 'Annotation':
      return isText(to.slot) ? member('text') : undefined;
    case 'Quantity':
      return to.slot.json === 'number' ? member('value') : undefined;
    case 'Coding':
    case 'CodeableConcept':
      if (to.slot.type === 'string') return member('text');
      return to.slot.json === 'string' ? listedCode(compiler, to, row) : undefined;
    default:
      return undefined;
  }
};

const isText = ({ json, form }: Slot): boolean => json === 'string' && form === 'primitive';

const member =
  (name: string): Part =>
  (value) => {
    const [own, extra] = [value[name], value[`_${name}`]];
    if (own === undefined && extra === undefined) return undefined;
    const others = Object.keys(value).filter((key) => key !== name && key !== `_${name}`);
    return { item: { value: own, extra }, isAll: others.length === 0 };
  };

/** The coding that the other's list of codes has. */
const listedCode = (compiler: Compiler, to: Coded, row: Row): Part => {
  const lists = compiler.codesOf('target', to.owner, to.slot);
  const known = lists === undefined ? undefined : new Set(Object.values(lists).flat());
  const isUri = to.slot.type === 'uri' || to.slot.type === 'oid';
  return (value) => {
    const codings = Array.isArray(value['coding']) ? value['coding'] : [value];
    for (const coding of codings) {
      if (!isMembers(coding)) continue;
      const said = textOf(coding['code']);
      // The code of a URI is one itself.
      if (said === undefined || (isUri && coding['system'] !== uris)) continue;
      if (to.slot.type === 'oid' && !said.startsWith('urn:oid:')) continue;
      const code = row.codes !== undefined && Object.hasOwn(row.codes, said) ? (row.codes[said] ?? said) : said;
      if (known?.has(code) === false) continue;
      const isAll = codings.length === 1 && Object.keys(coding).length === (isUri ? 2 : 1);
      return { item: { value: code }, isAll: isAll && value['text'] === undefined && code === said };
    }
    return undefined;
  };
};
