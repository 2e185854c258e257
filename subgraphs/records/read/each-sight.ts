import { bigints, type Condition } from '../search/criterion.ts';

// Many may ask alike at the same time, each with a sight of their own. What was found out for one of them counts for that
// one alone: what a chain leads to would otherwise tell others of items that they may not see. `p.n` numbers the sights.

/** Rows with any of the tokens that were found out for their own sight. */
export const anyTokenOfEach =
  (hashes: readonly (readonly string[])[]): Condition =>
  (bind) =>
    `r.toks && (${bind(hashes.map(bigints), 'text[]')})[p.n]::bigint[]`;

/** Rows with any of the ids that were found out for their own sight. */
export const anyIdOfEach =
  (ids: readonly (readonly string[])[]): Condition =>
  (bind) =>
    `r.id = any((${bind(
      ids.map((own) => `{${own.join(',')}}`),
      'text[]',
    )})[p.n]::text[])`;
