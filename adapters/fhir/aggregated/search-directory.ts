import type { Wanted } from '../../../fhir/subset.ts';
import { fhirAnswer, type Answer } from '../core/answer.ts';
import type { Entry } from '../core/bundle.ts';
import { soughtInDirectory, type Sought } from '../core/directory.ts';
import type { FhirRequest } from '../core/exchange.ts';
import { partNames, partOf, partWanted } from '../core/form.ts';
import { isProblem, Problem, problemOfErrors } from '../core/outcome.ts';
import { alternatives, type Parameter } from '../core/parameters.ts';
import { readResultParameters, type ResultParameters } from '../core/result-parameters.ts';
import { oursOf } from './directory.ts';
import { SearchDirectoryDocument } from './documents.generated.ts';
import { entryIn } from './joined.ts';
import type { ListedType } from './listed.ts';
import type { Parts } from './parts.ts';
import { provenanceEntries } from './provenance.ts';
import { forAll, isInclude, pageLimits, queryOf, referenceOf, refuseUnknown } from './record-search.ts';
import { searchsetText } from './searchset.ts';

/** A search of the directory, understood. */
type ListedSearch = {
  readonly listed: ListedType;
  /** What is looked for, in which order, and what is to come with it. */
  readonly filters: readonly Parameter[];
  readonly ours: Sought;
  readonly part: Wanted | undefined;
  readonly result: ResultParameters;
  readonly ignored: readonly string[];
};

/** `GET Location?identifier=system|value`, `GET HealthcareService?organization:Organization.identifier=system|value`, as forms as well. */
export const searchListed = async (
  parts: Parts,
  listed: ListedType,
  request: FhirRequest,
): Promise<Answer | Problem> => {
  const search = readSearch(listed, request);
  if (isProblem(search)) return search;
  const { filters, result, part } = search;
  const { data, errors } = await parts.graph.run(
    SearchDirectoryDocument,
    {
      type: listed.type,
      query: queryOf(search),
      first: result.countOnly ? 1 : result.count,
      after: result.page === afterOurs ? null : (result.page ?? null),
      withItems: !result.countOnly,
      withJoined: !result.countOnly && filters.some(({ name }) => isInclude(name)),
      ...search.ours,
    },
    request.caller,
  );
  const problem = problemOfErrors(errors);
  if (problem !== undefined) return problem;
  const page = data?.page ?? { total: 0, next: null, ignored: [], items: [] };
  const refusal = request.strict ? refuseUnknown(listed.type, page.ignored) : undefined;
  if (refusal !== undefined) return refusal;

  const ours = oursOf(listed.type, data?.directory ?? []);
  const items = page.items ?? [];
  const isFirst = result.page === undefined;
  // Ours come first. Where there is no room beside them, customers' begin on the next page.
  const isFull = isFirst && ours.length > 0 && ours.length + items.length > result.count;
  const shown = isFull ? [] : items;
  const provenances = filters.some(isOfProvenance)
    ? await provenanceEntries(
        parts,
        shown.map(({ id }) => ({ type: listed.type, id, patient: null })),
        { caller: request.caller, mode: 'include' },
      )
    : [];
  if (isProblem(provenances)) return provenances;
  const show = partOf('R4', part);
  const entries: readonly Entry[] = [
    ...(isFirst ? ours : []).map((resource) => ({
      fullUrl: `${parts.base}/${listed.type}/${resource.id}`,
      resource: JSON.stringify(resource),
      mode: 'match' as const,
    })),
    ...shown.map((item) => entryIn(parts, 'match')(listed.type, item)),
    ...(isFull ? [] : (page.included ?? [])).map((item) => entryIn(parts, 'include')(item.type, item)),
    ...provenances,
  ];
  const understood = filters.filter(
    ({ name }) => !page.ignored.includes(name) && !page.ignored.includes(referenceOf(name)),
  );
  return fhirAnswer(
    searchsetText(parts, {
      type: listed.type,
      result,
      self: understood,
      next: understood,
      continuation: isFull ? afterOurs : page.next,
      total: page.total === null ? null : page.total + ours.length,
      entries: result.countOnly ? [] : entries.map((entry) => ({ ...entry, resource: show(entry.resource) })),
      ignored: [...search.ignored, ...page.ignored],
    }),
  );
};

/** The continuation with which customers' own begin; those of the graph are longer. */
const afterOurs = '0';

const isOfProvenance = ({ name, value }: Parameter): boolean =>
  name === '_revinclude' && alternatives(value).some((one) => /^Provenance:(target|\*)(:|$)/.test(one));

const readSearch = (listed: ListedType, { parameters, strict }: FhirRequest): ListedSearch | Problem => {
  const { type } = listed;
  const result = readResultParameters(parameters, pageLimits);
  if (isProblem(result)) return result;
  const part = partWanted(parameters);
  if (isProblem(part)) return part;
  const naming = result.rest.filter(({ name }) => isNaming(listed, name));
  const [first, ...others] = naming;
  if (first === undefined) {
    const forms = listed.naming.map(({ name }) => formOf[name] ?? name);
    return new Problem('required', `Name the ${type}: ${forms.join(', or ')}.`, 'identifier');
  }
  if (listed.withOurs === true && others.length > 0)
    return new Problem('invalid', 'Give identifier (or _id) once.', first.name);
  let ours: Sought = { ids: [], odsCodes: [] };
  for (const parameter of naming) {
    if (parameter.name === 'organization') continue;
    const sought = soughtInDirectory(parameter);
    if (isProblem(sought)) return sought;
    if (listed.withOurs === true) ours = sought;
  }
  const isKnown = ({ name }: Parameter): boolean =>
    isNaming(listed, name) || partNames.has(name) || isInclude(name) || isSearched(listed, name);
  const ignored = result.rest.filter((parameter) => !isKnown(parameter)).map(({ name }) => name);
  const refusal = strict ? refuseUnknown(type, ignored) : undefined;
  return refusal ?? { listed, filters: result.rest.filter(isKnown), ours, part, result, ignored };
};

/** How what names an item is written, where it is not the name alone. */
const formOf: Readonly<Record<string, string>> = {
  identifier: 'identifier=system|value',
  organization: 'organization:Organization.identifier=system|value',
};

/** Without `:not` and `:missing`, which would name nearly all there are. */
const isNaming = ({ naming }: ListedType, name: string): boolean =>
  naming.some((one) => one.name === name) ||
  (/^organization(?:(?::Organization)?\.|:)identifier$/.test(name) &&
    naming.some((one) => one.name === 'organization'));

/** Ours are searched by nothing else: what is asked of customers' alone would leave them out. */
const isSearched = ({ search, withOurs }: ListedType, name: string): boolean =>
  withOurs !== true && (forAll.has(referenceOf(name)) || Object.hasOwn(search, referenceOf(name)));
