import type { Compiler } from './compiling.ts';
import { isMembers, listOf, type Members, type Value } from './value.ts';
import type { Item } from './target.ts';
import type { Trace } from './trace.ts';

/** An element that is to be kept: its path, its type, and one of its values. */
export type Kept = { readonly path: string; readonly type: string; readonly item: Item };

/**
 * An element that the other version has no place for, as an extension of what it belonged to: "extensions that represent
 * elements from other versions", FHIR R4 §2.1.0.3. What has elements of its own has an extension for each of them.
 */
export const extensionOf = (compiler: Compiler, { path, type, item }: Kept, trace: Trace): Members => {
  const url = extensionUrl(compiler, path);
  const { value, extra } = item;
  if (compiler.source.primitives.includes(type)) {
    const name = `value${capital(primitiveName(compiler, type))}`;
    return {
      url,
      ...(value === undefined || value === null ? {} : { [name]: value }),
      ...(extra === undefined || extra === null ? {} : { [`_${name}`]: extra }),
    };
  }
  const name = `value${capital(type)}`;
  if (value === undefined) return { url };
  if (compiler.layoutTo('Extension').slots.has(name)) {
    const converted = compiler.plan(type, type).convert(value, trace);
    return converted === undefined ? { url } : { url, [name]: converted };
  }
  return isMembers(value) ? nested(compiler, { path, type, value }, trace) : { url };
};

type Parts = { readonly path: string; readonly type: string; readonly value: Members };

const nested = (compiler: Compiler, { path, type, value }: Parts, trace: Trace): Members => {
  const url = extensionUrl(compiler, path);
  const extension: Value[] = [];
  for (const { name, element, type: of, form, many } of compiler.layoutFrom(type).slots.values()) {
    const own = value[name];
    const beside = form === 'primitive' ? value[`_${name}`] : undefined;
    if ((own === undefined && beside === undefined) || name === 'id') continue;
    if (of === 'Extension') {
      const converted = listOf(own ?? []).map((one) => compiler.plan(of, of).convert(one, trace));
      extension.push(...converted.filter((one) => one !== undefined));
      continue;
    }
    // A content reference has the path of the first, and the type of what it repeats.
    const kept = { path: `${type.includes('.') ? type : path}.${element}`, type: of };
    for (const item of itemsOf(own, beside, many)) extension.push(extensionOf(compiler, { ...kept, item }, trace));
  }
  const id = value['id'];
  return { ...(id === undefined ? {} : { id }), url, ...(extension.length === 0 ? {} : { extension }) };
};

export const extensionUrl = ({ direction }: Compiler, path: string): string =>
  direction.names.get(path) ?? `${direction.extensions}${path}`;

/** The items of an element, each with what stands beside it. */
export const itemsOf = (value: Value | undefined, beside: Value | undefined, many: boolean): readonly Item[] => {
  if (!many) return [{ value, extra: beside }];
  const values = value === undefined ? [] : listOf(value);
  const extras = beside === undefined ? [] : listOf(beside);
  return Array.from({ length: Math.max(values.length, extras.length) }, (_, at) => ({
    value: values[at] ?? undefined,
    extra: extras[at] ?? undefined,
  }));
};

/** The lists that keep elements; data types have the first alone. */
export const kindsOfExtensions = ['extension', 'modifierExtension'] as const;
export type Extensions = (typeof kindsOfExtensions)[number];

/** Adds to the extensions that are there: a list that is shared with what is converted stays as it is. */
export const addExtension = (owner: Members, extension: Value, name: Extensions = 'extension'): void => {
  const present = owner[name];
  owner[name] = [...(Array.isArray(present) ? present : []), extension];
};

/** A primitive of one version may be a kind of another in the other: STU3 knows no `canonical`. */
const primitiveName = (compiler: Compiler, type: string): string =>
  compiler.layoutTo('Extension').slots.has(`value${capital(type)}`) ? type : 'uri';

const capital = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
