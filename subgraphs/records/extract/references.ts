import type { FhirVersion } from '../records.types.ts';
import { isMembers } from './convert.ts';
import { readReference, relativeTo } from './reference.ts';
import { walkOf, type Arrive } from './trie.ts';
import { typeIndex } from './type-index.ts';

/** What a resource refers to by some of its reference parameters: `Patient/1`, without versions. */
export type ReferencesOf = (resource: unknown) => readonly string[];

type Of = {
  readonly version: FhirVersion;
  readonly store: number;
  /** Of the store, where it is one by itself: what refers to it by its URL refers to its own. */
  readonly base?: string | undefined;
  readonly type: string;
};

const compiled = new Map<string, ReferencesOf>();

export const referencesBy = (of: Of, codes: readonly string[]): ReferencesOf => {
  const key = `${of.version}/${String(of.store)}/${of.type}?${codes.join(',')} ${of.base ?? ''}`;
  let found = compiled.get(key);
  if (found === undefined) compiled.set(key, (found = compile(of, codes)));
  return found;
};

const compile = ({ version, store, base, type }: Of, codes: readonly string[]): ReferencesOf => {
  let into: string[] = [];
  const arrive: Arrive = (value) => {
    const text = isMembers(value) ? (value['reference'] ?? value['url']) : value;
    const target = typeof text === 'string' ? readReference(relativeTo(base, text))?.target : undefined;
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
