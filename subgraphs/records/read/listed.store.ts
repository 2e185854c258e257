import { isFailure, unsupported, type Failure } from '../../../kernel/failure.ts';
import { isMembers } from '../extract/convert.ts';
import { readReference, relativeTo } from '../extract/reference.ts';
import { isId } from '../item-id.ts';
import type { Criterion } from '../search/criterion.ts';
import { malformed, nameOf, unescaped } from '../search/query.ts';
import { contentsOf } from './matching.store.ts';
import type { Asked, Solving } from './solving.ts';

/** `_list=42`: what stands in a List of the feed, but for entries that are marked as deleted. FHIR R4 §3.1.1.4.19 */
export const listed = async (solving: Solving, { type, parameter }: Asked): Promise<Criterion | Failure> => {
  const field = nameOf(parameter);
  if (parameter.modifier !== undefined)
    return unsupported(`The modifier :${parameter.modifier} is not supported on _list.`, field);
  const ids: string[] = [];
  for (const value of parameter.values) {
    const id = unescaped(value).replace(/^List\//, '');
    if (id.startsWith('$')) return unsupported(`There is no list ${id} here: lists are named by their ids.`, field);
    if (!isId(id)) return malformed(parameter, value, 'the id of a List');
    const lists = await contentsOf(solving, 'List', { query: { _id: id }, field });
    if (isFailure(lists)) return lists;
    for (const { content } of lists) ids.push(...entriesOf(type, JSON.parse(content), solving.within.base));
  }
  return {
    condition: (bind) => `r.id = any(${bind(ids, 'text[]')})`,
    way: { kind: 'ids', ids },
    content: true,
  };
};

const entriesOf = (type: string, list: unknown, base: string | undefined): readonly string[] => {
  const entries = isMembers(list) ? list['entry'] : undefined;
  if (!Array.isArray(entries)) return [];
  return entries.filter(isMembers).flatMap(({ item, deleted }) => {
    const reference = isMembers(item) ? item['reference'] : undefined;
    if (deleted === true || typeof reference !== 'string') return [];
    const target = readReference(relativeTo(base, reference))?.target ?? '';
    return target.startsWith(`${type}/`) ? [target.slice(type.length + 1)] : [];
  });
};
