import { invalid, isFailure, type Failure } from '../../../kernel/failure.ts';
import { typeIndex } from '../extract/type-index.ts';
import { compileSearch, type Search } from '../search/compile.ts';
import { allOf, anyOf, eitherWay, not, type Criterion } from '../search/criterion.ts';
import { isMisread, readFilter, type Filter, type Step } from '../search/filter.ts';
import { nameOf } from '../search/query.ts';
import { compared } from './compared.store.ts';
import type { Asked, Filtering } from './solving.ts';
import { bestWay } from './way.ts';

/** `_filter=name co "bert" and (birthdate ge 2014 or subject.active eq true)`. FHIR R4 §3.1.3 */
export const filtered = async (filtering: Filtering, { type, parameter }: Asked): Promise<Criterion | Failure> => {
  const field = nameOf(parameter);
  const text = parameter.values.join(',');
  const filter = readFilter(text);
  if (isMisread(filter))
    return invalid(
      `The filter makes no sense at character ${String(filter.at + 1)}: expected ${filter.expected}.`,
      field,
    );
  return criterionOf(filtering, { type, filter, field });
};

type Part<Kind extends Filter['kind'] = Filter['kind']> = {
  readonly type: string;
  readonly filter: Extract<Filter, { readonly kind: Kind }>;
  readonly field: string;
};

const criterionOf = async (filtering: Filtering, { type, filter, field }: Part): Promise<Criterion | Failure> => {
  switch (filter.kind) {
    case 'compare':
      return comparison(filtering, { type, filter, field });
    case 'not': {
      const part = await criterionOf(filtering, { type, filter: filter.part, field });
      return isFailure(part) ? part : { condition: not(part.condition), content: true };
    }
    case 'and':
    case 'or': {
      const parts: Criterion[] = [];
      for (const one of filter.parts) {
        const part = await criterionOf(filtering, { type, filter: one, field });
        if (isFailure(part)) return part;
        parts.push(part);
      }
      return filter.kind === 'and' ? both(parts) : either(parts);
    }
  }
};

const both = (parts: readonly Criterion[]): Criterion => {
  const way = bestWay(parts);
  return {
    condition: allOf(parts.map(({ condition }) => condition)),
    content: true,
    ...(way === undefined ? {} : { way }),
  };
};

const either = (parts: readonly Criterion[]): Criterion => {
  const ways = parts.flatMap(({ way }) => way ?? []);
  return {
    condition: anyOf(parts.map(({ condition }) => condition)),
    content: true,
    ...(ways.length === parts.length ? eitherWay(ways) : {}),
  };
};

const comparison = (
  filtering: Filtering,
  { type, filter: { path, operator, value }, field }: Part<'compare'>,
): Promise<Criterion | Failure> => {
  const [step, next, ...rest] = path;
  if (step === undefined) throw new Error('A comparison has a path.');
  if (next === undefined)
    return step.filter === undefined && step.type === undefined
      ? compared(filtering, { type, name: step.name, operator, value, field })
      : Promise.resolve(invalid(`${step.name} is compared as a whole, without a type or a filter of its own.`, field));
  return filtering.through({ type, reference: step.name, target: step.type, field, inner: next.name }, (candidate) =>
    isKnown(filtering, candidate, next)
      ? targets(filtering, {
          type: candidate,
          filters: [
            ...(step.filter === undefined ? [] : [step.filter]),
            { kind: 'compare', path: [next, ...rest], operator, value },
          ],
          field,
        })
      : Promise.resolve(undefined),
  );
};

const isKnown = ({ within }: Filtering, type: string, { name }: Step): boolean =>
  name.startsWith('_') || typeIndex(within.version, within.store, type)?.parameters.has(name) === true;

type Targets = { readonly type: string; readonly filters: readonly Filter[]; readonly field: string };

/** The search for what a path leads to. */
const targets = async (filtering: Filtering, { type, filters, field }: Targets): Promise<Search | Failure> => {
  const search = compileSearch({ ...filtering.within, solved: new Map() }, type, '');
  if (isFailure(search)) return search;
  const criteria: Criterion[] = [];
  for (const filter of filters) {
    const criterion = await criterionOf(filtering, { type, filter, field });
    if (isFailure(criterion)) return criterion;
    criteria.push(criterion);
  }
  return { ...search, criteria };
};
