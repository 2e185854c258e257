import { invalid, isFailure, type Failure } from '../../../kernel/failure.ts';
import { typeIndex } from '../extract/type-index.ts';
import type { ItemName } from '../records.types.ts';
import { inCompartment } from '../search/compartment.ts';
import { compileSearch, criterionOf, type Search, type SearchIn } from '../search/compile.ts';
import type { Criterion } from '../search/criterion.ts';
import { linkName } from '../search/linked.ts';
import { readQuery } from '../search/query.ts';
import { solve } from './solve.store.ts';
import type { Solving } from './solving.ts';

type Asked = { readonly type: string; readonly query: string; readonly compartment?: ItemName | undefined };

/** The search of one type of a customer's store, with all that had to be found out first. */
export const understood = async (
  needs: Pick<Solving, 'run' | 'schema' | 'sql'>,
  within: SearchIn,
  { type, query, compartment }: Asked,
): Promise<Search | Failure> => {
  const solving: Solving = {
    ...needs,
    within,
    understand: (inner, innerQuery) => understood(needs, within, { type: inner, query: innerQuery }),
    criterion: async (of, parameter) => {
      const known = typeIndex(within.version, within.store, of)?.parameters.get(parameter.name);
      return (
        (await solve(solving, { type: of, parameter, known })) ??
        criterionOf(within, { typeName: of, parameter, known })
      );
    },
  };
  const parameters = typeIndex(within.version, within.store, type)?.parameters;
  const solved = new Map<string, Criterion>();
  for (const parameter of readQuery(query)) {
    const criterion = await solve(solving, { type, parameter, known: parameters?.get(parameter.name) });
    if (criterion === undefined) continue;
    if (isFailure(criterion)) return criterion;
    solved.set(linkName(parameter), criterion);
  }
  const search = compileSearch({ ...within, solved }, type, query);
  if (isFailure(search) || compartment === undefined) return search;
  const member = inCompartment(within, type, compartment);
  return member === undefined
    ? invalid(`${type} is never in the compartment of a ${compartment.type}.`, 'type')
    : { ...search, criteria: [member, ...search.criteria] };
};
