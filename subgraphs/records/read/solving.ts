import type { Failure } from '../../../kernel/failure.ts';
import type { Sql } from '../../kit/sql.ts';
import type { Parameter } from '../extract/type-index.ts';
import type { Search, SearchIn } from '../search/compile.ts';
import type { Criterion } from '../search/criterion.ts';
import type { QueryParameter } from '../search/query.ts';
import type { Schema } from '../write/put.sql.ts';
import type { Run } from './statement.ts';

/** What is needed to understand a parameter that says nothing without the store: a chain, a value set, a list. */
export type Solving = {
  readonly run: Run;
  readonly schema: Schema;
  /** The caller's transaction, if there is one. */
  readonly sql: Sql | undefined;
  readonly within: SearchIn;
  /** Another search in the same store, understood. */
  readonly understand: (type: string, query: string) => Promise<Search | Failure>;
  /** One parameter of a type, whatever it needs; undefined where there is none. */
  readonly criterion: (type: string, parameter: QueryParameter) => Promise<Criterion | Failure | undefined>;
};

/** The resources that refer to what a search of some of the types finds to which a reference may lead. */
export type Through = {
  readonly type: string;
  readonly reference: string;
  /** The only type that counts, where one is named. */
  readonly target: string | undefined;
  readonly field: string;
  /** What the targets are asked for, for a refusal. */
  readonly inner: string;
};

/** What a filter is worked out with, in a whole store or in what somebody sees of a patient's record. */
export type Filtering = Pick<Solving, 'within' | 'criterion'> & {
  /** `searchOf` gives undefined for a type that cannot be asked so. */
  readonly through: (
    through: Through,
    searchOf: (candidate: string) => Promise<Search | Failure | undefined>,
  ) => Promise<Criterion | Failure>;
};

export type Asked = {
  readonly type: string;
  readonly parameter: QueryParameter;
  readonly known: Parameter | undefined;
};
