import { invalid, isFailure, type Failure } from '../../../kernel/failure.ts';
import type { Sql } from '../../kit/sql.ts';
import type { ItemName } from '../records.types.ts';
import { inCompartment } from '../search/compartment.ts';
import { compileSearch, type Search, type SearchIn } from '../search/compile.ts';
import type { Schema } from '../write/put.sql.ts';
import { solveLinks } from './linked.store.ts';
import type { Run } from './statement.ts';

type Needs = { readonly run: Run; readonly schema: Schema; readonly sql: Sql | undefined };
type Asked = { readonly type: string; readonly query: string; readonly compartment?: ItemName | undefined };

/** The search of one type of a customer's store, with all that had to be found out first. */
export const understood = async (
  needs: Needs,
  within: SearchIn,
  { type, query, compartment }: Asked,
): Promise<Search | Failure> => {
  const solved = await solveLinks(needs, within, { type, query });
  if (isFailure(solved)) return solved;
  const search = compileSearch({ ...within, solved }, type, query);
  if (isFailure(search) || compartment === undefined) return search;
  const member = inCompartment(within, type, compartment);
  return member === undefined
    ? invalid(`${type} is never in the compartment of a ${compartment.type}.`, 'type')
    : { ...search, criteria: [member, ...search.criteria] };
};
