import { invalid, isFailure, unsupported, type Failure } from '../../../kernel/failure.ts';
import { dateRange } from '../extract/date.ts';
import { fold } from '../extract/fold.ts';
import { longestString } from '../extract/sink.ts';
import { typeIndex, type Parameter } from '../extract/type-index.ts';
import type { SearchKind } from '../fhir/tables.ts';
import { allOf, not, type Criterion } from '../search/criterion.ts';
import type { Operator } from '../search/filter.ts';
import { anyRange, compareDates } from '../search/range.ts';
import { anyString, type Match } from '../search/string.ts';
import type { Filtering } from './solving.ts';

type Needs = Pick<Filtering, 'within' | 'criterion'>;

/** One comparison of a filter, on the resource itself. */
type Comparison = {
  readonly type: string;
  readonly name: string;
  readonly operator: Operator;
  readonly value: string;
  /** The parameter that a refusal is about. */
  readonly field: string;
};

/** What an operator means depends on the kind of parameter that it compares. FHIR R4 §3.1.3.2 */
export const compared = async (needs: Needs, comparison: Comparison): Promise<Criterion | Failure> => {
  const { type, name, operator, value, field } = comparison;
  const known = typeIndex(needs.within.version, needs.within.store, type)?.parameters.get(name);
  const kind = known?.kind ?? columns[name];
  if (kind === undefined) return invalid(`${type} has no search parameter ${name}.`, field);
  const refusal = unsupported(`The operator ${operator} is not supported on ${name}, which is a ${kind}.`, field);
  const asked = (wanted: string, modifier?: string): Promise<Criterion | Failure> =>
    ask(needs, comparison, { value: wanted, modifier });

  if (operator === 'pr') {
    if (value !== 'true' && value !== 'false') return invalid(`${name} pr is true or false.`, field);
    return asked(value === 'true' ? 'false' : 'true', 'missing');
  }
  switch (kind) {
    case 'string':
    case 'uri': {
      const match = matches[operator];
      return match === undefined || known === undefined ? refusal : ofText(known, { match, value });
    }
    case 'date':
    case 'number':
    case 'quantity':
      if (operator === 'po' && kind === 'date' && known !== undefined) return overlapping(known, comparison);
      return prefixes.has(operator) ? asked(`${operator}${value}`) : refusal;
    case 'token':
    case 'reference': {
      if (operator === 'eq' || (operator === 're' && kind === 'reference')) return asked(value);
      if (operator === 'ne')
        return different(await asked(value), known === undefined ? undefined : await asked('false', 'missing'));
      const modifier = kind === 'token' ? modifiers[operator] : undefined;
      return modifier === undefined ? refusal : asked(value, modifier);
    }
    case 'composite':
    case 'special':
      return operator === 'eq' ? asked(value) : refusal;
  }
};

/** What is no search parameter of the tables. */
const columns: Readonly<Partial<Record<string, SearchKind>>> = { _id: 'token', _lastUpdated: 'date', _list: 'token' };

const prefixes: ReadonlySet<Operator> = new Set<Operator>(['eq', 'ne', 'gt', 'lt', 'ge', 'le', 'ap', 'sa', 'eb']);

const matches: Readonly<Partial<Record<Operator, Match>>> = {
  eq: 'equals',
  ne: 'differs',
  co: 'contains',
  sw: 'starts',
  ew: 'ends',
};

/** "ss: the value subsumes a concept in the set": what is found is below it. */
const modifiers: Readonly<Partial<Record<Operator, string>>> = { in: 'in', ni: 'not-in', ss: 'below', sb: 'above' };

type Wanted = { readonly value: string; readonly modifier: string | undefined };

const ask = async (
  { criterion }: Needs,
  { type, name, field }: Comparison,
  { value, modifier }: Wanted,
): Promise<Criterion | Failure> => {
  const values = [value.replace(/[\\,]/g, '\\$&')];
  return (
    (await criterion(type, { name, modifier, values })) ?? invalid(`${type} has no search parameter ${name}.`, field)
  );
};

const ofText = ({ terminals }: Parameter, { match, value }: { match: Match; value: string }): Criterion => {
  const folded = fold(value).slice(0, longestString);
  const places = terminals.map(({ place }) => place.range);
  return {
    condition: anyString(places, folded, match),
    content: true,
    ...(match === 'equals' || match === 'starts' ? { way: { kind: 'strings', places, prefix: folded } } : {}),
  };
};

const overlapping = ({ terminals }: Parameter, { value, field }: Comparison): Criterion | Failure => {
  const range = dateRange(value);
  if (range === undefined) return invalid(`${JSON.stringify(value)} is not a date.`, field);
  const places = terminals.map(({ place }) => place.range);
  return { condition: anyRange(places, { prefix: 'ap', ...range }, compareDates), content: true };
};

/** Something is there, and none of it is the value. */
const different = (same: Criterion | Failure, present: Criterion | Failure | undefined): Criterion | Failure => {
  if (isFailure(same)) return same;
  if (isFailure(present)) return present;
  const other = not(same.condition);
  return { condition: present === undefined ? other : allOf([present.condition, other]), content: true };
};
