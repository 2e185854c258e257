import type { FhirVersion } from '../records.types.ts';
import { isMembers } from './convert.ts';
import { readReference } from './reference.ts';
import { walkOf, type Arrive } from './trie.ts';
import { typeIndex } from './type-index.ts';

/** What a resource refers to by some of its reference parameters: `Patient/1`, without versions. */
export type ReferencesOf = (resource: unknown) => readonly string[];

type Of = { readonly version: FhirVersion; readonly store: number; readonly type: string };

const compiled = new Map<string, ReferencesOf>();

export const referencesBy = ({ version, store, type }: Of, codes: readonly string[]): ReferencesOf => {
  const key = `${version}/${String(store)}/${type}?${codes.join(',')}`;
  let found = compiled.get(key);
  if (found === undefined) compiled.set(key, (found = compile({ version, store, type }, codes)));
  return found;
};

const compile = ({ version, store, type }: Of, codes: readonly string[]): ReferencesOf => {
  let into: string[] = [];
  const arrive: Arrive = (value) => {
    const text = isMembers(value) ? (value['reference'] ?? value['url']) : value;
    const target = typeof text === 'string' ? readReference(text)?.target : undefined;
    if (target !== undefined) into.push(target);
  };
  const parameters = typeIndex(version, store, type)?.parameters;
  const paths = codes.flatMap((code) => parameters?.get(code)?.terminals.map(({ path }) => path) ?? []);
  const walk = walkOf(paths.map((path) => ({ path, arrive })));
  return (resource) => {
    into = [];
    if (isMembers(resource)) walk(resource, resource);
    return [...new Set(into)];
  };
};
