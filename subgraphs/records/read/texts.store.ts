import { isFailure, unsupported, type Failure } from '../../../kernel/failure.ts';
import { longestCodedText, textHash } from '../extract/coded-text.ts';
import { fold } from '../extract/fold.ts';
import type { Parameter } from '../extract/type-index.ts';
import { bigints, type Bind, type Criterion } from '../search/criterion.ts';
import { malformed, nameOf, unescaped } from '../search/query.ts';
import { textQuery } from '../search/text-query.ts';
import { goOnWithWords, keepUpWords } from '../write/words.store.ts';
import type { Asked, Solving } from './solving.ts';

/** `_text` of the narrative, `_content` of all that a resource says. FHIR R4 §3.1.1.4.20 */
export const withWords = async (solving: Solving, { type, parameter }: Asked): Promise<Criterion | Failure> => {
  if (parameter.modifier !== undefined)
    return unsupported(`The modifier :${parameter.modifier} is not supported on ${parameter.name}.`, nameOf(parameter));
  const queries: string[] = [];
  for (const value of parameter.values) {
    const query = textQuery(unescaped(value));
    if (query === undefined)
      return malformed(parameter, value, 'words, with "and", "or", "not", brackets and quotes between them');
    queries.push(`(${query})`);
  }
  const late = await wordsAreKept(solving, type);
  if (isFailure(late)) return late;
  const column = parameter.name === '_text' ? 'narrative' : 'content';
  const asked = queries.join(' | ');
  const found = (bind: Bind): string =>
    `${solving.schema}.words w where w.${column} @@ ${bind(asked, 'text')}::tsquery`;
  return {
    condition: (bind) => `exists (select from ${found(bind)} and w.rid = r.rid)`,
    way: { kind: 'rows', rows: (bind) => `select w.rid from ${found(bind)}` },
    exact: true,
    content: true,
  };
};

/** `code:text=heart`: the beginning of a text that stands beside a code. FHIR R4 §3.1.1.4.10 */
export const withCodedText = async (
  solving: Solving,
  { type, parameter, known }: Asked & { readonly known: Parameter },
): Promise<Criterion | Failure> => {
  const late = await wordsAreKept(solving, type);
  if (isFailure(late)) return late;
  const places = bigints(known.terminals.map(({ place }) => textHash(place)));
  const wanted = parameter.values.map((value) => fold(unescaped(value)).slice(0, longestCodedText));
  const found = (bind: Bind): string => {
    const begins = wanted.map((value) => {
      const from = bind(value, 'text');
      return `c.val >= ${from} and c.val < ${from} || ${bind(last, 'text')}`;
    });
    return `${solving.schema}.coded_text c where c.ph = any(${bind(places, 'bigint[]')}) and (${begins.join(' or ')})`;
  };
  return {
    condition: (bind) => `exists (select from ${found(bind)} and c.rid = r.rid)`,
    way: { kind: 'rows', rows: (bind) => `select c.rid from ${found(bind)}` },
    exact: true,
    content: true,
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
