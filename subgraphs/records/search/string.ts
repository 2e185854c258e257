import { unsupported, type Failure } from '../../../kernel/failure.ts';
import { fold } from '../extract/fold.ts';
import { hashOf } from '../extract/hash.ts';
import type { Parameter } from '../extract/type-index.ts';
import { anyOf, anyToken, bigints, type Condition, type Criterion } from './criterion.ts';
import { nameOf, unescaped, type QueryParameter } from './query.ts';

/** The beginning without accents and case; `:contains` any part so; `:exact` the whole as it is. FHIR R4 §3.1.1.4.8 */
export const string = (parameter: QueryParameter, { terminals }: Parameter): Criterion | Failure => {
  const values = parameter.values.map(unescaped);
  const places = terminals.map(({ place }) => place.range);
  switch (parameter.modifier) {
    case undefined: {
      const folded = values.map(fold);
      const [only, ...others] = folded;
      const condition = anyOf(folded.map((value) => anyString(places, value, 'starts')));
      if (only === undefined || others.length > 0) return { condition, content: true };
      return { condition, way: { kind: 'strings', places, prefix: only }, content: true };
    }
    case 'contains':
      return { condition: anyOf(values.map((value) => anyString(places, fold(value), 'contains'))), content: true };
    case 'exact': {
      const hashes = terminals.flatMap(({ place }) => values.map((value) => hashOf(place.exact, value)));
      return { condition: anyToken(hashes), way: { kind: 'tokens', hashes, reach: 'few' }, exact: true, content: true };
    }
    default:
      return unsupported(
        `The modifier :${parameter.modifier} is not supported on strings; :exact, :contains and :missing are.`,
        nameOf(parameter),
      );
  }
};

export type Match = 'starts' | 'contains' | 'ends' | 'equals' | 'differs';

/** Some string that the row keeps in one of these places starts with the value, or contains it. */
export const anyString =
  (places: readonly string[], value: string, match: Match): Condition =>
  (bind) => {
    const kept = `select from unnest(r.str_ph, r.str_val) as v(ph, val) where v.ph = any(${bind(bigints(places), 'bigint[]')})`;
    const wanted = bind(value, 'text');
    return `exists (${kept} and ${matches[match](wanted)})`;
  };

const matches: Readonly<Record<Match, (wanted: string) => string>> = {
  starts: (wanted) => `starts_with(v.val, ${wanted})`,
  contains: (wanted) => `strpos(v.val, ${wanted}) > 0`,
  ends: (wanted) => `right(v.val, char_length(${wanted})) = ${wanted}`,
  equals: (wanted) => `v.val = ${wanted}`,
  differs: (wanted) => `v.val <> ${wanted}`,
};
