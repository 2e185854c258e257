import { isFailure, type Failure } from '../../../kernel/failure.ts';
import { typeIndex } from '../extract/type-index.ts';
import { compileSearch, criterionOf, type Search } from '../search/compile.ts';
import type { Criterion } from '../search/criterion.ts';
import { linkName } from '../search/linked.ts';
import { readQuery } from '../search/query.ts';
import type { Seeing, SeeingMore } from './seeing.ts';
import { solveFor } from './sight-solve.store.ts';

/**
 * A search of one type of the patients' record. What cannot be understood without looking into it is found out first, the
 * innermost first, a statement for each step; the items in between count as far as the sight shows them, and no further.
 */
export const understoodFor = async (
  seeing: Seeing,
  { type, query }: { readonly type: string; readonly query: string },
): Promise<Search | Failure> => {
  const { within } = seeing;
  const parametersOf = (of: string) => typeIndex(within.version, within.store, of)?.parameters;
  const more: SeeingMore = {
    ...seeing,
    understand: (inner, innerQuery) => understoodFor(seeing, { type: inner, query: innerQuery }),
    criterion: async (of, parameter) => {
      const known = parametersOf(of)?.get(parameter.name);
      return (
        (await solveFor(more, { type: of, parameter, known })) ??
        criterionOf(within, { typeName: of, parameter, known })
      );
    },
  };
  const parameters = parametersOf(type);
  const solved = new Map<string, Criterion>();
  if (parameters !== undefined)
    for (const parameter of readQuery(query)) {
      const criterion = solveFor(more, { type, parameter, known: parameters.get(parameter.name) });
      if (criterion === undefined) continue;
      const found = await criterion;
      if (isFailure(found)) return found;
      solved.set(linkName(parameter), found);
    }
  return compileSearch({ ...within, solved }, type, query);
};
