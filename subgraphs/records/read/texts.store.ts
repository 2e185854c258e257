import { isFailure, unsupported, type Failure } from '../../../kernel/failure.ts';
import { longestCodedText, textHash } from '../extract/coded-text.ts';
import { fold } from '../extract/fold.ts';
import type { Parameter } from '../extract/type-index.ts';
import { bigints, type Bind, type Condition, type Criterion } from '../search/criterion.ts';
import { malformed, nameOf, unescaped, type QueryParameter } from '../search/query.ts';
import { textQuery } from '../search/text-query.ts';
import { goOnWithWords, keepUpWords } from '../write/words.store.ts';
import type { Asked, Solving } from './solving.ts';

/** `_text` of the narrative, `_content` of all that a resource says. FHIR R4 §3.1.1.4.20 */
export const withWords = async (solving: Solving, { type, parameter }: Asked): Promise<Criterion | Failure> => {
  const asked = wordsAsked(parameter);
  if (isFailure(asked)) return asked;
  const late = await wordsAreKept(solving, type);
  if (isFailure(late)) return late;
  const found = (bind: Bind): string =>
    `${solving.schema}.words w where w.${asked.column} @@ ${bind(asked.query, 'text')}::tsquery`;
  return {
    condition: (bind) => `exists (select from ${found(bind)} and w.rid = r.rid)`,
    way: { kind: 'rows', rows: (bind) => `select w.rid from ${found(bind)}` },
    exact: true,
    content: true,
  };
};

/** What is looked for, as PostgreSQL writes a tsquery, and in which column. */
export const wordsAsked = (
  parameter: QueryParameter,
): { readonly column: 'narrative' | 'content'; readonly query: string } | Failure => {
  if (parameter.modifier !== undefined)
    return unsupported(`The modifier :${parameter.modifier} is not supported on ${parameter.name}.`, nameOf(parameter));
  const queries: string[] = [];
  for (const value of parameter.values) {
    const query = textQuery(unescaped(value));
    if (query === undefined)
      return malformed(parameter, value, 'words, with "and", "or", "not", brackets and quotes between them');
    queries.push(`(${query})`);
  }
  return { column: parameter.name === '_text' ? 'narrative' : 'content', query: queries.join(' | ') };
};

/** `code:text=heart`: the beginning of a text that stands beside a code. FHIR R4 §3.1.1.4.10 */
export const withCodedText = async (
  solving: Solving,
  { type, parameter, known }: Asked & { readonly known: Parameter },
): Promise<Criterion | Failure> => {
  const late = await wordsAreKept(solving, type);
  if (isFailure(late)) return late;
  const asked = codedTextAsked(parameter, known);
  const found = (bind: Bind): string => `${solving.schema}.coded_text c where ${asked(bind)}`;
  return {
    condition: (bind) => `exists (select from ${found(bind)} and c.rid = r.rid)`,
    way: { kind: 'rows', rows: (bind) => `select c.rid from ${found(bind)}` },
    exact: true,
    content: true,
  };
};

/** The condition on a row `c` of `coded_text`. */
export const codedTextAsked = (parameter: QueryParameter, known: Parameter): Condition => {
  const places = bigints(known.terminals.map(({ place }) => textHash(place)));
  const wanted = parameter.values.map((value) => fold(unescaped(value)).slice(0, longestCodedText));
  return (bind) => {
    const begins = wanted.map((value) => {
      const from = bind(value, 'text');
      return `c.val >= ${from} and c.val < ${from} || ${bind(last, 'text')}`;
    });
    return `c.ph = any(${bind(places, 'bigint[]')}) and (${begins.join(' or ')})`;
  };
};

/** What is too much to wait for is done without anybody waiting; within somebody's transaction it is not. */
const wordsAreKept = async (solving: Solving, type: string): Promise<Failure | undefined> => {
  const late = await keepUpWords(solving, type);
  // Whatever ends it, the next search goes on, and hears of a fault.
  if (late !== undefined && solving.sql === undefined) void goOnWithWords(solving, type).catch(() => undefined);
  return late;
};

/** Comes after whatever a text goes on with. */
const last = '\u{10ffff}';
