import type { FhirVersion } from '../records.types.ts';
import { isMembers } from './convert.ts';
import { fold } from './fold.ts';
import { hashOf } from './hash.ts';
import type { Place } from './sink.ts';
import { walkOf, type Arrive } from './trie.ts';
import { typeIndex } from './type-index.ts';

/** A text that stands beside the codes of one place. */
export type CodedText = { readonly ph: string; readonly val: string };

/** What a btree can hold, with room for the rest of its row. */
export const longestCodedText = 200;

/** The hash of a place's texts; no code begins with a blank. */
export const textHash = ({ value }: Place): string => hashOf(value, ' text');

type Of = { readonly version: FhirVersion; readonly store: number; readonly type: string };

const compiled = new Map<string, (resource: unknown) => readonly CodedText[]>();

/** "The text associated with the code": CodeableConcept.text, Coding.display, Identifier.type.text. FHIR R4 §3.1.1.4.10 */
export const codedTexts = ({ version, store, type }: Of): ((resource: unknown) => readonly CodedText[]) => {
  const key = `${version}/${String(store)}/${type}`;
  let found = compiled.get(key);
  if (found === undefined) compiled.set(key, (found = compile({ version, store, type })));
  return found;
};

const compile = ({ version, store, type }: Of): ((resource: unknown) => readonly CodedText[]) => {
  let into = new Map<string, CodedText>();
  const terminals = [...(typeIndex(version, store, type)?.parameters.values() ?? [])]
    .filter(({ kind }) => kind === 'token')
    .flatMap((parameter) => parameter.terminals);
  const ends = [...new Set(terminals)].flatMap(({ place, path }) => {
    const textsOf = texts[path.type];
    if (textsOf === undefined) return [];
    const ph = textHash(place);
    const arrive: Arrive = (value) => {
      for (const text of textsOf(value)) {
        const val = typeof text === 'string' ? fold(text).slice(0, longestCodedText) : '';
        if (val !== '') into.set(`${ph} ${val}`, { ph, val });
      }
    };
    return [{ path, arrive }];
  });
  const walk = walkOf(ends);
  return (resource) => {
    into = new Map();
    if (isMembers(resource)) walk(resource, resource);
    return [...into.values()];
  };
};

type TextsOf = (value: unknown) => readonly unknown[];

const ofCoding: TextsOf = (value) => (isMembers(value) ? [value['display']] : []);

const ofConcept: TextsOf = (value) => {
  if (!isMembers(value)) return [];
  const { text, coding } = value;
  return [text, ...(Array.isArray(coding) ? coding.flatMap(ofCoding) : [])];
};

const texts: Readonly<Partial<Record<string, TextsOf>>> = {
  CodeableConcept: ofConcept,
  Coding: ofCoding,
  Identifier: (value) => (isMembers(value) ? ofConcept(value['type']) : []),
};
