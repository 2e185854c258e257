import { unsupported, type Failure } from '../../../kernel/failure.ts';
import { fold } from '../extract/fold.ts';
import { hashOf } from '../extract/hash.ts';
import type { Parameter } from '../extract/type-index.ts';
import { anyOf, anyToken, type Criterion } from './criterion.ts';
import { nameOf, unescaped, type QueryParameter } from './query.ts';
import { anyString } from './string.ts';

/** Whole URIs; `:below` also finds longer paths, `:above` shorter ones. FHIR R4 §3.1.1.4.14 */
export const uri = (parameter: QueryParameter, { terminals }: Parameter): Criterion | Failure => {
  const values = parameter.values.map(unescaped);
  const hashesOf = (forms: readonly string[]): string[] =>
    terminals.flatMap(({ place }) => forms.map((form) => hashOf(place.value, form)));
  const places = terminals.map(({ place }) => place.range);
  switch (parameter.modifier) {
    case undefined: {
      const hashes = hashesOf(values);
      return { condition: anyToken(hashes), way: { kind: 'tokens', hashes, reach: 'few' }, content: true };
    }
    case 'above': {
      const hashes = hashesOf(values.flatMap(pathsAbove));
      return { condition: anyToken(hashes), way: { kind: 'tokens', hashes, reach: 'few' }, content: true };
    }
    case 'below':
      return {
        // Below is the URI itself and what continues it after a slash; a urn has no paths and so nothing below it.
        condition: anyOf([
          anyToken(hashesOf(values)),
          ...values.filter(hasPath).map((value) => anyString(places, fold(value).replace(/\/*$/, '/'), 'starts')),
        ]),
        content: true,
      };
    default:
      return unsupported(
        `The modifier :${parameter.modifier} is not supported on URIs; :above, :below and :missing are.`,
        nameOf(parameter),
      );
  }
};

const hasPath = (value: string): boolean => /^[a-z][a-z0-9+.-]*:\/\/[^/]/i.test(value) && !value.startsWith('urn:');

const pathsAbove = (value: string): readonly string[] => {
  if (!hasPath(value)) return [];
  const host = value.indexOf('/', value.indexOf('://') + 3);
  const ends = host < 0 ? [] : [...value.matchAll(/\//g)].map(({ index }) => index).filter((index) => index >= host);
  return [value, ...ends.flatMap((end) => [value.slice(0, end), value.slice(0, end + 1)])];
};
