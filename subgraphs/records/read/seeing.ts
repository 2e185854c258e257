import type { Failure } from '../../../kernel/failure.ts';
import type { Sight } from '../records.types.ts';
import type { Search, SearchIn } from '../search/compile.ts';
import type { Criterion } from '../search/criterion.ts';
import type { QueryParameter } from '../search/query.ts';
import type { Schema } from '../write/put.sql.ts';
import type { Run } from './statement.ts';

/** What is needed to read of the patients' record, for many sights at once. */
export type Seeing = {
  readonly run: Run;
  readonly schema: Schema;
  readonly within: SearchIn;
  readonly sights: readonly Sight[];
};

/** And to understand a parameter that says nothing without the record: a chain, a filter, words. */
export type SeeingMore = Seeing & {
  /** Another search through the same sights, understood. */
  readonly understand: (type: string, query: string) => Promise<Search | Failure>;
  /** One parameter of a type, whatever it needs; undefined where there is none. */
  readonly criterion: (type: string, parameter: QueryParameter) => Promise<Criterion | Failure | undefined>;
};
